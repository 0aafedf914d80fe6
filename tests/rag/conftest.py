"""A library of two articles and assistants over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.assistant import Assistant
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.protocols import ChatWriter
from rag.settings import Settings
from tests.samples import MARKET, MemoryIndex, article, passages

if TYPE_CHECKING:
    pass


from tests.rag.telling import FirstSentence, Made


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    library = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    library.add([article(), article("菜市场开张", MARKET)], passages)

    def make(writer: ChatWriter | None = None, evidence: float = 1.0, models: tuple[str, ...] = ()) -> Assistant:
        return Assistant(library, FirstSentence(evidence), writer, Settings(), lambda: models)

    yield make
    library.close()
