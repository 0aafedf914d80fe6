from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval.asked import Asked, Found
from eval.cases import Case
from eval.collection import load_documents
from eval.dataset import Dataset, load_dataset
from eval.loaders import Kind, import_set, summary_lines
from eval.scoring import score_questions
from rag.errors import InputError

BRIDGE, MARKET = "临澜大桥主桥昨日合龙，全长3.2公里。", "东门菜市场3月4日重新开张，摊位160个。"
WANTED = "请找出报道了这件事的文章，只要文中写明了时间和地点，就算与这个题目有关。"
TOP = f"<top>\n<num> Number: {{}}\n<title> {{}}\n<desc> {WANTED}\n</top>\n"
DOC = "<DOC>\n<DOCNO> {} </DOCNO>\n<HEADLINE>{}</HEADLINE>\n<TEXT>\n<P>{}</P>\n</TEXT>\n</DOC>\n"


def _json(file: Path, value: object) -> Path:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    return file


def _lines(file: Path, *rows: object) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


def _squad(*questions: object) -> object:
    return {"data": [{"title": "大桥", "paragraphs": [{"context": BRIDGE, "qas": list(questions)}]}]}


LENGTH = {"id": "1", "question": "大桥多长？", "answers": [{"text": "3.2公里", "answer_start": 13}]}
OPENED = {"id": "2", "question": "何时通车？", "is_impossible": True, "answers": []}


def test_a_squad_file_becomes_questions_on_its_texts(tmp_path: Path) -> None:
    imported = import_set(Kind.SQUAD, _json(tmp_path / "dev.json", _squad(LENGTH, OPENED)), tmp_path / "toy")
    dataset = load_dataset(tmp_path / "toy")
    first, second = dataset.cases
    assert (first.qid, first.answers, first.gold_doc_ids, first.context) == ("toy-1", ("3.2公里",), ("toy-000000",), ())
    assert (second.answerable, second.answers, second.gold_doc_ids) == (False, (), ())
    (document,) = load_documents(tmp_path / "toy" / "corpus.jsonl")
    assert (document.title, document.text) == ("大桥", BRIDGE)
    assert imported.balanced


def test_a_dureader_question_may_read_its_own_text_only(tmp_path: Path) -> None:
    import_set(Kind.DUREADER, _json(tmp_path / "dev.json", _squad(LENGTH, OPENED)), tmp_path / "toy")
    assert [case.context for case in load_dataset(tmp_path / "toy").cases] == [("toy-000000",)] * 2


def test_the_first_form_of_cmrc_2018_is_read_too(tmp_path: Path) -> None:
    asked = {"query_id": "Q1", "query_text": "大桥多长？", "answers": ["3.2公里", "3.2公里"]}
    rows = [{"context_id": "T1", "context_text": BRIDGE, "title": "大桥", "qas": [asked]}]
    import_set(Kind.CMRC2018, _json(tmp_path / "dev.json", rows), tmp_path / "cmrc")
    (case,) = load_dataset(tmp_path / "cmrc").cases
    assert (case.qid, case.answers) == ("cmrc-Q1", ("3.2公里",))


def test_questions_without_answers_and_repeated_texts_are_counted(tmp_path: Path) -> None:
    unknown = {"id": "3", "question": "谁修的？", "answers": []}
    top = {"data": [*_squad(LENGTH)["data"], *_squad(unknown)["data"]]}  # type: ignore[index]
    imported = import_set(Kind.DRCD, _json(tmp_path / "dev.json", top), tmp_path / "toy")
    said = "\n".join(summary_lines(imported, tmp_path / "toy"))
    assert "2 questions read = 1 answerable + 0 unanswerable + 1 left out" in said
    assert "2 texts read = 1 documents + 1 not made a document" in said


def test_an_answer_in_other_words_than_its_text_is_told(tmp_path: Path) -> None:
    reworded = {"id": "4", "question": "大桥多长？", "answers": [{"text": "三点二公里"}]}
    imported = import_set(Kind.SQUAD, _json(tmp_path / "dev.json", _squad(reworded)), tmp_path / "toy")
    assert imported.remarks == ("1 answers do not stand literally in their text",)


def test_rgb_asks_once_with_all_passages_and_once_with_those_that_do_not_answer(tmp_path: Path) -> None:
    noise = [f"与大桥无关的第{number}段。" for number in range(7)]
    asked = {
        "id": 7,
        "query": "大桥多长，几时合龙？",
        "answer": [["3.2公里", "3200米"], "昨日"],
        "positive": [[BRIDGE]],
    }
    source = _lines(tmp_path / "zh.json", {**asked, "negative": noise}, {**asked, "id": 8, "negative": []})
    imported = import_set(Kind.RGB, source, tmp_path / "rgb")
    first, second, refused = load_dataset(tmp_path / "rgb").cases
    assert first.answer_groups == (("3.2公里", "3200米"), ("昨日",))
    assert first.gold_doc_ids == second.gold_doc_ids == ("rgb-000000",)
    assert (refused.qid, refused.answerable) == ("rgb-7-rej", False)
    assert refused.context == tuple(f"rgb-00000{number}" for number in range(1, 6))
    assert imported.remarks == ("1 questions have no negative passage and are not asked again",)
    assert imported.balanced


CHRONO = {
    "question": "去年合龙的桥多长？",
    "answer": "3.2公里",
    "question_date": "2025-6-1",
    "temporal_type": "relative",
}
CHUNKS = ["2024年3月4日，临澜大桥合龙，全长3.2公里。", "没有日期的一段。"]


def test_chronoqa_keeps_the_day_asked_and_dates_texts_by_how_they_begin(tmp_path: Path) -> None:
    source = _json(tmp_path / "c.json", [{**CHRONO, "answer_type": "entity", "golden_chunks": CHUNKS}])
    imported = import_set(Kind.CHRONOQA, source, tmp_path / "chrono")
    (case,) = load_dataset(tmp_path / "chrono").cases
    assert (case.qid, case.question_date, case.type) == ("chrono-0", date(2025, 6, 1), "relative/entity")
    assert [one.day for one in load_documents(tmp_path / "chrono" / "corpus.jsonl")] == [date(2024, 3, 4), None]
    assert imported.remarks == ("1 texts begin with no day and stay undated",)


@pytest.mark.parametrize("asked_on", ["去年", "2025-13-01"])
def test_a_chronoqa_question_asked_on_no_day_is_kept_as_doubtful(tmp_path: Path, asked_on: str) -> None:
    record = {**CHRONO, "question_date": asked_on, "golden_chunks": CHUNKS[:1]}
    imported = import_set(Kind.CHRONOQA, _json(tmp_path / "c.json", [record]), tmp_path / "chrono")
    assert load_dataset(tmp_path / "chrono").cases[0].doubtful
    assert imported.remarks == ("1 questions are asked on what is no day; they are kept as doubtful",)


def test_chronoqa_as_a_table_says_the_same_as_json(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text(f'question,answer,question_date,golden_chunks\n问？,答,2025-06-01,"{CHUNKS}"\n', "utf-8")
    import_set(Kind.CHRONOQA, table, tmp_path / "chrono")
    assert [one.text for one in load_documents(tmp_path / "chrono" / "corpus.jsonl")] == CHUNKS


def _beir(folder: Path, qrels: str) -> Path:
    _lines(folder / "corpus.jsonl", {"_id": "d1", "title": "大桥", "text": BRIDGE}, {"_id": "d2", "text": MARKET})
    _lines(folder / "queries.jsonl", {"_id": "q1", "text": "大桥"}, {"_id": "q2", "text": "菜市场"})
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{qrels}", "utf-8")
    return folder


def test_a_beir_folder_keeps_its_ids_and_asks_judged_queries(tmp_path: Path) -> None:
    imported = import_set(Kind.BEIR, _beir(tmp_path / "in", "q1\td1\t2\nq1\td2\t0\n"), tmp_path / "beir")
    (case,) = load_dataset(tmp_path / "beir").cases
    assert (case.qid, case.gold_doc_ids, case.retrieval_only) == ("q1", ("d1",), True)
    assert imported.remarks == ("1 judgements have a grade above 1 and count as relevant, no more",)
    assert summary_lines(imported, tmp_path)[:2] == [
        "2 questions read = 1 answerable + 0 unanswerable + 1 left out",
        "  left out: 1, no document is judged relevant",
    ]


def _trec(folder: Path, encoding: str = "utf-8") -> Path:
    folder.mkdir()
    topics = TOP.format("101", "大桥") + TOP.format("102", "菜市场")
    (folder / "topics.txt").write_text(topics, encoding)
    (folder / "qrels.txt").write_text("101 0 LL-1 1\n102 0 LL-2 0\n", encoding)
    documents = DOC.format("LL-1", "大桥合龙", BRIDGE * 3) + DOC.format("LL-2", "开张", MARKET * 3)
    (folder / "docs.sgml").write_text(documents, encoding)
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_trec_folder_is_read_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    imported = import_set(Kind.TREC, _trec(tmp_path / "in", encoding), tmp_path / "trec")
    (case,) = load_dataset(tmp_path / "trec").cases
    assert (case.qid, case.question, case.gold_doc_ids) == ("101", "大桥", ("LL-1",))
    first = next(load_documents(tmp_path / "trec" / "corpus.jsonl"))
    assert (first.doc_id, first.title, first.text) == ("LL-1", "大桥合龙", BRIDGE * 3)
    assert imported.balanced


def test_trec_topics_may_stand_a_line_each(tmp_path: Path) -> None:
    folder = _trec(tmp_path / "in")
    (folder / "topics.txt").write_text("101\t大桥\n102\t菜市场\n", "utf-8")
    import_set(Kind.TREC, folder, tmp_path / "trec")
    assert load_dataset(tmp_path / "trec").cases[0].question == "大桥"


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    source = _json(tmp_path / "dev.json", _squad(LENGTH))
    with pytest.raises(InputError, match="is not empty; name a new folder"):
        import_set(Kind.SQUAD, source, tmp_path)


def test_a_judged_question_counts_for_retrieval_and_not_for_answers() -> None:
    case = Case("q1", "大桥", answerable=True, gold_doc_ids=("d1",), retrieval_only=True)
    dataset = Dataset("toy", (case,), (Path("toy"),), texts={"d1": BRIDGE})
    asked = Asked("q1", "大桥", (Found(("d2",), MARKET, 1.0), Found(("d1",), BRIDGE, 0.5)), {}, answered=True)
    figures = score_questions(dataset, [asked])[0].figures
    assert figures["MRR@10"] == 0.5
    assert not {"EM", "F1", "gold in answer"} & set(figures)
