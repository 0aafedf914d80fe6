import json
from dataclasses import replace

from rag.reader_mode import ReaderMode
from tests.fakes_assistant import ARTICLES, bridge_answer, hit, refusal
from ui.rows.answers import answer_row, citation_row, hit_row, hit_rows


def test_a_hit_row_has_the_fields_that_search_promises() -> None:
    row = hit_row(hit(0), 1)
    promised = {"rank", "passage_id", "article_id", "external_id", "title", "newspaper", "date", "text", "score", "why"}
    assert promised <= row.keys()
    assert (row["rank"], row["date"], row["title"]) == (1, "2031-03-02", "青岚大桥主塔封顶")
    assert row["why"]["ranks"][0] == {"index": "dense", "rank": 1, "score": 0.8}


def test_hits_are_ranked_from_one_in_their_order() -> None:
    assert [row["rank"] for row in hit_rows([hit(2), hit(0)])] == [1, 2]


def test_an_answer_row_has_the_fields_that_ask_promises() -> None:
    row = answer_row(bridge_answer())
    assert {"answer", "refused", "mode", "sentences", "citations", "hits", "timings"} <= row.keys()
    assert row["answer"].startswith("青岚大桥计划于2032年10月通车。届时")
    assert row["sentences"][1] == {
        "text": "届时老城到岚东新区只要10分钟。",
        "markers": [1, 2],
        "verdict": "unsupported",
        "reason": "原文是12分钟",
    }
    assert row["timings"] == {"retrieve": 12.4, "write": 830.0, "verify": 3.1}


def test_an_answer_row_says_how_much_was_read() -> None:
    assert answer_row(replace(bridge_answer(), read=ReaderMode.FAST))["read"] == "fast"
    assert answer_row(bridge_answer())["read"] is None


def test_a_citation_row_points_into_the_body_of_its_article() -> None:
    row = citation_row(bridge_answer().citations[0])
    assert ARTICLES[0].body[row["start"] : row["end"]] == row["quote"]
    assert (row["marker"], row["page"], row["field"]) == (1, "1", "body")


def test_a_refusal_lists_its_closest_articles() -> None:
    row = answer_row(refusal("市长是谁？"))
    assert row["refused"]
    assert [close["title"] for close in row["closest"]] == ["今年第一批候鸟飞抵岚湖", "青岚大桥主塔封顶"]


def test_an_answer_row_is_plain_json() -> None:
    row = answer_row(bridge_answer())
    assert json.loads(json.dumps(row)) == row
