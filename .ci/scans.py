#!/usr/bin/env python3
"""Make image-only copies of PDFs as scanners make them, and measure how they are read: needs Pillow and numpy.

  scans.py make SOURCE.pdf OUT.pdf --dpi 200 [--turn 90] [--skew 0.7] [--noise 6] [--quality 75] [--pages 5-12,20]
  scans.py measure --binary BINARY --corpus FOLDER [--dir KEEP] [--names A,B] [--dpi 200,300] [--turns 0,90,180,270]
                   [--skews=-1,0.5] [--cross] [--jobs 2] [--baseline]
  scans.py measure --binary BINARY [--jobs 2] [--baseline] COPY.pdf...

`make` draws each page in grey, lays it askew on paper that is not quite white, blurs it as optics do, strews noise and
specks over it, turns it by quarters and keeps it as a JPEG that fills a page of its size. Turns and skews are
clockwise; pages lie askew by skew, -skew, skew/2, -skew/2 and so on. The same call gives the same bytes. A copy of all
pages has the source's gold beside it.

`measure` makes copies of NAME.pdf in FOLDER, upright ones by each of --skews and one by each other turn (--cross: every
turn by every skew), or takes the given ones; has BINARY read each on --jobs threads; and scores it by its gold. What is
in KEEP from a run before is taken as it is. A row a copy: the figures of score.py; seconds and processor seconds,
children's too; peak megabytes of the program itself, and of it and its children at one time. --baseline adds the
seconds of one tesseract pass over the same pages, each upright, by --jobs processes, and how many times longer BINARY
took, on the clock and on the processors. Exit status 1 where a goal is missed, GOALS and NEAR below.
"""
import argparse, io, json, os, re, resource, shutil, signal, subprocess, sys, tempfile, time, zlib
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy
from PIL import Image, ImageFilter

GOALS = {"found": 1.0, "numbers": 0.97, "status": 0.97, "refs": 0.97}  # and no surplus
NEAR = {200: 0.95, 300: 0.97}  # by dpi
SHOWN = ("found", "surplus", "numbers", "status", "refs", "near")
PAPER, INK = 245, 30  # grey levels
SKEW_OF_TURN = {90: 0.7, 180: 0.5, 270: 0.3}  # in degrees
TRANSPOSE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
TIMEOUT = 3600  # seconds for one copy
REPORTS = Path(os.environ.get("BILAN_REPORTS", Path(__file__).resolve().parents[2] / "shared" / "corpus"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="make|measure")
    making = commands.add_parser("make")
    making.add_argument("source", type=Path)
    making.add_argument("out", type=Path)
    making.add_argument("--dpi", type=int, required=True)
    making.add_argument("--turn", type=int, default=0, choices=(0, 90, 180, 270))
    making.add_argument("--skew", type=float, default=0.0)
    making.add_argument("--pages")
    making.set_defaults(run=lambda args: make(args.source, args.out, args.turn, args.skew, args))
    measuring = commands.add_parser("measure")
    measuring.add_argument("copies", type=Path, nargs="*")
    measuring.add_argument("--binary", type=os.path.abspath, required=True)
    measuring.add_argument("--corpus", type=Path, default=REPORTS)
    measuring.add_argument("--dir", type=Path)
    measuring.add_argument("--names", type=listed(str), default="landscape_full,stacked_panvt_colour,other_year_paired")
    measuring.add_argument("--dpi", type=listed(int), default="200,300")
    measuring.add_argument("--turns", type=listed(int), default="0,90,180,270")
    measuring.add_argument("--skews", type=listed(float), default="1,-1")
    measuring.add_argument("--cross", action="store_true")
    measuring.add_argument("--baseline", action="store_true")
    measuring.set_defaults(run=measure, pages=None)
    for command in (making, measuring):
        command.add_argument("--noise", type=float, default=6.0, help="in grey levels; 0: no specks either")
        command.add_argument("--quality", type=int, default=75)
        command.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    return args.run(args)


def listed(kind):
    return lambda text: [kind(item) for item in text.split(",")]


def make(source, out, turn, skew, args, dpi=None):
    """Writes the copy of a PDF, and its gold beside it."""
    dpi = dpi or args.dpi
    count = int(re.search(r"^Pages:\s+(\d+)", said("pdfinfo", source), re.MULTILINE)[1])
    tasks = [(source, page, dpi, turn, skew, args.noise, args.quality) for page in chosen(args.pages, count)]
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_suffix(".part")
    with ProcessPoolExecutor(args.jobs) as pool, unfinished.open("wb") as file:
        write_pdf(file, pool.map(scanned, tasks), len(tasks), dpi)
    gold = source.with_suffix(".gold.json")
    if gold.exists() and not args.pages:
        shutil.copyfile(gold, out.with_suffix(".gold.json"))
    unfinished.rename(out)


def chosen(pages, count):
    spans = [span.partition("-") for span in (pages or f"1-{count}").split(",")]
    return [page for first, _, last in spans for page in range(int(first), min(int(last or first), count) + 1)]


def said(*command):
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")


def scanned(task):
    """One page as a scanner gives it: a JPEG, its width and its height."""
    source, page, dpi, turn, skew, noise, quality = task
    drawing = ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), str(source)]
    image = Image.open(io.BytesIO(subprocess.run(drawing, stdout=subprocess.PIPE, check=True).stdout)).convert("L")
    skew *= (1, -1, 0.5, -0.5)[(page - 1) % 4]
    if skew:
        image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    random = numpy.random.default_rng([zlib.crc32(source.stem.encode()), page])
    if noise:
        speck(image, random, dpi)
    image = image.filter(ImageFilter.GaussianBlur(0.5))
    light = numpy.asarray(image, dtype=numpy.float32) / 255
    grey = INK + light * (texture(random, image.size, noise) - INK)
    grey += random.standard_normal(grey.shape, dtype=numpy.float32) * noise
    image = Image.fromarray(numpy.clip(numpy.rint(grey), 0, 255).astype(numpy.uint8))
    if turn:
        image = image.transpose(TRANSPOSE[turn])
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=quality, dpi=(dpi, dpi))
    return jpeg.getvalue(), *image.size


def speck(image, random, dpi):
    """A few specks of dust, a tenth or two of a millimetre wide."""
    for _ in range(random.integers(8, 20)):
        wide, high = (max(1, round(size * dpi / 25.4)) for size in random.uniform(0.08, 0.2, 2))
        x, y = random.integers(image.width - wide), random.integers(image.height - high)
        image.paste(int(random.integers(60, 170)), (int(x), int(y), int(x) + wide, int(y) + high))


def texture(random, size, noise):
    """The paper's grey levels, which drift a little over the page."""
    coarse = Image.fromarray(random.normal(PAPER, noise / 4, (24, 17)).astype(numpy.float32))
    return numpy.asarray(coarse.resize(size, Image.Resampling.BICUBIC))


def write_pdf(file, images, count, dpi):
    """Writes a PDF of which each page is one grey JPEG."""
    places = {}

    def put(number, entries, stream=None):
        places[number] = file.tell()
        body = b"" if stream is None else b"\nstream\n" + stream + b"\nendstream"
        length = "" if stream is None else f" /Length {len(stream)}"
        file.write(f"{number} 0 obj\n<< {entries}{length} >>".encode() + body + b"\nendobj\n")

    file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    put(1, "/Type /Catalog /Pages 2 0 R")
    put(2, f"/Type /Pages /Count {count} /Kids [{' '.join(f'{3 * n} 0 R' for n in range(1, count + 1))}]")
    for n, (jpeg, width, height) in enumerate(images, 1):
        page, x, y = 3 * n, f"{width * 72 / dpi:.3f}", f"{height * 72 / dpi:.3f}"
        put(page, f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {x} {y}] /Contents {page + 1} 0 R "
                  f"/Resources << /XObject << /Scan {page + 2} 0 R >> >>")
        put(page + 1, "", f"q {x} 0 0 {y} 0 0 cm /Scan Do Q".encode())
        put(page + 2, f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
                      "/BitsPerComponent 8 /Filter /DCTDecode", jpeg)
    table = file.tell()
    file.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode())
    file.write("".join(f"{places[number]:010} 00000 n \n" for number in sorted(places)).encode())
    file.write(f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())


def measure(args):
    sys.path.insert(0, str(REPORTS.parent / "eval"))  # the reports' own scorer, or else the one beside this file
    from score import score

    columns = [*SHOWN, "seconds", "cpu", "MB own", "MB all", "pages"]
    columns += ["base", "base cpu", "times", "cpu times"] if args.baseline else []
    print(f"{'copy':40}" + "".join(f"{name:>10}" for name in columns), flush=True)
    rows = missed = 0
    with tempfile.TemporaryDirectory(prefix="scans-") as temporary:
        folder = args.dir or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for copy in args.copies or copies(args, folder):
            out = folder / f"{copy.stem}.json"
            row, code, words = run(args.binary, copy, out, args.jobs)
            dpi, row["pages"] = resolution(copy)
            if out.exists():
                figures, _ = score(*(json.loads(path.read_text(encoding="utf-8"))
                                     for path in (copy.with_suffix(".gold.json"), out)))
                row |= {name: figures[name] for name in SHOWN if name in figures}
            if args.baseline:
                row["base"], row["base cpu"] = baseline(copy, folder, dpi, args.jobs)
                row |= {"times": row["seconds"] / row["base"], "cpu times": row["cpu"] / row["base cpu"]}
            misses = [f"exit {code}: {words}"] if not out.exists() else below(row, dpi)
            note = "  missed: " + ", ".join(misses) if misses else ""
            print(f"{copy.stem:40}" + "".join(map(cell, map(row.get, columns))) + note, flush=True)
            rows, missed = rows + 1, missed + bool(misses)
    print(f"{rows} copies, {missed} that miss a goal")
    return 1 if missed or not rows else 0


def copies(args, folder):
    """Makes the copies that are asked for, one at a time."""
    for name in args.names:
        for dpi in args.dpi:
            for turn in args.turns:
                for skew in args.skews if args.cross or not turn else [SKEW_OF_TURN[turn]]:
                    copy = folder / f"{name}_{dpi}_{turn}_{skew:+g}.pdf"
                    if not copy.exists():
                        make(args.corpus / f"{name}.pdf", copy, turn, skew, args, dpi)
                    yield copy


def below(row, dpi):
    goals = GOALS | {"near": NEAR[300] if dpi >= 300 else NEAR[200]}
    names = [name for name, goal in goals.items() if row.get(name, goal) < goal]  # not every scorer knows `near`
    return names + ["surplus"] * (row["surplus"] > 0)


def cell(value):
    return f"{value:10.4f}" if isinstance(value, float) else f"{'-' if value is None else value:>10}"


def run(binary, copy, out, jobs):
    """Has the program read a copy: what it took, the exit code, and its last words."""
    out.unlink(missing_ok=True)
    command = [binary, "extract", str(copy), "--format", "json", "--threads", str(jobs), "-o", str(out)]
    with tempfile.TemporaryFile() as words:
        start, own, together, pid = time.perf_counter(), 0, 0, 0
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=words, start_new_session=True)
        while not pid:
            own, together = max(own, kilobytes(child.pid, "VmHWM")), max(together, resident(child.pid))
            if time.perf_counter() - start > TIMEOUT:
                os.killpg(child.pid, signal.SIGKILL)
            time.sleep(0.02)
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
        seconds, child.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
        words.seek(0)
        last = words.read().decode("utf-8", "replace").strip().splitlines()[-1:]
    row = {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime}
    row |= {"MB own": own // 1024 or None, "MB all": max(own, together) // 1024 or None}
    return row, child.returncode, "".join(last)[:160]


def resident(pid):
    """What a process and its children hold now, in kilobytes; what they share counts for each."""
    lists = [text_of(path) for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return kilobytes(pid, "VmRSS") + sum(resident(child) for child in " ".join(lists).split())


def kilobytes(pid, name):
    found = re.search(rf"^{name}:\s+(\d+)", text_of(Path(f"/proc/{pid}/status")), re.MULTILINE)
    return int(found[1]) if found else 0


def text_of(path):
    """What the system says of a process; nothing of one that is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""


def resolution(copy):
    """The dpi of a copy's first image, and how many images there are."""
    lines = said("pdfimages", "-list", copy).splitlines()[2:]
    return int(lines[0].split()[12]), len(lines)


def baseline(copy, folder, dpi, jobs):
    """Seconds and processor seconds of one tesseract pass over the pages; kept beside the copies."""
    kept = folder / f"{copy.stem}.baseline.json"
    if not kept.exists():
        with tempfile.TemporaryDirectory(prefix="scans-") as temporary, ThreadPoolExecutor(jobs) as pool:
            said("pdfimages", "-all", copy, f"{temporary}/page")
            pages = list(pool.map(upright, sorted(Path(temporary).iterdir())))
            start, before = time.perf_counter(), processor_seconds()
            list(pool.map(lambda page: tesseract(page, "-l", "fra+nld", "--dpi", dpi), pages))
            kept.write_text(json.dumps([time.perf_counter() - start, processor_seconds() - before]))
    return json.loads(kept.read_text())


def upright(page):
    """Turns a page's image as tesseract says that its text stands; one with too little text stays."""
    found = re.search(r"^Rotate: (\d+)", tesseract(page, "--psm", "0", "-l", "osd"), re.MULTILINE)
    turn = int(found[1]) if found else 0
    turned = page.with_suffix(".pgm")
    with Image.open(page) as image:
        (image.transpose(TRANSPOSE[turn]) if turn else image).save(turned)
    return turned


def tesseract(page, *options):
    command = list(map(str, ["tesseract", page, "stdout", *options]))
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=False)
    return done.stdout.decode("utf-8", "replace")


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
