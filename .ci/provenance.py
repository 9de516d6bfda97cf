#!/usr/bin/env python3
"""Hold the boxes of every field to what another program reads in them: provenance.py BINARY FOLDER...

Each FOLDER holds PDFs, and beside one that needs a password its gold, which names it. BINARY reads each file with
`--provenance cells`. Of the characters that PDFium finds on the pages, those whose middles lie in a field's boxes are
the field's value; no character lies in the boxes of two fields that are printed in two places; and as many lie in boxes
as `coverage` counts as the records'. A file that gives no document, or that PDFium cannot open, is named and left.

  --show N   show N fields of each file whose boxes say something else
"""
import argparse, bisect, ctypes, json, subprocess, sys, unicodedata
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

READ_BACK = 0.995  # of all fields: the least share whose boxes say what the field says
UNPLACED = 0.001  # of the records' glyphs: what a page says again, a banner, a label or a figure, is counted and in no field
LEVEL = 0.01  # radians: text that is turned by less from a quarter turn is not a watermark's


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    files, broken, right, fields = 0, 0, 0, 0
    for pdf in sorted(path for folder in args.folders for path in folder.glob("*.pdf")):
        password = password_of(pdf)
        document = extracted(args.binary, pdf, password)
        pages = opened(pdf, password)
        if document is None or pages is None:
            print(f"{pdf.stem}: not looked at: {'no document' if document is None else 'PDFium cannot open it'}")
            continue
        seen = Seen(document, pages)
        breaches = list(seen.breaches())
        for line in breaches:
            print(f"{pdf.stem}: {line}")
        for record, field, value, text in seen.wrong[: args.show]:
            print(f"  {record} {field}\n    value    {value}\n    in boxes {text}")
        files, broken = files + 1, broken + len(breaches)
        right, fields = right + seen.fields - len(seen.wrong), fields + seen.fields
    share = f"{right / fields:.5f}" if fields else "none"
    print(f"{files} files, {fields} fields, {share} of them read back from their boxes, {broken} breaches of provenance")
    return 1 if broken or not fields else 0


def password_of(pdf):
    gold = pdf.with_suffix(".gold.json")
    return json.loads(gold.read_text(encoding="utf-8")).get("print", {}).get("user_password") if gold.exists() else None


def extracted(binary, pdf, password):
    command = [binary, "extract", str(pdf), "--provenance", "cells", "--ocr", "never", "--quiet"]
    run = subprocess.run(command + (["--password", password] if password else []), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(run.stdout) if run.returncode in (0, 1) else None


def opened(pdf, password):
    """The pages of a file, read when they are asked for."""
    try:
        file = pypdfium2.PdfDocument(pdf, password=password)
    except pypdfium2.PdfiumError:
        return None
    return [Page(page) for page in file]


class Page:
    """The printed characters of a page: what each says, and where its middle lies as a viewer shows the page."""

    def __init__(self, page):
        media, crop = page.get_mediabox(), page.get_cropbox()
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        width, height = min(media[2], crop[2]) - left, min(media[3], crop[3]) - bottom
        self.size = (width, height) if page.get_rotation() % 180 == 0 else (height, width)
        turned = {
            0: lambda x, y: (x, height - y),
            90: lambda x, y: (y, x),
            180: lambda x, y: (width - x, y),
            270: lambda x, y: (height - y, width - x),
        }[page.get_rotation()]
        characters, text = {}, page.get_textpage()
        x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
        for at in range(pdfium.FPDFText_CountChars(text)):
            character = chr(pdfium.FPDFText_GetUnicode(text, at))
            if character.isspace() or pdfium.FPDFText_IsGenerated(text, at) == 1 or not is_level(text, at):
                continue
            pdfium.FPDFText_GetCharBox(text, at, x0, x1, y0, y1)
            if character in HYPHENS and pdfium.FPDFText_IsHyphen(text, at) == 1:
                character = LINE_END
            middle = turned((x0.value + x1.value) / 2 - left, (y0.value + y1.value) / 2 - bottom)
            # The letters of a ligature are one glyph, in one place.
            characters[middle] = characters.get(middle, "") + character
        # In the order in which they are drawn, which is that of reading within a cell.
        self.characters = [(x, y, order, text) for order, ((x, y), text) in enumerate(characters.items())]
        self.characters.sort()

    def within(self, box):
        """The characters whose middles lie in a box, in order."""
        x0, y0, x1, y1 = box
        from_, to = bisect.bisect_left(self.characters, (x0,)), bisect.bisect_right(self.characters, (x1, float("inf")))
        return sorted((order, text) for x, y, order, text in self.characters[from_:to] if y0 <= y <= y1)


def is_level(text, at):
    """Whether a character stands upright or on a side, as those of a table do and those of a watermark do not."""
    quarters = pdfium.FPDFText_GetCharAngle(text, at) / 1.5707963
    return abs(quarters - round(quarters)) < LEVEL


class Seen:
    """What was seen in the boxes of a document."""

    def __init__(self, document, pages):
        self.counted = document["coverage"]["records"]
        self.fields, self.wrong, self.outside, owners = 0, [], 0, {}
        for record in document["objectives"] + document["indicators"]:
            for field, places in record["sources"].items():
                said = ""
                for place in places:
                    x0, y0, x1, y1 = place["bbox"]
                    page = pages[place["page"] - 1]
                    width, height = page.size
                    self.outside += not (0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height)
                    for order, text in page.within(place["bbox"]):
                        said += text
                        owners.setdefault((place["page"], order), set()).add(json.dumps(places))
                value = value_of(record, field)
                if value is None:
                    continue
                self.fields += 1
                if not is_same(said, value, field):
                    self.wrong.append((record["id"], field, value, said))
        self.placed, self.shared = len(owners), sum(len(fields) > 1 for fields in owners.values())

    def breaches(self):
        if len(self.wrong) > (1 - READ_BACK) * self.fields:
            yield f"the boxes of {len(self.wrong)} of {self.fields} fields say something else than the field"
        if self.outside:
            yield f"{self.outside} boxes reach beyond their page, or are empty"
        if self.shared:
            yield f"{self.shared} characters lie in the boxes of two fields"
        if abs(self.placed - self.counted) > UNPLACED * self.counted:
            yield f"{self.placed} glyphs lie in boxes, but {self.counted} are counted as the records'"


def value_of(record, field):
    """What a field says: its value, or the placeholder in its place; null for a placeholder that is not kept."""
    if field == "budget_refs":
        return "".join(record[field])
    if field in ("red", "green", "result", "weight"):
        return record[field]["raw"]
    first, *rest = field.split(".")
    value = record[first]
    for key in rest:
        value = value[int(key) if isinstance(value, list) else key]
    return value if value is not None or first not in record.get("printed", {}) else record["printed"][first][field.split(".")[-1]]


HYPHENS = "-\u00ad\u2010\u0002"  # the last is PDFium's for one at a line's end
LINE_END = "\u00ad"  # a hyphen at a line's end, which is the word's own or is not
BUDGET_SIGNS = str.maketrans("", "", ",;")  # between the references of a cell


def is_same(said, value, field):
    """Whether boxes say what the field says, but for white space and for hyphens at the ends of lines."""
    said, value = squashed(said), squashed(value).replace(LINE_END, "")
    if field == "budget_refs":
        said, value = said.translate(BUDGET_SIGNS), value.translate(BUDGET_SIGNS)
    at = 0
    for character in said:
        if at < len(value) and (character == value[at] or (character == LINE_END and value[at] in "-\u2010")):
            at += 1
        elif character != LINE_END:
            return False
    return at == len(value)


def squashed(text):
    """The text without white space, its ligatures as letters."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if not character.isspace())


if __name__ == "__main__":
    sys.exit(main())
