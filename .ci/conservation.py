#!/usr/bin/env python3
"""Hold every report document to the law that no glyph goes missing: conservation.py FOLDER

FOLDER holds the JSON documents that a run of the corpus left. In each, the buckets of `coverage` add up to its
`glyphs`, and fewer than one glyph in a thousand is `unassigned`. A report that gave no document is not looked at
here: that shows in the figures.
"""
import json, sys
from pathlib import Path

UNASSIGNED = 0.001  # of all glyphs


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    documents = sorted(Path(sys.argv[1]).glob("*.json"))
    broken = [f"{path.stem}: {what}" for path in documents for what in breaches(path)]
    for line in broken:
        print(line)
    print(f"{len(documents)} documents, {len(broken)} breaches of conservation")
    return 1 if broken or not documents else 0


def breaches(path):
    """What is wrong with the coverage of one document."""
    buckets = json.loads(path.read_text(encoding="utf-8"))["coverage"]
    glyphs = buckets.pop("glyphs")
    counted, unassigned = sum(buckets.values()), buckets["unassigned"]
    if counted != glyphs:
        yield f"{glyphs} glyphs were read, but {counted} were counted"
    if unassigned >= UNASSIGNED * glyphs:
        yield f"{unassigned} of {glyphs} glyphs are unassigned"


if __name__ == "__main__":
    sys.exit(main())
