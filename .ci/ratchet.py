#!/usr/bin/env python3
"""Hold the figures on the test reports to the recorded ones: never worse, and better has to be recorded.

  ratchet.py            run the corpus and compare with corpus-baseline.json beside this file
  ratchet.py --record   run the corpus and record its figures as the new baseline

Seconds are shown by the corpus script and not compared: they say as much about the machine as about the program.
"""
import argparse, json, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "corpus-baseline.json"
HIGHER_IS_BETTER = ("found", "exact", "numbers", "status", "refs", "labels", "budget", "place", "tables", "front",
                    "extra", "printed", "sound", "chars", "words", "lines")
LOWER_IS_BETTER = ("surplus",)
TOLERANCE = 1e-9  # rates are quotients of counts: a real difference is far larger


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=HERE.parent.parent / "shared" / "eval" / "corpus.py")
    parser.add_argument("--binary", type=Path, default=HERE.parent / "target" / "release" / "bilan")
    parser.add_argument("--keep", type=Path, help="keep the reports' JSON documents in this folder")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    figures = compared(measure(args.corpus, args.binary, args.keep))
    if args.record:
        BASELINE.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"recorded the figures of {len(figures)} reports in {BASELINE.name}: commit it with the change that brought them")
        return 0
    if not BASELINE.exists():
        print(f"no figures are recorded yet: record them with python3 .ci/{Path(__file__).name} --record")
        return 1
    worse, better = differences(json.loads(BASELINE.read_text(encoding="utf-8")), figures)
    for line in worse:
        print(f"worse:  {line}")
    for line in better:
        print(f"new:    {line}")
    if worse:
        print("figures fell: mend what made them fall")
    elif better:
        print(f"figures rose or are new: record them with python3 .ci/{Path(__file__).name} --record, and commit them with the change")
    else:
        print(f"the figures of {len(figures)} reports are as recorded")
    return 1 if worse or better else 0


def measure(corpus, binary, keep):
    """What the corpus script says of each report."""
    kept = ["--keep", str(keep)] if keep else []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        subprocess.run([sys.executable, str(corpus), str(binary), "--json", str(out), *kept], check=True)
        return json.loads(out.read_text(encoding="utf-8"))


def compared(figures):
    """The figures that are compared, report by report."""
    names = HIGHER_IS_BETTER + LOWER_IS_BETTER
    return {report: {name: row[name] for name in names if row.get(name) is not None} for report, row in figures.items()}


def differences(before, after):
    """Lines on what is worse, and on what is better or new and has to be recorded.

    A report that is gone is worse. A figure that is gone is not: it is there only where a report has something to
    measure by it, and a run that fails shows in `found`.
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
