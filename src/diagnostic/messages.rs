//! The sentence of a finding, made of its code and values by the messages in `en.ftl`, `fr.ftl` and `nl.ftl` (Project
//! Fluent).
//!
//! The only place that words findings. Not for what a code means in general: that is in `codes`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Finding, Value};

/// A language that findings are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tongue {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
}

type Messages = LazyLock<FluentBundle<FluentResource>>;

static ENGLISH: Messages = LazyLock::new(|| bundle("en", include_str!("en.ftl")));
static FRENCH: Messages = LazyLock::new(|| bundle("fr", include_str!("fr.ftl")));
static DUTCH: Messages = LazyLock::new(|| bundle("nl", include_str!("nl.ftl")));

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    // a test reads the messages, so that here they are sound
    let messages = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(sound, _)| sound);
    let mut bundle = FluentBundle::new_concurrent(language.parse().into_iter().collect());
    // quoted texts are the report's own, in a left-to-right language like the sentence
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(messages);
    bundle
}

impl Tongue {
    fn messages(self) -> &'static FluentBundle<FluentResource> {
        match self {
            Self::En => &ENGLISH,
            Self::Fr => &FRENCH,
            Self::Nl => &DUTCH,
        }
    }
}

/// The value that has an administration's Dutch name, where `body` has its French one.
pub(super) const BODY_IN_DUTCH: &str = "body_nl";

/// The sentence that says what was found.
pub(super) fn sentence(finding: &Finding, tongue: Tongue) -> String {
    let mut arguments: FluentArgs<'_> =
        finding.values.iter().map(|(name, value)| (name.as_str(), argument(name, value, tongue))).collect();
    if let Some(field) = finding.field {
        arguments.set("field", field.name());
    }
    if let Some(language) = finding.language {
        arguments.set("language", language.key());
        arguments.set("other", language.other().key());
    }
    let sentence = worded(finding.code.as_str(), &arguments, tongue);
    let Some(body) = finding.values.get(BODY_IN_DUTCH) else { return sentence };
    if tongue == Tongue::Nl {
        arguments.set("body", argument(BODY_IN_DUTCH, body, tongue));
    }
    arguments.set("sentence", sentence);
    let named = finding.values.contains_key("labels");
    worded(if named { "of-table-named" } else { "of-table" }, &arguments, tongue)
}

/// Something else that is told beside findings, by the name of its message.
pub(crate) fn phrase(message: &str, counts: &[(&str, usize)], code: &str, tongue: Tongue) -> String {
    let mut arguments: FluentArgs<'_> =
        counts.iter().map(|&(name, count)| (name, FluentValue::from(count))).collect();
    arguments.set("code", code);
    worded(message, &arguments, tongue)
}

/// A message with its arguments; nothing where there is no such message, which a test precludes.
fn worded(message: &str, arguments: &FluentArgs<'_>, tongue: Tongue) -> String {
    let messages = tongue.messages();
    let pattern = messages.get_message(message).and_then(|message| message.value());
    let worded = pattern.map(|pattern| messages.format_pattern(pattern, Some(arguments), &mut Vec::new()));
    worded.unwrap_or_default().into_owned()
}

/// What a value called `fields` lists are paths of fields, such as `description.fr`.
const FIELDS: &str = "fields";

fn argument<'a>(name: &str, value: &'a Value, tongue: Tongue) -> FluentValue<'a> {
    match value {
        Value::Count(count) => (*count).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(list) if name == FIELDS => {
            list.iter().map(|path| field(path, tongue)).collect::<Vec<_>>().join(", ").into()
        }
        Value::List(list) => list.join(", ").into(),
    }
}

/// A field in words, by its path.
fn field(path: &str, tongue: Tongue) -> String {
    let mut arguments = FluentArgs::new();
    match path.split_once('.') {
        Some((field, language)) => {
            arguments.set("field", field);
            arguments.set("language", language);
            worded("text", &arguments, tongue)
        }
        None => {
            arguments.set("field", path);
            worded("field", &arguments, tongue)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::diagnostic::Code;
    use crate::language::Language;
    use crate::source::Field;

    /// The messages of a language, each with the variables that it and the messages within it name.
    fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| line.starts_with(char::is_alphabetic))
            {
                key = name.to_owned();
            }
            let names = messages.entry(key.clone()).or_default();
            for piece in line.split('$').skip(1) {
                let end = piece.find(|character: char| !character.is_alphanumeric() && character != '_');
                names.insert(piece[..end.unwrap_or(piece.len())].to_owned());
            }
            let within = line.split("{ ").skip(1).filter_map(|piece| piece.split_once(" }"));
            let within = within.filter(|(name, _)| name.starts_with(char::is_alphabetic));
            let within: Vec<String> = within.map(|(name, _)| name.to_owned()).collect();
            let theirs =
                within.iter().filter_map(|name| messages.get(name)).flatten().cloned().collect::<Vec<_>>();
            messages.entry(key.clone()).or_default().extend(theirs);
        }
        messages
    }

    #[test]
    fn every_code_has_a_sentence_in_each_language_made_of_the_same_values() {
        let english = messages(include_str!("en.ftl"));
        for (name, source) in [("fr", include_str!("fr.ftl")), ("nl", include_str!("nl.ftl"))] {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{name}");
            let theirs = messages(source);
            assert!(english.keys().eq(theirs.keys()), "{name}: other messages than in English");
            for (key, variables) in &english {
                assert_eq!(variables, &theirs[key], "{name}: {key}");
            }
            let alike: Vec<&str> = include_str!("en.ftl")
                .lines()
                .filter(|line| line.starts_with('B') && source.lines().any(|other| other == *line))
                .filter(|line| !line.ends_with("->"))
                .collect();
            assert!(alike.iter().all(|line| !line.contains(" the ")), "{name}: not translated: {alike:?}");
        }
        assert!(FluentResource::try_new(include_str!("en.ftl").to_owned()).is_ok());
        for code in Code::ALL {
            for tongue in [Tongue::En, Tongue::Fr, Tongue::Nl] {
                assert!(tongue.messages().get_message(code.as_str()).is_some(), "{code}");
            }
        }
    }

    #[test]
    fn a_sentence_is_made_of_values_fields_and_languages() {
        let said = |finding: &Finding| sentence(finding, Tongue::En);
        let figures = Finding::new(Code::B502)
            .of(Field::Red)
            .with("here", 60.0)
            .with("there", 73.8)
            .with("page", 8_u32);
        assert_eq!(
            said(&figures),
            "the red threshold is 60 here and 73.8 in the table of indicators, page 8"
        );
        let side = Finding::new(Code::B302).of(Field::Strategic).in_language(Language::Nl);
        assert_eq!(said(&side), "strategic title: there is a text in French and none in Dutch");
        let items =
            |count: usize| Finding::new(Code::B306).of(Field::Actions).with("fr", count).with("nl", 3_usize);
        assert_eq!(said(&items(1)), "actions: 1 item in French and 3 in Dutch");
        assert_eq!(said(&items(2)), "actions: 2 items in French and 3 in Dutch");
    }

    #[test]
    fn a_sentence_is_told_in_french_and_dutch() {
        let missing = Finding::new(Code::B409).of(Field::Result);
        assert_eq!(sentence(&missing, Tongue::Fr), "aucun résultat n'est imprimé");
        assert_eq!(sentence(&missing, Tongue::Nl), "er is geen resultaat gedrukt");
    }
}
