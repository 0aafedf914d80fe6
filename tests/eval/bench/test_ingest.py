"""The cost of the pipeline is told beside that of embedding the very same texts."""

from __future__ import annotations

import pytest

from eval.bench.ingest import Noting, main, measure
from tests.fakes import HashEmbedder


def test_a_turn_embeds_alone_what_the_ingest_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.bench.ingest.open_embedder", lambda _: HashEmbedder())
    (turn,) = measure(articles=3, turns=1)
    assert turn.passages >= 3
    assert turn.whole.wall > 0 < turn.alone.wall


def test_the_texts_of_every_call_are_noted() -> None:
    noting = Noting(HashEmbedder())
    noting.encode_passages(["一"])
    noting.encode_passages(["二", "三"])
    assert noting.texts == ["一", "二", "三"]


def test_the_ratio_is_printed_beside_its_target(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.bench.ingest.open_embedder", lambda _: HashEmbedder())
    main(["--articles", "2", "--turns", "1"])
    assert "target 1.10" in capsys.readouterr().out
