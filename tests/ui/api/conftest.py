"""One server for all tests that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.settings import load_settings
from tests.ui.api.serving import TOKEN, Server, served


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = load_settings(serve={"rate": 0})  # what is tested here is not how fast one may come
    with served(tmp_path_factory.mktemp("api") / "library", token=TOKEN, settings=settings) as running:
        yield running.ready()
