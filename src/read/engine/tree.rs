//! Which pages a damaged file has lost: those that its page tree lists and that are not there.
//!
//! The engine passes over them, so that the pages after them move up by one. Not for pages that are there and cannot be
//! read: those have a finding of their own.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_interpret::hayro_syntax::xref::XRef;

/// Limits of this step.
struct Limits {
    /// Nodes of the tree that are looked at; a report has some hundreds of pages.
    nodes: usize,
    /// Levels of the tree; real ones have three or four.
    levels: usize,
    /// Lost pages that are counted.
    pages: usize,
}

const LIMITS: Limits = Limits { nodes: 20_000, levels: 64, pages: 10_000 };

/// The numbers of the pages that are lost, as the page tree counts them; `None` where there is no tree to say so.
pub(super) fn lost_pages(xref: &XRef) -> Option<Vec<u32>> {
    let root = xref.get::<Dict<'_>>(xref.root_id())?.get::<Dict<'_>>("Pages")?;
    let mut walk = TreeWalk { xref, seen: HashSet::new(), nodes: 0, next: 1, lost: Vec::new() };
    walk.node(&root, 0).then_some(walk.lost)
}

struct TreeWalk<'a> {
    xref: &'a XRef,
    seen: HashSet<ObjectIdentifier>,
    nodes: usize,
    /// The number of the next page.
    next: u32,
    lost: Vec<u32>,
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
            let kid = match kid {
                MaybeRef::Ref(reference) => {
                    let id = ObjectIdentifier::from(reference);
                    if !self.seen.insert(id) {
                        continue;
                    }
                    self.xref.get::<Object<'_>>(id)
                }
                MaybeRef::NotRef(object) => Some(object),
            };
            match kid {
                Some(Object::Dict(kid)) if kid.contains_key("Kids") => drop(self.node(&kid, level + 1)),
                Some(Object::Dict(_)) => self.next += 1,
                _ => {
                    if self.lost.len() < LIMITS.pages {
                        gap = Some(self.lost.len());
                        self.lost.push(self.next);
                    }
                    self.next += 1;
                }
            }
        }
        // A lost node may have been one of several pages: then the count of the node above says how many.
        let short = node.get::<u32>("Count").unwrap_or(0).saturating_sub(self.next - first);
        let short = short.min((LIMITS.pages - self.lost.len()) as u32);
        if let Some(gap) = gap.filter(|_| short > 0) {
            let page = self.lost[gap];
            for later in &mut self.lost[gap + 1..] {
                *later += short;
            }
            self.lost.splice(gap + 1..gap + 1, page + 1..=page + short);
            self.next += short;
        }
        true
    }
}
