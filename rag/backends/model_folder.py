"""What a sentence-transformers folder says of itself: pooling, prompts, length, and which ONNX file to run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rag.embedder import LONGEST
from rag.errors import ModelError

MANIFEST = "baoda.json"  # in folders that Baoda prepared itself
ONNX_POOLINGS = ("mean", "cls", "lasttoken")

_ONNX_NAMES = ("model_int8.onnx", "model.onnx")  # best first; any other file comes after them
_PLAIN_MODULES = ("Transformer", "Pooling", "Normalize")
_SAMPLE = 65_536  # bytes


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on disk. `onnx` is None when only sentence-transformers can run it."""

    path: Path
    onnx: Path | None
    pooling: str
    query_prompt: str
    passage_prompt: str
    longest: int


def read_folder(path: Path) -> ModelFolder:
    """Return what the folder holds; ModelError when it is no sentence-transformers or transformers model."""
    if not (path / "config.json").is_file() and not (path / "modules.json").is_file():
        raise ModelError(
            f"The folder {path} holds no embedding model (no config.json or modules.json): "
            "name a sentence-transformers folder."
        )
    pooling = _pooling(_read(path / "1_Pooling/config.json"))
    prompts = _read(path / "config_sentence_transformers.json").get("prompts") or {}
    files = [file.relative_to(path).as_posix() for file in path.glob("onnx/*.onnx")]
    runnable = pooling in ONNX_POOLINGS and _plain(path) and (path / "tokenizer.json").is_file()
    chosen = choose_onnx(files) if runnable else None
    return ModelFolder(
        path=path,
        onnx=path / chosen if chosen else None,
        pooling=pooling,
        query_prompt=prompts.get("query", ""),
        passage_prompt=prompts.get("document") or prompts.get("passage", ""),
        longest=_longest(path),
    )


def choose_onnx(files: Iterable[str]) -> str | None:
    """Return the file of `onnx/` to run among paths inside a model: 8-bit, then the plain one, then the first."""
    found = sorted(file for file in files if PurePosixPath(file).match("onnx/*.onnx"))
    ranked = [name for wanted in _ONNX_NAMES for name in found if PurePosixPath(name).name == wanted]
    return next(iter(ranked + found), None)


def fingerprint(folder: ModelFolder, name: str) -> str:
    """Return the model's name with a digest of its prompts, pooling and samples of its weights.

    A folder that Baoda prepared says its own: it stays the same when the folder is made anew.
    """
    own = _read(folder.path / MANIFEST).get("fingerprint")
    if isinstance(own, str):
        return own
    digest = hashlib.blake2b(digest_size=6)
    digest.update("\0".join((folder.pooling, folder.query_prompt, folder.passage_prompt)).encode())
    weights = [folder.onnx] if folder.onnx else [*folder.path.glob("*.safetensors"), *folder.path.glob("*.bin")]
    for file in sorted(weights):
        size = file.stat().st_size
        digest.update(f"{file.name} {size}".encode())
        with file.open("rb") as stream:
            for start in (0, size // 2, max(0, size - _SAMPLE)):
                stream.seek(start)
                digest.update(stream.read(_SAMPLE))
    return f"{name}/{digest.hexdigest()}"


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(f"The model file {path} cannot be read ({error}): download the model again.") from error
    return content if isinstance(content, dict) else {"list": content}


def _plain(path: Path) -> bool:
    """Is the model an encoder, a pooling and a normalisation, with no layer that only sentence-transformers runs?"""
    modules = _read(path / "modules.json").get("list", [])
    return all(module["type"].rsplit(".", 1)[-1] in _PLAIN_MODULES for module in modules)


def _pooling(config: dict[str, Any]) -> str:
    """Read the new form (`pooling_mode`) and the old one (a flag a mode); without a file it is the mean."""
    if config.get("include_prompt") is False:
        return "without prompt"
    if "pooling_mode" in config:
        return str(config["pooling_mode"])
    old = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls", "pooling_mode_lasttoken": "lasttoken"}
    modes = [old.get(key, key) for key, value in config.items() if key.startswith("pooling_mode_") and value]
    return "+".join(modes) or "mean"


def _longest(path: Path) -> int:
    said = (
        _read(path / "sentence_bert_config.json").get("max_seq_length"),
        _read(path / "tokenizer_config.json").get("model_max_length"),
    )
    return min([LONGEST, *(int(value) for value in said if value)])
