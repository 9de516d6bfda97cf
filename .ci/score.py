#!/usr/bin/env python3
"""Score every report of a folder against its gold: score.py BINARY FOLDER [--json FILE] [--keep FOLDER] [--show N]

FOLDER holds NAME.pdf and NAME.gold.json, the content that was printed; fixtures/README.md describes its form. BINARY
extracts each report, with the password that the gold's `print` names, if any. Records are paired in the order of
reading. Each figure is a rate from 0 to 1, but `gold`, `surplus` and `seconds`:
  found     records of the gold that were read         surplus   records that are not in the gold
  exact     records in which every field is right      other     records in which these fields are right
Blanks are compared in titles and texts only, where words must be whole. A report without gold is left out.
"""
import argparse, json, subprocess, sys, tempfile, time, unicodedata
from difflib import SequenceMatcher
from pathlib import Path

LANGUAGES = ("fr", "nl")
FIGURES = ("red", "green", "result", "weight")
TITLES = ("strategic", "operational", "kpi")
TEXTS = ("description", "deviation", "actions")
KEY_LETTERS = 30  # letters of a title that tell one record from the next
TIMEOUT = 600  # seconds for one report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--keep", type=Path, help="keep the JSON documents in this folder")
    parser.add_argument("--show", type=int, default=0, help="show N fields of each report that are wrong")
    args = parser.parse_args()
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        kept = args.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        for pdf in sorted(args.folder.glob("*.pdf")):
            gold = pdf.with_suffix(".gold.json")
            if not gold.exists():
                continue
            gold, start = json.loads(gold.read_text(encoding="utf-8")), time.perf_counter()
            document = extracted(args.binary.resolve(), pdf, gold, kept / f"{pdf.stem}.json")
            seconds = time.perf_counter() - start
            figures[pdf.stem], wrong = score(gold, document)
            figures[pdf.stem]["seconds"] = round(seconds, 2)
            print(f"{pdf.stem:24}", *(f"{name} {value:.6g}" for name, value in figures[pdf.stem].items()), flush=True)
            for line in wrong[: args.show]:
                print("  ", *line)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0 if figures else f"{args.folder}: no PDF has its gold beside it"


def extracted(binary, pdf, gold, out):
    """The report's document. Without one, no record was found."""
    command = [binary, "extract", pdf, "--quiet", "-o", out]
    password = gold.get("print", {}).get("user_password")
    command += ["--password", password] if password else []
    code = subprocess.run(command, timeout=TIMEOUT, check=False).returncode
    return json.loads(out.read_text(encoding="utf-8")) if code in (0, 1) else {"objectives": [], "indicators": [], "entities": []}


def score(gold, document):
    """The figures of one report, and the fields that are wrong."""
    right, wrong, count, pairs, surplus, exact = {}, [], 0, 0, 0, 0
    for kind in ("objectives", "indicators"):
        printed = [fields(row | place) for row, place in rows(gold, kind)]
        found = [fields(record) for record in document[kind]]
        count, surplus = count + len(printed), surplus + len(found)
        for a, b in paired(printed, found):
            pairs, surplus = pairs + 1, surplus - 1
            exact += a == b
            for name in a:
                right[name] = right.get(name, 0) + (a[name] == b[name])
                if a[name] != b[name]:
                    wrong.append((kind, a["refs"], name, a[name], b[name]))
    tables = SequenceMatcher(None, tables_of_gold(gold), tables_of(document), autojunk=False).ratio()
    all_of = max(count, 1)
    figures = {"gold": count, "found": pairs / all_of, "surplus": surplus, "exact": exact / all_of, "tables": tables}
    return figures | {name: hits / all_of for name, hits in sorted(right.items())}, wrong


def rows(gold, kind):
    """The printed rows of one kind, each with its place in the report."""
    for chapter in gold["chapters"]:
        for entity in chapter["entities"]:
            place = {"chapter": chapter["ref"], "entity": entity["ref"], "entity_name": entity}
            for table in entity["tables"]:
                if table["kind"] == kind:
                    yield from ((row, place | {"section": table["section"]}) for row in table["rows"])


def fields(row):
    """The compared fields of a printed row or a record. A printed title stands beside its reference, a record's in `title`."""
    units = {name: row.get(name) or {} for name in TITLES}
    titles = {name: unit.get("title", unit) for name, unit in units.items()}
    figures = [row.get(name) or {} for name in FIGURES]
    return {
        "refs": [unit.get("ref") for unit in units.values()],
        "labels": [squashed(unit.get("label")) for unit in units.values()],
        "numbers": [(squashed(figure.get("raw")), figure.get("value")) for figure in figures],
        "status": row["status"],
        "budget": [squashed(ref) for ref in row.get("budget_refs") or []],
        "place": [row["chapter"], row["entity"], squashed(row["theme"])]
        + [squashed((row[name] or {}).get(language)) for name in ("entity_name", "section") for language in LANGUAGES],
        "words": [words(text.get(language)) for text in titles.values() for language in LANGUAGES]
        + [words((row.get(name) or {}).get(language)) for name in TEXTS for language in LANGUAGES],
        "printed": {
            (name, language): squashed(text)
            for name, sides in (row.get("printed") or {}).items() if name in TEXTS
            for language, text in sides.items() if text and squashed(text) != squashed((row.get(name) or {}).get(language))
        },
    }


def squashed(text):
    return "".join(unicodedata.normalize("NFC", text or "").split())


def words(text):
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def paired(printed, found):
    """Pairs of printed and found records that are one, in order."""
    keys = [[key(one) for one in side] for side in (printed, found)]
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            yield from zip(printed[a0:a1], found[b0:b1])


def key(fields):
    return json.dumps([fields["refs"], [squashed(text)[:KEY_LETTERS] for text in fields["words"][: 2 * len(TITLES)]]])


def tables_of_gold(gold):
    return [
        (chapter["ref"], entity["ref"], table["kind"], squashed((table["section"] or {}).get("fr")), table["nihil"], len(table["rows"]))
        for chapter in gold["chapters"] for entity in chapter["entities"] for table in entity["tables"]
    ]


def tables_of(document):
    return [
        (entity["chapter"]["ref"], entity["ref"], table["kind"], squashed((table["section"] or {}).get("fr")), table["nihil"], table["records"])
        for entity in document["entities"] for table in entity["tables"]
    ]


if __name__ == "__main__":
    sys.exit(main())
