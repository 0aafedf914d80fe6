"""The archive that is measured is the same in every process, and as large as is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from eval.bench.archive.material import ReadyEmbedder, articles, asked_for, base_vectors, passages
from eval.bench.archive.measuring import Question, measure
from eval.bench.archive.systems import Ours, Span
from rag.records import Article, Source
from tests.fakes import HashEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [
        '{"doc_id": "a", "title": "渡轮复航", "text": "北京的渡轮昨日复航，共12班。", "date": "2031-05-01"}',
        '{"doc_id": "b", "title": "梨树嫁接", "text": "果农嫁接梨树260棵。", "date": "2031-05-02"}',
    ]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_documents_are_repeated_with_other_names_and_figures_years_later(folder: Path) -> None:
    first, _, again, *_ = islice(articles([folder]), 6)
    assert (first.body, again.body) == ("北京的渡轮昨日复航，共12班。", "岚城1的渡轮昨日复航，共13班。")
    assert first.source.date is not None
    assert again.source.date is not None
    assert (again.source.date - first.source.date).days == 1500
    assert len({one.id for one in islice(articles([folder]), 40)}) == 40


def test_as_many_passages_come_as_are_asked_for(folder: Path) -> None:
    found = [passage for _, pieces in passages([folder], 9) for passage in pieces]
    assert len(found) == 9
    assert len([one for _, pieces in passages([], 50) for one in pieces]) >= 50


def test_a_ready_vector_is_a_unit_vector_and_the_same_each_time(folder: Path) -> None:
    base = base_vectors([folder], 2, HashEmbedder().encode_passages)
    once, again = (ReadyEmbedder(HashEmbedder(), base).encode_passages(["一句话", "另一句"]) for _ in range(2))
    assert np.array_equal(once, again)
    assert np.linalg.norm(once, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert not np.allclose(once[0], once[1])


def test_articles_with_and_without_a_headline_are_asked_for_by_what_they_say() -> None:
    place = Source("岚城日报", date(2015, 6, 1), "1", "渡轮停航")
    assert asked_for(Article.of(place, ("今天有雾。",))) == "渡轮停航？"
    assert asked_for(Article.of(replace(place, headline=""), ("今天有雾。渡轮停航。",))) == "今天有雾？"


def test_a_system_is_measured_at_every_size(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.bench.archive.measuring.open_embedder", lambda _: HashEmbedder())
    np.save(tmp_path / "vectors.npy", base_vectors([folder], 2, HashEmbedder().encode_passages))
    (tmp_path / "sources.json").write_text(f'["{folder}"]', "utf-8")
    asked = Question("渡轮多少班？", date(2015, 6, 1))
    result = measure("baoda", tmp_path / "library", tmp_path / "vectors.npy", [4, 9], [asked])
    assert [stage.passages for stage in result.stages] == [4, 9]
    assert result.bytes > 0
    assert set(result.stages[0].around) == set(result.stages[0].apart) == {"week", "month", "year", "5 years"}


def test_the_bounds_of_a_search_are_kept(folder: Path, tmp_path: Path) -> None:
    system = Ours(tmp_path / "library", HashEmbedder())
    first: Article
    first, pieces = next(iter(passages([folder], 1)))
    system.add(first, pieces)
    system.flush()
    day = first.source.date
    assert day is not None
    assert system.search("渡轮", None) == system.search("渡轮", Span(day, day)) == 1
    assert system.search("渡轮", Span(day.replace(year=2001), day.replace(year=2002))) == 0
    system.close()
