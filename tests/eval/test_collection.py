from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval.collection import load_documents, open_collection
from rag.errors import InputError
from rag.settings import Settings

BRIDGE = {"doc_id": "d1", "title": "大桥合龙", "text": "大桥昨日合龙。\n全长3.2公里。", "date": "2024-03-05"}
FERRY = {"doc_id": "d2", "text": "渡船停航一天。"}


def _folder(at: Path, *rows: object) -> Path:
    at.mkdir(exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (at / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return at


def test_a_line_becomes_an_article_with_the_documents_id(tmp_path: Path) -> None:
    documents = load_documents(_folder(tmp_path / "set", BRIDGE, "", FERRY | {"copy_of": "d1"}) / "corpus.jsonl")
    bridge, ferry = [document.article for document in documents]
    assert (bridge.source.external_id, bridge.headline, bridge.source.date) == ("d1", "大桥合龙", date(2024, 3, 5))
    assert bridge.paragraphs == ("大桥昨日合龙。", "全长3.2公里。")
    assert (ferry.source.external_id, ferry.headline, ferry.source.date) == ("d2", "", None)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((BRIDGE, "{"), "corpus.jsonl:2: no document"),
        (({"doc_id": "d1"},), "corpus.jsonl:1: no document"),
        (({"text": "渡船停航。"},), "corpus.jsonl:1: no document"),
        ((BRIDGE | {"date": "3月5日"},), "corpus.jsonl:1: no document"),
        ((BRIDGE | {"title": 7},), "corpus.jsonl:1: no document"),
        (("",), "corpus.jsonl holds no document"),
        ((BRIDGE, FERRY, BRIDGE), "corpus.jsonl:3: the id d1 was used in line 1"),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, rows: tuple[object, ...], told: str) -> None:
    with pytest.raises(InputError, match=told):
        list(load_documents(_folder(tmp_path / "set", *rows) / "corpus.jsonl"))


def test_a_missing_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corpus\.jsonl cannot be read"):
        open_collection([tmp_path / "nowhere"], tmp_path / "cache", Settings())


@pytest.mark.slow
def test_pooled_collections_are_one_library_that_is_made_once(tmp_path: Path) -> None:
    folders = [_folder(tmp_path / "one", BRIDGE), _folder(tmp_path / "two", FERRY)]
    told: list[tuple[str, int]] = []
    for _ in range(2):
        with open_collection(folders, tmp_path / "cache", Settings(), lambda *step: told.append(step)) as assistant:
            assert assistant.library.contents().articles == 2
            assert assistant.search("大桥多长？")[0].passage.source.external_id == "d1"
    assert told == [("one+two", 2)]
    _folder(tmp_path / "two", FERRY, {"doc_id": "d3", "text": "渡口重开。"})
    with open_collection(folders, tmp_path / "cache", Settings()) as assistant:
        assert assistant.library.contents().articles == 3
