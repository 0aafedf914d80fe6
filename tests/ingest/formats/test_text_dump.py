"""Text dumps are read page by page, whatever their encoding and line ends."""

from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.formats.text_dump import read_text_dump
from rag.errors import InputError
from rag.records import Article
from tests.ingest.typesetting import column

STORY = [
    "青屿灯塔昨晚重新点亮",
    *column(
        ["本报青屿6月18日讯（记者 李晓云）青屿灯塔修缮完工，昨晚重新点亮，渔民可凭灯光夜航。", "灯塔建成于九十年前。"],
        15,
    ),
]
TEXT = "\n".join(STORY)


def read(path: Path, raw: bytes, hints: Hints | None = None) -> list[Article]:
    path.write_bytes(raw)
    return [item for item in read_text_dump(path, hints or Hints()) if isinstance(item, Article)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2024-06-19_yaowen.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_article(path: Path, encoding: str, end: str) -> None:
    (article,) = read(path, TEXT.replace("\n", end).encode(encoding))
    assert (article.headline, article.authors, len(article.paragraphs)) == ("青屿灯塔昨晚重新点亮", ("李晓云",), 2)


def test_the_date_comes_from_the_files_name_and_the_newspaper_from_the_hint(path: Path) -> None:
    (article,) = read(path, TEXT.encode(), Hints(newspaper="东港晚报"))
    assert (article.source.date, article.source.newspaper) == (date(2024, 6, 19), "东港晚报")


def test_the_day_given_comes_first(path: Path) -> None:
    (article,) = read(path, TEXT.encode(), Hints(date=date(2024, 6, 20)))
    assert article.source.date == date(2024, 6, 20)


def test_origins_name_the_file_as_the_person_did(path: Path) -> None:
    (article,) = read(path, TEXT.encode(), Hints(file="pages/2024-06-19_yaowen.txt"))
    assert article.origin[0].file == "pages/2024-06-19_yaowen.txt"


def test_form_feeds_part_pages_and_line_numbers_go_on(path: Path) -> None:
    first, second = read(path, f"第1版\n{TEXT}\n\f第2版\n{TEXT}".encode())
    assert (first.source.page, second.source.page) == ("1", "2")
    assert second.origin[0].first_line == len(STORY) + 3


def test_a_file_of_nothing_but_furniture_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="no article"):
        read(path, "第3版\n责任编辑：李晓云".encode())


@pytest.mark.parametrize(("raw", "word"), [(b"", "empty"), (b"\x00\x01\x02", "binary"), (b"x" * 2_000_000, "line 1")])
def test_what_is_no_dump_is_refused(path: Path, raw: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word):
        read(path, raw)
