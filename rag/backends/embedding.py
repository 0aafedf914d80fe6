"""From a setting's name to an embedding model: the built-in one, a folder, or a name on the model hub."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rag.backends.model_folder import choose_onnx, read_folder
from rag.embedder import Embedder
from rag.errors import ModelError
from rag.settings import EmbeddingSettings

__all__ = ["Embedder", "load_embedder"]

BUILTIN = "builtin"

_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?", re.ASCII)
_HUB_PATIENCE = 5.0  # seconds until the hub counts as out of reach
_REMEDY = f"set BAODA_EMBEDDING_MODEL to a model's folder or to `{BUILTIN}`"


def load_embedder(settings: EmbeddingSettings, progress: Callable[[str, float], None] | None = None) -> Embedder:
    """Return the embedding model that the settings name; `progress` gets a stage and a share while one is prepared.

    A folder's ONNX file runs in onnxruntime, any other model in sentence-transformers. Raises ModelError when the name
    is unknown, the hub out of reach, or the model damaged.
    """
    name = settings.model
    if name == BUILTIN:
        from rag.backends.builtin_model import prepare_builtin

        path = prepare_builtin(settings.cache, progress)
    elif name and Path(name).expanduser().is_dir():
        path = Path(name).expanduser()
        name = path.resolve().name
    else:
        path = _from_hub(name)
    folder = read_folder(path)
    if folder.onnx is not None:
        from rag.backends.onnx_embedder import OnnxEmbedder

        return OnnxEmbedder(folder, name, settings.threads)
    from rag.backends.torch_embedder import TorchEmbedder

    return TorchEmbedder(folder, name, settings.batch, settings.threads)


def _from_hub(name: str) -> Path:
    """Return the folder of a hub's model, from the local copy when there is one, else downloaded."""
    if not _HUB_NAME.fullmatch(name):
        raise ModelError(f"The embedding model {name!r} is neither a folder nor a model's name: {_REMEDY}.")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    # The hub's own rule for names without an owner.
    full = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(full, local_files_only=True))
    except LocalEntryNotFoundError:
        files = _hub_files(full)
    try:
        return Path(snapshot_download(full, allow_patterns=_wanted(files)))
    except (OSError, HfHubHTTPError) as error:
        raise ModelError(
            f"The embedding model {name} could not be downloaded ({error}): try again, or {_REMEDY}."
        ) from error


def _hub_files(name: str) -> list[str]:
    """Return the paths of the model's files; one short request, where the hub's client would retry for minutes."""
    import httpx
    from huggingface_hub import constants, get_token

    if constants.HF_HUB_OFFLINE:
        raise ModelError(f"The embedding model {name} is not on this machine and the hub is switched off: {_REMEDY}.")
    token = get_token()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        reply = httpx.get(
            f"{constants.ENDPOINT}/api/models/{name}", headers=headers, timeout=_HUB_PATIENCE, follow_redirects=True
        )
    except httpx.HTTPError as error:
        raise ModelError(
            f"The embedding model {name} is not on this machine and the hub is out of reach ({error}): {_REMEDY}."
        ) from error
    if reply.status_code in (401, 403, 404):
        raise ModelError(f"The hub has no embedding model {name} that is open to you: check the name, or {_REMEDY}.")
    try:
        return [file["rfilename"] for file in reply.raise_for_status().json()["siblings"]]
    except (httpx.HTTPStatusError, ValueError, KeyError) as error:
        raise ModelError(f"The hub did not describe the embedding model {name}: try again, or {_REMEDY}.") from error


def _wanted(files: list[str]) -> list[str]:
    """Return patterns for what is needed: configuration, tokenizer, and one form of the weights."""
    onnx = choose_onnx(files)
    if onnx:
        weights = [onnx, f"{onnx}_data", f"{onnx}.data"]
    elif any(file.endswith(".safetensors") for file in files):
        weights = ["*.safetensors"]
    else:
        weights = ["pytorch_model*.bin", "*/pytorch_model.bin"]
    return [*weights, "*.json", "*.txt", "*.model"]
