//! How surely French and Dutch are told apart by short texts: titles of a word or two, as a report's tables have them.
//!
//! The texts are made up, in the wording of administrations. What a report knows is stood for by the fixtures' content,
//! another report altogether: its words help little here, its letters do.

use crate::language::Identifier;
use serde_json::Value;

/// Pairs of French and Dutch texts of one word, two words, and so on; in the last list, of five and more.
const TEXTS: [&[(&str, &str)]; 4] = [
    &[
        ("Personnel", "Personeel"),
        ("Bâtiments", "Gebouwen"),
        ("Formation", "Opleiding"),
        ("Sécurité", "Veiligheid"),
        ("Propreté", "Netheid"),
        ("Logement", "Huisvesting"),
        ("Mobilité", "Mobiliteit"),
        ("Communication", "Communicatie"),
        ("Accueil", "Onthaal"),
        ("Archivage", "Archivering"),
        ("Marchés", "Opdrachten"),
        ("Subventions", "Toelagen"),
        ("Emploi", "Tewerkstelling"),
        ("Climat", "Klimaat"),
        ("Statistiques", "Statistieken"),
        ("Qualité", "Kwaliteit"),
        ("Inspection", "Inspectie"),
        ("Numérisation", "Digitalisering"),
        ("Simplification", "Vereenvoudiging"),
        ("Urbanisme", "Stedenbouw"),
        ("Patrimoine", "Erfgoed"),
        ("Gouvernance", "Bestuur"),
        ("Recouvrement", "Invordering"),
        ("Voirie", "Wegennet"),
    ],
    &[
        ("Gestion comptable", "Boekhoudkundig beheer"),
        ("Achats durables", "Duurzame aankopen"),
        ("Contrôle interne", "Interne controle"),
        ("Accueil téléphonique", "Telefonisch onthaal"),
        ("Plaintes traitées", "Behandelde klachten"),
        ("Dossiers clôturés", "Afgesloten dossiers"),
        ("Égalité salariale", "Gelijke verloning"),
        ("Cadastre régional", "Gewestelijk kadaster"),
        ("Parc automobile", "Wagenpark"),
        ("Logements sociaux", "Sociale woningen"),
        ("Audit annuel", "Jaarlijkse audit"),
        ("Espaces verts", "Groene ruimten"),
        ("Portail citoyen", "Burgerportaal"),
        ("Arbres plantés", "Geplante bomen"),
        ("Délai moyen", "Gemiddelde termijn"),
        ("Recettes perçues", "Geïnde ontvangsten"),
        ("Catalogue ouvert", "Open catalogus"),
        ("Prévention incendie", "Preventie brand"),
        ("Éclairage public", "Openbare verlichting"),
        ("Taux d'absence", "Graad afwezigheid"),
    ],
    &[
        ("Réduire la facture énergétique", "De energiefactuur verlagen"),
        ("Enquête de satisfaction annuelle", "Jaarlijkse tevredenheidsenquête"),
        ("Moderniser les outils informatiques", "De informaticatools moderniseren"),
        ("Nouveau portail pour citoyens", "Nieuw portaal voor burgers"),
        ("Publier un rapport trimestriel", "Een kwartaalverslag publiceren"),
        ("Cartographie des processus", "Procesmapping opmaken"),
        ("Renforcer la cybersécurité", "Cyberveiligheid versterken"),
        ("Achats de véhicules électriques", "Aankoop elektrische voertuigen"),
        ("Rénovation énergétique du parc", "Energierenovatie woningpark"),
        ("Stratégie de données ouvertes", "Strategie open data"),
        ("Former cent agents", "Honderd ambtenaren opleiden"),
        ("Délai de traitement moyen", "Gemiddelde behandelingstermijn dossiers"),
        ("Traiter les demandes entrantes", "Binnenkomende aanvragen behandelen"),
        ("Suivi budgétaire mensuel", "Maandelijkse budgettaire opvolging"),
        ("Améliorer l'accueil des visiteurs", "Onthaal bezoekers verbeteren"),
        ("Convention signée", "Overeenkomst ondertekend"),
    ],
    &[
        (
            "Mettre à jour le registre des marchés publics",
            "Het register van de overheidsopdrachten bijwerken",
        ),
        ("Le marché a été attribué en mars", "De opdracht werd in maart gegund"),
        ("Soutenir les communes dans leurs projets de voirie", "De gemeenten steunen bij hun wegenprojecten"),
        (
            "Faire connaître l'offre de formation aux agents",
            "Het opleidingsaanbod aan de ambtenaren bekendmaken",
        ),
        ("Les travaux de façade sont achevés", "De gevelwerken zijn voltooid"),
        ("Tous les contrôles prévus ont eu lieu", "Alle geplande controles vonden plaats"),
        (
            "Digitaliser les autorisations d'occuper la voirie",
            "De vergunningen voor wegbezetting digitaliseren",
        ),
        (
            "Nombre de plaintes reçues par voie électronique",
            "Aantal klachten ontvangen langs elektronische weg",
        ),
    ],
];

/// What the fixtures' report prints in both languages: its texts and titles.
fn report() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/source/lac_2021.json");
    let content: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut texts = Vec::new();
    gather(&content, &mut texts);
    texts
}

fn gather(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        Value::Object(items) => items.values().for_each(|item| gather(item, texts)),
        _ => {}
    }
}

/// For each list the share of its texts whose language is told right, and the share that is told wrong, in per cent; the
/// rest sounds like neither.
fn shares(identifier: &Identifier) -> Vec<(usize, usize)> {
    let share = |texts: &&[(&str, &str)]| {
        let leans = texts.iter().flat_map(|(fr, nl)| [identifier.lean(fr), -identifier.lean(nl)]);
        let leans: Vec<f32> = leans.collect();
        let per_cent = |is: &dyn Fn(f32) -> bool| {
            let count = leans.iter().filter(|lean| is(**lean)).count();
            count * 100 / leans.len()
        };
        (per_cent(&|lean| lean > 0.0), per_cent(&|lean| lean < 0.0))
    };
    TEXTS.iter().map(share).collect()
}

#[test]
fn the_lists_alone_tell_few_titles_of_a_word_and_no_title_wrong() {
    assert_eq!(shares(&Identifier::default()), [(52, 0), (67, 0), (90, 0), (100, 0)]);
}

#[test]
fn what_a_report_prints_tells_the_titles_of_another() {
    let mut identifier = Identifier::default();
    identifier.learn(report().iter().map(String::as_str));
    assert_eq!(shares(&identifier), [(95, 2), (95, 2), (100, 0), (100, 0)]);
}
