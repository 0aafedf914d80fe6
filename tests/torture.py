"""An ingest disturbed at random moments: `python -m tests.torture [--kills N] [--disks N] [--descriptors N]`.

Each time a real ingest into a new library, over the real stores, is killed, or finds the disk full, or loses its open
files; then one more run must give the listing of an undisturbed one, byte by byte, and the doctor must find nothing.
Every run is a process of its own, forked from this one, which has loaded the programs and opened nothing. Chroma is
told to write its graph every few rows, so that many kills fall into that.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

_FILES, _EACH = 24, 4
_BATCH = 8  # articles a unit
_SYNCED = 20  # rows after which Chroma writes its graph
_KEPT = 16  # the first descriptor that may be closed: those before it are the interpreter's own
_DISK = 40_000_000  # bytes that are enough
_PATIENCE = 120.0  # seconds for one run


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its exit code or minus the signal, what it said, and how long it took."""

    code: int
    said: str
    seconds: float


def write_pages(folder: Path) -> None:
    """Write files of invented articles, none like another; some continue, some are printed twice."""
    for number in range(_FILES):
        rows = []
        for at in range(_EACH):
            words = "".join(chr(0x4E00 + (number * 7919 + at * 271 + place * 104729) % 6000) for place in range(700))
            text = "。".join(words[start : start + 40] for start in range(0, 700, 40)) + "。"
            title = f"简报第{number}期之{at}"
            rows.append({"title": title, "text": text, "date": f"2031-05-{number + 1:02}", "newspaper": "岚城日报"})
        rows.append({**rows[0], "newspaper": "岚城晚报"})  # a reprint: a further place of the same article
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{number:03}.jsonl").write_text(lines, "utf-8")


def run(work: Callable[[], None], *, kill_after: float | None = None) -> Run:
    """Do the work in a process of its own, and kill it after some seconds if it is still at it."""
    read_end, write_end = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_child(work, write_end)
    os.close(write_end)
    if kill_after is not None:
        time.sleep(kill_after)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    alarm = threading.Timer(_PATIENCE, lambda: os.kill(child, signal.SIGKILL))
    alarm.start()
    with os.fdopen(read_end, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    alarm.cancel()
    return Run(os.waitstatus_to_exitcode(status), said.decode("utf-8", "replace"), time.monotonic() - began)


def _be_child(work: Callable[[], None], out: int) -> None:
    """Run the work with its output in the pipe, and end without any of the parent's cleaning up."""
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.close(out)
    code = 1
    try:
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever ends a child is told to the parent
        import traceback

        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def ingest(pages: Path, library: Path) -> None:
    """Run `baoda ingest` as the command does."""
    sys.argv = ["baoda", "ingest", str(pages), "--library", str(library), "--json"]
    from ui.cli import main

    main()


def losing_files(pages: Path, library: Path, after: float) -> None:
    """Ingest, and close all files and sockets that are open after some seconds."""

    def lose() -> None:
        time.sleep(after)
        os.closerange(_KEPT, resource.getrlimit(resource.RLIMIT_NOFILE)[0])

    threading.Thread(target=lose, daemon=True).start()
    ingest(pages, library)


def look(library: Path) -> None:
    """Print the library's list, and fail when the doctor finds anything."""
    from ingest.rows import listed_row
    from rag.build import open_library
    from rag.doctor import examine
    from rag.settings import load_settings

    with closing(open_library(load_settings(library=library))) as opened:
        for article in opened.articles():
            print(json.dumps(listed_row(article), ensure_ascii=False))
        found = examine(opened)
    for one in found:
        print(f"doctor: {one.store}: {one.text}")
    sys.exit(1 if found else 0)


def _load() -> None:
    """Load everything that a run needs, and put the stand-ins in place; no store is opened here."""
    import chromadb  # noqa: F401
    import tantivy  # noqa: F401

    import ingest.storing
    import rag.build.models
    import ui.cli  # noqa: F401
    from rag.backends import chroma_graph, chroma_index
    from tests.fakes import HashEmbedder

    del chroma_index
    rag.build.models.open_embedder = lambda *_, **__: HashEmbedder()
    chroma_graph.SYNCED = _SYNCED
    ingest.storing.BATCH = _BATCH


class Torture:
    """Disturbs ingests of the same pages and compares what they leave with an undisturbed one."""

    def __init__(self, folder: Path, random: Random) -> None:
        """Write the pages and ingest them once, undisturbed."""
        self._folder, self._random = folder, random
        self.cut = self.torn = 0  # runs that did not end by themselves, and graphs that were half written then
        self._pages = folder / "pages"
        self._pages.mkdir()
        write_pages(self._pages)
        straight = run(lambda: ingest(self._pages, folder / "straight"))
        assert straight.code == 0, straight.said
        self._seconds = straight.seconds
        self._size = sum(file.stat().st_size for file in (folder / "straight").rglob("*") if file.is_file())
        listed = run(lambda: look(folder / "straight"))
        assert listed.code == 0, listed.said
        self._listed = listed.said

    def kill(self, number: int) -> str:
        """Kill an ingest, sometimes also the one that carries it on, and return what is wrong afterwards."""
        library = self._folder / f"killed-{number}"
        moments = [self._random.uniform(0, self._seconds)]
        while self._random.random() < 0.25:
            moments.append(self._random.uniform(0, self._seconds))
        for moment in moments:
            self._count(library, run(lambda: ingest(self._pages, library), kill_after=moment))
        return self._after(library, f"killed after {', '.join(f'{moment:.2f}' for moment in moments)} s")

    def lose_files(self, number: int) -> str:
        """Take an ingest's files away, and return what is wrong afterwards."""
        library = self._folder / f"lost-{number}"
        moment = self._random.uniform(0, self._seconds)
        self._count(library, run(lambda: losing_files(self._pages, library, moment)))
        return self._after(library, f"files closed after {moment:.2f} s")

    def fill_disk(self, number: int) -> str:
        """Ingest onto a disk that is too small, then make it larger; return what is wrong afterwards."""
        disk = self._folder / f"disk-{number}"
        disk.mkdir()
        size = self._random.randrange(50_000, self._size)
        _mount(disk, f"size={size}")
        try:
            short = run(lambda: ingest(self._pages, disk / "library"))
            _mount(disk, f"remount,size={_DISK}")
            self._count(disk / "library", short)
            what = f"disk of {size:,} bytes"
            if short.code == 0 or "Traceback" in short.said:
                return f"{what}: ended with {short.code}: {short.said[-800:]}"
            return self._after(disk / "library", what)
        finally:
            subprocess.run(["umount", str(disk)], check=True)

    def _count(self, library: Path, disturbed: Run) -> None:
        from rag.backends.graph_seal import is_sealed

        self.cut += disturbed.code != 0
        self.torn += (library / "chroma").exists() and not is_sealed(library / "chroma")

    def _after(self, library: Path, what: str) -> str:
        again = run(lambda: ingest(self._pages, library))
        if again.code:
            return f"{what}: the next run ended with {again.code}: {again.said[-800:]}"
        listed = run(lambda: look(library))
        if listed.code:
            return f"{what}: afterwards: {listed.said[-800:]}"
        if listed.said != self._listed:
            return f"{what}: the list differs"
        subprocess.run(["rm", "-rf", str(library)], check=True)
        return ""


def _mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "baoda-torture", str(folder)], check=True)


def can_mount() -> bool:
    """Whether small disks can be made here: as root, outside most containers."""
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "t", folder], capture_output=True, check=False)
        if made.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return made.returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Disturb as often as is asked for, and tell of each; 1 when anything was wrong afterwards."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--disks", type=int, default=20)
    parser.add_argument("--descriptors", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    _load()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="baoda-torture-") as folder:
        torture = Torture(Path(folder), Random(given.seed))
        disks = given.disks if can_mount() else 0
        if disks < given.disks:
            print("Full disks are left out: no tmpfs can be mounted here (it takes root).", flush=True)
        kinds = ((torture.kill, given.kills), (torture.fill_disk, disks), (torture.lose_files, given.descriptors))
        for disturb, times in kinds:
            bad = 0
            for number in range(times):
                if found := disturb(number):
                    bad += 1
                    print(f"{disturb.__name__} {number}: {found}", flush=True)
            print(f"{disturb.__name__}: {times - bad} of {times} as if undisturbed", flush=True)
            wrong += bad
        print(f"{torture.cut} runs did not end by themselves; {torture.torn} left a graph half written", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
