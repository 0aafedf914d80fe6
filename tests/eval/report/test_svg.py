from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from eval.report.plots import milliseconds, recall_plot, time_plot
from eval.report.svg import INK, SERIES
from eval.statistics import Estimate
from eval.summary import Time

RECALLS = {name: [Estimate(0.5, 0.4, 0.6, 10)] * 5 for name in ("baoda", "木<铎>$x_1$")}
SYSTEMS = list(RECALLS)


def test_a_drawing_takes_its_colours_from_the_page() -> None:
    drawn = recall_plot(SYSTEMS, RECALLS)
    assert {"var(--s0)", "var(--s1)", "var(--ink)", "var(--faint)"} <= set(re.findall(r"var\(--\w+\)", drawn))
    assert not [colour for colour in (INK, *SERIES) if colour in drawn]
    assert re.findall(r"#[0-9a-f]{6}\b", drawn) == []


def test_a_drawings_text_is_text_in_the_pages_font_whatever_the_name() -> None:
    drawn = recall_plot(SYSTEMS, RECALLS)
    texts = [one.text for one in ET.fromstring(drawn).iter() if one.tag.endswith("text")]
    assert {"木<铎>$x_1$", "documents looked at", "20"} <= set(texts)
    assert "font-family" not in drawn


def test_drawings_on_one_page_share_no_id_and_bring_no_style() -> None:
    recall = recall_plot(SYSTEMS, RECALLS)
    time = time_plot({"search": Time(3.0, 9.0, 10)})
    ids = [set(re.findall(r'\bid="([^"]*)"', drawn)) for drawn in (recall, time)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r'(?:href="#|url\(#)([^")]*)', recall)) <= ids[0]
    assert "<style" not in recall


def test_a_drawing_says_in_words_what_is_to_be_seen() -> None:
    label = ET.fromstring(time_plot({"search": Time(3.0, 9.0, 10)})).attrib["aria-label"]
    assert label == "Time a stage: search median 3.0 ms, p95 9.0 ms"


def test_the_same_numbers_give_the_same_drawing() -> None:
    assert recall_plot(SYSTEMS, RECALLS) == recall_plot(SYSTEMS, RECALLS)


def test_times_are_read_in_seconds_from_one_second_on() -> None:
    assert [milliseconds(value) for value in (0.25, 38.21, 1234.0)] == ["0.25 ms", "38.2 ms", "1.23 s"]
