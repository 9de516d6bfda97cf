use bilan::read::Document;
use std::sync::Arc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let d = Document::open(Arc::new(std::fs::read(&a[1]).unwrap()), None).unwrap();
    let n: u32 = a[2].parse().unwrap();
    for p in d.map_pages(1.try_into().unwrap(), |x| x == n, &|_, _| {}, |p| p).into_iter().flatten() {
        let mut r = p.rules.clone();
        r.sort_by(|a, b| a.level.cmp(&b.level).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from)));
        for r in r {
            println!("{} at {:.2} {:.2}..{:.2}", if r.level { "H" } else { "V" }, r.at, r.from, r.to);
        }
        if a.len() > 3 {
            for f in &p.fills {
                println!("{:?}", f)
            }
        }
    }
}
