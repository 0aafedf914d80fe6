"""An archive measured: `python -m eval.bench.archive [FOLDER…] [--passages N …] [--questions N] [--real N]`.

The folders' documents (collections with `corpus.jsonl`) are repeated with other names and figures up to the number of
passages; without folders generated news is taken. Rows/s, peak memory, size on disk, latency with and without bounds on
days, and the time to open are printed for this library and for langchain's Chroma store (`baoda[baselines]`), each in a
process of its own; then the memory of `baoda serve` over the library, and over an empty one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from eval.bench.archive.material import articles, base_vectors
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
_EVERY = 37  # articles between two whose headline is asked for


def run(folders: Sequence[Path], stages: Sequence[int], questions: int, real: int, work: Path) -> dict[str, Any]:
    """Return each system's result, as `measuring.Result` has it, with the seconds of a cold opening as `open`."""
    embedder = open_embedder(EmbeddingSettings())
    np.save(work / "vectors.npy", base_vectors(folders, real, embedder.encode_passages))
    (work / "sources.json").write_text(json.dumps([str(folder.resolve()) for folder in folders]), "utf-8")
    asked = [
        f"{article.headline}？"
        for number, article in zip(range(questions * _EVERY), articles(folders), strict=False)
        if number % _EVERY == 0
    ]
    (work / "given.json").write_text(json.dumps({"stages": list(stages), "questions": asked}), "utf-8")
    found = {}
    for name in SYSTEMS:
        found[name] = _child("measure", name, work)
        found[name]["open"] = _child("open", name, work)
    found["baoda"]["served"] = peak_of_server(work / "baoda", asked[:_SERVED])
    found["baoda"]["served_empty"] = peak_of_server(work / "empty", asked[:_SERVED])
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
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as work:
        found = run(given.folders, given.passages, given.questions, given.real, Path(work))
    for name, result in found.items():
        print(
            f"{name}: {result['rows_per_second']:.0f} rows/s with ready vectors, {result['peak']:.0f} MiB at the peak, "
            f"{result['bytes'] / 1e6:.0f} MB on disk, first search {result['open']:.2f} s after opening; "
            f"embedding a question {result['embed']:.1f} ms"
        )
        for stage in result["stages"]:
            bounded = "  ".join(f"{width} {one['p50']:.1f}/{one['p95']:.1f}" for width, one in stage["bounded"].items())
            free = stage["free"]
            print(
                f"  {stage['passages']:>7,} passages, ms p50/p95: {free['p50']:.1f}/{free['p95']:.1f}; in a {bounded}"
            )
    first, last = found["baoda"]["stages"][0], found["baoda"]["stages"][-1]
    growth = last["free"]["p95"] / first["free"]["p95"]
    bounded_most = max(one["p95"] for one in last["bounded"].values()) / last["free"]["p95"]
    print(f"p95 grows {growth:.2f} x from the smallest stage to the largest (target {TARGET_GROWTH} at most)")
    print(f"p95 with bounds is {bounded_most:.2f} x that without at most (target {TARGET_BOUNDED} at most)")
    served, empty = found["baoda"]["served"], found["baoda"]["served_empty"]
    vectors = last["passages"] * _VECTOR / 2**20
    over = served / (empty + vectors)
    print(
        f"baoda serve holds {served:.0f} MiB at the peak (target {TARGET_SERVED:.0f} at most), empty {empty:.0f}, "
        f"vectors {vectors:.0f}: {over:.2f} x both (target {TARGET_OVER_EMPTY} at most)"
    )
    met = growth <= TARGET_GROWTH and bounded_most <= TARGET_BOUNDED
    return int(not (met and served <= TARGET_SERVED and over <= TARGET_OVER_EMPTY))


if __name__ == "__main__":
    sys.exit(main())
