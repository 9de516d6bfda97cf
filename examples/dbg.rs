use bilan::{read::Document, tables::words_to_tables, words::glyphs_to_words};
use std::sync::Arc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let d = Document::open(Arc::new(std::fs::read(&a[1]).unwrap()), a.get(3).map(|s| s.as_str())).unwrap();
    let t = std::time::Instant::now();
    let pages =
        d.map_pages(2.try_into().unwrap(), |_| true, &|_, _| {}, |p| words_to_tables(glyphs_to_words(p)));
    eprintln!("{:?}", t.elapsed());
    let want: u32 = a.get(2).and_then(|s| s.parse().ok()).unwrap_or(0);
    for p in pages.into_iter().flatten() {
        if p.number != want {
            continue;
        }
        println!("page {} {}x{} {:?}", p.number, p.width, p.height, p.turn);
        for l in &p.lines {
            println!("  free {:?} {:?} {:.1} {}", l.text, l.bbox, l.size, l.glyphs)
        }
        for t in &p.tables {
            println!(
                " table {:?} cols {} rows {} open {}",
                t.bbox,
                t.xs.len() - 1,
                t.ys.len() - 1,
                t.open_bottom
            );
            for c in &t.cells {
                println!(
                    "   c{:?} r{:?} {:?} fill {:?} | {}",
                    c.columns,
                    c.rows,
                    c.bbox.y1,
                    c.fill,
                    c.lines.iter().map(|l| l.text.clone()).collect::<Vec<_>>().join("⏎")
                );
            }
        }
    }
}
