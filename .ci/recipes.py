#!/usr/bin/env python3
"""Run the recipes of docs/recipes.md that ask Parquet, as they stand there, and hold their answers to the JSON.

recipes.py BINARY REPORT.pdf
"""
import contextlib, io, json, os, re, shutil, subprocess, sys, tempfile
from collections import defaultdict
from pathlib import Path

import duckdb, pandas

DOCS = Path(__file__).parent.parent / "docs" / "recipes.md"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, pdf = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    text = DOCS.read_text(encoding="utf-8")
    first = re.search(r"^bilan extract report\.pdf .*--format .*parquet.*$", text, re.M).group()
    sql = block(text, "sql", "indicators.parquet")
    python = block(text, "python", "def bilan(")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(pdf, Path(folder) / "report.pdf")
        (Path(folder) / "bilan").symlink_to(binary)
        os.environ["PATH"] = folder + os.pathsep + os.environ["PATH"]
        os.chdir(folder)
        subprocess.run(first.split(), check=True, stderr=subprocess.DEVNULL)
        document = json.loads(Path("out/report/report.json").read_text(encoding="utf-8"))
        failed = sorted((row[1] or "", row[5] or "", row[7]) for row in duckdb.sql(sql).fetchall())
        said, names = io.StringIO(), {}
        with contextlib.redirect_stdout(said):
            exec(python, names)
    expected = failed_in_all(document["indicators"])
    frame = names["indicators"]
    same = (
        len(expected) > 0 and failed == expected
        and isinstance(frame, pandas.DataFrame)
        and frame["id"].tolist() == [record["id"] for record in document["indicators"]]
        and frame["status"].tolist() == [record["status"] for record in document["indicators"]]
    )
    print(f"{len(failed)} objectives failed in every indicator, {len(expected)} by the JSON; a frame of {len(frame)} indicators")
    for row in failed:
        print("  ", *row)
    print(said.getvalue())
    return 0 if same else 1


def block(text, language, within):
    """The code block of a language that has these words."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)
    (found,) = [one for one in blocks if within in one]
    return found


def failed_in_all(indicators):
    """Administration, label and number of indicators of the objectives all of whose indicators are not realised."""
    groups = defaultdict(list)
    for record in indicators:
        place = [record[key] for key in ("chapter", "entity", "section", "theme")]
        groups[json.dumps([*place, record["operational"]])].append(record)
    return sorted(
        (group[0]["entity_name"]["fr"] or "", group[0]["operational"]["label"] or "", len(group))
        for group in groups.values()
        if all(record["status"] == "not_realised" for record in group)
    )


if __name__ == "__main__":
    sys.exit(main())
