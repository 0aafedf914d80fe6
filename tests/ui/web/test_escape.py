import html

from hypothesis import given
from hypothesis import strategies as st

from ui.web.escape import safe, safe_lines


def test_tags_are_shown_as_text() -> None:
    assert safe("<img src=x onerror=alert(1)>") == "&lt;img src=x onerror=alert(1)&gt;"


def test_quotes_cannot_end_an_attribute() -> None:
    assert '"' not in safe('" onclick="alert(1)')
    assert "'" not in safe("' onclick='alert(1)")


@given(st.text())
def test_the_browser_shows_exactly_the_text_and_no_sign_of_markup_or_template_is_left(text: str) -> None:
    assert html.unescape(safe(text)) == html.unescape(html.escape(text))
    assert not set("<>\"'{}$`\\") & set(safe(text))


def test_line_ends_become_breaks() -> None:
    assert safe_lines("一\n<二>") == "一<br>&lt;二&gt;"
