"""Papers in Traditional characters are read like those in Simplified ones, and told as they are printed."""

from datetime import date
from pathlib import Path

import pytest

from ingest.closing import ClosingKind, read_closing
from ingest.continuations import Way, read_mark
from ingest.formats import Hints
from ingest.furniture import FurnitureKind, read_furniture
from ingest.names import people_named
from ingest.opening import read_opening
from ingest.pipeline import read_file
from ingest.spelled_days import in_figures
from ingest.variants import as_printed, plain, plain_lines
from rag.records import Article, ArticleKind

PAGES = Path(__file__).parents[2] / "eval" / "gold" / "traditional_pages"


@pytest.mark.parametrize(
    ("text", "dateline", "authors"),
    [
        ("中央社台北20日電 燈塔", "中央社台北20日電", ()),
        ("（中央社記者王大明台北20日電）燈塔", "中央社台北20日電", ("王大明",)),
        ("（中央社台北二十日電）燈塔", "中央社台北二十日電", ()),
        ("（路透東京20日電）燈塔", "路透東京20日電", ()),
        ("【本報訊】燈塔", "本報訊", ()),
        ("【大公報訊】記者李文報道：燈塔", "大公報訊", ("李文",)),
        ("本報訊（記者 李文）燈塔", "本報訊", ("李文",)),
        ("香港文匯報訊（記者 李文 北京報道）燈塔", "香港文匯報訊", ("李文",)),
        ("〔記者王大明／台北報導〕燈塔", "台北報導", ("王大明",)),
        ("【本報記者王大明台北報導】燈塔", "台北報導", ("王大明",)),
        ("〔編譯陳默／綜合外電報導〕燈塔", "綜合外電報導", ("陳默",)),
        ("【記者王大明、陳默／綜合報導】燈塔", "綜合報導", ("王大明", "陳默")),
        ("（記者陳默報導）燈塔", "", ("陳默",)),
        ("新華社北京1月20日電（記者 李文、陳默）燈塔", "新華社北京1月20日電", ("李文", "陳默")),
        ("本報記者李文、陳默 廣州電 燈塔", "本報廣州電", ("李文", "陳默")),
        ("（上接A3版）燈塔", "", ()),
    ],
)
def test_an_opening_gives_dateline_and_authors_as_printed(text: str, dateline: str, authors: tuple[str, ...]) -> None:
    opening = read_opening([text])
    assert opening is not None
    assert (opening.dateline, opening.authors) == (dateline, authors)
    assert text[opening.length :] == "燈塔"


def test_an_opening_may_break_inside_a_word() -> None:
    opening = read_opening(["〔編譯鄭家豪／綜合外電報", "導〕燈塔昨晚點亮"])
    assert opening is not None
    assert (opening.dateline, opening.authors, opening.length) == ("綜合外電報導", ("鄭家豪",), 14)


@pytest.mark.parametrize(
    "text", ["記者從海事局獲悉，燈塔昨晚點亮。", "據路透社報道，燈塔昨晚點亮。", "記者報導說，燈塔亮了"]
)
def test_a_sentence_is_no_opening(text: str) -> None:
    assert read_opening([text]) is None


def test_a_place_runs_on_from_a_name_in_simplified_characters_too() -> None:
    opening = read_opening(["新华社记者王大明北京1月20日电 灯塔"])
    assert opening is not None
    assert (opening.dateline, opening.authors) == ("新华社北京1月20日电", ("王大明",))


def test_an_agency_behind_a_reporter_is_no_reporter() -> None:
    opening = read_opening(["本报记者 李晓云 新华社青屿6月18日电（记者陈默）灯塔"])
    assert opening is not None
    assert "新华社" not in opening.authors


@pytest.mark.parametrize(
    ("ending", "kind", "authors"),
    [
        ("（記者王大明攝）", ClosingKind.CREDIT, ("王大明",)),
        (" 記者王大明／攝影", ClosingKind.CREDIT, ("王大明",)),
        (" 圖／記者王大明攝", ClosingKind.CREDIT, ("王大明",)),
        (" 新華社發（王大明 攝）", ClosingKind.CREDIT, ("王大明",)),
        (" 中央社記者王大明攝 114年1月20日", ClosingKind.CREDIT, ("王大明",)),
        (" 圖／中央社", ClosingKind.CREDIT, ()),
        ("（翻攝自網路）", ClosingKind.CREDIT, ()),
        ("（美聯社）", ClosingKind.MARK, ()),
        ("（編輯：陳默）1140120", ClosingKind.MARK, ()),
        ("（下轉A3版）", ClosingKind.MARK, ()),
        ("（記者 李文）", ClosingKind.AUTHORS, ("李文",)),
    ],
)
def test_a_closing_gives_its_names_as_printed(ending: str, kind: ClosingKind, authors: tuple[str, ...]) -> None:
    closing = read_closing(["漁船駛過燈塔。" + ending])
    assert closing is not None
    assert (closing.kind, closing.authors) == (kind, authors)
    assert closing.length >= len(ending.strip())


@pytest.mark.parametrize(
    ("line", "kind", "page"),
    [
        ("責任編輯 李文華 美術編輯 周怡君", FurnitureKind.STAFF, ""),
        ("責編：高慧敏 版面設計：羅穎", FurnitureKind.STAFF, ""),
        ("讀者服務專線電話：（02）2345-6789", FurnitureKind.IMPRINT, ""),
        ("A8 港聞", FurnitureKind.FOLIO, "A8"),
        ("臨灣時報 中華民國114年3月12日 星期三 A3 地方", FurnitureKind.DAY, "A3"),
        ("南島新聞報 二〇二五年三月十三日 星期四 第四版", FurnitureKind.DAY, "4"),
        ("國際新聞", FurnitureKind.LABEL, ""),
    ],
)
def test_furniture_is_told(line: str, kind: FurnitureKind, page: str) -> None:
    found = read_furniture(line, indented=True)
    assert found is not None
    assert (found.kind, found.page) == (kind, page)


def test_a_mark_keeps_its_words_as_printed() -> None:
    mark = read_mark("（上接第一版《燈塔復燃》）", Way.BACK)
    assert mark is not None
    assert (mark.page, mark.words) == ("1", "燈塔復燃")


@pytest.mark.parametrize(
    ("page", "paper", "name", "titles", "last"),
    [
        ("linwan-2025-03-12-a3", "臨灣時報", "A3", 4, ArticleKind.CAPTION),
        ("haigang-2025-03-12-a8", "海港日報", "A8", 5, ArticleKind.CAPTION),
        ("nandao-2025-03-13-4", "南島新聞報", "4", 4, ArticleKind.CAPTION),
        ("weigang-2025-03-13-b2", "維港商報", "B2", 4, ArticleKind.NEWS),
    ],
)
def test_a_page_is_split_and_dated(page: str, paper: str, name: str, titles: int, last: ArticleKind) -> None:
    found = [item for item in read_file(PAGES / f"{page}.txt", Hints()) if isinstance(item, Article)]
    assert len(found) == titles
    assert {(one.source.newspaper, one.source.page) for one in found} == {(paper, name)}
    day = date.fromisoformat("-".join(page.split("-")[1:4]))
    assert {one.source.date for one in found} == {day}
    assert found[-1].kind is last


def test_plain_text_is_as_long_as_the_print() -> None:
    text = "「燈塔」〔記者王大明／台北報導〕乾隆年間，於後裡"
    assert len(plain(text)) == len(text)
    assert plain("〔記者王大明／台北報導〕") == "【记者王大明／台北报道】"
    assert plain_lines(["台北報", "導"]) == ["台北报", "道"]
    assert plain_lines([]) == []


def test_what_is_found_is_told_as_printed() -> None:
    printed = "中央社記者王大明台北電"
    assert as_printed("中央社台北电", plain(printed), printed) == "中央社台北電"
    assert as_printed("王大明", plain("記者 王 大明"), "記者 王 大明") == "王大明"


def test_names_are_told_as_printed() -> None:
    assert people_named("記者 陳默、許文斌", sure=True) == ("陳默", "許文斌")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("二〇二五年三月十三日", "2025年3月13日"),
        ("中华民国114年3月12日", "2025年3月12日"),
        ("民国一百十四年三月二日", "2025年3月2日"),
        ("2025年3月13日", "2025年3月13日"),
        ("三月的灯塔", "三月的灯塔"),
    ],
)
def test_days_are_put_in_figures_of_our_era(text: str, figures: str) -> None:
    assert in_figures(text) == figures
