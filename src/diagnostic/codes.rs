//! The list of codes, each defined once: its number, its severity and what it means.
//!
//! Not for the sentence of a finding: that is in `en.ftl`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Severity;
use crate::language::Language;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $severity:ident, fr $fr:literal, nl $nl:literal; )+) => {
        /// What kind of finding a diagnostic is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Code { $( $(#[doc = $doc])+ $name, )+ }

        impl Code {
            /// Every code, in ascending order.
            pub const ALL: &[Self] = &[$( Self::$name, )+];

            /// The code as it is written, such as `B201`.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$name => stringify!($name), )+ }
            }

            /// How grave a finding of this code is.
            pub fn severity(self) -> Severity {
                match self { $( Self::$name => Severity::$severity, )+ }
            }

            /// What the code means, in English: what was found, and why it matters.
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$name => concat!($($doc, "\n"),+).trim_ascii(), )+ }
            }

            /// The same in one of the report's languages.
            pub fn meaning_in(self, language: Language) -> &'static str {
                match (self, language) { $(
                    (Self::$name, Language::Fr) => $fr,
                    (Self::$name, Language::Nl) => $nl,
                )+ }
            }
        }
    };
}

codes! {
    /// A page could not be read; its records are missing.
    B101 = Error,
        fr "Une page n'a pas pu être lue ; ses enregistrements manquent.",
        nl "Een pagina kon niet gelezen worden; haar records ontbreken.";
    /// The text of a page, or of a part of it, was not read: it is an image or drawn as curves, or its fonts do not say which
    /// characters they draw, and Tesseract, which reads images, is missing, failed or was not to be used.
    B102 = Error,
        fr "Le texte d'une page, ou d'une partie d'elle, n'a pas été lu : c'est une image ou un dessin de courbes, ou ses polices ne disent pas quels caractères elles dessinent, et Tesseract, qui lit les images, manque, a échoué ou ne devait pas être utilisé.",
        nl "De tekst van een pagina, of van een deel ervan, is niet gelezen: het is een beeld of een tekening van krommen, of haar lettertypes zeggen niet welke tekens ze tekenen, en Tesseract, dat beelden leest, ontbreekt, faalde of mocht niet gebruikt worden.";
    /// The engine that reads PDF could not use a font or an image of a page.
    B103 = Warning,
        fr "Le moteur qui lit le PDF n'a pas pu utiliser une police ou une image d'une page.",
        nl "De motor die de PDF leest kon een lettertype of een beeld van een pagina niet gebruiken.";
    /// A page holds more glyphs or lines than any printed page; the rest of it was left out.
    B104 = Error,
        fr "Une page contient plus de caractères ou de traits qu'aucune page imprimée ; le reste a été laissé de côté.",
        nl "Een pagina bevat meer tekens of lijnen dan enige gedrukte pagina; de rest is weggelaten.";
    /// Some glyphs of a page do not say which character they are.
    B105 = Warning,
        fr "Certains signes d'une page ne disent pas quel caractère ils sont.",
        nl "Sommige tekens van een pagina zeggen niet welk karakter ze zijn.";
    /// A font of the page is missing from the file; text set in it is lost.
    B106 = Error,
        fr "Une police de la page manque dans le fichier ; le texte composé avec elle est perdu.",
        nl "Een lettertype van de pagina ontbreekt in het bestand; de tekst die ermee gezet is, is verloren.";
    /// A font of the page is missing from the file; its text was read with the codes of the other fonts.
    B107 = Warning,
        fr "Une police de la page manque dans le fichier ; son texte a été lu avec les codes des autres polices.",
        nl "Een lettertype van de pagina ontbreekt in het bestand; de tekst is gelezen met de codes van de andere lettertypes.";
    /// A page of the file is missing from it, or the list of its pages is.
    B108 = Error,
        fr "Une page manque dans le fichier, ou la liste de ses pages.",
        nl "Een pagina ontbreekt in het bestand, of de lijst van zijn pagina's.";
    /// Text that runs level was taken for a watermark or a stamp and left out: it lies over other text, or is very large
    /// and pale or transparent.
    B109 = Note,
        fr "Un texte horizontal a été pris pour un filigrane ou un cachet et laissé de côté : il recouvre un autre texte, ou il est très grand et pâle ou transparent.",
        nl "Een horizontale tekst is voor een watermerk of een stempel gehouden en weggelaten: hij ligt over andere tekst, of hij is zeer groot en bleek of doorzichtig.";
    /// The text of pages was read from their images: letters may be mistaken for others.
    B110 = Note,
        fr "Le texte de certaines pages a été lu sur leurs images : des lettres peuvent être prises pour d'autres.",
        nl "De tekst van bepaalde bladzijden is van hun beelden gelezen: letters kunnen voor andere gehouden zijn.";
    /// Text that an opaque area hides, or that is struck out, was left out: the page does not say it.
    B113 = Note,
        fr "Un texte qu'une surface opaque cache, ou qui est barré, a été laissé de côté : la page ne le dit pas.",
        nl "Een tekst die een dekkend vlak verbergt, of die doorgehaald is, is weggelaten: de bladzijde zegt hem niet.";
    /// A picture in the place of a record, or letters that are drawn as curves, was not read: the record may lack a figure or
    /// a text.
    B114 = Warning,
        fr "Une image à la place d'un enregistrement, ou des lettres dessinées par des courbes, n'a pas été lue : un chiffre ou un texte peut lui manquer.",
        nl "Een beeld op de plaats van een record, of letters die als krommen getekend zijn, is niet gelezen: een cijfer of een tekst kan eraan ontbreken.";
    /// Pictures outside the records, or letters that are drawn as curves, were not read, or show no text.
    B115 = Note,
        fr "Des images en dehors des enregistrements, ou des lettres dessinées par des courbes, n'ont pas été lues, ou ne montrent pas de texte.",
        nl "Beelden buiten de records, of letters die als krommen getekend zijn, zijn niet gelezen, of tonen geen tekst.";
    /// The file is a text that an OCR model wrote down: words and numbers that the model made up cannot be told from those that
    /// the page prints.
    B111 = Note,
        fr "Le fichier est un texte transcrit par un modèle d'OCR : les mots et les nombres que le modèle a inventés ne se distinguent pas de ceux que la page imprime.",
        nl "Het bestand is een tekst die een OCR-model heeft uitgeschreven: woorden en getallen die het model verzonnen heeft, zijn niet te onderscheiden van die op de pagina.";
    /// Text found no place in the report's structure; it is counted as unassigned.
    B201 = Warning,
        fr "Un texte n'a pas trouvé de place dans la structure du rapport ; il est compté comme non attribué.",
        nl "Een tekst vond geen plaats in de structuur van het verslag; hij is als niet toegewezen geteld.";
    /// A table has no header that can be read; its text is counted as unassigned.
    B202 = Error,
        fr "Un tableau n'a pas d'en-tête lisible ; son texte est compté comme non attribué.",
        nl "Een tabel heeft geen leesbare kop; haar tekst is als niet toegewezen geteld.";
    /// A column is not known; its texts are kept under its own header.
    B203 = Note,
        fr "Une colonne est inconnue ; ses textes sont gardés sous son propre en-tête.",
        nl "Een kolom is onbekend; haar teksten worden onder haar eigen kop bewaard.";
    /// The heading over a table and its columns disagree on what it reports.
    B204 = Warning,
        fr "Le titre au-dessus d'un tableau et ses colonnes ne s'accordent pas sur ce qu'il rapporte.",
        nl "De titel boven een tabel en haar kolommen zijn het niet eens over wat ze weergeeft.";
    /// A header was matched to its columns with little margin.
    B205 = Warning,
        fr "Un en-tête a été attribué à ses colonnes avec peu de marge.",
        nl "Een kop is met weinig marge aan zijn kolommen toegewezen.";
    /// A table stands under no heading that names an administration.
    B206 = Warning,
        fr "Un tableau ne se trouve sous aucun titre qui nomme une administration.",
        nl "Een tabel staat onder geen enkele titel die een bestuur noemt.";
    /// A cell reaches over columns that should be apart; its text went to the first of them.
    B207 = Warning,
        fr "Une cellule couvre des colonnes qui devraient être séparées ; son texte est allé dans la première.",
        nl "Een cel strekt zich uit over kolommen die gescheiden horen te zijn; haar tekst ging naar de eerste.";
    /// A column broke a word, or two words met at its edge: little tells which, and the text may be wrong there.
    B208 = Note,
        fr "Une colonne a coupé un mot, ou deux mots se sont rencontrés à son bord : peu de chose dit lequel des deux, et le texte peut y être faux.",
        nl "Een kolom heeft een woord afgebroken, of twee woorden stonden aan haar rand naast elkaar: weinig zegt wat juist is, en de tekst kan daar fout zijn.";
    /// A reference, a figure, a placeholder or a word of a heading was misread from the page's image, here or by the model
    /// that wrote the transcript; it stands as its column, or the rest of the report, prints it.
    B209 = Note,
        fr "Une référence, un chiffre, une mention ou un mot d'un titre a été mal lu sur l'image de la page, ici ou par le modèle qui a écrit la transcription ; il est rendu comme sa colonne, ou le reste du rapport, l'imprime.",
        nl "Een referentie, een cijfer, een vermelding of een woord van een titel is van het beeld van de bladzijde verkeerd gelezen, hier of door het model dat de transcriptie schreef; het staat er zoals zijn kolom, of de rest van het verslag, het afdrukt.";
    /// Text before the first table was not read: it is no title, date, session, preface, legend or contents list that is
    /// known as one.
    B210 = Note,
        fr "Un texte avant le premier tableau n'a pas été lu : il n'est pas reconnu comme titre, date, session, préface, légende ou sommaire.",
        nl "Een tekst voor de eerste tabel is niet gelezen: hij is niet herkend als titel, datum, zitting, voorwoord, legende of inhoudsopgave.";
    /// A row of means or totals is no record; its figures are named.
    B211 = Note,
        fr "Une ligne de moyennes ou de totaux n'est pas un enregistrement ; ses chiffres sont nommés.",
        nl "Een rij van gemiddelden of totalen is geen record; haar cijfers zijn genoemd.";
    /// Little tells under which heading a table stands, how that heading is spelt where it was read from an image, or which
    /// language each side of its name is in.
    B212 = Warning,
        fr "Peu de chose dit sous quel titre se trouve un tableau, comment ce titre s'écrit s'il a été lu sur une image, ou dans quelle langue est chaque côté de son nom.",
        nl "Weinig zegt onder welke titel een tabel staat, hoe die titel gespeld is als hij van een beeld is gelezen, of in welke taal elke kant van zijn naam is.";
    /// A note stands below a table, and no record of it carries the note's mark behind a figure or a reference.
    B213 = Warning,
        fr "Une note se trouve sous un tableau, et aucun de ses enregistrements n'en porte le signe après un chiffre ou une référence.",
        nl "Onder een tabel staat een noot, en geen van haar records draagt het teken ervan achter een cijfer of een referentie.";
    /// A row of a transcript has other cells than its header has columns; they went to the columns that they fit best, and others
    /// fit nearly as well.
    B221 = Warning,
        fr "Une ligne d'une transcription a d'autres cellules que son en-tête n'a de colonnes ; elles sont allées aux colonnes qui leur conviennent le mieux, et d'autres conviennent presque autant.",
        nl "Een rij van een transcriptie heeft andere cellen dan haar kop kolommen heeft; ze gingen naar de kolommen die het best passen, en andere passen bijna even goed.";
    /// A row of a transcript has lost some of its thresholds and result; which of them its figures are follows from their order
    /// and from the table's other rows.
    B222 = Warning,
        fr "Une ligne d'une transcription a perdu une partie de ses seuils et de son résultat ; ce que sont ses chiffres découle de leur ordre et des autres lignes du tableau.",
        nl "Een rij van een transcriptie is een deel van haar drempels en resultaat kwijt; wat haar cijfers zijn, volgt uit hun volgorde en uit de andere rijen van de tabel.";
    /// A row of a transcript has lost its strategic objective; another row of the section has the one that the number of its
    /// operational objective names.
    B223 = Warning,
        fr "Une ligne d'une transcription a perdu son objectif stratégique ; une autre ligne de la section a celui que nomme le numéro de son objectif opérationnel.",
        nl "Een rij van een transcriptie is haar strategische doelstelling kwijt; een andere rij van de sectie heeft die welke het nummer van haar operationele doelstelling noemt.";
    /// A row of a transcript has lost its reference; it was given the one that another table has beside the same text.
    B224 = Warning,
        fr "Une ligne d'une transcription a perdu sa référence ; elle a reçu celle qu'un autre tableau donne au même texte.",
        nl "Een rij van een transcriptie is haar referentie kwijt; ze kreeg die welke een andere tabel bij dezelfde tekst heeft.";
    /// A row of a transcript stands under another theme than its objective: the banner over it was lost, and the theme is
    /// the objective's.
    B225 = Warning,
        fr "Une ligne d'une transcription se trouve sous un autre thème que son objectif : le bandeau au-dessus d'elle est perdu, et le thème est celui de l'objectif.",
        nl "Een rij van een transcriptie staat onder een ander thema dan haar doelstelling: de tussentitel erboven is verloren, en het thema is dat van de doelstelling.";
    /// A row of a transcript has lost one language of an objective's title; another row of the same objective has it.
    B226 = Warning,
        fr "Une ligne d'une transcription a perdu une langue du titre d'un objectif ; une autre ligne du même objectif l'a.",
        nl "Een rij van een transcriptie is een taal van de titel van een doelstelling kwijt; een andere rij van dezelfde doelstelling heeft die.";
    /// Glyphs went missing between two stages: the conservation law does not hold.
    B299 = Error,
        fr "Des caractères ont disparu entre deux étapes : la loi de conservation n'est pas respectée.",
        nl "Tussen twee stappen zijn tekens verdwenen: de behoudswet is niet nageleefd.";
    /// A text stands in one language's place and is in the other language; it stays where it is printed.
    B301 = Warning,
        fr "Un texte se trouve à la place d'une langue et est dans l'autre ; il reste où il est imprimé.",
        nl "Een tekst staat op de plaats van de ene taal en is in de andere; hij blijft waar hij gedrukt staat.";
    /// A text is printed in one language, and nothing stands in the place of the other.
    B302 = Note,
        fr "Un texte est imprimé dans une langue, et rien ne se trouve à la place de l'autre.",
        nl "Een tekst is in één taal gedrukt, en op de plaats van de andere staat niets.";
    /// A text is printed in one language, and a placeholder such as `FR` or `nvt` stands in the place of the other.
    B303 = Note,
        fr "Un texte est imprimé dans une langue, et une mention telle que `FR` ou `nvt` se trouve à la place de l'autre.",
        nl "Een tekst is in één taal gedrukt, en op de plaats van de andere staat een vermelding als `FR` of `nvt`.";
    /// The French and the Dutch text do not name the same figures or dates.
    B304 = Warning,
        fr "Le texte français et le texte néerlandais ne citent pas les mêmes chiffres ou dates.",
        nl "De Franse en de Nederlandse tekst vermelden niet dezelfde cijfers of data.";
    /// A name that the report writes alike in both languages stands in one of two texts alone.
    B305 = Note,
        fr "Un nom que le rapport écrit de la même façon dans les deux langues ne se trouve que dans un des deux textes.",
        nl "Een naam die het verslag in beide talen gelijk schrijft, staat in slechts een van de twee teksten.";
    /// A list has more items in one language than in the other.
    B306 = Warning,
        fr "Une liste a plus de points dans une langue que dans l'autre.",
        nl "Een lijst telt in de ene taal meer punten dan in de andere.";
    /// A name that the report writes in one language stands in a text of the other.
    B307 = Note,
        fr "Un nom que le rapport écrit dans une langue se trouve dans un texte de l'autre.",
        nl "Een naam die het verslag in de ene taal schrijft, staat in een tekst van de andere.";
    /// A text is printed in one language and nothing in the place of the other, though the other records of its table have
    /// both: the missing text may stand in the one that is there.
    B308 = Warning,
        fr "Un texte est dans une seule langue, alors que les autres lignes du tableau ont les deux ; l'autre s'y trouve peut-être.",
        nl "Een tekst is in één taal, terwijl de andere rijen van de tabel beide hebben; de andere staat er misschien in.";
    /// A figure is in words, or is no number that can be read.
    B401 = Note,
        fr "Un chiffre est en toutes lettres, ou n'est pas un nombre lisible.",
        nl "Een cijfer staat in woorden, of is geen leesbaar getal.";
    /// A threshold is not printed; without both of them the result says nothing.
    B402 = Note,
        fr "Un seuil n'est pas imprimé ; sans les deux, le résultat ne dit rien.",
        nl "Een drempel is niet gedrukt; zonder beide zegt het resultaat niets.";
    /// The red threshold is above the green one: the scale runs the other way.
    B403 = Note,
        fr "Le seuil rouge est au-dessus du vert : l'échelle va dans l'autre sens.",
        nl "De rode drempel ligt boven de groene: de schaal loopt andersom.";
    /// A reference could not be read as a number.
    B404 = Warning,
        fr "Une référence n'a pas pu être lue comme un numéro.",
        nl "Een referentie kon niet als nummer gelezen worden.";
    /// A header prints `>` or `<` for a threshold, which is read as `≥` and `≤`.
    B405 = Note,
        fr "Un en-tête imprime `>` ou `<` pour un seuil, lu comme `≥` et `≤`.",
        nl "Een kop drukt `>` of `<` voor een drempel, gelezen als `≥` en `≤`.";
    /// A budget reference is not well formed.
    B406 = Note,
        fr "Une référence budgétaire n'est pas bien formée.",
        nl "Een begrotingsreferentie is niet goed gevormd.";
    /// The red and the green threshold are equal: nothing can be partially realised.
    B407 = Note,
        fr "Le seuil rouge et le seuil vert sont égaux : rien ne peut être réalisé partiellement.",
        nl "De rode en de groene drempel zijn gelijk: niets kan gedeeltelijk gerealiseerd zijn.";
    /// A threshold is below 0 or above 100: it is no percentage, or it is misprinted.
    B408 = Note,
        fr "Un seuil est inférieur à 0 ou supérieur à 100 : ce n'est pas un pourcentage, ou il est mal imprimé.",
        nl "Een drempel is kleiner dan 0 of groter dan 100: hij is geen percentage, of verkeerd gedrukt.";
    /// No result is printed.
    B409 = Note,
        fr "Aucun résultat n'est imprimé.",
        nl "Er is geen resultaat gedrukt.";
    /// A result is below 0 or above 100: it is no percentage, or it is misprinted.
    B410 = Note,
        fr "Un résultat est inférieur à 0 ou supérieur à 100 : ce n'est pas un pourcentage, ou il est mal imprimé.",
        nl "Een resultaat is kleiner dan 0 of groter dan 100: het is geen percentage, of verkeerd gedrukt.";
    /// The result is equal to a threshold; it counts on the side of that threshold.
    B411 = Note,
        fr "Le résultat est égal à un seuil ; il compte du côté de ce seuil.",
        nl "Het resultaat is gelijk aan een drempel; het telt aan de kant van die drempel.";
    /// A text seems to end in the middle of a sentence: it was cut in print, or its end was not found.
    B412 = Warning,
        fr "Un texte semble s'arrêter au milieu d'une phrase : il a été coupé à l'impression, ou sa fin n'a pas été trouvée.",
        nl "Een tekst lijkt midden in een zin te eindigen: hij is bij het drukken afgesneden, of zijn einde is niet gevonden.";
    /// A text begins with a small letter, and others of its kind do not: its beginning may be missing.
    B413 = Note,
        fr "Un texte commence par une minuscule, et les autres de son genre non : son début manque peut-être.",
        nl "Een tekst begint met een kleine letter, en andere van zijn soort niet: zijn begin ontbreekt misschien.";
    /// A bracket or a quotation mark of a text does not close.
    B414 = Note,
        fr "Une parenthèse ou un guillemet d'un texte ne se ferme pas.",
        nl "Een haakje of een aanhalingsteken van een tekst sluit niet.";
    /// The numbers of a list repeat.
    B415 = Note,
        fr "Les numéros d'une liste se répètent.",
        nl "De nummers van een lijst herhalen zich.";
    /// A word or a sign stands twice, one behind the other.
    B416 = Note,
        fr "Un mot ou un signe se trouve deux fois de suite.",
        nl "Een woord of een teken staat tweemaal na elkaar.";
    /// A word processor left a mark of its own in a text.
    B417 = Note,
        fr "Un traitement de texte a laissé une marque à lui dans un texte.",
        nl "Een tekstverwerker heeft een eigen teken in een tekst achtergelaten.";
    /// The red threshold is 0, and a higher result is better: nothing falls below it, and nothing but 0 counts as not
    /// realised.
    B421 = Note,
        fr "Le seuil rouge est 0, et un résultat plus élevé est meilleur : rien ne tombe en dessous, et seul 0 compte comme non réalisé.",
        nl "De rode drempel is 0, en een hoger resultaat is beter: niets valt eronder, en alleen 0 telt als niet gerealiseerd.";
    /// The status that the page prints differs from the one that thresholds and result give.
    B501 = Warning,
        fr "Le statut que la page imprime diffère de celui que donnent les seuils et le résultat.",
        nl "De status die de pagina drukt, verschilt van die welke drempels en resultaat geven.";
    /// The tables of objectives and of indicators print different figures for one objective.
    B502 = Warning,
        fr "Le tableau des objectifs et celui des indicateurs impriment des chiffres différents pour un même objectif.",
        nl "De tabel van de doelstellingen en die van de indicatoren drukken verschillende cijfers voor eenzelfde doelstelling.";
    /// The tables of objectives and of indicators print different titles for one objective.
    B503 = Note,
        fr "Le tableau des objectifs et celui des indicateurs impriment des titres différents pour un même objectif.",
        nl "De tabel van de doelstellingen en die van de indicatoren drukken verschillende titels voor eenzelfde doelstelling.";
    /// The tables of objectives and of indicators print the same text for one objective, but for a few words.
    B504 = Note,
        fr "Le tableau des objectifs et celui des indicateurs impriment le même texte pour un objectif, à quelques mots près.",
        nl "De tabel van de doelstellingen en die van de indicatoren drukken dezelfde tekst voor een doelstelling, op enkele woorden na.";
    /// The result of an objective is not the mean of its indicators' results, by their weights where they have some.
    B505 = Warning,
        fr "Le résultat d'un objectif n'est pas la moyenne des résultats de ses indicateurs, selon leurs poids s'ils en ont.",
        nl "Het resultaat van een doelstelling is niet het gemiddelde van de resultaten van haar indicatoren, volgens hun gewicht als ze er een hebben.";
    /// The weights of an objective's indicators do not add up to 100.
    B506 = Warning,
        fr "Les poids des indicateurs d'un objectif ne font pas 100 ensemble.",
        nl "De gewichten van de indicatoren van een doelstelling zijn samen geen 100.";
    /// A text says how far an objective was realised, and it is not what its result says.
    B507 = Note,
        fr "Un texte dit dans quelle mesure un objectif a été réalisé, et ce n'est pas ce que dit son résultat.",
        nl "Een tekst zegt in welke mate een doelstelling gerealiseerd is, en dat is niet wat haar resultaat zegt.";
    /// An objective has no indicator, though there is a table of indicators where it could stand.
    B508 = Note,
        fr "Un objectif n'a pas d'indicateur, alors qu'il y a un tableau d'indicateurs où il pourrait se trouver.",
        nl "Een doelstelling heeft geen indicator, al is er een tabel van indicatoren waarin die zou kunnen staan.";
    /// An indicator belongs to an objective that the table of objectives does not print.
    B509 = Warning,
        fr "Un indicateur appartient à un objectif que le tableau des objectifs n'imprime pas.",
        nl "Een indicator hoort bij een doelstelling die de tabel van de doelstellingen niet drukt.";
    /// A reference is printed twice where it should name one thing.
    B510 = Warning,
        fr "Une référence est imprimée deux fois, alors qu'elle devrait désigner une seule chose.",
        nl "Een referentie is tweemaal gedrukt, al hoort ze één zaak aan te duiden.";
    /// A reference is out of sequence: one before it is not printed, or it stands after a higher one.
    B511 = Note,
        fr "Une référence n'est pas à sa place dans la suite : une précédente n'est pas imprimée, ou elle vient après une plus grande.",
        nl "Een referentie staat niet op haar plaats in de reeks: een vorige is niet gedrukt, of ze komt na een hogere.";
    /// An operational objective stands under a strategic one that its reference does not belong to.
    B512 = Warning,
        fr "Un objectif opérationnel se trouve sous un objectif stratégique auquel sa référence n'appartient pas.",
        nl "Een operationele doelstelling staat onder een strategische waar haar referentie niet bij hoort.";
    /// The contents list names an administration that has no table in this part.
    B513 = Note,
        fr "La table des matières nomme une administration qui n'a pas de tableau dans cette partie.",
        nl "De inhoudsopgave noemt een bestuur dat in dit deel geen tabel heeft.";
    /// An administration has a table, and the contents list does not name it.
    B514 = Note,
        fr "Une administration a un tableau, et la table des matières ne la nomme pas.",
        nl "Een bestuur heeft een tabel, en de inhoudsopgave noemt het niet.";
    /// The contents list names a chapter that has no table in this part.
    B515 = Note,
        fr "La table des matières nomme un chapitre qui n'a pas de tableau dans cette partie.",
        nl "De inhoudsopgave noemt een hoofdstuk dat in dit deel geen tabel heeft.";
    /// `NIHIL` is printed in the place of a table.
    B516 = Note,
        fr "`NIHIL` est imprimé à la place d'un tableau.",
        nl "`NIHIL` is gedrukt op de plaats van een tabel.";
    /// The same text stands under two objectives.
    B517 = Warning,
        fr "Le même texte se trouve sous deux objectifs.",
        nl "Dezelfde tekst staat onder twee doelstellingen.";
    /// An objective or an indicator was not realised, or in part, and nothing says why.
    B518 = Note,
        fr "Un objectif ou un indicateur n'a pas été réalisé, ou en partie, et rien ne dit pourquoi.",
        nl "Een doelstelling of een indicator is niet of gedeeltelijk gerealiseerd, en niets zegt waarom.";
    /// A figure or a text of an objective is printed in one of its two tables, and not in the other.
    B519 = Note,
        fr "Un chiffre ou un texte d'un objectif est imprimé dans un de ses deux tableaux, et pas dans l'autre.",
        nl "Een cijfer of een tekst van een doelstelling is in een van haar twee tabellen gedrukt, en niet in de andere.";
    /// No result is printed, and a text says in percentages what was done.
    B520 = Note,
        fr "Aucun résultat n'est imprimé, et un texte dit en pourcentages ce qui a été fait.",
        nl "Er is geen resultaat gedrukt, en een tekst zegt in percentages wat er gedaan is.";
    /// An objective or an indicator has no title.
    B521 = Note,
        fr "Un objectif ou un indicateur n'a pas de titre.",
        nl "Een doelstelling of een indicator heeft geen titel.";
    /// An objective or an indicator has no description of what was done.
    B522 = Note,
        fr "Un objectif ou un indicateur n'a pas de description de ce qui a été fait.",
        nl "Een doelstelling of een indicator heeft geen beschrijving van wat er gedaan is.";
    /// A chapter has another number in the contents list than over its tables.
    B523 = Note,
        fr "Un chapitre a un autre numéro dans la table des matières qu'au-dessus de ses tableaux.",
        nl "Een hoofdstuk heeft in de inhoudsopgave een ander nummer dan boven zijn tabellen.";
    /// A text refers to an objective that the tables of its section do not print.
    B524 = Note,
        fr "Un texte renvoie à un objectif que les tableaux de sa section n'impriment pas.",
        nl "Een tekst verwijst naar een doelstelling die de tabellen van zijn sectie niet drukken.";
    /// The indicators of an objective are measured on other scales than it is, and attain their thresholds to another
    /// degree; figures of different scales are not compared otherwise.
    B525 = Note,
        fr "Les indicateurs d'un objectif sont mesurés sur d'autres échelles que lui et atteignent leurs seuils à un autre degré ; les chiffres d'échelles différentes ne sont pas comparés autrement.",
        nl "De indicatoren van een doelstelling worden op andere schalen gemeten dan zijzelf en halen hun drempels in een andere mate; cijfers van verschillende schalen worden niet anders vergeleken.";
    /// A text says how far an objective or an indicator has come, and its status says another thing.
    B526 = Warning,
        fr "Un texte dit jusqu'où un objectif ou un indicateur est arrivé, et son statut dit autre chose.",
        nl "Een tekst zegt hoever een doelstelling of een indicator gekomen is, en de status zegt iets anders.";
    /// A text names a threshold, and its figure is not the one that is printed.
    B527 = Warning,
        fr "Un texte nomme un seuil, et son chiffre n'est pas celui qui est imprimé.",
        nl "Een tekst noemt een drempel, en het cijfer ervan is niet het gedrukte.";
    /// A text explains a shortfall, and the green threshold is reached.
    B528 = Note,
        fr "Un texte explique un manquement, et le seuil vert est atteint.",
        nl "Een tekst verklaart een tekort, en de groene drempel is bereikt.";
    /// Work was due in a year that is over, and no result is printed.
    B529 = Note,
        fr "Un travail était prévu pour une année qui est passée, et aucun résultat n'est imprimé.",
        nl "Werk was gepland voor een jaar dat voorbij is, en er is geen resultaat gedrukt.";
    /// The document does not hold the records that its tables list: it was filtered, or changed. The checks that need the
    /// missing ones were not made; those of single records were.
    B531 = Error,
        fr "Le document ne contient pas les enregistrements que listent ses tableaux : il a été filtré ou modifié. Les contrôles qui ont besoin des absents n'ont pas été faits ; ceux d'un seul enregistrement l'ont été.",
        nl "Het document bevat niet de records die zijn tabellen opgeven: het is gefilterd of gewijzigd. De controles die de ontbrekende nodig hebben, zijn niet gedaan; die van afzonderlijke records wel.";
    /// The result's cell has a word that says one status and a colour that says another.
    B532 = Warning,
        fr "La cellule du résultat a un mot qui dit un statut et une couleur qui en dit un autre.",
        nl "De cel van het resultaat heeft een woord dat de ene status zegt en een kleur die een andere zegt.";
    /// All indicators of an objective that were measured have one status, and the objective has another.
    B533 = Warning,
        fr "Tous les indicateurs mesurés d'un objectif ont un même statut, et l'objectif en a un autre.",
        nl "Alle gemeten indicatoren van een doelstelling hebben eenzelfde status, en de doelstelling heeft een andere.";
    /// The cell of the result is empty and has the colour of a status: a result is missing, or the colour is wrong.
    B534 = Warning,
        fr "La cellule du résultat est vide et a la couleur d'un statut : un résultat manque, ou la couleur est fausse.",
        nl "De cel van het resultaat is leeg en heeft de kleur van een status: er ontbreekt een resultaat, of de kleur is fout.";
    /// The red and the green threshold stand the other way round than in the rest of the table, or than for the indicator
    /// of the objective.
    B535 = Warning,
        fr "Le seuil rouge et le seuil vert sont inversés par rapport au reste du tableau, ou à l'indicateur de l'objectif.",
        nl "De rode en de groene drempel staan andersom dan in de rest van de tabel, of dan bij de indicator van de doelstelling.";
    /// All other records of a table, or of a theme in it, have the same thresholds, and one of the two is another for this one.
    B536 = Note,
        fr "Tous les autres enregistrements d'un tableau, ou d'un de ses thèmes, ont les mêmes seuils, et l'un des deux diffère pour celui-ci.",
        nl "Alle andere records van een tabel, of van een thema erin, hebben dezelfde drempels, en een van beide is voor dit record anders.";
    /// A budget reference names another mission than nearly all others of the administration.
    B537 = Note,
        fr "Une référence budgétaire nomme une autre mission que presque toutes celles de l'administration.",
        nl "Een begrotingsreferentie noemt een andere opdracht dan bijna alle andere van het bestuur.";
    /// One reference has two titles in one table.
    B538 = Warning,
        fr "Une référence a deux titres dans un même tableau.",
        nl "Eenzelfde referentie heeft twee titels in één tabel.";
    /// One title stands under two references of a table.
    B539 = Warning,
        fr "Un titre se trouve sous deux références d'un même tableau.",
        nl "Eenzelfde titel staat bij twee referenties van één tabel.";
    /// A record has no reference of an operational objective: nothing names it.
    B540 = Note,
        fr "Un enregistrement n'a pas de référence d'objectif opérationnel : rien ne le désigne.",
        nl "Een record heeft geen referentie van een operationele doelstelling: niets duidt het aan.";
    /// A text is longer than a cell of a workbook can be; it is cut there, and whole in the other formats.
    B601 = Error,
        fr "Un texte est plus long que ce que peut contenir une cellule d'un classeur ; il y est coupé, et entier dans les autres formats.",
        nl "Een tekst is langer dan een cel van een werkmap kan bevatten; hij is daar afgekapt, en volledig in de andere formaten.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
