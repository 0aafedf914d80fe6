from datetime import date

import pytest
import typer

from ui.commands.dates import parse_day


@pytest.mark.parametrize("text", ["2025-01-22", "20250122", "2025年1月22日", "2025/1/22", " 2025年01月22日 "])
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert parse_day(text) == date(2025, 1, 22)


@pytest.mark.parametrize("text", ["", "yesterday", "2025-01", "20250", "22.1.2025"])
def test_what_is_no_date_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="2025年1月22日"):
        parse_day(text)


def test_a_day_that_is_in_no_calendar_is_refused() -> None:
    with pytest.raises(typer.BadParameter, match="calendar"):
        parse_day("2025-02-30")
