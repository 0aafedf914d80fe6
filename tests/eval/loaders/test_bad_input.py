from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.loaders import Kind, import_set
from rag.errors import InputError

SQUAD = """{
 "data": [
  {"title": "大桥", "paragraphs": [
   {"context": "全长3.2公里。",
    "qas": [
     {"id": "1", "question": "多长？", "answers": [{"text": "3.2公里"}]},
     SECOND
    ]}
  ]}
 ]
}
"""
RGB = '{"id": 1, "query": "多长？", "answer": "3.2公里", "positive": ["全长3.2公里。"], "negative": ["无关。"]}\n'
CHRONO = (
    '{"question": "多长？", "answer": "3.2公里", "question_date": "2025-06-01", "golden_chunks": ["全长3.2公里。"]}\n'
)


def _told(kind: Kind, file: Path, text: str, out: Path) -> str:
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as told:
        import_set(kind, file, out)
    assert not out.exists()
    return str(told.value)


@pytest.mark.parametrize(
    ("second", "line", "message"),
    [
        ('{"question": "几时？", "answers": []}', 7, "there is no id or query_id"),
        ('{"id": "2", "answers": []}', 7, "there is no question or query_text"),
        ('{"id": "2", "question": " ", "answers": []}', 7, "is empty; fill it in"),
        ('{"id": "2", "question": "几时？", "answers": "今年"}', 7, "answers must be a list"),
        ('{"id": "2", "question": "几时？", "is_impossible": "no", "answers": []}', 7, "must be true or false"),
        ('{"id": "2", "question": "几时？" "answers": []}', 7, "not JSON"),
        ('{"id": "1", "question": "几时？", "is_impossible": true}', 0, "toy-1 is used more than once"),
    ],
)
def test_a_malformed_squad_question_is_told_with_its_line(tmp_path: Path, second: str, line: int, message: str) -> None:
    file = tmp_path / "dev.json"
    told = _told(Kind.SQUAD, file, SQUAD.replace("SECOND", second), tmp_path / "toy")
    assert message in told
    assert not line or told.startswith(f"{file}:{line}: ")


def test_another_kind_of_file_is_told_by_what_is_missing(tmp_path: Path) -> None:
    told = _told(Kind.SQUAD, tmp_path / "dev.json", RGB, tmp_path / "toy")
    assert told.endswith("dev.json:1: there is no data; add it or check the kind of set that was named.")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"answer": []}, "the answer is an empty list"),
        ({"answer": [[]]}, "the answer is an empty list"),
        ({"positive": []}, "rgb-2 has no positive passage"),
        ({"negative": "无关"}, "negative must be a list"),
        ({"query": 5.5, "id": None}, "there is no id"),
    ],
)
def test_a_malformed_rgb_line_is_told_with_its_number(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    line = json.dumps({**json.loads(RGB), "id": 2, **changed}, ensure_ascii=False)
    told = _told(Kind.RGB, tmp_path / "zh.json", RGB + line, tmp_path / "rgb")
    assert f"zh.json:2: {message}" in told


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"question_date": None}, "there is no question_date or date"),
        ({"golden_chunks": []}, "chrono-1 has no gold text"),
        ({"golden_chunks": "[1, 2]"}, "the gold texts must be a list of texts"),
        ({"golden_chunks": "['没有写完"}, "the list of gold texts cannot be read"),
        ({"answer": []}, "the answer of chrono-1 is an empty list"),
    ],
)
def test_a_malformed_chronoqa_record_is_told_with_its_line(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    line = json.dumps({**json.loads(CHRONO), **changed}, ensure_ascii=False)
    told = _told(Kind.CHRONOQA, tmp_path / "c.jsonl", CHRONO + line, tmp_path / "chrono")
    assert f"c.jsonl:2: {message}" in told


def test_a_row_with_cells_missing_is_told_with_its_line(tmp_path: Path) -> None:
    told = _told(Kind.CHRONOQA, tmp_path / "c.csv", "question,answer\n问？,答\n问？\n", tmp_path / "chrono")
    assert "c.csv:2: there is no golden_chunks" in told
    told = _told(Kind.CHRONOQA, tmp_path / "c.csv", "question,answer\n\n问？\n", tmp_path / "chrono")
    assert "c.csv:3: 1 cells under 2 headings" in told


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "text": "全长3.2公里。"}\n', "utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "大桥"}\n', "utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "added", "message"),
    [
        ("qrels/test.tsv", "q1\td9\t1\n", "test.tsv:3: there is no document d9"),
        ("qrels/test.tsv", "q9\td1\t1\n", "test.tsv:3: there is no topic q9"),
        ("qrels/test.tsv", "q1\td1\thigh\n", "test.tsv:3: the grade must be a whole number"),
        ("qrels/test.tsv", "q1\td1\n", "test.tsv:3: 2 cells under 3 headings"),
        ("corpus.jsonl", '{"_id": "d1", "text": "又来"}\n', "corpus.jsonl:2: the document d1 was given in"),
        ("corpus.jsonl", '{"_id": "d2"}\n', "corpus.jsonl:2: there is no text"),
        ("queries.jsonl", '{"_id": "q1", "text": "又来"}\n', "queries.jsonl:2: the topic q1 was given in"),
        ("queries.jsonl", "又来\n", "queries.jsonl:2: not JSON"),
    ],
)
def test_a_malformed_beir_folder_is_told_with_file_and_line(
    beir: Path, tmp_path: Path, file: str, added: str, message: str
) -> None:
    with (beir / file).open("a", encoding="utf-8") as out:
        out.write(added)
    with pytest.raises(InputError) as told:
        import_set(Kind.BEIR, beir, tmp_path / "beir")
    assert message in str(told.value)


def test_a_folder_without_judgements_is_no_beir_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no qrels/\*\.tsv"):
        import_set(Kind.BEIR, tmp_path, tmp_path / "beir")


def test_a_set_where_nothing_can_be_asked_is_refused(beir: Path, tmp_path: Path) -> None:
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t0\n", "utf-8")
    with pytest.raises(InputError, match="none of 1 questions can be asked"):
        import_set(Kind.BEIR, beir, tmp_path / "beir")


@pytest.fixture
def trec(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "topics.txt").write_text("101\t大桥\n", "utf-8")
    (folder / "qrels.txt").write_text("101 0 LL-1 1\n", "utf-8")
    (folder / "docs.sgml").write_text("<DOC>\n<DOCNO>LL-1</DOCNO>\n<TEXT>全长3.2公里。</TEXT>\n</DOC>\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "added", "message"),
    [
        ("topics.txt", "大桥\n", "topics.txt:2: no topic"),
        ("topics.txt", "<top><num> 7 </top>\n", "topics.txt:2: a topic without <num> or <title>"),
        ("topics.txt", "<top><num> 7 <title> 桥\n", "1 topics begin and 0 end"),
        ("qrels.txt", "101 LL-1 1\n", "qrels.txt:2: no judgement"),
        ("docs.sgml", "<DOC><TEXT>无号。</TEXT></DOC>\n", "docs.sgml:5: a document without <DOCNO>"),
        (
            "docs.sgml",
            "<DOC><DOCNO>LL-1</DOCNO><TEXT>又来。</TEXT></DOC>\n",
            "docs.sgml:5: the document LL-1 was given",
        ),
        ("docs.sgml", "<DOC><DOCNO>LL-2</DOCNO>\n", "2 documents begin and 1 end"),
    ],
)
def test_a_malformed_trec_folder_is_told_with_file_and_line(
    trec: Path, tmp_path: Path, file: str, added: str, message: str
) -> None:
    with (trec / file).open("a", encoding="utf-8") as out:
        out.write(added)
    with pytest.raises(InputError) as told:
        import_set(Kind.TREC, trec, tmp_path / "trec")
    assert message in str(told.value)


def test_a_missing_file_and_an_empty_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.json cannot be read"):
        import_set(Kind.SQUAD, tmp_path / "nothing.json", tmp_path / "toy")
    (tmp_path / "empty.json").touch()
    with pytest.raises(InputError, match=r"empty\.json is empty"):
        import_set(Kind.SQUAD, tmp_path / "empty.json", tmp_path / "toy")
