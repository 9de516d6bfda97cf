#!/usr/bin/env python3
"""Compare the figures of a folder of reports with the recorded ones: a figure may not fall, and a better one is recorded.

  ratchet.py FOLDER BASELINE             score the reports and compare with BASELINE
  ratchet.py FOLDER BASELINE --record    score the reports and write their figures to BASELINE

SCORER is called as SCORER BINARY FOLDER --json FILE --keep FOLDER, as score.py beside this file is, which is the default.
Seconds are shown and not compared: they depend on the machine.
"""
import argparse, json, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
HIGHER_IS_BETTER = ("found", "exact", "numbers", "status", "refs", "labels", "budget", "place", "tables", "front",
                    "extra", "printed", "sound", "chars", "words", "lines")
LOWER_IS_BETTER = ("surplus",)
TOLERANCE = 1e-9  # rates are quotients of counts: a real difference is far larger


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("baseline", type=Path)
    parser.add_argument("--scorer", type=Path, default=HERE / "score.py")
    parser.add_argument("--binary", type=Path, default=HERE.parent / "target" / "release" / "bilan")
    parser.add_argument("--keep", type=Path, help="keep the reports' JSON documents in this folder")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    figures = compared(measure(args))
    if args.record:
        args.baseline.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"recorded the figures of {len(figures)} reports in {args.baseline}: commit it with the change that brought them")
        return 0
    if not args.baseline.exists():
        print(f"{args.baseline}: no figures are recorded yet: add --record to the command")
        return 1
    worse, better = differences(json.loads(args.baseline.read_text(encoding="utf-8")), figures)
    for line in worse:
        print(f"worse:  {line}")
    for line in better:
        print(f"new:    {line}")
    if worse:
        print("figures fell: find out why, and mend it")
    elif better:
        print("figures rose or are new: add --record to the command, and commit them with the change")
    else:
        print(f"the figures of {len(figures)} reports are as recorded")
    return 1 if worse or better else 0


def measure(args):
    """The scorer's figures of each report."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, args.scorer, args.binary, args.folder, "--json", out]
        subprocess.run(command + (["--keep", args.keep] if args.keep else []), check=True)
        return json.loads(out.read_text(encoding="utf-8"))


def compared(figures):
    """The figures that are compared, report by report."""
    names = HIGHER_IS_BETTER + LOWER_IS_BETTER
    return {report: {name: row[name] for name in names if row.get(name) is not None} for report, row in figures.items()}


def differences(before, after):
    """Lines on figures that fell, and on figures that rose or are new.

    A missing report is worse. A missing figure is not: a report has a figure only where it has something to measure,
    and a failed run shows in `found`.
    """
    worse, better = [], []
    for report in sorted(before.keys() | after.keys()):
        old, new = before.get(report), after.get(report)
        if old is None or new is None:
            (better if old is None else worse).append(f"{report}: {'is new' if old is None else 'is gone'}")
            continue
        for name in sorted(old.keys() | new.keys()):
            a, b = old.get(name), new.get(name)
            if a is None or b is None:
                better.append(f"{report}: {name} {'is new' if a is None else 'no longer applies'}")
            elif abs(a - b) > TOLERANCE:
                rose = (b > a) == (name in HIGHER_IS_BETTER)
                (better if rose else worse).append(f"{report}: {name} {a:.6g} -> {b:.6g}")
    return worse, better


if __name__ == "__main__":
    sys.exit(main())
