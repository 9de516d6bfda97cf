//! The sentence of a finding, made of its code and values by the messages in `en.ftl` (Project Fluent).
//!
//! The only place that words findings. Not for what a code means in general: that is in `codes`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Finding, Value};

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    // a test reads the messages, so that here they are sound
    let messages =
        FluentResource::try_new(include_str!("en.ftl").to_owned()).unwrap_or_else(|(sound, _)| sound);
    let mut bundle = FluentBundle::new_concurrent("en".parse().into_iter().collect());
    // quoted texts are the report's own, in a left-to-right language like the sentence
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(messages);
    bundle
});

/// The sentence that says what was found.
pub(super) fn sentence(finding: &Finding) -> String {
    let mut arguments: FluentArgs<'_> =
        finding.values.iter().map(|(name, value)| (name.as_str(), argument(name, value))).collect();
    if let Some(field) = finding.field {
        arguments.set("field", field.name());
    }
    if let Some(language) = finding.language {
        arguments.set("language", language.key());
        arguments.set("other", language.other().key());
    }
    worded(finding.code.as_str(), &arguments)
}

/// A message with its arguments; nothing where there is no such message, which a test precludes.
fn worded(message: &str, arguments: &FluentArgs<'_>) -> String {
    let pattern = ENGLISH.get_message(message).and_then(|message| message.value());
    let worded = pattern.map(|pattern| ENGLISH.format_pattern(pattern, Some(arguments), &mut Vec::new()));
    worded.unwrap_or_default().into_owned()
}

/// What a value called `fields` lists are paths of fields, such as `description.fr`.
const FIELDS: &str = "fields";

fn argument<'a>(name: &str, value: &'a Value) -> FluentValue<'a> {
    match value {
        Value::Count(count) => (*count).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(list) if name == FIELDS => {
            list.iter().map(|path| field(path)).collect::<Vec<_>>().join(", ").into()
        }
        Value::List(list) => list.join(", ").into(),
    }
}

/// A field in words, by its path.
fn field(path: &str) -> String {
    let mut arguments = FluentArgs::new();
    match path.split_once('.') {
        Some((field, language)) => {
            arguments.set("field", field);
            arguments.set("language", language);
            worded("text", &arguments)
        }
        None => {
            arguments.set("field", path);
            worded("field", &arguments)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::language::Language;
    use crate::source::Field;

    #[test]
    fn every_code_has_a_sentence() {
        let source = include_str!("en.ftl");
        assert!(FluentResource::try_new(source.to_owned()).is_ok());
        for code in Code::ALL {
            assert!(ENGLISH.get_message(code.as_str()).is_some(), "{code}");
        }
    }

    #[test]
    fn a_sentence_is_made_of_values_fields_and_languages() {
        let figures = Finding::new(Code::B502)
            .of(Field::Red)
            .with("here", 60.0)
            .with("there", 73.8)
            .with("page", 8_u32);
        assert_eq!(
            sentence(&figures),
            "the red threshold is 60 here and 73.8 in the table of indicators, page 8"
        );
        let side = Finding::new(Code::B302).of(Field::Strategic).in_language(Language::Nl);
        assert_eq!(sentence(&side), "strategic title: there is a text in French and none in Dutch");
        let items =
            |count: usize| Finding::new(Code::B306).of(Field::Actions).with("fr", count).with("nl", 3_usize);
        assert_eq!(sentence(&items(1)), "actions: 1 item in French and 3 in Dutch");
        assert_eq!(sentence(&items(2)), "actions: 2 items in French and 3 in Dutch");
    }
}
