from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from eval.asked import Found
from eval.baselines import Stock, open_baselines
from eval.baselines.recipe import Baseline, Chunk, Recipe, Search, in_order, spaced, whole_text
from eval.cases import Case
from eval.collection import Document
from eval.systems import DEPTH
from rag.errors import InputError
from tests.fakes import HashEmbedder

BRIDGE = Document("d1", "大桥合龙", "澜江大桥昨日合龙，全长3.2公里。", None, "")
MARKET = Document("d2", "菜市场开张", "东门菜市场重新开张，摊位增加到160个。", None, "")
FERRY = Document("d3", "渡船停航", "因大雾，鹭汀岛渡船停航一天。", None, "")
DOCUMENTS = (BRIDGE, MARKET, FERRY)
# They look for words between spaces and find nothing in Chinese: that is why each has a twin whose text is cut.
UNCUT = ("bm25", "langchain-ensemble", "llama-index-bm25")


def _build(documents: Sequence[Document]) -> Search:
    # Finds every document in its order, whatever is asked.
    def search(question: str) -> Iterable[Found]:
        return in_order(Chunk(one.doc_id, whole_text(one)) for one in documents)

    return search


def _case(*context: str) -> Case:
    return Case("a", "大桥多长？", answerable=True, answers=("3.2公里",), gold_doc_ids=("d1",), context=context)


def _corpus(folder: Path, documents: Sequence[Document] = DOCUMENTS) -> Path:
    rows = [{"doc_id": one.doc_id, "title": one.title, "text": one.text} for one in documents]
    folder.mkdir(exist_ok=True)
    (folder / "corpus.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return folder


def test_a_baseline_searches_all_documents_and_answers_nothing() -> None:
    asked = Baseline(Recipe("stock", _build), DOCUMENTS).ask(_case())
    assert asked.documents == ("d1", "d2", "d3")
    assert [found.score for found in asked.found] == [1.0, 1 / 2, 1 / 3]
    assert (asked.answered, asked.text) == (False, "")
    assert set(asked.timings) == {"search"}


def test_a_closed_context_is_all_that_a_baseline_may_read() -> None:
    assert Baseline(Recipe("stock", _build), DOCUMENTS).ask(_case("d3", "d2")).documents == ("d3", "d2")


def test_no_more_passages_are_kept_than_of_ours() -> None:
    many = [Document(f"d{number}", "", "桥", None, "") for number in range(DEPTH + 20)]
    assert len(Baseline(Recipe("stock", _build), many).ask(_case()).found) == DEPTH


def test_libraries_get_title_and_text_and_words_with_spaces_between() -> None:
    assert whole_text(BRIDGE) == "大桥合龙\n澜江大桥昨日合龙，全长3.2公里。"
    assert "大桥" in spaced("澜江大桥合龙").split(" ")
    assert spaced("！！") == "！！"


def test_baselines_need_a_corpus() -> None:
    with pytest.raises(InputError, match="Baselines need documents of their own"):
        open_baselines([Stock.BM25], [], HashEmbedder())


def test_missing_packages_are_told_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.baselines.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"rank_bm25.*pip install 'baoda\[baselines\]'"):
        open_baselines([Stock.BM25], [_corpus(tmp_path)], HashEmbedder())


@pytest.mark.filterwarnings("ignore:`langchain-community` is being sunset:DeprecationWarning")  # its own farewell
@pytest.mark.parametrize("stock", list(Stock))
def test_every_stock_recipe_finds_the_document_that_says_it(stock: Stock, tmp_path: Path) -> None:
    recipes = list(open_baselines([stock], [_corpus(tmp_path)], HashEmbedder()))
    assert recipes
    for recipe in recipes:
        asked = recipe.ask(_case())
        assert set(asked.documents) <= {"d1", "d2", "d3"}
        closed = recipe.ask(_case("d2", "d3"))
        assert set(closed.documents) <= {"d2", "d3"}
        if recipe.name not in UNCUT:
            assert asked.documents[0] == "d1", recipe.name
