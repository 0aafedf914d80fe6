"""Markers in a stream, claims, and the quotes that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.citations import cite, claims, resolve_markers
from rag.records import CitedField, Hit, Passage, Source

KNOWN = range(1, 4)
BODY = (
    "临澜大桥主桥昨日合龙。大桥全长3.2公里，总投资18.6亿元。市交通局局长沈牧野说：“大桥预计今年10月通车。”"
    "通车后，过江时间由40分钟缩短到8分钟。"
)


def resolved(*pieces: str) -> str:
    return "".join(resolve_markers(pieces, KNOWN))


def hit(text: str = BODY, start: int = 0, headline: str = "临澜大桥主桥合龙") -> Hit:
    source = Source("临澜日报", date(2024, 3, 4), "1", headline)
    return Hit(Passage("p", "a", source, text, start, start + len(text)), 1.0)


@pytest.mark.parametrize(
    "written", ["[1]", "【1】", "［1］", "[１]", "[^1]", "[ 1 ]", "〔1〕", "[段落1]", "[来源：1]", "[Source 1]"]
)
def test_every_written_form_of_a_marker_becomes_one(written: str) -> None:
    assert resolved(f"主桥合龙。{written}") == "主桥合龙。[1]"


@pytest.mark.parametrize(
    ("written", "markers"),
    [("[1,2]", "[1][2]"), ("[1，3]", "[1][3]"), ("[1][2]", "[1][2]"), ("[1-3]", "[1][2][3]"), ("[1、2]", "[1][2]")],
)
def test_lists_and_ranges_become_single_markers(written: str, markers: str) -> None:
    assert resolved(f"主桥合龙。{written}") == f"主桥合龙。{markers}"


@pytest.mark.parametrize("written", ["[9]", "[0]", "[4,5]", "[7-99]", "【12】", "[123456789012]"])
def test_an_unknown_marker_vanishes(written: str) -> None:
    assert resolved(f"主桥合龙{written}。") == "主桥合龙。"


@pytest.mark.parametrize("written", ["[[9]7]", "[[9]", "[9]]", "[[[8]9]7]", "[7[9]]"])
def test_dropping_a_marker_makes_no_new_one(written: str) -> None:
    assert not re.search(r"\[\d+\]", resolved(f"主桥合龙。{written}"))


@pytest.mark.parametrize("text", ["[注]见后文。", "[2024年]合龙。", "[]", "【本报讯】主桥合龙。", "[1号桥]合龙。"])
def test_brackets_that_are_no_markers_pass(text: str) -> None:
    assert resolved(text) == text


def test_markers_before_the_full_stop_go_behind_it() -> None:
    assert (
        resolved("主桥合龙[1]。全长3.2公里[2]，投资18.6亿元[1]。") == "主桥合龙。[1]全长3.2公里，投资18.6亿元。[2][1]"
    )


def test_markers_inside_closing_quotes_go_behind_them() -> None:
    assert resolved("他说：“通车[1]。”") == "他说：“通车。”[1]"


def test_english_full_stops_end_sentences_and_decimal_points_do_not() -> None:
    assert (
        resolved("It is 3.2 km long [1]. It cost 1.8 billion [2].") == "It is 3.2 km long.[1] It cost 1.8 billion.[2]"
    )


def test_a_marker_at_the_end_of_a_line_stays_on_it() -> None:
    assert resolved("- 主桥合龙 [1]\n- 全长3.2公里 [2]") == "- 主桥合龙[1]\n- 全长3.2公里[2]"


def test_a_marker_that_opens_a_line_belongs_to_that_line() -> None:
    assert resolved("[1] 主桥合龙。\n[2] 全长3.2公里。") == "主桥合龙。[1]\n全长3.2公里。[2]"


def test_a_marker_torn_by_the_end_is_dropped() -> None:
    assert resolved("主桥合龙。", "[1") == "主桥合龙。"


def test_text_is_passed_on_as_it_comes() -> None:
    stream = resolve_markers(iter(["主桥", "合龙", "[", "1", "]", "。", "全长"]), KNOWN)
    assert list(stream) == ["主桥", "合龙", "。", "[1]全长"]


def test_closing_the_stream_closes_what_feeds_it() -> None:
    closed = []

    def feed() -> Iterator[str]:
        try:
            yield "主桥"
            yield "合龙"
        finally:
            closed.append(True)

    stream = resolve_markers(feed(), KNOWN)
    next(iter(stream))
    stream.close()  # type: ignore[attr-defined]
    assert closed


ANY_TEXT = st.text(alphabet="甲乙。！”\n .,，[]【】［］（）^-–1239０１注年a", max_size=60)


@given(ANY_TEXT, st.lists(st.integers(min_value=0, max_value=60), max_size=6))
def test_the_stream_is_the_same_however_it_is_split(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(text)]
    pieces = [text[a:b] for a, b in pairwise(edges)]
    assert resolved(*pieces) == resolved(text)


@given(ANY_TEXT)
def test_no_unknown_marker_ever_gets_through(text: str) -> None:
    shown = {int(number) for number in re.findall(r"\[(\d+)\]", resolved(text))}
    assert shown <= set(KNOWN)


@given(ANY_TEXT)
def test_the_claims_joined_are_the_stream(text: str) -> None:
    marked = resolved(text)
    assert "".join(claim.marked for claim in claims(marked)) == marked


@given(ANY_TEXT)
def test_resolving_twice_changes_nothing(text: str) -> None:
    assert resolved(resolved(text)) == resolved(text)


def test_claims_are_sentences_with_the_markers_behind_them() -> None:
    found = claims("主桥合龙。[1][2]全长3.2公里。总投资18.6亿元。[1]")
    assert [(claim.text, claim.markers) for claim in found] == [
        ("主桥合龙。", (1, 2)),
        ("全长3.2公里。", ()),
        ("总投资18.6亿元。", (1,)),
    ]


def test_a_quote_is_the_one_sentence_that_carries_the_claim() -> None:
    citation = cite("这座大桥长3200米，投资18.6亿元。", 1, hit(), BODY)
    assert citation is not None
    assert citation.quote == "大桥全长3.2公里，总投资18.6亿元。"
    assert BODY[citation.start : citation.end] == citation.quote
    assert citation.field is CitedField.BODY


def test_a_claim_from_two_sentences_is_quoted_with_both() -> None:
    citation = cite("大桥全长3.2公里，沈牧野说预计今年10月通车。", 1, hit(), BODY)
    assert citation is not None
    assert citation.quote.startswith("大桥全长3.2公里")
    assert citation.quote.endswith("通车。”")


def test_offsets_count_in_the_article_not_in_the_passage() -> None:
    before = "前面的一段。\n"
    citation = cite("过江时间缩短到8分钟。", 2, hit(start=len(before)), before + BODY)
    assert citation is not None
    assert citation.marker == 2
    assert (before + BODY)[citation.start : citation.end] == citation.quote == "过江时间由40分钟缩短到8分钟。"


def test_a_claim_that_only_the_headline_carries_is_quoted_from_it() -> None:
    citation = cite("青屿灯塔百年诞辰举办纪念展。", 1, hit(headline="青屿灯塔百年诞辰 市博物馆办纪念展"), BODY)
    assert citation is not None
    assert (citation.field, citation.quote, citation.start) == (
        CitedField.HEADLINE,
        "青屿灯塔百年诞辰 市博物馆办纪念展",
        0,
    )


def test_a_claim_in_another_language_cites_the_sentence_with_its_numbers() -> None:
    citation = cite("The bridge is 3.2 km long.", 1, hit(), BODY)
    assert citation is not None
    assert citation.quote == "大桥全长3.2公里"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("大桥全长3200米。", "大桥全长3.2公里"),
        ("总投资是18.6亿元。", "总投资18.6亿元。"),
        ("大桥投资18.6亿元，全长3.2公里。", "大桥全长3.2公里，总投资18.6亿元。"),
        ("局长沈牧野说大桥10月通车。", "市交通局局长沈牧野说：“大桥预计今年10月通车。”"),
    ],
)
def test_a_quote_leaves_out_the_clauses_that_say_nothing_of_the_claim(claim: str, quote: str) -> None:
    citation = cite(claim, 1, hit(), BODY)
    assert citation is not None
    assert citation.quote == BODY[citation.start : citation.end] == quote


def test_a_quote_is_never_cut_inside_quotation_marks() -> None:
    body = "馆长章叙白说：“夜间讲座每月4场，首讲讲海图，报名不收费。”讲座4月1日开始。"
    citation = cite("首讲讲海图。", 1, hit(body), body)
    assert citation is not None
    assert citation.quote == "馆长章叙白说：“夜间讲座每月4场，首讲讲海图，报名不收费。”"


def test_a_quote_that_is_not_in_the_article_is_no_citation() -> None:
    assert cite("大桥全长3.2公里。", 1, hit(), "别的文章。") is None
