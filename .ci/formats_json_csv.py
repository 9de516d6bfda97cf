#!/usr/bin/env python3
"""Hold JSON Lines and CSV to the JSON, field by field, as Python's own readers read them: formats_json_csv.py BINARY FOLDER...

Each FOLDER holds PDFs, and beside one that needs a password its gold, which names it. BINARY writes each report as json,
jsonl and csv, and as csv for Excel. Every value of a record, of an administration's table and of a finding stands in its
column or is named in NO_COLUMN, every column has its value in the JSON, and every line of JSON Lines is the record with its
file and kind before it, and valid by the schema that BINARY prints. A file that gives no output is named and left.
"""
import csv, json, re, subprocess, sys, tempfile
from pathlib import Path

from jsonschema import Draft202012Validator

# by the path's beginning: what has a place in the JSON alone
NO_COLUMN = {
    "objectives": ("confidence_parts", "source", "sources"),
    "indicators": ("confidence_parts", "source", "sources"),
    "entities": (),
    "diagnostics": (),
}
PLACE = ("year", "part", "chapter", "entity", "section_fr", "section_nl", "theme")  # where a row stands, in every table
SAFE = re.compile(r"'(?='*[=+\-@\t\r])")  # what docs/formats.md says of texts for Excel


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, files, broken, cells = sys.argv[1], 0, 0, 0
    lines = Draft202012Validator(json.loads(run(binary, "schema", "jsonl").stdout))
    for pdf in sorted(path for folder in sys.argv[2:] for path in Path(folder).glob("*.pdf")):
        with tempfile.TemporaryDirectory() as folder:
            plain, excel = (written(binary, pdf, Path(folder) / name, options) for name, options in RUNS)
            if plain is None or excel is None:
                print(f"{pdf.stem}: not looked at: no output")
                continue
            check = Check(plain, excel, lines)
            check.all()
        for line in check.breaches[:20]:
            print(f"{pdf.stem}: {line}")
        files, broken, cells = files + 1, broken + len(check.breaches), cells + check.cells
    print(f"{files} files, {cells} cells, {broken} differences between formats")
    return 1 if broken or not cells else 0


RUNS = (("plain", ["--format", "json,jsonl,csv"]), ("excel", ["--format", "json,csv", "--csv-dialect", "excel-be"]))


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)


def written(binary, pdf, folder, options):
    """The folder of a report's files."""
    gold = pdf.with_suffix(".gold.json")
    password = json.loads(gold.read_text(encoding="utf-8")).get("print", {}).get("user_password") if gold.exists() else None
    given = ["--password", password] if password else []
    code = run(binary, "extract", str(pdf), *options, *given, "-o", str(folder)).returncode
    return folder / pdf.stem if code in (0, 1) else None


class Check:
    """The files of one report, and what is wrong with them."""

    def __init__(self, plain, excel, lines):
        self.plain, self.excel, self.lines = plain, excel, lines
        self.document = json.loads((plain / "report.json").read_text(encoding="utf-8"))
        self.breaches, self.cells = [], 0

    def all(self):
        self.check_lines()
        for name, expected in self.tables():
            for dialect, folder in (("rfc4180", self.plain), ("excel-be", self.excel)):
                self.check_table(name, dialect, folder / f"{name}.csv", expected)

    def breach(self, text):
        self.breaches.append(text)

    def check_lines(self):
        text = (self.plain / "report.jsonl").read_bytes().decode("utf-8")
        found = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
        expected = [
            {"source_file": self.document["source"]["file"], "kind": kind} | record
            for kind in ("objectives", "indicators")
            for record in self.document[kind]
        ]
        if not text.endswith("\n") or len(found) != len(expected):
            self.breach(f"report.jsonl: {len(found)} lines for {len(expected)} records")
        for line, record in zip(found, expected):
            if line != record or list(line) != list(record):
                self.breach(f"report.jsonl: {record['id']}: is not the record of the JSON")
            for error in self.lines.iter_errors(line):
                self.breach(f"report.jsonl: {record['id']}: {error.json_path}: {error.message[:200]}")

    def tables(self):
        """Each table's name, and what the JSON says is in its rows: column to value."""
        document = self.document
        records = {record["id"]: record for kind in ("objectives", "indicators") for record in document[kind]}
        for kind in ("objectives", "indicators"):
            yield kind, [flat(record) | pages([place["page"] for place in record["source"]]) for record in document[kind]]
        yield "entities", [
            {
                "entity_id": entity["id"], "chapter": entity["chapter"]["ref"], "entity": entity["ref"],
                **flat({"chapter_name": entity["chapter"]["name"], "entity_name": entity["name"]}),
                **flat({"section": table["section"]}),
                **flat({"tables": {key: value for key, value in table.items() if key != "section"}}),
                **pages(table.get("pages", [])),
            }
            for entity in document["entities"]
            for table in entity["tables"] or [{"section": None}]
        ]
        yield "diagnostics", [
            flat({**finding, "values": None}) | {"values": finding.get("values"), "related": finding.get("related", [])} | {key: value for key, value in flat(records.get(finding["record"], {})).items() if key in PLACE}
            for finding in document["diagnostics"]
        ]

    def check_table(self, name, dialect, path, expected):
        excel = dialect == "excel-be"
        raw = path.read_bytes()
        if raw.startswith(b"\xef\xbb\xbf") != excel or not raw.endswith(b"\r\n"):
            self.breach(f"{path.name}, {dialect}: the first or the last bytes are wrong")
        reader = csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), delimiter=";" if excel else ",", strict=True)
        header, *rows = reader
        if len(set(header)) != len(header) or len(rows) != len(expected) or any(len(row) != len(header) for row in rows):
            self.breach(f"{path.name}, {dialect}: {len(rows)} rows for {len(expected)}, or not all of one length")
        report = {"source_file": self.document["source"]["file"]}
        report |= {key: self.document["report"][key] for key in ("year", "part")}
        for row, values in zip(rows, expected):
            values = report | values
            for key in values.keys() - set(header):
                if values[key] is not None and not any(f"{key}_".startswith(f"{path}_") for path in NO_COLUMN[name]):
                    self.breach(f"{path.name}, {dialect}: no column for {key}")
            for key, cell in zip(header, row):
                self.cells += 1
                if not same(cell, values.get(key), excel):
                    self.breach(f"{path.name}, {dialect}: {key} is {cell!r} for {values.get(key)!r}")


def flat(value, path=""):
    """The values under a value, by their paths joined by `_`."""
    if isinstance(value, dict):
        return {key: one for name, under in value.items() for key, one in flat(under, f"{path}_{name}" if path else name).items()}
    return {path: value}


def pages(numbers):
    return {"page_first": min(numbers, default=None), "page_last": max(numbers, default=None)}


def same(cell, value, excel):
    """Whether a cell says a value of the JSON."""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, (int, float)):
        shown = r"-?[0-9]+(,[0-9]+)?" if excel else r"-?[0-9]+(\.[0-9]+)?"
        return bool(re.fullmatch(shown, cell)) and float(cell.replace(",", ".")) == value
    if excel:
        if re.match(r"[=+\-@\t\r]", cell):
            return False
        cell = SAFE.sub("", cell, count=1) if SAFE.match(cell) else cell
    if isinstance(value, dict):
        return json.loads(cell) == value
    if isinstance(value, list):
        if value and all(isinstance(one, dict) for one in value):
            return json.loads(cell) == value
        if value and all(isinstance(one, (int, float)) for one in value):
            return [float(one) for one in cell.split(" | ")] == value
        return cell == " | ".join(value) or not value and cell == "[]"
    return cell == (value or "")


if __name__ == "__main__":
    sys.exit(main())
