"""A long archive stored whole: `python -m eval.bench.storing [--lines N] [--stop SHARE …] [--keep FOLDER]`.

An archive in JSON Lines with a text of its own in every line is ingested into a new library, in a process of its own,
by a stand-in for the embedding model that costs next to nothing. At the given shares of the way the process gets what
Ctrl-C sends, and is started again. Printed on the way: articles stored, articles/s, and the memory that the process
holds for itself (`anon`) and with the files it has mapped (`rss`); at the end, whether the library holds every line,
and how long a new process takes to open it and to search it for the first time.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from ingest.formats import Hints
from ingest.pipeline import Progress, Report, ingest
from rag.build import open_assistant
from rag.embedder import Embedder, Floats
from rag.settings import Settings

_SEED = 20310501
_FIRST = date(1990, 1, 1)
_A_DAY = 20  # articles
_SENTENCES = (2, 3)  # a brief's, at least and at most
_WORDS = (12, 24)  # a sentence's
_STEPS = 20  # lines that are printed on the way


class StandIn(Embedder):
    """An embedder without a model: a text's vector counts its characters by their codes."""

    folder = Path()
    fingerprint = "stand-in/1"
    dimension = 384  # the built-in model's, so that the stores hold as much

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors, float32 (texts, dimension)."""
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Floats:
        """Return a unit vector, float32 (dimension,)."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        vector = np.bincount(codes * 7919 % self.dimension, minlength=self.dimension).astype(np.float32)
        unit: Floats = vector / np.float32(max(float(np.linalg.norm(vector)), 1.0))
        return unit


def write_archive(file: Path, lines: int) -> None:
    """Write JSON Lines of drawn words, briefs of some 90 characters, no text like another, over years of days."""
    random = Random(_SEED)  # noqa: S311 - texts, not secrets
    common = bytes(byte for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF) for byte in (high, low))
    characters = common.decode("gb2312")
    words = ["".join(random.choices(characters, k=2)) for _ in range(20_000)]
    with file.open("w", encoding="utf-8") as out:
        for number in range(lines):
            sentences = ["".join(random.choices(words, k=random.randint(*_WORDS))) + "。" for _ in range(_SENTENCES[1])]
            row = {
                "doc_id": str(number),
                "title": "".join(random.choices(words, k=6)),
                "text": "\n".join(sentences[: random.randint(*_SENTENCES)]),
                "date": (_FIRST + timedelta(days=number // _A_DAY)).isoformat(),
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def store(archive: Path, folder: Path, stop: int | None) -> Report:
    """Ingest the archive, as `baoda ingest` does but for the model; every batch is told on standard output.

    Once `stop` articles are stored the process sends itself what Ctrl-C sends.
    """

    def told(progress: Progress) -> None:
        nonlocal stop
        print(json.dumps([progress.articles, progress.bytes_done, progress.bytes]), flush=True)
        if stop is not None and progress.articles >= stop:
            stop = None
            signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
    settings = Settings(library=folder)
    with closing(open_assistant(settings=settings, create=True, embedder=StandIn()).library) as library:
        return ingest([archive], library, settings.split, Hints(), told)


def run(archive: Path, folder: Path, lines: int, stop: float | None) -> None:
    """Store in a process of its own up to a share of the lines, None for all, and print how it goes."""
    command = [sys.executable, "-m", "eval.bench.storing", "--store", str(archive), str(folder)]
    command += [] if stop is None else ["--at", str(int(stop * lines))]
    working = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
    if working.stdout is None:
        raise RuntimeError("the process's output is not to be read")
    began = last = told = time.monotonic()
    step = lines // _STEPS
    shown = before = 0
    with working.stdout:
        for line in working.stdout:
            articles = json.loads(line)[0]
            now = time.monotonic()
            if articles >= shown:
                rate = (articles - before) / (now - last) if before else 0.0
                anon, rss = _memory(working.pid)
                print(f"{articles:>9,} {now - began:>8.0f} s {rate:>7.0f} /s  {anon:>6.0f} {rss:>6.0f} MiB", flush=True)
                shown, before, last = articles + step, articles, now
            told = time.monotonic()
    code = working.wait()
    print(f"ended with {code}, {time.monotonic() - told:.1f} s after the last batch; ", end="")
    print(f"{_count(folder):,} of {lines:,} articles are in the library", flush=True)


def opening(folder: Path) -> None:
    """Print how long opening the library and the first search take, in a process that has opened nothing before."""
    began = time.perf_counter()
    with open_assistant(settings=Settings(library=folder), embedder=StandIn()) as assistant:
        opened = time.perf_counter()
        assistant.search("渡轮", k=3)
        print(f"opened in {opened - began:.2f} s, first search {time.perf_counter() - opened:.2f} s", flush=True)


def _memory(process: int) -> tuple[float, float]:
    """MiB that a process holds of its own, and with mapped files, as Linux tells it; zeros when it has ended."""
    try:
        told = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0.0, 0.0
    found = dict(line.split(":", 1) for line in told.splitlines())
    anon, rss = (int(found.get(name, "0 kB").split()[0]) / 1024 for name in ("RssAnon", "VmRSS"))
    return anon, rss


def _count(folder: Path) -> int:
    with closing(open_assistant(settings=Settings(library=folder), embedder=StandIn()).library) as library:
        return library.contents().articles


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the way of every run; 1 when the library does not hold every line at the end."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.storing", description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--stop", type=float, nargs="*", default=[0.5], metavar="SHARE", help="where Ctrl-C comes")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave archive and library there")
    parser.add_argument("--store", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--at", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.open:
        opening(given.open)
        return 0
    if given.store:
        archive, folder = given.store
        report = store(archive, folder, given.at)
        return 130 if report.stopped else int(bool(report.failed))
    with TemporaryDirectory() as made:
        work = given.keep or Path(made)
        work.mkdir(parents=True, exist_ok=True)
        archive, folder = work / "archive.jsonl", work / "library"
        write_archive(archive, given.lines)
        size = archive.stat().st_size / 1e6
        print(f"{given.lines:,} lines, {size:.0f} MB; articles stored, seconds, articles/s, anon, rss", flush=True)
        for stop in (*sorted(given.stop), None):
            run(archive, folder, given.lines, stop)
        command = [sys.executable, "-m", "eval.bench.storing", "--open", str(folder)]
        subprocess.run(command, check=True)  # noqa: S603 - our own module
        return int(_count(folder) != given.lines)


if __name__ == "__main__":
    sys.exit(main())
