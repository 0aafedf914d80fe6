"""An archive measured: `python -m eval.bench.archive [FOLDER…] [--passages N …] [--questions N] [--real N] [--alone]`.

The folders' documents (collections with `corpus.jsonl`) are repeated with other names and figures up to the number of
passages; without folders generated news is taken. Rows/s, peak memory, size on disk, latency with and without bounds on
days, and the time to open are printed for this library and for langchain's Chroma store (`baoda[baselines]`), each in a
process of its own (`--alone` leaves Chroma's store out); then the memory of `baoda serve` over the library, and over an
empty one.

The questions are headlines (beginnings, where there are none) of articles of the smallest size, the same at every size,
and no two alike: what the reader read for one it does not read again. Bounds on days are tried twice: around the day
of the article that is asked for, as somebody sets them who knows when it was, and anywhere.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from eval.bench.archive.material import asked_for, base_vectors, passages
from eval.bench.archive.measuring import SYSTEMS
from eval.bench.archive.serving import peak_of_server
from rag.build import open_embedder
from rag.settings import EmbeddingSettings

TARGET_GROWTH = 1.5  # times the p95 of the smallest stage
TARGET_BOUNDED = 2.0  # times the p95 without bounds
TARGET_SERVED = 900.0  # MiB of the server with the largest stage
TARGET_OVER_EMPTY = 1.3  # times the empty server and the vectors
_VECTOR = 384 * 4  # bytes, of the built-in model
_SERVED = 20  # questions that the servers are asked


def run(
    folders: Sequence[Path],
    stages: Sequence[int],
    questions: int,
    real: int,
    work: Path,
    names: Iterable[str] = SYSTEMS,
) -> dict[str, Any]:
    """Return each system's result, as `measuring.Result` has it, with the seconds of a cold opening as `open`."""
    embedder = open_embedder(EmbeddingSettings())
    np.save(work / "vectors.npy", base_vectors(folders, real, embedder.encode_passages))
    (work / "sources.json").write_text(json.dumps([str(folder.resolve()) for folder in folders]), "utf-8")
    first = [article for article, _ in passages(folders, min(stages))]
    asked = [first[at * len(first) // questions] for at in range(questions)]
    rows = [{"text": asked_for(article), "day": str(article.source.date)} for article in asked]
    (work / "given.json").write_text(json.dumps({"stages": list(stages), "questions": rows}), "utf-8")
    found = {}
    for name in names:
        found[name] = _child("measure", name, work)
        found[name]["open"] = _child("open", name, work)
    texts = [row["text"] for row in rows[:: max(1, questions // _SERVED)]]
    found["baoda"]["served"] = peak_of_server(work / "baoda", texts)
    found["baoda"]["served_empty"] = peak_of_server(work / "empty", texts)
    return found


def _child(kind: str, name: str, work: Path) -> Any:
    command = [sys.executable, "-m", "eval.bench.archive.measuring", kind, name]
    command += [str(work / name), str(work / "vectors.npy"), str(work / "given.json")]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own module
    return json.loads(done.stdout.splitlines()[-1])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both systems beside each other; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.archive", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--passages", nargs="+", type=int, default=[10_000, 60_000], help="sizes at which to search")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--real", type=int, default=1000, help="passages that the model embeds")
    parser.add_argument("--alone", action="store_true", help="measure this library alone")
    given = parser.parse_args(arguments)
    names = ["baoda"] if given.alone else list(SYSTEMS)
    with TemporaryDirectory(prefix="baoda-archive-") as work:
        found = run(given.folders, given.passages, given.questions, given.real, Path(work), names)
    for name, result in found.items():
        _tell(name, result)
    return int(not all([*_searching(found["baoda"]["stages"]), *_serving(found["baoda"])]))


def _tell(name: str, result: Any) -> None:
    print(
        f"{name}: {result['rows_per_second']:.0f} rows/s with ready vectors "
        f"({result['rows_per_processor_second']:.0f} a second of the processor), {result['peak']:.0f} MiB at the peak, "
        f"{result['bytes'] / 1e6:.0f} MB on disk, first search {result['open']:.2f} s after opening; "
        f"embedding a question {result['embed']:.1f} ms"
    )
    for stage in result["stages"]:
        print(f"  {stage['passages']:>7,} passages, ms p50/p95 (p95 of the processor): {_said(stage['free'])}")
        for kind in ("around", "apart"):
            said = "; ".join(f"{width} {_said(one)}" for width, one in stage[kind].items())
            print(f"          bounds {kind}: {said}")


def _said(one: Any) -> str:
    return f"{one['p50']:.0f}/{one['p95']:.0f} ({one['processor']:.0f})"


def _searching(stages: Any) -> Iterator[bool]:
    """Print how search grows and what bounds cost, on the wall and of the processor; yield whether targets hold."""
    first, last = stages[0], stages[-1]
    growth = {clock: last["free"][clock] / first["free"][clock] for clock in ("p95", "processor")}
    print(
        f"p95 grows {growth['p95']:.2f} x from the smallest stage to the largest, {growth['processor']:.2f} x of the "
        f"processor (target {TARGET_GROWTH} at most)"
    )
    yield growth["p95"] <= TARGET_GROWTH
    for kind, what in (("around", "that hold the article"), ("apart", "anywhere")):
        most = {
            clock: max(one[clock] for one in last[kind].values()) / last["free"][clock]
            for clock in ("p95", "processor")
        }
        print(
            f"p95 with bounds {what} is {most['p95']:.2f} x that without at most, {most['processor']:.2f} x of the "
            f"processor (target {TARGET_BOUNDED} at most)"
        )
        yield most["p95"] <= TARGET_BOUNDED


def _serving(result: Any) -> Iterator[bool]:
    served, empty = result["served"], result["served_empty"]
    vectors = result["stages"][-1]["passages"] * _VECTOR / 2**20
    over = served / (empty + vectors)
    print(
        f"baoda serve holds {served:.0f} MiB at the peak (target {TARGET_SERVED:.0f} at most), empty {empty:.0f}, "
        f"vectors {vectors:.0f}: {over:.2f} x both (target {TARGET_OVER_EMPTY} at most)"
    )
    yield served <= TARGET_SERVED
    yield over <= TARGET_OVER_EMPTY


if __name__ == "__main__":
    sys.exit(main())
