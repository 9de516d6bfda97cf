use bilan::{
    join, outline,
    read::Document,
    tables::words_to_tables,
    words::{glyphs_to_words, lexicon::Lexicon},
};
use std::sync::Arc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let d = Document::open(Arc::new(std::fs::read(&a[1]).unwrap()), a.get(2).map(|s| s.as_str())).unwrap();
    let mut pages: Vec<_> = d
        .map_pages(2.try_into().unwrap(), |_| true, &|_, _| {}, |p| words_to_tables(glyphs_to_words(p)))
        .into_iter()
        .flatten()
        .collect();
    let mut id = bilan::language::Identifier::default();
    for p in &pages {
        id.learn(
            p.lines
                .iter()
                .chain(p.tables.iter().flat_map(|t| &t.cells).flat_map(|c| &c.lines))
                .map(|l| l.text.as_str()),
        );
    }
    let mut o = outline::pages_to_outline(&mut pages, &Lexicon::default(), &id);
    let j = join::outline_to_tables(&mut o, &pages, &id);
    let cut = |s: String| -> String {
        let c: Vec<char> = s.chars().collect();
        if c.len() <= 24 {
            s
        } else {
            format!("{}…{}", c[..12].iter().collect::<String>(), c[c.len() - 10..].iter().collect::<String>())
        }
    };
    for t in &j.tables {
        println!(
            "## {:?} {:?} {:?} nihil {} pages {:?} cols {:?}",
            t.position.entity,
            t.position.section.as_ref().map(|s| s.fr.clone()),
            t.kind,
            t.nihil,
            t.pages,
            t.columns.iter().map(|c| format!("{:?}", c.role)).collect::<Vec<_>>()
        );
        for s in &t.stretches {
            println!(" stretch {:?} banner {:?}", s.layout, s.banner.map(|b| t.cells[b].text()));
            for r in &s.rows {
                println!("  row {:?} {:?}", r.side, r.margin);
                for &b in &r.bands {
                    let band = &t.bands[b];
                    println!(
                        "     p{} first {} open {} | {}",
                        band.page + 1,
                        band.first,
                        band.open,
                        band.cells
                            .iter()
                            .enumerate()
                            .map(|(c, id)| match id {
                                None => "∅".into(),
                                Some(id) => {
                                    let same = b > 0 && t.bands[b - 1].cells[c] == Some(*id);
                                    format!(
                                        "{}{}",
                                        if same { "^" } else { "" },
                                        if same { String::new() } else { cut(t.cells[*id].text()) }
                                    )
                                }
                            })
                            .collect::<Vec<_>>()
                            .join(" | ")
                    );
                }
            }
        }
    }
}
