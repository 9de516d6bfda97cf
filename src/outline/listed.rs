//! What the contents list says of a name in the body: its other language, and whether a chapter has it.
//!
//! Not for reading the list, which `front` does, nor for comparing it with the body, which is a check.

use super::Level;
use crate::language::{Bilingual, Language};
use crate::record::{ContentsChapter, Texts};
use crate::wording::letters;

/// A name of a contents list.
#[derive(Debug)]
struct ListedName {
    level: Level,
    sides: Texts,
    /// The letters of its sides.
    letters: Bilingual<String>,
}

impl ListedName {
    fn of(level: Level, name: &Texts) -> Self {
        let sides = name.clone().map(|side| side.map(|text| text.replace('\n', " ")));
        let letters = sides.clone().map(|side| letters(side.as_deref().unwrap_or_default()));
        Self { level, sides, letters }
    }
}

/// The names of a contents list.
#[derive(Debug, Default)]
pub(super) struct Listed {
    names: Vec<ListedName>,
}

impl Listed {
    /// The names of a list.
    pub(super) fn of(contents: &[ContentsChapter]) -> Self {
        let names = contents.iter().flat_map(|chapter| {
            let entities = chapter.entities.iter().map(|entity| (Level::Entity, &entity.name));
            std::iter::once((Level::Chapter, &chapter.name)).chain(entities)
        });
        Self { names: names.map(|(level, name)| ListedName::of(level, name)).collect() }
    }

    /// A name that the body prints in one language, or once for both, with both sides as the list has them; one in both
    /// languages, with its sides where the list has them.
    pub(super) fn complete(&self, level: Level, name: Texts) -> Texts {
        if let (Some(fr), Some(nl)) = (&name.fr, &name.nl) {
            let (own, other) = (letters(fr), letters(nl));
            let is_turned = (own.is_empty() || own != other) && self.has_pair(level, nl, fr);
            return if is_turned { Texts::new(name.nl, name.fr) } else { name };
        }
        let Some(printed) = name.fr.as_ref().or(name.nl.as_ref()) else { return name };
        let own = letters(printed);
        let Some(listed) = self.find(&own, |listed| listed == level) else { return name };
        let of = |language: Language| match listed.letters.side(language) {
            letters if *letters == own => Some(printed.clone()),
            _ => listed.sides.side(language).clone(),
        };
        Texts::new(of(Language::Fr), of(Language::Nl))
    }

    /// Whether the list has a name at a level, with these sides.
    pub(super) fn has_pair(&self, level: Level, fr: &str, nl: &str) -> bool {
        let sides = Bilingual::new(letters(fr), letters(nl));
        let has_letters = !sides.fr.is_empty() && !sides.nl.is_empty();
        has_letters && self.names.iter().any(|name| name.level == level && name.letters == sides)
    }

    /// Whether the list has a name at a level, in either language.
    pub(super) fn has(&self, level: Level, name: &str) -> bool {
        self.find(&letters(name), |listed| listed == level).is_some()
    }

    /// Whether the list has a name, in either language.
    pub(super) fn has_any(&self, name: &str) -> bool {
        self.find(&letters(name), |_| true).is_some()
    }

    /// The first name at some levels that has these letters, and any, in either language.
    fn find(&self, letters: &str, at: impl Fn(Level) -> bool) -> Option<&ListedName> {
        let has = |name: &&ListedName| name.letters.fr == letters || name.letters.nl == letters;
        let mut names = self.names.iter().filter(|name| at(name.level));
        names.find(|name| !letters.is_empty() && has(name))
    }
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
