"""Characters come out in one form, lines join as the text read before it was set."""

import pytest

from ingest.glyphs import close_up, half_width, join_lines, line_width


def test_full_width_digits_and_letters_become_half_width_and_punctuation_stays() -> None:
    assert half_width("２０２４年，ＧＤＰ增长５．２％。") == "2024年，GDP增长5.2%。"


def test_spaces_beside_digits_go_and_spaces_between_names_stay() -> None:
    assert close_up("6月 18 日，记者 李晓云 陈默") == "6月18日，记者 李晓云 陈默"


def test_lines_join_without_a_space() -> None:
    assert join_lines(["新港区的灯塔", "昨晚重新点亮。"]) == "新港区的灯塔昨晚重新点亮。"


def test_lines_join_with_a_space_between_latin_words() -> None:
    assert join_lines(["乐队演唱了 Yellow", "Submarine 等曲目"]) == "乐队演唱了 Yellow Submarine 等曲目"


def test_a_broken_latin_word_is_mended() -> None:
    assert join_lines(["他在Face原", "Book上看到"]) == "他在FaceBook上看到"


@pytest.mark.parametrize(("first", "second"), [("东港的草原", "上开满了花"), ("用WiFi的原", "因有三个")])
def test_the_same_character_stays_where_it_is_a_word(first: str, second: str) -> None:
    assert join_lines([first, second]) == first + second


def test_a_digit_takes_about_half_the_width_of_a_han_character() -> None:
    assert line_width("共有12艘船") == pytest.approx(4 + 1.1)


def test_a_stray_space_takes_no_width() -> None:
    assert line_width("共有 12 艘船") == line_width("共有12艘船")
