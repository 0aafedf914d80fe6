"""Blocks become articles with kicker, dateline, authors, kind and clean paragraphs."""

from collections.abc import Sequence
from datetime import date

from ingest.articles import page_articles
from ingest.issue_date import Issue
from ingest.page import read_page
from rag.records import Article, ArticleKind
from tests.ingest.typesetting import column

ISSUE = Issue(date(2024, 6, 19), "3")
TAIL = ["灯塔建成于九十年前，塔高26米，由花岗岩砌成，射程18海里。", "从本周六起，灯塔底层向市民免费开放。"]


def articles(*blocks: Sequence[str]) -> list[Article]:
    page = read_page([line for block in blocks for line in block])
    return list(page_articles(page, ISSUE, "东港晚报", "page.txt"))


def story(opening: str, ending: str = "") -> list[str]:
    return [
        "青屿灯塔昨晚重新点亮",
        *column([opening + "青屿灯塔修缮完工，昨晚重新点亮。", *TAIL[:-1], TAIL[-1] + ending], 15),
    ]


def test_dateline_and_reporters_leave_the_body() -> None:
    (article,) = articles(story("本报青屿6月18日讯（记者 李晓云 陈默）"))
    assert (article.dateline, article.authors) == ("本报青屿6月18日讯", ("李晓云", "陈默"))
    assert article.paragraphs == ("青屿灯塔修缮完工，昨晚重新点亮。", *TAIL)


def test_authors_in_brackets_at_the_end_leave_the_body() -> None:
    (article,) = articles(story("新华社青屿6月18日电 ", "（李晓云 陈默）"))
    assert (article.dateline, article.authors) == ("新华社青屿6月18日电", ("李晓云", "陈默"))
    assert article.paragraphs[-1] == TAIL[-1]


def test_contributors_are_authors_only_where_the_opening_names_none() -> None:
    helped = "（参与采写：陈默、周帆）"
    (named,) = articles(story("新华社青屿6月18日电（记者 李晓云）", helped))
    assert (named.authors, named.paragraphs[-1]) == (("李晓云",), TAIL[-1] + helped)
    (unnamed,) = articles(story("新华社青屿6月18日电 ", helped))
    assert (unnamed.authors, unnamed.paragraphs[-1]) == (("陈默", "周帆"), TAIL[-1])


def test_a_byline_on_its_own_line_is_no_paragraph() -> None:
    title, *body = story("")
    (article,) = articles([title, "本报记者 李晓云", *body])
    assert (article.authors, article.paragraphs[0]) == (("李晓云",), "青屿灯塔修缮完工，昨晚重新点亮。")


def test_a_byline_above_a_dateline_is_read_too() -> None:
    title, *body = story("本报青屿6月18日讯 ")
    (article,) = articles([title, "□ 本报记者 李晓云", *body])
    assert (article.dateline, article.authors) == ("本报青屿6月18日讯", ("李晓云",))


def test_a_continuation_mark_is_no_text() -> None:
    (article,) = articles(story("本报讯（记者 李晓云）", "（下转第4版）"))
    assert article.paragraphs[-1] == TAIL[-1]


def test_a_photo_with_a_credit_is_a_caption() -> None:
    caption = ["大潮时节赶海忙", *column(["6月18日，游客在青屿海滩拾贝（无人机照片）。 新华社 发（周帆 摄）"], 30)]
    (_, article) = articles(story("本报讯（记者 李晓云）"), caption)
    assert (article.kind, article.authors) == (ArticleKind.CAPTION, ("周帆",))
    assert article.paragraphs == ("6月18日，游客在青屿海滩拾贝（无人机照片）。",)


def test_a_correction_is_a_notice() -> None:
    notice = [
        "更正",
        *column(["本报6月17日第2版《渡轮增开三班》一文中，“末班二十二时”应为“末班二十三时”。特此更正。"], 15),
    ]
    (first, article, last) = articles(story("本报讯（记者 李晓云）"), notice, story("新华社青屿6月18日电 "))
    assert (first.kind, article.kind, last.kind) == (ArticleKind.NEWS, ArticleKind.NOTICE, ArticleKind.NEWS)
    assert article.headline == "更正"


def test_a_kicker_is_kept_apart_from_the_title() -> None:
    (article,) = articles(["“海岸线”系列报道之三", *story("本报讯（记者 李晓云）")])
    assert (article.kicker, article.headline) == ("“海岸线”系列报道之三", "青屿灯塔昨晚重新点亮")


def test_stray_spaces_leave_the_paragraphs() -> None:
    title, *body = story("本报青屿 6月 18日讯（记者 李晓云）")
    (article,) = articles([title, *(line.replace("26", " 26 ") for line in body)])
    assert article.dateline == "本报青屿6月18日讯"
    assert "塔高26米" in article.paragraphs[1]


def test_an_article_knows_its_place_of_publication_and_its_lines() -> None:
    (_, article) = articles(story("本报讯（记者 李晓云）"), story("新华社青屿6月18日电 "))
    assert article.source.label == "《东港晚报》2024-06-19 第3版《青屿灯塔昨晚重新点亮》"
    (origin,) = article.origin
    length = len(story("本报讯（记者 李晓云）"))
    assert (origin.file, origin.first_line, origin.last_line) == (
        "page.txt",
        length + 1,
        length + len(story("新华社青屿6月18日电 ")),
    )


def test_a_page_of_advertisements_is_one_notice() -> None:
    lines = [
        "海鲜大酒楼",
        "开业酬宾",
        "全场八折",
        "订座电话",
        "0570-8888123",
        "吉房出租",
        "近地铁",
        "月租两千",
        "13800138000",
    ]
    (article,) = articles(lines * 3)
    assert article.kind is ArticleKind.NOTICE


def test_a_page_in_english_is_one_article() -> None:
    (article,) = articles(["The old lighthouse was lit", "last night after repairs."])
    assert article.paragraphs == ("The old lighthouse was lit", "last night after repairs.") or article.paragraphs == (
        "The old lighthouse was lit last night after repairs.",
    )
