"""Columns are mapped as FIELD=NAME."""

import pytest
import typer

from ui.commands.columns import parse_columns


def test_a_field_and_a_name_make_a_column() -> None:
    assert parse_columns(["title=标题", " text = 正文=全 "]) == {"title": "标题", "text": "正文=全"}


@pytest.mark.parametrize("given", ["title", "=标题", "title=", ""])
def test_a_mapping_without_both_is_a_usage_error(given: str) -> None:
    with pytest.raises(typer.BadParameter, match="title=标题"):
        parse_columns([given])
