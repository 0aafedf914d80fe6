"""No text of a chat model breaks the citation parser, the checker or the date grammar."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from rag.citations import cite, claims, resolve_markers
from rag.dates.grammar import find_dates
from rag.markers import without_markers
from rag.records import Hit, Passage, Source, Why
from rag.verify import check
from tests.fuzz.damage import texts
from tests.fuzz.sound import hostile, no_hang

KNOWN = (1, 2, 3)


def hit(body: str, headline: str) -> Hit:
    return Hit(Passage("p", "a", Source("临澜日报", date(2024, 6, 19), "3", headline), body, 0, len(body)), 1.0, Why())


@hostile
@given(text=texts(), cuts=st.lists(st.integers(0, 200), max_size=12))
def test_only_known_markers_come_through_however_the_text_is_cut(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[at:until] for at, until in pairwise(places)]
    with no_hang():
        whole, streamed = "".join(resolve_markers([text], KNOWN)), "".join(resolve_markers(pieces, KNOWN))
    assert streamed == whole
    assert {int(number) for number in re.findall(r"\[(\d+)\]", whole)} <= set(KNOWN)
    assert "".join(claim.marked for claim in claims(whole)) == whole


@hostile
@given(text=texts())
def test_printed_text_without_markers_cites_nothing(text: str) -> None:
    assert not re.search(r"\[\d+\]", "".join(resolve_markers([without_markers(text)], KNOWN)))


@hostile
@example(claim="1,234，" * 100, body="1,234，" * 1500 + "昨日", headline="")
@given(claim=texts(12), body=texts(30), headline=texts(3))
def test_a_quote_stands_literally_where_it_says(claim: str, body: str, headline: str) -> None:
    with no_hang():
        found = cite(claim, 1, hit(body, headline), body)
        verdict = check(claim, [hit(body, headline)])
    if found is not None and found.field.value == "body":
        assert body[found.start : found.end] == found.quote
    assert verdict is not None


@hostile
@given(text=texts(), day=st.dates())
def test_dates_of_any_text_stand_where_they_say(text: str, day: date) -> None:
    with no_hang():
        found = find_dates(text, day)
    assert all(text[one.start : one.end] == one.text and one.since <= one.until for one in found)
