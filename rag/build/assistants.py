"""An assistant put together from what the settings name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rag.build import models
from rag.build.libraries import chosen_embedding, open_with
from rag.filling import Progress
from rag.manifest import require_library
from rag.reader_mode import ReaderMode
from rag.settings import RerankerSettings, Settings, load_settings

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.backends.embedding import Embedder
    from rag.reading.pairs import PairReader
    from rag.turns import Depth

# What the models of a server work on before anybody asks: a passage as long as they come.
_ASKED, _TOLD = "新馆何时开放？", "市图书馆新馆昨日开放，首日接待读者三千余人，借出图书五千余册。" * 11


def open_assistant(
    library: str | Path | None = None,
    settings: Settings | None = None,
    *,
    create: bool = False,
    crowded: bool = False,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
) -> Assistant:
    """Return an assistant over the library in this folder (default: the one that the settings name).

    With `create`, an empty library is made when there is none. With `crowded`, the models have worked once, and
    questions that come at the same time wait their turn, and are read less deep than was set where others wait too long
    (see `rag.turns` and the setting serve.wait). `progress` is told a step's name and its share done, 0 to 1, while the
    built-in model is prepared. An `embedder` takes the place of the one that the settings name.
    Raises LibraryMissing, LibraryMismatch, LibraryError, ModelError, ChatError or SettingsError, each with one sentence
    that says what to do.
    """
    from rag.asking.translation import Translator
    from rag.assistant import Assistant
    from rag.backends.asked_lately import AskedLately
    from rag.backends.cedict import Cedict
    from rag.backends.onnx_session import cores
    from rag.turns import AtOnce, InTurn

    chosen = settings or load_settings()
    if library is not None:
        chosen = chosen.model_copy(update={"library": Path(library)})
    if not create:
        require_library(chosen.library)
    writer = models.open_writer(chosen.chat)
    embedder = AskedLately(embedder or models.open_embedder(chosen_embedding(chosen), progress))
    small = None if chosen.reader is ReaderMode.OFF else models.open_reader()
    if crowded:
        _warm_up(embedder, small)
    depths = _depths(chosen, embedder, small, less=crowded)
    turns = InTurn(depths, cores(), chosen.serve.wait) if crowded else AtOnce(depths[0])
    tracer = models.open_tracer(chosen.trace)
    translator = Translator(Cedict())
    library_here = open_with(chosen, embedder, progress)
    first = depths[0]
    return Assistant(
        library_here, first.reader, writer, chosen, models.models_here, first.reranker, tracer, translator, turns
    )


def _depths(settings: Settings, embedder: Embedder, small: PairReader | None, *, less: bool) -> list[Depth]:
    """Return how deep is read by the settings, and with `less` every way to read less, deepest first; one model."""
    from rag.reader import SentenceReader
    from rag.turns import Depth

    modes = [ReaderMode.FULL, ReaderMode.FAST, ReaderMode.OFF]
    modes = modes[modes.index(settings.reader) :]
    depths = []
    for mode in modes if less else modes[:1]:
        reading = models.load_reading(mode, small)
        another = settings.reranker if mode is settings.reader else RerankerSettings(budget=settings.reranker.budget)
        reader = SentenceReader(embedder, settings.answer.sentences, reading)
        depths.append(Depth(mode, models.load_reranker(another, reading), reader))
    return depths


def _warm_up(embedder: Embedder, small: PairReader | None) -> None:
    """Let the models work once on every core: a server's first question waits for no weights and for no memory."""
    from rag.backends.onnx_session import cores
    from rag.reading.pairs import Window

    embedder.encode_query(_ASKED)
    if small:
        small.study(_ASKED, [Window(str(core), _TOLD) for core in range(cores())])
        small.forget()
