"""No damaged or hostile file makes a reader fail, hang, or give what cannot be stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.damage import damaged, damaged_package, encoded, rows, texts
from tests.fuzz.sound import hostile, read_soundly
from tests.fuzz.specimens import ROW, packages, plain

FIELDS = (
    *ROW,
    "body",
    "text",
    "content",
    "url",
    "kicker",
    "dateline",
    "kind",
    "正文",
    "标题",
    "日期",
    "places",
    "articles",
)
pytestmark = pytest.mark.slow

TEXTUAL = (".txt", ".jsonl", ".json", ".csv", ".tsv", ".html", ".mhtml", ".md")


@pytest.mark.parametrize("suffix", sorted(plain()))
@hostile
@given(drawn=st.data())
def test_a_damaged_file_is_read_or_refused(drawn: st.DataObject, suffix: str, tmp_path: Path) -> None:
    read_soundly(tmp_path, suffix, drawn.draw(damaged(plain()[suffix])))


@pytest.mark.parametrize("suffix", sorted(packages()))
@hostile
@given(drawn=st.data())
def test_a_damaged_package_is_read_or_refused(drawn: st.DataObject, suffix: str, tmp_path: Path) -> None:
    members, pack = packages()[suffix]
    read_soundly(tmp_path, suffix, drawn.draw(damaged_package(members, pack)))


@pytest.mark.parametrize("suffix", TEXTUAL)
@hostile
@given(held=encoded())
def test_any_text_in_any_encoding_is_read_or_refused(suffix: str, tmp_path: Path, held: bytes) -> None:
    read_soundly(tmp_path, suffix, held)


@hostile
@given(lines=st.lists(texts(6), max_size=40))
def test_lines_of_a_page_in_any_order_are_read_or_refused(tmp_path: Path, lines: list[str]) -> None:
    read_soundly(tmp_path, ".txt", "\n".join(lines).encode("utf-8", "replace"))


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
@hostile
@given(found=st.lists(rows(FIELDS), max_size=3))
def test_fields_that_hold_anything_are_read_or_refused(suffix: str, tmp_path: Path, found: list[object]) -> None:
    held = json.dumps(found) if suffix == ".json" else "\n".join(json.dumps(row) for row in found)
    read_soundly(tmp_path, suffix, held.encode())


@hostile
@given(cells=st.lists(st.lists(texts(3), min_size=1, max_size=5), min_size=1, max_size=5))
def test_tables_of_any_cells_are_read_or_refused(tmp_path: Path, cells: Sequence[Sequence[str]]) -> None:
    held = "标题,正文,日期,作者\n" + "\n".join(",".join(row) for row in cells)
    read_soundly(tmp_path, ".csv", held.encode("utf-8", "replace"))
