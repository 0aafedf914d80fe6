"""Text is read in the encodings newspapers come in; anything else is refused with one clear sentence."""

from pathlib import Path

import pytest

from ingest import encoding
from ingest.encoding import decode, read_text
from rag.errors import InputError

TEXT = "东港市海事局昨日通报，青屿灯塔修缮完工，这是它建成以来的第三次大修，渔民可以在夜间凭灯光出海。\n"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_usual_encodings_are_read(name: str) -> None:
    assert decode(TEXT.encode(name), "page.txt") == TEXT


def test_big5_is_read() -> None:
    text = "東港市海事局昨日通報，這是燈塔建成以來的第三次大修，漁民可以在夜間出海，我們都為他們高興。\n"
    assert decode(text.encode("big5"), "page.txt") == text


@pytest.mark.parametrize("name", ["gb18030", "big5"])
@pytest.mark.parametrize("text", ["标题,正文,date\n果园开园,果园昨天开园了。,2031-05-02\n", "他说了\n", "大雾\n"])
def test_a_few_words_are_read_in_the_encoding_whose_words_are_common(text: str, name: str) -> None:
    if name == "big5":
        text = simplified_to_traditional(text)
    assert decode(text.encode(name), "rows.csv") == text


def simplified_to_traditional(text: str) -> str:
    return text.translate(str.maketrans("标题园开说雾", "標題園開說霧"))


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        ("\u3000\n\ufeff".encode(), "blanks"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (TEXT.encode()[:-2] * 3, "neither UTF-8 nor GB18030"),
        ("Déjà vu, à la carte et cætera, où l été passé".encode("latin-1") * 4, "neither UTF-8 nor GB18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "damaged"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as refusal:
        decode(raw, "page.txt")
    assert "page.txt" in str(refusal.value)


def test_a_few_nul_bytes_are_left_out_and_many_make_a_file_binary() -> None:
    assert decode((TEXT * 8).encode().replace(b"\n", b"\x00\n", 3), "page.txt") == TEXT * 8
    with pytest.raises(InputError, match="binary"):
        decode(TEXT.encode().replace(b"\n", b"\x00" * 9 + b"\n"), "page.txt")


def test_big5_with_the_further_characters_of_hong_kong_is_read() -> None:
    text = "香港石硤尾邨昨日舉行開放日，這是邨內的第三次開放，居民可以在夜間參觀，我們都為他們高興，邨民說咗好多。\n"
    assert decode(text.encode("big5hkscs"), "page.txt") == text


def test_a_monstrous_line_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"one\n" + b"x" * (encoding.LONGEST_LINE * 3))
    with pytest.raises(InputError, match="line 2"):
        read_text(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.txt"):
        read_text(tmp_path / "absent.txt")


def test_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    text = "渔港今天开市，有三百艘船出海。\n港口方面说，鱼价平稳，市民可以在码头上买到新鲜的海鱼。\n"
    assert decode(text.encode(encoding), "a.txt") == text


def test_bytes_that_are_no_chinese_in_either_order_stay_binary() -> None:
    with pytest.raises(InputError, match="binary"):
        decode(bytes(range(0x4E, 0x9F)) * 20 + b"\x00\x01" * 40, "a.bin")
