"""Articles carry the dates that they mention."""

from __future__ import annotations

from datetime import date

from ingest.dating import dated
from tests.samples import article


def test_the_dates_of_the_body_are_kept_beside_the_text() -> None:
    plain = article(paragraphs=("临澜大桥昨日合龙。", "通车定在今年10月。"), day=date(2024, 3, 4))
    found = dated(plain)
    assert [(one.text, one.since) for one in found.dates] == [
        ("昨日", date(2024, 3, 3)),
        ("今年10月", date(2024, 10, 1)),
    ]
    assert found.body[found.dates[1].start : found.dates[1].end] == "今年10月"
    assert (found.paragraphs, found.version) == (plain.paragraphs, plain.version)
