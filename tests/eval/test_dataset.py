from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from eval.dataset import load_dataset
from rag.errors import InputError

BRIDGE = {"doc_id": "d1", "title": "大桥合龙", "text": "大桥昨日合龙。"}
AGAIN = {"doc_id": "d2", "title": "大桥合龙了", "text": "大桥昨日合龙了。", "copy_of": "d1"}
FERRY = {"doc_id": "f1", "title": "", "text": "渡船停航。"}
LENGTH = {"qid": "a", "question": "大桥多长？", "answers": ["3.2公里"], "gold_doc_ids": ["d2"], "gold_titles": ["桥"]}
COST = {"qid": "b", "question": "大桥花了多少钱？", "answerable": False}


def _write(folder: Path, name: str, rows: Sequence[object]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return folder


def _folder(at: Path, questions: Sequence[object] = (LENGTH, COST), corpus: Sequence[object] = (BRIDGE, AGAIN)) -> Path:
    _write(at, "questions.jsonl", questions)
    return _write(at, "corpus.jsonl", corpus)


def test_a_folder_gives_its_questions_and_its_corpus(tmp_path: Path) -> None:
    dataset = load_dataset(_folder(tmp_path / "bridges"))
    assert (dataset.name, [case.qid for case in dataset.cases]) == ("bridges", ["a", "b"])
    assert dataset.corpora == (tmp_path / "bridges",)
    assert dataset.texts == {"d2": "大桥昨日合龙了。"}


def test_a_copy_and_its_original_are_one_gold_document(tmp_path: Path) -> None:
    dataset = load_dataset(_folder(tmp_path / "bridges"))
    assert dataset.gold(dataset.cases[0]) == {"d1"}
    assert dataset.gold(dataset.cases[1]) == frozenset()


def test_questions_to_be_rejected_follow_and_keep_apart_from_those_with_the_same_id(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "bridges")
    _write(folder, "questions_reject.jsonl", [COST | {"qid": "a", "context_doc_ids": ["d1"]}])
    dataset = load_dataset(folder)
    assert [(case.qid, case.context) for case in dataset.cases] == [("a", ()), ("b", ()), ("a-r", ("d1",))]


def test_a_dataset_knows_its_gold_documents_days_and_how_many_questions_the_files_hold(tmp_path: Path) -> None:
    dated = AGAIN | {"date": "2024-03-05"}
    dataset = load_dataset(_folder(tmp_path / "bridges", corpus=(BRIDGE | {"date": "2024-03-04"}, dated)), limit=1)
    assert dataset.days == {"d2": date(2024, 3, 5)}
    assert (len(dataset.cases), dataset.held) == (1, 2)


def test_distractors_come_behind_the_own_corpus(tmp_path: Path) -> None:
    ferries = _write(tmp_path / "ferries", "corpus.jsonl", [FERRY])
    dataset = load_dataset(_folder(tmp_path / "bridges"), [ferries])
    assert (dataset.name, dataset.corpora) == ("bridges+ferries", (tmp_path / "bridges", ferries))


def test_a_limit_takes_the_first_questions(tmp_path: Path) -> None:
    assert [case.qid for case in load_dataset(_folder(tmp_path / "bridges"), limit=1).cases] == ["a"]


def test_a_gold_file_alone_has_titles_as_gold(tmp_path: Path) -> None:
    file = _write(tmp_path, "gold.jsonl", [LENGTH]) / "gold.jsonl"
    dataset = load_dataset(file)
    assert (dataset.name, dataset.corpora) == ("gold", ())
    assert dataset.gold(dataset.cases[0]) == {"桥"}


def test_a_gold_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"questions\.jsonl:1: the question a names the document d2"):
        load_dataset(_folder(tmp_path / "bridges", corpus=[BRIDGE]))


def test_a_folder_without_questions_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no questions\.jsonl"):
        load_dataset(_write(tmp_path / "bridges", "corpus.jsonl", [BRIDGE]))


def test_distractors_without_a_corpus_to_put_them_in_are_told(tmp_path: Path) -> None:
    ferries = _write(tmp_path / "ferries", "corpus.jsonl", [FERRY])
    with pytest.raises(InputError, match="nothing can be pooled"):
        load_dataset(_write(tmp_path / "bridges", "questions.jsonl", [COST]), [ferries])
    with pytest.raises(InputError, match="nothing can be pooled"):
        load_dataset(_write(tmp_path, "gold.jsonl", [COST]) / "gold.jsonl", [ferries])
