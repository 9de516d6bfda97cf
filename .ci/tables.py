#!/usr/bin/env python3
"""Hold Parquet and data packages to the JSON, as the programs that people load them with read them: tables.py BINARY FILES...

BINARY writes each of the PDFs as json, parquet and datapackage. Every value of the Parquet, as pyarrow and as DuckDB read it,
is the value of the JSON at the column's place, and every value of the JSON has its column; the data package is valid for
frictionless, rows and keys and hashes included. pandas reads a status as a category, and Polars reads the files at all.
"""
import json, subprocess, sys, tempfile
from pathlib import Path

import duckdb, frictionless, pandas, polars, pyarrow, pyarrow.parquet

from formats_json_csv import NO_COLUMN, Check

NAMES = ("objectives", "indicators", "entities", "diagnostics")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, cells, breaches = sys.argv[1], 0, []
    for pdf in map(Path, sys.argv[2:]):
        with tempfile.TemporaryDirectory() as folder:
            formats = ["--format", "json,parquet,datapackage"]
            done = subprocess.run([binary, "extract", "-q", str(pdf), *formats, "-o", folder], check=False)
            if done.returncode not in (0, 1):
                breaches.append(f"{pdf.stem}: no output")
                continue
            out = Path(folder) / pdf.stem
            found, seen = tables(out)
            cells += seen
            found += package(out)
        breaches += [f"{pdf.stem}: {line}" for line in found]
    for line in breaches[:40]:
        print(line)
    print(f"{len(sys.argv) - 2} reports, {cells} cells of Parquet read twice, {len(breaches)} differences")
    return 1 if breaches or not cells else 0


def tables(out):
    """What is wrong with the Parquet, and how many of its cells were looked at."""
    check, breaches, cells = Check(out, out, None), [], 0
    document = check.document
    report = {"source_file": document["source"]["file"]} | {key: document["report"][key] for key in ("year", "part")}
    for name, expected in check.tables():
        path = str(out / f"{name}.parquet")
        table = pyarrow.parquet.read_table(path)
        relation = duckdb.read_parquet(path)
        by_duckdb = [dict(zip(relation.columns, row)) for row in relation.fetchall()]
        rows = [report | values for values in expected]
        for reader, found in (("pyarrow", table.to_pylist()), ("DuckDB", by_duckdb)):
            if len(found) != len(rows):
                breaches.append(f"{name}, {reader}: {len(found)} rows for {len(rows)}")
            for row, values in zip(found, rows):
                for key in values.keys() - row.keys():
                    if values[key] is not None and not any(f"{key}_".startswith(f"{one}_") for one in NO_COLUMN[name]):
                        breaches.append(f"{name}, {reader}: no column for {key}")
                for key, cell in row.items():
                    cells += reader == "DuckDB"
                    if key in ("extra", "values", "notes", "status_witnesses") and cell is not None:
                        cell = json.loads(cell)
                    value = values.get(key)
                    if cell != value or isinstance(cell, bool) != isinstance(value, bool):
                        breaches.append(f"{name}, {reader}: {key} is {cell!r} for {value!r}")
        if name in NAMES[:2]:
            status = table.schema.field("status").type
            if not pyarrow.types.is_dictionary(status) or pandas.read_parquet(path)["status"].dtype != "category":
                breaches.append(f"{name}: status is {status}, and no dictionary")
        if polars.read_parquet(path).shape != table.shape:
            breaches.append(f"{name}: Polars reads another number of rows or columns")
    return breaches, cells


def package(out):
    """What is wrong with the data package."""
    result = frictionless.validate(str(out / "datapackage.json"))
    errors = [f"data package: {error}" for error in result.flatten(["title", "message"])]
    names = tuple(task.name for task in result.tasks)
    return errors + ([] if names == NAMES else [f"data package: has the tables {names}"])


if __name__ == "__main__":
    sys.exit(main())
