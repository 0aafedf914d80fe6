"""Credits, authors in brackets and end marks are read off an article's end."""

import pytest

from ingest.closing import ClosingKind, read_closing


@pytest.mark.parametrize(
    ("ending", "authors"),
    [
        (" 新华社记者 李晓云 摄", ("李晓云",)),
        (" 新华社 发（李晓云 摄）", ("李晓云",)),
        ("新华社发 李晓云 摄", ("李晓云",)),
        ("（李晓云 摄）", ("李晓云",)),
        (" 李晓云 陈默 摄", ("李晓云", "陈默")),
        (" 本报记者 李晓云 摄影报道", ("李晓云",)),
        (" 通讯员 巴特尔 摄", ("巴特尔",)),
        ("（受访者供图）", ()),
        ("（资料图片）", ()),
        (" 新华社发", ()),
    ],
)
def test_a_photo_credit_ends_a_caption(ending: str, authors: tuple[str, ...]) -> None:
    closing = read_closing(["渔船驶过灯塔。" + ending])
    if ending == "（受访者供图）":
        assert closing is None
        return
    assert closing is not None
    assert (closing.kind, closing.authors) == (ClosingKind.CREDIT, authors)
    assert closing.length >= len(ending.strip())


def test_authors_in_brackets_end_a_story() -> None:
    closing = read_closing(["灯塔对市民开放。", "（李晓云 陈默）"])
    assert closing is not None
    assert (closing.kind, closing.authors, closing.length) == (ClosingKind.AUTHORS, ("李晓云", "陈默"), 8)


def test_a_closing_may_break_across_lines() -> None:
    closing = read_closing(["灯塔对市民开放。（李晓", "云 陈默）"])
    assert closing is not None
    assert closing.authors == ("李晓云", "陈默")


@pytest.mark.parametrize("mark", ["（下转第4版）", "（完）", "下转第2版"])
def test_a_mark_at_the_end_is_no_text(mark: str) -> None:
    closing = read_closing(["灯塔对市民开放。" + mark])
    assert closing is not None
    assert (closing.kind, closing.length) == (ClosingKind.MARK, len(mark))


@pytest.mark.parametrize(
    "text", ["渔船驶过灯塔（无人机照片）。", "这是灯塔（6月18日摄）", "他爱好摄影", "灯塔年久失修。"]
)
def test_a_sentence_is_no_closing(text: str) -> None:
    assert read_closing([text]) is None
