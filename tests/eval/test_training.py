from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from eval.collection import load_documents
from eval.fit_evidence import collect, fit
from eval.training import Example, counts, examples
from eval.vectors import CachedEmbedder
from ingest.splitter import split
from rag.backends.catalogue import SqliteCatalogue
from rag.errors import InputError
from rag.library import Library, prepare_folder
from rag.settings import Settings
from tests.fakes import HashEmbedder
from tests.samples import MemoryIndex

DOCUMENTS = (
    ("d1", "临澜大桥", "临澜大桥主桥昨日合龙。大桥全长3.2公里。大桥总投资18.6亿元。"),
    ("d2", "东门菜市场", "东门菜市场3月4日重新开张。市场的摊位增加到160个。"),
    ("d3", "西山隧道", "西山隧道昨日贯通。隧道全长5.4公里。"),
)
QUESTIONS = (
    ("q1", "临澜大桥全长多少公里？", "3.2公里", "d1"),
    ("q2", "临澜大桥总投资是多少？", "18.6亿元", "d1"),
    ("q3", "东门菜市场有多少个摊位？", "160个", "d2"),
    ("q4", "西山隧道全长多少公里？", "5.4公里", "d3"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"doc_id": key, "title": title, "text": text} for key, title, text in DOCUMENTS]
    gold = [
        {"qid": qid, "question": question, "answers": [answer], "gold_doc_ids": [key], "answerable": True}
        for qid, question, answer, key in QUESTIONS
    ]
    for name, rows in (("corpus", corpus), ("questions", gold)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"toy.{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.fixture
def found(folder: Path) -> Iterator[list[Example]]:
    settings, place = Settings(), folder / "library"
    prepare_folder(place, "hash/1")
    library = Library(place, SqliteCatalogue(place / "catalogue.sqlite"), (MemoryIndex(),), "hash/1")
    articles = [document.article for document in load_documents(folder / "toy.corpus.jsonl")]
    library.add(articles, lambda article: split(article, settings.split))
    yield list(examples(articles, folder / "toy.questions.jsonl", library, settings, 4, Random(1)))
    library.close()


def test_every_question_comes_as_it_is_and_made_unanswerable(found: list[Example]) -> None:
    kinds = counts(found)
    assert 4 <= kinds["answerable"] <= 8  # some once more, with the one passage that answers
    cut = ("no document", "no sentence", "no sentence, one passage")
    assert sum(kinds.get(kind, 0) for kind in cut) == 4


def test_what_was_made_unanswerable_holds_no_right_sentence(found: list[Example]) -> None:
    assert all(example.right.any() == (not example.made) for example in found)


def test_the_sentences_that_answer_are_gone_and_the_rest_of_the_document_stays(found: list[Example]) -> None:
    gold = {question: (answer, key) for _, question, answer, key in QUESTIONS}
    for example in found:
        answer, key = gold.get(example.text, ("", ""))
        texts = [c.text for c in example.candidates if c.hit.passage.source.external_id == key]
        if example.made.startswith("no sentence"):
            assert texts
            assert not any(answer in text for text in texts)
        elif example.made == "no document":
            assert not texts


def test_the_fit_weighs_what_is_there_for_and_what_is_missing_against(found: list[Example]) -> None:
    weights = fit(found, HashEmbedder())
    assert weights.wording
    assert all((weight < 0) == name.startswith("no_") for name, weight in weights.wording.items())
    assert all((weight < 0) == name.startswith("missing") for name, weight in weights.evidence.items())


def test_a_folder_without_sets_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no NAME\.corpus\.jsonl"):
        collect(tmp_path, Settings(), CachedEmbedder(HashEmbedder(), tmp_path / "vectors.sqlite"), 10, 10)
