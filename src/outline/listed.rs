//! What the contents list says of a name in the body: its other language, and whether a chapter has it.
//!
//! Not for reading the list, which `front` does, nor for comparing it with the body, which is a check.

use super::Level;
use crate::record::{ContentsChapter, Texts};
use crate::wording::letters;

/// The names of a contents list.
#[derive(Debug, Default)]
pub(super) struct Listed {
    names: Vec<(Level, Texts)>,
}

impl Listed {
    /// The names of a list.
    pub(super) fn of(contents: &[ContentsChapter]) -> Self {
        let names = contents.iter().flat_map(|chapter| {
            let entities = chapter.entities.iter().map(|entity| (Level::Entity, &entity.name));
            std::iter::once((Level::Chapter, &chapter.name)).chain(entities)
        });
        let line = |text: String| text.replace('\n', " ");
        let names = names.map(|(level, name)| (level, name.clone().map(|side| side.map(line))));
        Self { names: names.collect() }
    }

    /// A name that the body prints in one language, or once for both, with both sides as the list has them; one in both
    /// languages, with its sides where the list has them.
    pub(super) fn complete(&self, level: Level, name: Texts) -> Texts {
        if let (Some(fr), Some(nl)) = (&name.fr, &name.nl) {
            let is_turned = !is_same(fr, nl) && self.has_pair(level, nl, fr);
            return if is_turned { Texts::new(name.nl, name.fr) } else { name };
        }
        let Some(printed) = name.fr.as_ref().or(name.nl.as_ref()) else { return name };
        let Some(listed) = self.find(level, printed) else { return name };
        let of = |side: &Option<String>| match side {
            Some(listed) if is_same(listed, printed) => Some(printed.clone()),
            side => side.clone(),
        };
        Texts::new(of(&listed.fr), of(&listed.nl))
    }

    /// Whether the list has a name at a level, with these sides.
    pub(super) fn has_pair(&self, level: Level, fr: &str, nl: &str) -> bool {
        let is = |side: &Option<String>, name: &str| side.as_deref().is_some_and(|side| is_same(side, name));
        self.names.iter().any(|(own, names)| *own == level && is(&names.fr, fr) && is(&names.nl, nl))
    }

    /// Whether the list has a name at a level, in either language.
    pub(super) fn has(&self, level: Level, name: &str) -> bool {
        self.find(level, name).is_some()
    }

    /// Whether the list has a name, in either language.
    pub(super) fn has_any(&self, name: &str) -> bool {
        self.has(Level::Chapter, name) || self.has(Level::Entity, name)
    }

    fn find(&self, level: Level, name: &str) -> Option<&Texts> {
        let mut names = self.names.iter().filter(|(own, _)| *own == level).map(|(_, names)| names);
        names.find(|names| [&names.fr, &names.nl].into_iter().flatten().any(|listed| is_same(listed, name)))
    }
}

/// Whether two names have the same letters, and any.
fn is_same(a: &str, b: &str) -> bool {
    let a = letters(a);
    !a.is_empty() && a == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ContentsEntity;

    fn pair(fr: &str, nl: &str) -> Texts {
        Texts::new(Some(fr.to_owned()), Some(nl.to_owned()))
    }

    #[test]
    fn a_name_gets_from_the_list_what_the_body_does_not_print() {
        let names = [pair("Fonds\ndes ports", "Havenfonds"), pair("Lacus", "Lacus")];
        let entities = names.map(|name| ContentsEntity { name }).into();
        let chapter = ContentsChapter { chapter: None, name: pair("BACS", "VEREN"), entities };
        let listed = Listed::of(&[chapter]);
        let complete = |fr: Option<&str>, nl: Option<&str>| {
            listed.complete(Level::Entity, Texts::new(fr.map(str::to_owned), nl.map(str::to_owned)))
        };
        assert_eq!(complete(Some("Fonds des Ports"), None), pair("Fonds des Ports", "Havenfonds"));
        assert_eq!(complete(Some("Havenfonds"), None), pair("Fonds des ports", "Havenfonds"));
        assert_eq!(complete(None, Some("LACUS")), pair("LACUS", "LACUS"));
        assert_eq!(complete(Some("Bacs"), None), Texts::new(Some("Bacs".to_owned()), None));
        assert_eq!(complete(Some("Lacus"), Some("Meer")), pair("Lacus", "Meer"));
        assert!(listed.has(Level::Chapter, "Veren") && !listed.has(Level::Chapter, "Lacus"));
        let turned = complete(Some("Havenfonds"), Some("Fonds des Ports"));
        assert_eq!(turned, pair("Fonds des Ports", "Havenfonds"));
    }
}
