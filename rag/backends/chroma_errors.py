"""What goes wrong inside Chroma, told as one error: its own exceptions, the disk's, and panics of its Rust part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rag.errors import LibraryError

_PANIC = "PanicException"  # of pyo3_runtime, which cannot be imported; it is a BaseException, and no Exception


@contextmanager
def chroma_errors(failure: Callable[[BaseException], LibraryError], *also: type[Exception]) -> Iterator[None]:
    """Raise `failure` of what Chroma raises inside the block, of the disk's errors, and of those named `also`."""
    from chromadb.errors import ChromaError

    told: tuple[type[Exception], ...] = (ChromaError, OSError, *also)
    try:
        yield
    except told as error:
        raise failure(error) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise failure(error) from error


def forget_half_started(path: str) -> None:
    """Take what did not start out of Chroma's table of systems: the next opening would be given it as it is."""
    from chromadb.api.shared_system_client import SharedSystemClient

    if path not in SharedSystemClient._identifier_to_refcount:  # noqa: SLF001 - Chroma clears all of them or none
        SharedSystemClient._identifier_to_system.pop(path, None)  # noqa: SLF001
