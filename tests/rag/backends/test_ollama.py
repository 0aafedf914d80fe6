"""Finding an Ollama on this machine: on loopback only, quickly, once, and only models that chat."""

from __future__ import annotations

import json
import time

import pytest

from rag.backends import ollama
from rag.backends.addresses import is_cloud_model
from rag.backends.ollama import models_here
from tests.chat_server import ChatServer

LISTING = json.dumps(
    {
        "models": [
            {"name": "bge-m3:latest", "details": {"family": "bert"}},
            {"name": "nomic-embed-text:latest", "details": {"family": "nomic"}},
            {"name": "big:cloud", "remote_host": "https://ollama.example.com"},
            {"name": "qwen3:8b", "details": {"family": "qwen3"}},
            {"name": "llama3:8b"},
        ]
    }
)


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    ollama._models_at.cache_clear()


def test_the_models_that_chat_are_named_in_the_order_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    with ChatServer([], listing=LISTING) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        assert models_here() == ("ollama:qwen3:8b", "ollama:llama3:8b")
        assert [request.path for request in server.requests] == ["/api/tags"]


def test_it_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with ChatServer([], listing=LISTING) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        models_here()
        models_here()
        assert len(server.requests) == 1


def test_a_proxy_is_not_asked_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    with ChatServer([], listing=LISTING) as server, ChatServer([], listing=LISTING) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        assert models_here()
        assert proxy.requests == []


def test_an_ollama_elsewhere_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "http://192.0.2.7:11434")
    start = time.monotonic()
    assert models_here() == ()
    assert time.monotonic() - start < 0.2


@pytest.mark.parametrize("listing", ["{}", "[]", "no json", '{"models": [1, {"name": 2}]}', '{"models": null}'])
def test_what_is_no_list_of_models_names_none(listing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with ChatServer([], listing=listing) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        assert models_here() == ()


def test_a_silent_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with ChatServer([], listing=LISTING, listing_delay=5) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        start = time.monotonic()
        assert models_here() == ()
        assert time.monotonic() - start < 2


def test_nothing_there_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    assert models_here() == ()


def test_a_model_that_ollama_passes_on_to_its_vendor_is_no_local_one() -> None:
    assert is_cloud_model("ollama:gpt-oss:120b-cloud")
    assert is_cloud_model("ollama:big:cloud")
    assert not is_cloud_model("ollama:cloudy:7b")
