import html

from hypothesis import given
from hypothesis import strategies as st

from ui.web.escape import safe, safe_lines, with_short


def test_tags_are_shown_as_text() -> None:
    assert safe("<img src=x onerror=alert(1)>") == "&lt;img src=x onerror=alert(1)&gt;"


def test_quotes_cannot_end_an_attribute() -> None:
    assert '"' not in safe('" onclick="alert(1)')
    assert "'" not in safe("' onclick='alert(1)")


@given(st.text())
def test_the_browser_shows_exactly_the_text_and_no_sign_of_markup_or_template_is_left(text: str) -> None:
    assert html.unescape(safe(text)) == html.unescape(html.escape(text))
    assert not set("<>\"'{}$`\\") & set(safe(text))


def test_the_words_that_answer_are_set_off_once_and_nothing_else_is_markup() -> None:
    assert with_short("长<39>米\n长39米", "39") == "长&lt;<strong>39</strong>&gt;米<br>长39米"
    assert with_short("长<39>米", "40") == with_short("长<39>米", "") == "长&lt;39&gt;米"


def test_line_ends_become_breaks() -> None:
    assert safe_lines("一\n<二>") == "一<br>&lt;二&gt;"
