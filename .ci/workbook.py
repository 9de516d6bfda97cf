#!/usr/bin/env python3
"""Hold the workbook of each report to its JSON and its CSV, with other programs' eyes: workbook.py BINARY REPORT.pdf...

openpyxl reads the workbook back: what the tables hold is, field by field, what the JSON holds; no cell is a formula;
tables, headings and sheets have valid names. LibreOffice, where it can be had, turns each sheet into CSV, whose columns
are those of BINARY's own CSV. SOFFICE names another program than `soffice`.
"""
import csv, io, json, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

import openpyxl

LANGUAGES = ("", "fr", "nl", "en")
SHEETS = {"objectives": 2, "indicators": 3, "diagnostics": 4}  # by their place among the sheets
TABLES = {"objectives": "Objectives", "indicators": "Indicators", "diagnostics": "Diagnostics"}
CHOICES = ("status", "status_source", "status_reason", "status_printed_value", "status_printed_by", "severity", "field", "language")
WORDS = {
    "fr": "French", "nl": "Dutch", "red": "Red threshold", "green": "Green threshold", "kpi": "Indicator",
    "strategic": "Strategic objective", "operational": "Operational objective", "budget_refs": "Budget references",
}
PLACE = ("source_file", "year", "part", "chapter", "entity", "section_fr", "section_nl", "theme")
ALL_SHEETS = -1  # of LibreOffice's options for CSV: a file for every sheet
CSV_OPTIONS = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{ALL_SHEETS}"


def main():
    binary, *reports = sys.argv[1:]
    soffice = shutil.which(os.environ.get("SOFFICE", "soffice"))
    soffice = soffice if soffice and knows_spreadsheets(soffice) else None
    wrong, cells, converted = [], 0, 0
    for report in map(Path, reports):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            document = json.loads(written(binary, report, folder / "report.json").read_bytes())
            written(binary, report, folder / "tables", "--format", "csv")
            for language in LANGUAGES:
                path = written(binary, report, folder / f"{language or 'both'}.xlsx", *(["--lang", language] if language else []))
                book = openpyxl.load_workbook(path)
                breaches = list(invalid(book))
                if language == "en":
                    found = list(differences(book, document))
                    cells += found.pop()
                    breaches += found
                    if soffice:
                        breaches += converted_differences(soffice, path, folder / "tables" / report.stem, book)
                        converted += 1
                wrong += [f"{report.stem} {language or 'both'}: {breach}" for breach in breaches]
    print("\n".join(wrong[:40]))
    print(f"{len(reports)} reports, {cells} cells compared with JSON, {converted} workbooks with CSV, {len(wrong)} differences")
    if not converted:
        print("not checked: the workbook in LibreOffice, for want of it or of its spreadsheets (Debian package libreoffice-calc)")
    return 1 if wrong or not cells else 0


def written(binary, report, path, *options):
    run = subprocess.run([binary, "extract", str(report), "-o", str(path), "--quiet", *options])
    if run.returncode not in (0, 1):
        sys.exit(f"{report}: no {path.name}")
    return path


def invalid(book):
    """What Excel would repair or compute."""
    names = [table for sheet in book for table in sheet.tables]
    if len({name.lower() for name in names}) != len(names) or not all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in names):
        yield f"names of tables: {names}"
    for sheet in book:
        if len(sheet.title) > 31 or re.search(r"[\[\]:*?/\\]", sheet.title):
            yield f"name of a sheet: {sheet.title}"
        for table in sheet.tables.values():
            headings = [column.name for column in table.tableColumns]
            shown = [cell.value for cell in sheet[table.ref][0]]
            if headings != shown or len({heading.lower() for heading in headings}) != len(headings):
                yield f"{table.name}: headings {shown}"
        for row in sheet.iter_rows():
            yield from (f"{sheet.title} {cell.coordinate}: a formula" for cell in row if cell.data_type == "f")


def names_in_csv(book):
    """For each sheet, the names in CSV of its headings, as the workbook lists them."""
    sheet = book.worksheets[-1]
    names = {}
    for title, heading, name in rows(sheet, "Columns")[1:]:
        names.setdefault(title, {})[heading] = name
    return names


def rows(sheet, table):
    return [[cell.value for cell in row] for row in sheet[sheet.tables[table].ref]]


def differences(book, document):
    """What the tables say otherwise than the JSON; at the end, how many cells were looked at."""
    cells, records = 0, {record["id"]: record for record in document["objectives"] + document["indicators"]}
    names = names_in_csv(book)
    for what, at in SHEETS.items():
        sheet = book.worksheets[at]
        headings, *found = rows(sheet, TABLES[what])
        items = document[what]
        if len(found) != max(len(items), 1):
            yield f"{what}: {len(found)} rows for {len(items)}"
        for row, item in zip(found, items):
            for heading, cell in zip(headings, row):
                name = names[sheet.title][heading]
                wanted = field(document, records, what, item, name)
                cells += 1
                if cell != wanted:
                    yield f"{what} {name}: {cell!r} for {wanted!r}"
    yield cells


def field(document, records, what, item, name):
    if what == "diagnostics" and name in PLACE:
        item = records.get(item["record"], {key: document["report"][key] for key in ("year", "part")})
    pages = [place["page"] for place in item.get("source", [])]
    if name == "source_file":
        return document["source"]["file"]
    if name in ("page_first", "page_last"):
        return (min if name == "page_first" else max)(pages)
    if name == "extra":
        return json.dumps(item["extra"], ensure_ascii=False, separators=(",", ":"))
    value = at(item, name)
    if name in ("notes", "status_witnesses") and value is not None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, list):
        return " | ".join(str(int(part) if isinstance(part, float) and part.is_integer() else part) for part in value) or None
    if name == "values" and value is not None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if value is not None and is_choice(name):
        return in_words(value)
    return value


def is_choice(name):
    return name in CHOICES or name.endswith("_unit_source")


def in_words(choice):
    return WORDS.get(choice, choice.replace("_", " ").capitalize())


def at(value, name):
    """The value whose keys, joined by `_`, are `name`."""
    if not isinstance(value, dict):
        return None
    for key, inner in value.items():
        if name == key:
            return inner
        if name.startswith(key + "_") and (found := at(inner, name[len(key) + 1 :])) is not None:
            return found
    return None


def convert(soffice, path, folder):
    profile = (path.parent / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", CSV_OPTIONS, "--outdir", folder, path]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def knows_spreadsheets(soffice):
    """Whether LibreOffice is there with its part for spreadsheets, and not for texts alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.csv"
        path.write_text("a,b\n", encoding="utf-8")
        convert(soffice, path, Path(folder) / "out")
        return (Path(folder) / "out").is_dir()


def converted_differences(soffice, path, tables, book):
    """What LibreOffice's CSV of the sheets says otherwise than our own, column by column."""
    folder = path.parent / "converted"
    convert(soffice, path, folder)
    if not folder.is_dir():
        yield "LibreOffice cannot open it"
        return
    names = names_in_csv(book)
    for what, place in SHEETS.items():
        title = book.worksheets[place].title
        headings, *theirs = read_csv(folder / f"{path.stem}-{title}.csv")
        columns, *ours = read_csv(tables / f"{what}.csv")
        if len(theirs) != max(len(ours), 1):
            yield f"{what}: {len(theirs)} rows by LibreOffice for {len(ours)}"
        for column, heading in enumerate(headings):
            name = names[title][heading]
            for their, our in zip(theirs, ours):
                wanted = our[columns.index(name)]
                wanted = in_words(wanted) if wanted and is_choice(name) else wanted
                if their[column] != wanted:
                    yield f"{what} {name}: {their[column]!r} by LibreOffice for {wanted!r}"


def read_csv(path):
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


if __name__ == "__main__":
    sys.exit(main())
