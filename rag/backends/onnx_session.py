"""onnxruntime as our own models run it: one text on one thread, several texts at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence, Sized
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rag.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Given = TypeVar("Given", bound=Sized)
Found = TypeVar("Found")


def open_session(file: Path, damaged: str, threads: int = 1) -> InferenceSession:
    """Return a session over an ONNX file, of so many threads; ModelError with the sentence `damaged` when it has none.

    0 threads leave the number to onnxruntime.
    """
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as failures

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors: the rest speaks of graph rewriting
    try:
        return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    except (failures.Fail, failures.InvalidGraph, failures.InvalidProtobuf, failures.NoSuchFile) as error:
        raise ModelError(damaged) from error


def side_by_side(work: Callable[[Given], Found], items: Sequence[Given], threads: int) -> list[Found]:
    """Return what the work gives for every item, in their order, worked out on so many threads; 0 is one a core.

    The longest items are taken first, so that no thread is left alone with one at the end.
    """
    threads = min(threads or cores(), len(items))
    if threads < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return in_pool(pool, work, items)


def in_pool(pool: Executor, work: Callable[[Given], Found], items: Sequence[Given]) -> list[Found]:
    """Return what the work gives for every item, in their order, worked out in a pool, the longest items first."""
    order = sorted(range(len(items)), key=lambda at: -len(items[at]))
    found = dict(zip(order, pool.map(work, [items[at] for at in order]), strict=True))
    return [found[at] for at in range(len(items))]


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS or Windows
        return os.cpu_count() or 1
