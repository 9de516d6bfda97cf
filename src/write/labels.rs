//! The words that people read in a workbook: names of sheets, headings of columns, statuses, explanations.
//!
//! French, Dutch and English stand side by side, so that one cannot be changed without the other two in sight. Not for
//! what is printed in a report: its texts keep the language that they are printed in.

use serde::Serialize;

use crate::diagnostic::{Severity, Tongue};
use crate::language::Language;
use crate::record::{Edition, Kind, Status, StatusReason, StatusSource, TableLayout, Texts, UnitSource};
use crate::source::Field;

/// The language of headings and other words that are not the report's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Lang {
    /// French and Dutch, one after the other.
    #[default]
    Both,
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl Lang {
    /// The languages that can be asked for; without one of them it is French and Dutch.
    pub const NAMED: [(&'static str, Self); 3] = [("fr", Self::Fr), ("nl", Self::Nl), ("en", Self::En)];

    /// A text of the report as this language's reader wants it: in that language alone where it is printed, and else as it
    /// is there. Two texts stand in two lines.
    pub(super) fn text(self, texts: &Texts) -> Option<String> {
        let (fr, nl) = (texts.fr.as_deref(), texts.nl.as_deref());
        match (self, fr, nl) {
            (Self::Fr, Some(text), _) | (Self::Nl, _, Some(text)) => Some(text.to_owned()),
            (_, Some(fr), Some(nl)) if fr != nl => Some(format!("{fr}\n{nl}")),
            (_, fr, nl) => fr.or(nl).map(str::to_owned),
        }
    }

    /// The language that findings are told in: English where nothing is asked for.
    pub(crate) fn tongue(self) -> Tongue {
        match self {
            Self::Fr => Tongue::Fr,
            Self::Nl => Tongue::Nl,
            Self::En | Self::Both => Tongue::En,
        }
    }

    /// Whether a reader of this language would rather not see texts that are printed in `language`.
    pub(super) fn passes_over(self, language: Option<Language>) -> bool {
        matches!((self, language), (Self::Fr, Some(Language::Nl)) | (Self::Nl, Some(Language::Fr)))
    }
}

/// One thing said in three languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    fr: &'static str,
    nl: &'static str,
    en: &'static str,
}

const fn words(fr: &'static str, nl: &'static str, en: &'static str) -> Words {
    Words { fr, nl, en }
}

impl Words {
    /// The words in one line; what both languages write alike is said once.
    pub(super) fn say(self, lang: Lang) -> String {
        self.joined(lang, " / ")
    }

    /// The words, one language after the other.
    pub(super) fn each(self, lang: Lang) -> Vec<&'static str> {
        match lang {
            Lang::Both if self.fr == self.nl => vec![self.fr],
            Lang::Both => vec![self.fr, self.nl],
            Lang::Fr => vec![self.fr],
            Lang::Nl => vec![self.nl],
            Lang::En => vec![self.en],
        }
    }

    /// The words as a sheet's name, in which a stroke is not allowed.
    pub(super) fn sheet(self, lang: Lang) -> String {
        self.joined(lang, " – ")
    }

    fn joined(self, lang: Lang, between: &str) -> String {
        self.each(lang).join(between)
    }
}

/// How grave a finding is, in words.
pub(crate) fn severity(severity: Severity, lang: Lang) -> String {
    severity.words().say(lang).to_lowercase()
}

/// What says in words how something came out.
pub(super) trait Worded {
    /// The words for it.
    fn words(self) -> Words;
}

impl Worded for Status {
    fn words(self) -> Words {
        match self {
            Self::Realised => words("Réalisé", "Gerealiseerd", "Realised"),
            Self::PartiallyRealised => {
                words("Partiellement réalisé", "Gedeeltelijk gerealiseerd", "Partially realised")
            }
            Self::NotRealised => words("Non réalisé", "Niet gerealiseerd", "Not realised"),
            Self::NotMeasured => words("Non mesuré", "Niet gemeten", "Not measured"),
        }
    }
}

impl Worded for StatusSource {
    fn words(self) -> Words {
        match self {
            Self::Thresholds => words("Seuils", "Drempels", "Thresholds"),
            Self::Shading => words("Couleur", "Kleur", "Shading"),
            Self::Text => words("Texte", "Tekst", "Text"),
        }
    }
}

impl Worded for StatusReason {
    fn words(self) -> Words {
        match self {
            Self::NoResult => words("Pas de résultat", "Geen resultaat", "No result"),
            Self::InWords => words("En toutes lettres", "In woorden", "In words"),
            Self::NoThresholds => words("Pas de seuils", "Geen drempels", "No thresholds"),
        }
    }
}

impl Worded for Severity {
    fn words(self) -> Words {
        match self {
            Self::Note => words("Remarque", "Opmerking", "Note"),
            Self::Warning => words("Avertissement", "Waarschuwing", "Warning"),
            Self::Error => words("Erreur", "Fout", "Error"),
        }
    }
}

impl Worded for Kind {
    fn words(self) -> Words {
        match self {
            Self::Objectives => words("Objectifs", "Doelstellingen", "Objectives"),
            Self::Indicators => words("Indicateurs", "Indicatoren", "Indicators"),
        }
    }
}

impl Worded for Edition {
    fn words(self) -> Words {
        match self {
            Self::FrenchFirst => {
                words("Français, puis néerlandais", "Frans, dan Nederlands", "French, then Dutch")
            }
            Self::DutchFirst => {
                words("Néerlandais, puis français", "Nederlands, dan Frans", "Dutch, then French")
            }
            Self::French => words("Français", "Frans", "French"),
            Self::Dutch => words("Néerlandais", "Nederlands", "Dutch"),
            Self::Mixed => words("Tantôt ainsi, tantôt autrement", "Nu eens zo, dan weer anders", "Mixed"),
        }
    }
}

impl Worded for TableLayout {
    fn words(self) -> Words {
        match self {
            Self::Paired => words("Deux lignes", "Twee rijen", "Two rows"),
            Self::Stacked => words("Une cellule", "Eén cel", "One cell"),
            Self::Mixed => words("Lignes et cellules", "Rijen en cellen", "Rows and cells"),
            Self::Columns => words("Deux colonnes", "Twee kolommen", "Two columns"),
            Self::Tables => words("Deux tableaux", "Twee tabellen", "Two tables"),
        }
    }
}

impl Worded for UnitSource {
    fn words(self) -> Words {
        match self {
            Self::Text => words("Texte", "Tekst", "Text"),
            Self::Header => words("En-tête", "Kop", "Header"),
            Self::Title => words("Intitulé", "Titel", "Title"),
        }
    }
}

impl Worded for Language {
    fn words(self) -> Words {
        match self {
            Self::Fr => words("Français", "Frans", "French"),
            Self::Nl => words("Néerlandais", "Nederlands", "Dutch"),
        }
    }
}

impl Worded for Field {
    fn words(self) -> Words {
        match self {
            Self::Actions => words("Actions", "Acties", "Actions"),
            Self::BudgetRefs => words("Allocations de base", "Basisallocaties", "Budget references"),
            Self::Description => words("Description", "Beschrijving", "Description"),
            Self::Deviation => words("Écart", "Afwijking", "Deviation"),
            Self::Green => words("Seuil vert", "Groene drempel", "Green threshold"),
            Self::Kpi => words("Indicateur", "Indicator", "Indicator"),
            Self::Operational => {
                words("Objectif opérationnel", "Operationele doelstelling", "Operational objective")
            }
            Self::Red => words("Seuil rouge", "Rode drempel", "Red threshold"),
            Self::Result => words("Résultat", "Resultaat", "Result"),
            Self::Strategic => {
                words("Objectif stratégique", "Strategische doelstelling", "Strategic objective")
            }
            Self::Theme => words("Thème", "Thema", "Theme"),
            Self::Weight => words("Poids", "Gewicht", "Weight"),
        }
    }
}

impl Worded for bool {
    fn words(self) -> Words {
        if self { words("Oui", "Ja", "True") } else { words("Non", "Nee", "False") }
    }
}

/// Names of sheets.
pub(super) const SUMMARY: Words = words("Résumé", "Overzicht", "Summary");
pub(super) const LOOK: Words = words("À voir", "Te bekijken", "To look at");
pub(super) const DIAGNOSTICS: Words = words("Constats", "Bevindingen", "Diagnostics");
pub(super) const ABOUT: Words = words("À propos", "Over", "About");

/// Why something is to be looked at, beside a status.
pub(super) const MISSING: Words = words("Manquant", "Ontbreekt", "Missing");
pub(super) const CONTRADICTED: Words = words("Contradictoire", "Tegenstrijdig", "Contradicted");
pub(super) const DOUBTFUL: Words = words("Douteux", "Twijfelachtig", "Doubtful");

/// What stands at the end of a text that was cut.
pub(super) const CUT: Words = words("[… texte coupé]", "[… tekst afgebroken]", "[… text cut]");

/// Headings over the tables of the summary.
pub(super) const WHOLE: Words = words("Le rapport entier", "Het hele verslag", "The whole report");
pub(super) const WORST_FIRST: Words = words(
    "par administration, les plus non réalisés d'abord",
    "per bestuur, meest niet gerealiseerd eerst",
    "by administration, most not realised first",
);
pub(super) const TO_LOOK_AT: Words = words("lignes à voir", "rijen te bekijken", "rows to look at");

/// A heading of a column: its name as in CSV, without the language of its texts, and how the column is shown.
pub(super) struct ColumnHeading {
    pub(super) name: &'static str,
    pub(super) words: Words,
    /// In characters, as spreadsheets measure columns.
    pub(super) width: f64,
    /// Folded away at first: what programs want, and what other columns say better.
    pub(super) folded: bool,
}

const fn shown(name: &'static str, width: f64, words: Words) -> ColumnHeading {
    ColumnHeading { name, words, width, folded: false }
}

const fn folded(name: &'static str, width: f64, words: Words) -> ColumnHeading {
    ColumnHeading { name, words, width, folded: true }
}

/// The headings of all tables of records and findings, in the order in which their columns stand: first what a person
/// asks (where, what, how it came out, why), then the rest, and at the end what is folded away.
pub(super) const HEADINGS: &[ColumnHeading] = &[
    shown("page_first", 8.0, words("Page", "Pagina", "Page")),
    shown("page", 8.0, words("Page", "Pagina", "Page")),
    shown("why", 22.0, words("Pourquoi", "Waarom", "Why")),
    shown("operational_label", 11.0, words("N° OO", "Nr. OD", "Operational label")),
    shown("kpi_label", 10.0, words("N° indicateur", "Nr. indicator", "Indicator label")),
    shown("code", 8.0, words("Code", "Code", "Code")),
    shown("severity", 22.0, words("Gravité", "Ernst", "Severity")),
    shown("message", 80.0, words("Constat", "Bevinding", "Finding")),
    shown("field", 22.0, words("Champ", "Veld", "Field")),
    shown("language", 12.0, words("Langue", "Taal", "Language")),
    shown("record", 34.0, words("Ligne concernée", "Betrokken rij", "Record")),
    shown("administration", 26.0, words("Administration", "Bestuur", "Administration")),
    shown("entity_name", 20.0, words("Administration", "Bestuur", "Administration")),
    shown("kind", 15.0, words("Quoi", "Wat", "What")),
    shown(
        "operational_title",
        34.0,
        words("Objectif opérationnel", "Operationele doelstelling", "Operational objective"),
    ),
    shown("kpi_title", 34.0, words("Indicateur", "Indicator", "Indicator")),
    shown("title", 44.0, words("Intitulé", "Titel", "Title")),
    shown("status", 22.0, words("Statut", "Status", "Status")),
    shown("result_value", 11.0, words("Résultat", "Resultaat", "Result")),
    shown("result_raw", 14.0, words("Résultat imprimé", "Gedrukt resultaat", "Result as printed")),
    shown("red_value", 10.0, words("Seuil rouge", "Rode drempel", "Red threshold")),
    shown("green_value", 10.0, words("Seuil vert", "Groene drempel", "Green threshold")),
    shown("weight_value", 9.0, words("Poids", "Gewicht", "Weight")),
    shown("explanation", 60.0, words("Explication donnée", "Gegeven verklaring", "Explanation given")),
    shown("findings", 60.0, words("Constats", "Bevindingen", "Findings")),
    shown("deviation", 44.0, words("Écart", "Afwijking", "Deviation")),
    shown("description", 60.0, words("Description", "Beschrijving", "Description")),
    shown("actions", 44.0, words("Actions", "Acties", "Actions")),
    shown("section", 20.0, words("Section", "Sectie", "Section")),
    shown("theme", 16.0, words("Thème", "Thema", "Theme")),
    shown("strategic_label", 10.0, words("N° OS", "Nr. SD", "Strategic label")),
    shown(
        "strategic_title",
        34.0,
        words("Objectif stratégique", "Strategische doelstelling", "Strategic objective"),
    ),
    shown("budget_refs", 26.0, words("Allocations de base", "Basisallocaties", "Budget references")),
    shown("status_reason", 16.0, words("Pourquoi non mesuré", "Waarom niet gemeten", "Why not measured")),
    folded("confidence", 11.0, words("Confiance (0–1)", "Zekerheid (0–1)", "Confidence (0–1)")),
    folded("status_source", 14.0, words("Origine du statut", "Bron van de status", "Source of status")),
    folded("status_printed_value", 18.0, words("Statut imprimé", "Gedrukte status", "Status as printed")),
    folded(
        "status_printed_by",
        16.0,
        words("Statut imprimé par", "Status gedrukt door", "Status printed by"),
    ),
    folded(
        "status_witnesses",
        30.0,
        words("Tout ce qui dit un statut", "Alles wat een status zegt", "All that say a status"),
    ),
    folded("red_raw", 12.0, words("Seuil rouge imprimé", "Gedrukte rode drempel", "Red as printed")),
    folded("green_raw", 12.0, words("Seuil vert imprimé", "Gedrukte groene drempel", "Green as printed")),
    folded("weight_raw", 12.0, words("Poids imprimé", "Gedrukt gewicht", "Weight as printed")),
    folded(
        "printed_strategic",
        16.0,
        words(
            "Titre stratégique : signe imprimé",
            "Strategische titel: gedrukt teken",
            "Strategic title: printed sign",
        ),
    ),
    folded(
        "printed_operational",
        16.0,
        words(
            "Titre opérationnel : signe imprimé",
            "Operationele titel: gedrukt teken",
            "Operational title: printed sign",
        ),
    ),
    folded(
        "printed_kpi",
        16.0,
        words(
            "Titre de l'indicateur : signe imprimé",
            "Titel van de indicator: gedrukt teken",
            "KPI title: printed sign",
        ),
    ),
    folded(
        "printed_description",
        16.0,
        words("Description : signe imprimé", "Beschrijving: gedrukt teken", "Description: printed sign"),
    ),
    folded(
        "printed_deviation",
        16.0,
        words("Écart : signe imprimé", "Afwijking: gedrukt teken", "Deviation: printed sign"),
    ),
    folded(
        "printed_actions",
        16.0,
        words("Actions : signe imprimé", "Acties: gedrukt teken", "Actions: printed sign"),
    ),
    folded("red_unit", 10.0, words("Seuil rouge : unité", "Rode drempel: eenheid", "Red threshold: unit")),
    folded(
        "green_unit",
        10.0,
        words("Seuil vert : unité", "Groene drempel: eenheid", "Green threshold: unit"),
    ),
    folded("result_unit", 10.0, words("Résultat : unité", "Resultaat: eenheid", "Result: unit")),
    folded("weight_unit", 10.0, words("Poids : unité", "Gewicht: eenheid", "Weight: unit")),
    folded(
        "red_unit_source",
        12.0,
        words("Seuil rouge : unité selon", "Rode drempel: eenheid volgens", "Red threshold: unit from"),
    ),
    folded(
        "green_unit_source",
        12.0,
        words("Seuil vert : unité selon", "Groene drempel: eenheid volgens", "Green threshold: unit from"),
    ),
    folded(
        "result_unit_source",
        12.0,
        words("Résultat : unité selon", "Resultaat: eenheid volgens", "Result: unit from"),
    ),
    folded(
        "weight_unit_source",
        12.0,
        words("Poids : unité selon", "Gewicht: eenheid volgens", "Weight: unit from"),
    ),
    folded("extra", 30.0, words("Autres colonnes", "Andere kolommen", "Other columns")),
    folded("notes", 30.0, words("Notes", "Noten", "Notes")),
    folded("page_last", 9.0, words("Dernière page", "Laatste pagina", "Last page")),
    folded("line_first", 9.0, words("Ligne du fichier", "Regel van het bestand", "Line of the file")),
    folded("line_last", 9.0, words("Dernière ligne", "Laatste regel", "Last line")),
    folded("bbox", 24.0, words("Cadre (points)", "Kader (punten)", "Box (points)")),
    folded("related", 34.0, words("Autres lignes concernées", "Andere betrokken rijen", "Other records")),
    folded("values", 30.0, words("Valeurs citées", "Genoemde waarden", "Values named")),
    folded("id", 34.0, words("Identifiant", "Identificatie", "Id")),
    folded(
        "objective",
        34.0,
        words("Identifiant de l'objectif", "Identificatie van de doelstelling", "Id of the objective"),
    ),
    folded(
        "indicators",
        34.0,
        words("Identifiants des indicateurs", "Identificaties van de indicatoren", "Ids of the indicators"),
    ),
    folded(
        "entity_id",
        14.0,
        words("Identifiant de l'administration", "Identificatie van het bestuur", "Id of the administration"),
    ),
    folded("chapter", 10.0, words("Chapitre", "Hoofdstuk", "Chapter")),
    folded("chapter_name", 24.0, words("Nom du chapitre", "Naam van het hoofdstuk", "Chapter name")),
    folded("entity", 12.0, words("N° administration", "Nr. bestuur", "Administration number")),
    folded("strategic_ref", 10.0, words("Réf. OS", "Ref. SD", "Strategic ref")),
    folded("operational_ref", 10.0, words("Réf. OO", "Ref. OD", "Operational ref")),
    folded("kpi_ref", 10.0, words("Réf. indicateur", "Ref. indicator", "Indicator ref")),
    folded("year", 8.0, words("Année", "Jaar", "Year")),
    folded("part", 8.0, words("Partie", "Deel", "Part")),
    folded("source_file", 24.0, words("Fichier", "Bestand", "File")),
    folded("tables_kind", 15.0, words("Tableau", "Tabel", "Table")),
    folded("tables_nihil", 10.0, words("NIHIL", "NIHIL", "NIHIL")),
    folded("tables_edition", 10.0, words("Langues", "Talen", "Languages")),
    folded("tables_layout", 12.0, words("Disposition", "Schikking", "Layout")),
    folded("tables_records", 10.0, words("Nombre de lignes", "Aantal rijen", "Number of rows")),
    folded("tables_pages", 20.0, words("Pages", "Pagina's", "Pages")),
];

/// How wide a column is that has no heading here.
pub(super) const UNKNOWN_WIDTH: f64 = 20.0;

/// Headings of the summary's columns beside those that statuses have.
pub(super) const TOTAL: Words = words("Total", "Totaal", "Total");
pub(super) const SHARE: Words =
    words("Réalisés, % des mesurés", "Gerealiseerd, % van gemeten", "Realised, % of measured");

/// Headings of the list of columns.
pub(super) const SHEET: Words = words("Feuille", "Blad", "Sheet");
pub(super) const COLUMN: Words = words("Colonne", "Kolom", "Column");
pub(super) const KEY: Words = words("Nom en CSV", "Naam in CSV", "Name in CSV");

/// What the report is called by the sheet that tells of it.
pub(super) const REPORT: Words = words("Rapport", "Verslag", "Report");
pub(super) const YEAR: Words = words("Année", "Jaar", "Year");
pub(super) const PART: Words = words("Partie", "Deel", "Part");
pub(super) const DATE: Words = words("Date du rapport", "Datum van het verslag", "Date of the report");
pub(super) const FILE: Words = words("Fichier lu", "Gelezen bestand", "Source file");
pub(super) const SHA: Words = words("Empreinte SHA-256", "SHA-256-waarde", "SHA-256");
pub(super) const PAGES: Words = words("Pages", "Pagina's", "Pages");
pub(super) const PROGRAM: Words = words("Programme", "Programma", "Program");
pub(super) const MODEL: Words = words("Version des données", "Versie van de gegevens", "Version of the data");

/// How the workbook is read, paragraph by paragraph under what it is about.
pub(super) const READING: &[(Words, Words)] = &[
    (
        words("Origine", "Herkomst", "Origin"),
        words(
            "Tout vient du PDF nommé ci-dessus ; rien n'est corrigé, traduit ni résumé. La première colonne dit la page du PDF, comptée à partir de 1.",
            "Alles komt uit de pdf die hierboven staat; niets is verbeterd, vertaald of samengevat. De eerste kolom geeft de pagina van de pdf, geteld vanaf 1.",
            "Everything comes from the PDF named above; nothing is corrected, translated or summarised. The first column gives the page of the PDF, counted from 1.",
        ),
    ),
    (
        words("Statut", "Status", "Status"),
        words(
            "Calculé : réalisé si le résultat atteint le seuil vert, non réalisé s'il ne dépasse pas le seuil rouge, partiellement réalisé entre les deux. Si le seuil rouge est plus haut que le vert, l'échelle est inversée. Sans chiffres, ce que la page montre ; sinon, non mesuré.",
            "Berekend: gerealiseerd als het resultaat de groene drempel haalt, niet gerealiseerd als het de rode drempel niet overschrijdt, gedeeltelijk gerealiseerd daartussen. Ligt de rode drempel hoger dan de groene, dan loopt de schaal andersom. Zonder cijfers: wat de pagina toont; anders niet gemeten.",
            "Computed: realised where the result reaches the green threshold, not realised where it does not pass the red one, partially realised in between. Where red is above green the scale runs the other way. Without figures, what the page shows; else not measured.",
        ),
    ),
    (
        LOOK,
        words(
            "Ce qui n'est pas réalisé ; ce que le rapport contredit lui-même ou qui demande un regard sur la page (avertissements et erreurs) ; ce qui a été lu avec peu de certitude. Les remarques se trouvent sur la feuille des constats seulement.",
            "Wat niet gerealiseerd is; wat het verslag zelf tegenspreekt of waarvoor men de pagina moet bekijken (waarschuwingen en fouten); wat met weinig zekerheid gelezen is. Opmerkingen staan alleen op het blad met bevindingen.",
            "What is not realised; what the report itself contradicts, or what needs a look at the page (warnings and errors); what was read with little certainty. Notes are on the sheet of diagnostics alone.",
        ),
    ),
    (
        words("Constats", "Bevindingen", "Findings"),
        words(
            "Les constats sont en anglais ; « bilan explain CODE » explique chaque code. Une erreur : il manque quelque chose ici. Un avertissement : quelque chose est peut-être faux, ici ou sur la page. Une remarque : quelque chose est imprimé bizarrement.",
            "De bevindingen zijn in het Engels; ‘bilan explain CODE’ legt elke code uit. Een fout: hier ontbreekt iets. Een waarschuwing: hier of op de pagina is misschien iets fout. Een opmerking: iets is vreemd gedrukt.",
            "`bilan explain CODE` explains each code. An error: something is missing here. A warning: something may be wrong, here or on the page. A note: something is printed oddly.",
        ),
    ),
    (
        words("Colonnes repliées", "Ingeklapte kolommen", "Folded columns"),
        words(
            "Le signe + au-dessus de la feuille déplie les autres colonnes, dont les textes de l'autre langue. Une cellule vide : le rapport n'y dit rien. Une ligne trop haute est coupée à l'écran et sur papier ; la cellule contient le texte entier.",
            "Het teken + boven het blad klapt de andere kolommen open, ook de teksten in de andere taal. Een lege cel: het verslag zegt daar niets. Een te hoge rij is op het scherm en op papier afgekapt; de cel bevat de hele tekst.",
            "The sign + above the sheet unfolds the other columns. An empty cell: the report says nothing there. A row that would be too high is cut on the screen and on paper; its cells hold the whole text.",
        ),
    ),
];

/// A column's heading; `None` for a column that has none here.
pub(super) fn heading(name: &str) -> Option<(usize, &'static ColumnHeading)> {
    HEADINGS.iter().enumerate().find(|(_, heading)| heading.name == name)
}

/// A heading that says of which language the texts under it are, where they are of one alone.
pub(super) fn in_language(heading: String, language: Option<Language>) -> String {
    match language {
        None => heading,
        Some(Language::Fr) => format!("{heading} (FR)"),
        Some(Language::Nl) => format!("{heading} (NL)"),
    }
}

/// What stands at a place of the document, by the end of the place's path, in French and Dutch; the model says it in English.
const PLACES: &[(&str, &str, &str)] = &[
    ("file", "Nom du fichier, sans son dossier.", "Naam van het bestand, zonder zijn map."),
    ("year", "L'année du rapport.", "Het jaar van het verslag."),
    ("part", "La partie du rapport.", "Het deel van het verslag."),
    ("chapter", "Le numéro du chapitre.", "Het nummer van het hoofdstuk."),
    ("chapter_name", "Le nom du chapitre.", "De naam van het hoofdstuk."),
    ("entities.chapter", "Le chapitre.", "Het hoofdstuk."),
    ("name", "Le nom.", "De naam."),
    (
        "entity",
        "Le numéro de l'administration ; vide si le chapitre n'en a pas.",
        "Het nummer van het bestuur; leeg als het hoofdstuk er geen heeft.",
    ),
    ("entity_name", "Le nom de l'administration.", "De naam van het bestuur."),
    ("section", "Le titre de section au-dessus du tableau.", "De sectietitel boven de tabel."),
    ("theme", "Le bandeau en vigueur, tel qu'imprimé.", "De geldende banner, zoals gedrukt."),
    ("id", "Identifiant stable et unique dans le rapport.", "Stabiele identificatie, uniek in het verslag."),
    (
        "entity_id",
        "L'identifiant de l'administration parmi celles du rapport.",
        "De identificatie van het bestuur onder die van het verslag.",
    ),
    (
        "objective",
        "L'identifiant de l'objectif auquel il appartient ; vide si le tableau des objectifs ne l'imprime pas.",
        "De identificatie van de doelstelling waarbij hij hoort; leeg als de tabel van de doelstellingen ze niet drukt.",
    ),
    (
        "indicators",
        "Les identifiants des indicateurs qui le mesurent.",
        "De identificaties van de indicatoren die haar meten.",
    ),
    (
        "unit",
        "Ce que le nombre compte ; vide si rien ne le dit.",
        "Wat het getal telt; leeg als niets het zegt.",
    ),
    ("unit_source", "Ce qui dit l'unité.", "Wat de eenheid zegt."),
    ("strategic", "L'objectif stratégique en vigueur.", "De geldende strategische doelstelling."),
    ("operational", "L'objectif opérationnel.", "De operationele doelstelling."),
    ("kpi", "L'indicateur.", "De indicator."),
    ("ref", "Le numéro seul.", "Het nummer alleen."),
    ("label", "La référence telle qu'imprimée.", "De referentie zoals gedrukt."),
    ("title", "L'intitulé.", "De titel."),
    ("fr", "En français.", "In het Frans."),
    ("nl", "En néerlandais.", "In het Nederlands."),
    (
        "budget_refs",
        "Les références budgétaires telles qu'imprimées.",
        "De begrotingsreferenties zoals gedrukt.",
    ),
    ("red", "Le seuil rouge.", "De rode drempel."),
    ("green", "Le seuil vert.", "De groene drempel."),
    ("result", "Le résultat.", "Het resultaat."),
    (
        "weight",
        "Le poids de l'indicateur dans son objectif.",
        "Het gewicht van de indicator in zijn doelstelling.",
    ),
    ("raw", "Le texte tel qu'imprimé.", "De tekst zoals gedrukt."),
    ("value", "Le nombre, si le texte en est un.", "Het getal, als de tekst er een is."),
    ("status", "Le statut atteint.", "De bereikte status."),
    ("status_source", "Ce dont le statut a été lu.", "Waaruit de status gelezen is."),
    ("status_reason", "Pourquoi il n'y a pas de statut.", "Waarom er geen status is."),
    ("status_printed", "Le statut que montre la page.", "De status die de pagina toont."),
    ("status_printed.value", "Le statut.", "De status."),
    (
        "status_witnesses",
        "Tout ce qui dit un statut, en JSON, s'il y en a plus d'un.",
        "Alles wat een status zegt, als JSON, als het er meer dan een is.",
    ),
    ("by", "Ce qui le montre.", "Wat hem toont."),
    ("description", "Ce qui a été fait.", "Wat gedaan werd."),
    ("deviation", "Pourquoi le résultat s'écarte.", "Waarom het resultaat afwijkt."),
    ("actions", "Ce qui suivra.", "Wat volgt."),
    (
        "printed",
        "Ce qui tient lieu de texte dans une cellule sans valeur.",
        "Wat in een cel zonder waarde staat in plaats van een tekst.",
    ),
    ("printed.strategic", "Dans l'intitulé stratégique.", "In de strategische titel."),
    ("printed.operational", "Dans l'intitulé opérationnel.", "In de operationele titel."),
    ("printed.kpi", "Dans l'intitulé de l'indicateur.", "In de titel van de indicator."),
    ("printed.description", "Dans la description.", "In de beschrijving."),
    ("printed.deviation", "Dans l'écart.", "In de afwijking."),
    ("printed.actions", "Dans les actions.", "In de acties."),
    (
        "extra",
        "Colonnes que ce modèle ne connaît pas, en JSON.",
        "Kolommen die dit model niet kent, als JSON.",
    ),
    ("notes", "Les notes sous le tableau, en JSON.", "De noten onder de tabel, als JSON."),
    ("confidence", "La sûreté de la lecture, de 0 à 1.", "De zekerheid van de lezing, van 0 tot 1."),
    ("source", "Où se trouve la ligne.", "Waar de rij staat."),
    ("page", "Page du fichier, comptée à partir de 1.", "Pagina van het bestand, geteld vanaf 1."),
    ("tables", "Ses tableaux.", "Zijn tabellen."),
    ("tables.kind", "Objectifs ou indicateurs.", "Doelstellingen of indicatoren."),
    ("tables.nihil", "Si NIHIL tient lieu de tableau.", "Of NIHIL in de plaats van de tabel staat."),
    ("tables.edition", "Ses langues, dans leur ordre.", "De talen ervan, in hun volgorde."),
    ("tables.layout", "Où se trouve chaque langue.", "Waar elke taal staat."),
    ("tables.records", "Nombre de lignes.", "Aantal rijen."),
    ("tables.pages", "Les pages du tableau.", "De pagina's van de tabel."),
    ("*", "Une seule.", "Eén enkele."),
    ("code", "Le genre de constat.", "De soort bevinding."),
    ("severity", "Sa gravité.", "De ernst ervan."),
    ("message", "Ce qui a été constaté, en anglais.", "Wat bevonden werd, in het Engels."),
    ("field", "Le champ concerné.", "Het betrokken veld."),
    ("language", "La langue du texte concerné.", "De taal van de betrokken tekst."),
    ("related", "Les autres lignes concernées.", "De andere betrokken rijen."),
    ("values", "Ce que le constat cite, en JSON.", "Wat de bevinding noemt, als JSON."),
    ("record", "La ligne concernée.", "De betrokken rij."),
    ("diagnostics.page", "La page concernée, comptée à partir de 1.", "De betrokken pagina, geteld vanaf 1."),
    (
        "lines",
        "Première et dernière ligne du fichier d'une transcription, comptées à partir de 1.",
        "Eerste en laatste regel van het bestand van een transcriptie, geteld vanaf 1.",
    ),
    (
        "bbox",
        "Sa place sur la page, en points depuis le coin supérieur gauche.",
        "De plaats op de pagina, in punten vanaf de linkerbovenhoek.",
    ),
];

/// What stands at the place that `keys` lead to, by the longest end of them that is known.
pub(super) fn place(keys: &[&str], language: Language) -> Option<&'static str> {
    let known = |end: &[&str]| PLACES.iter().find(|(path, ..)| *path == end.join("."));
    let (_, fr, nl) = (0..keys.len()).find_map(|start| known(&keys[start..]))?;
    Some(match language {
        Language::Fr => fr,
        Language::Nl => nl,
    })
}

/// What a data package calls the tables, and says of them, in the order in which it lists them.
pub(super) const TABLES: [(Words, Words); 4] = [
    (
        words("Objectifs opérationnels", "Operationele doelstellingen", "Operational objectives"),
        words(
            "Une ligne par objectif opérationnel, avec ses seuils, son résultat, son statut et ses textes.",
            "Een rij per operationele doelstelling, met haar drempels, resultaat, status en teksten.",
            "A row an operational objective, with its thresholds, result, status and texts.",
        ),
    ),
    (
        words(
            "Indicateurs clés de performance",
            "Kritieke prestatie-indicatoren",
            "Key performance indicators",
        ),
        words(
            "Une ligne par indicateur, sous l'objectif opérationnel qu'il mesure.",
            "Een rij per indicator, onder de operationele doelstelling die hij meet.",
            "A row an indicator, under the operational objective that it measures.",
        ),
    ),
    (
        words("Administrations", "Besturen", "Administrations"),
        words(
            "Une ligne par tableau d'une administration ; une seule pour une administration sans tableau.",
            "Een rij per tabel van een bestuur; één enkele voor een bestuur zonder tabel.",
            "A row a table of an administration; a single one for an administration without tables.",
        ),
    ),
    (
        words("Constats", "Bevindingen", "Findings"),
        words(
            "Une ligne par constat : ce qui est douteux, contradictoire ou perdu dans le rapport ou à la lecture.",
            "Een rij per bevinding: wat twijfelachtig, tegenstrijdig of verloren is in het verslag of bij het lezen.",
            "A row a finding: what is odd, doubtful or lost in the report or in reading it.",
        ),
    ),
];

/// What a data package says of itself.
pub(super) const PACKAGE: Words = words(
    "Objectifs et indicateurs d'un rapport annuel sur le contrôle de gestion, tels qu'imprimés.",
    "Doelstellingen en indicatoren van een jaarverslag over de beheerscontrole, zoals gedrukt.",
    "Objectives and indicators of an annual report on management control, as printed.",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Bilingual;

    const LANGS: [Lang; 4] = [Lang::Both, Lang::Fr, Lang::Nl, Lang::En];

    #[test]
    fn names_of_sheets_are_valid_and_apart_in_every_language() {
        for lang in LANGS {
            let kinds = [Kind::Objectives.words(), Kind::Indicators.words()];
            let sheets: Vec<String> = [SUMMARY, LOOK, DIAGNOSTICS, ABOUT]
                .into_iter()
                .chain(kinds)
                .map(|words| words.sheet(lang))
                .collect();
            for (at, name) in sheets.iter().enumerate() {
                assert!(name.encode_utf16().count() <= 31 && !name.is_empty(), "{name}");
                assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
                assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
                assert!(
                    sheets[..at].iter().all(|other| other.to_lowercase() != name.to_lowercase()),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_text_is_shown_in_the_readers_language_where_it_is_printed() {
        let both: Texts = Bilingual::new("pont", "brug").map(|text| Some(text.to_owned()));
        let french: Texts = Bilingual { fr: Some("bac".to_owned()), nl: None };
        assert_eq!(LANGS.map(|lang| lang.text(&both).unwrap()), ["pont\nbrug", "pont", "brug", "pont\nbrug"]);
        assert_eq!(LANGS.map(|lang| lang.text(&french).unwrap()), ["bac"; 4]);
        assert_eq!(Lang::Both.text(&Texts::default()), None);
    }
}
