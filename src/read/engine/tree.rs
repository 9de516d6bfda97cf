//! The pages that a file lists: those that are there, those that it lists again, and those that a damaged file has lost.
//!
//! The engine passes over the last two, so that the pages after them move up by one. Not for pages that are there and
//! cannot be read: those have a finding of their own.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_interpret::hayro_syntax::xref::XRef;

/// Limits of this step.
struct Limits {
    /// Nodes of the tree that are looked at; a report has some hundreds of pages.
    nodes: usize,
    /// Levels of the tree; real ones have three or four.
    levels: usize,
    /// Pages that are counted of those that are lost, and of those that are listed again.
    pages: usize,
}

const LIMITS: Limits = Limits { nodes: 20_000, levels: 64, pages: 10_000 };

/// What the page tree lists besides the pages that the engine finds; pages have the numbers that the tree gives them.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The pages that are lost.
    pub(super) lost: Vec<u32>,
    /// The pages that are listed again, each with its place, from 0, among those that the engine finds.
    pub(super) again: Vec<(u32, usize)>,
}

/// What the page tree lists; `None` where there is no tree to say so.
pub(super) fn listed(xref: &XRef) -> Option<Listed> {
    let root = xref.get::<Dict<'_>>(xref.root_id())?.get::<Dict<'_>>("Pages")?;
    let mut walk =
        TreeWalk { xref, seen: HashMap::new(), nodes: 0, next: 1, found: 0, listed: Listed::default() };
    walk.node(&root, 0).then_some(walk.listed)
}

struct TreeWalk<'a> {
    xref: &'a XRef,
    /// The nodes that were met; of a page, its place among those that the engine finds.
    seen: HashMap<ObjectIdentifier, Option<usize>>,
    nodes: usize,
    /// The number of the next page.
    next: u32,
    /// How many pages the engine has found.
    found: usize,
    listed: Listed,
}

impl TreeWalk<'_> {
    /// Goes through the pages of a node; says whether it is a node of a tree at all.
    fn node(&mut self, node: &Dict<'_>, level: usize) -> bool {
        let Some(kids) = node.get::<Array<'_>>("Kids") else { return false };
        let (first, mut gap) = (self.next, None);
        for kid in kids.raw_iter() {
            self.nodes += 1;
            if self.nodes > LIMITS.nodes || level > LIMITS.levels {
                break;
            }
            let (id, kid) = match kid {
                MaybeRef::Ref(reference) => {
                    let id = ObjectIdentifier::from(reference);
                    if let Some(known) = self.seen.get(&id) {
                        if let Some(page) = known.filter(|_| self.listed.again.len() < LIMITS.pages) {
                            self.listed.again.push((self.next, page));
                            self.next += 1;
                        }
                        continue;
                    }
                    self.seen.insert(id, None);
                    (Some(id), self.xref.get::<Object<'_>>(id))
                }
                MaybeRef::NotRef(object) => (None, Some(object)),
            };
            match kid {
                Some(Object::Dict(kid)) if kid.contains_key("Kids") => drop(self.node(&kid, level + 1)),
                Some(Object::Dict(_)) => {
                    self.seen.extend(id.map(|id| (id, Some(self.found))));
                    self.found += 1;
                    self.next += 1;
                }
                _ => {
                    if self.listed.lost.len() < LIMITS.pages {
                        gap = Some(self.listed.lost.len());
                        self.listed.lost.push(self.next);
                    }
                    self.next += 1;
                }
            }
        }
        // A lost node may have been one of several pages: then the count of the node above says how many.
        let lost = &mut self.listed.lost;
        let short = node.get::<u32>("Count").unwrap_or(0).saturating_sub(self.next - first);
        let short = short.min((LIMITS.pages - lost.len()) as u32);
        if let Some(gap) = gap.filter(|_| short > 0) {
            let page = lost[gap];
            for later in &mut lost[gap + 1..] {
                *later += short;
            }
            for (later, _) in self.listed.again.iter_mut().filter(|(number, _)| *number > page) {
                *later += short;
            }
            lost.splice(gap + 1..gap + 1, page + 1..=page + short);
            self.next += short;
        }
        true
    }
}
