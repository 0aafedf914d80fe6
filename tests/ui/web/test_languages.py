import pytest
from starlette.datastructures import Headers

from ui.web.languages import prefers_english, wants_english


@pytest.mark.parametrize(
    "accepted", ["en-US,en;q=0.9", "en", "fr,en;q=0.5", "zh;q=0.3,en;q=0.8", "de,en-GB;q=0.7,zh;q=0.1"]
)
def test_english_is_wanted_where_it_is_named_before_chinese(accepted: str) -> None:
    assert prefers_english(accepted)


@pytest.mark.parametrize("accepted", ["", "zh-CN,zh;q=0.9,en;q=0.8", "fr", "*", "zh", "en;q=0,zh", "en;q=nonsense"])
def test_otherwise_it_is_chinese(accepted: str) -> None:
    assert not prefers_english(accepted)


def test_a_choice_outweighs_the_browser() -> None:
    assert not wants_english(Headers({"cookie": "baoda_language=zh", "accept-language": "en"}))
    assert wants_english(Headers({"cookie": "a=b; baoda_language=en", "accept-language": "zh"}))
