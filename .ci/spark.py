#!/usr/bin/env python3
"""Compare examples/spark.py with the batch command, file by file: spark.py BINARY REPORT.pdf...

Twenty files, copies of the reports and some that are none, are read on Spark in local mode, and by `BINARY extract
FOLDER`. Both must give the same records, and name the same files as unreadable. Needs PySpark, pandas and pyarrow.
"""
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path

import pandas

EXAMPLE = Path(__file__).parent.parent / "examples" / "spark.py"
FILES = 20
BAD = {"empty.pdf": b"", "letter.pdf": b"Monsieur le ministre,\n", "cut.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog"}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, reports = Path(sys.argv[1]).resolve(), [Path(report) for report in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        names = lay_out(reports, folder / "reports")
        records, unread = by_spark(binary, folder)
        expected = by_batch(binary, folder)
        missing = {name for name in names if name not in expected}
        wrong = [name for name in names if records.get(name) != expected.get(name)]
    print(f"{len(names)} files, {sum(map(len, records.values()))} records, {len(unread)} error rows, {len(wrong)} files that differ")
    for name in wrong:
        print(f"  {name}: {len(records.get(name, []))} records on Spark, {len(expected.get(name, []))} by the batch command")
    if unread.keys() != missing or missing != BAD.keys() or not all(unread.values()):
        print(f"error rows: {unread}; the batch command wrote nothing for {sorted(missing)}")
        return 1
    return 1 if wrong else 0


def lay_out(reports, folder):
    """Fills the folder and a subfolder of it; returns the files' names."""
    (folder / "more").mkdir(parents=True)
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    for at in range(FILES - len(BAD)):
        report = reports[at % len(reports)]
        shutil.copy(report, folder / ("more" if at % 2 else "") / f"{report.stem} {at}.pdf")
    return sorted(path.name for path in folder.rglob("*.pdf"))


def by_spark(binary, folder):
    """Each file's records, as lines of JSON, and the errors of those that have one."""
    command = [sys.executable, EXAMPLE, folder / "reports", folder / "spark", "--bilan", binary]
    local = {"PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, env=os.environ | local)
    if done.returncode != 0:
        sys.exit(done.stderr)
    rows = pandas.read_parquet(folder / "spark")
    records = rows[rows["record"].notna()].groupby("source_file", sort=False)["record"].apply(list).to_dict()
    return records, rows[rows["error"].notna()].set_index("source_file")["error"].to_dict()


def by_batch(binary, folder):
    command = [binary, "extract", folder / "reports", "--format", "jsonl", "--quiet", "-o", folder / "out"]
    subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
    files = {}
    for path in (folder / "out").rglob("report.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        files[json.loads(lines[0])["source_file"]] = lines
    return files


if __name__ == "__main__":
    sys.exit(main())
