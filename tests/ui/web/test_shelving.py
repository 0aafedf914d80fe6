from __future__ import annotations

from datetime import UTC, date, datetime

from ingest.report import Count, FileReport, Report
from rag.conversations import Conversation
from rag.finding import Facet, Found
from rag.listing import Column, DayCount, Listed, Row, Sheet
from rag.records import Article, ArticleKind, Source
from ui.web.chart import chart
from ui.web.chinese import CHINESE
from ui.web.english import ENGLISH
from ui.web.findings import Search, findings
from ui.web.health import printed_bytes
from ui.web.intake import reached_list, report_list
from ui.web.table import table, table_tools
from ui.web.talks import talk_list
from ui.web.uploads import Reached

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>${x}{{y}}"
ROW = Row("a1", Source("青岚日报", date(2031, 3, 2), "1", "大桥封顶"), ArticleKind.NEWS, 0.62, 120)


def test_the_column_that_sorts_says_so_and_turns_when_pressed_again() -> None:
    shown = table(Sheet(sort=Column.DATE, descending=True), Listed((ROW,), 1), CHINESE)
    assert 'class="date" aria-sort="descending"' in shown
    assert 'data-column="date" data-descending="false"' in shown
    assert 'data-column="title" data-descending="false"' in shown


def test_doubtful_borders_stand_out() -> None:
    assert 'class="confidence low">62%' in table(Sheet(), Listed((ROW,), 1), CHINESE)


def test_further_rows_are_a_press_away() -> None:
    shown = table(Sheet(offset=50), Listed((ROW,), 120), CHINESE)
    assert "第 51–51 篇，共 120 篇" in shown
    assert 'data-offset="0"' in shown
    assert 'data-offset="100"' in shown


def test_an_empty_table_says_so() -> None:
    assert "没有符合条件的报道" in table(Sheet(), Listed((), 0), CHINESE)


def test_bars_add_up_and_long_spans_are_drawn_by_month() -> None:
    days = [DayCount("甲报", date(2031, 3, 1), 3), DayCount("乙报", date(2031, 3, 1), 1), DayCount("乙报", None, 9)]
    assert chart(days, CHINESE).count("<rect") == 2
    assert "<td>3</td><td>1</td>" in chart(days, CHINESE)
    year = [DayCount("甲报", date.fromordinal(date(2031, 1, 1).toordinal() + at), 1) for at in range(365)]
    assert chart(year, CHINESE).count("<rect") == 12
    assert chart([DayCount("甲报", None, 1)], CHINESE) == ""


def test_an_upload_shows_how_far_every_file_is() -> None:
    shown = reached_list(Reached((("a.txt", 1.0), ("b.pdf", 0.5), ("c.txt", 0.0))), CHINESE)
    assert [word in shown for word in ("完成", "阅读中", "等待")] == [True] * 3
    assert 'value="0.50"' in shown


def test_a_report_says_what_became_of_every_file_and_why() -> None:
    file = FileReport(
        "a.txt", added=3, unchanged=1, skipped=("无法读",), failed=("第3行",), dropped=(Count("head", 4),)
    )
    shown = report_list(Report((file,)), CHINESE)
    for words in ("新增 3 篇，更新 0 篇，未变 1 篇；1 处未能读取", "跳过：无法读", "失败：第3行", "略去 4 行"):
        assert words in shown


def test_a_report_says_how_many_were_withdrawn_and_what_that_is() -> None:
    report = Report((FileReport("a.txt", unchanged=4, withdrawn=2), FileReport("b.txt", withdrawn=1)))
    shown = report_list(report, CHINESE)
    assert "未变 4 篇，撤下 3 篇；0 处未能读取" in shown
    assert shown.count("撤下的报道，上次读这个文件时有，这次没有了。") == 2
    assert "4 unchanged, 3 withdrawn; 0 could not be read" in report_list(report, ENGLISH)


def test_words_that_were_found_are_lit_and_facets_are_pressed() -> None:
    article = Article.of(Source("青岚日报", date(2031, 3, 2), "1", "大桥封顶"), ("大桥全长4.7公里。",))
    found = Found((article.id,), {article.id: article.source}, (Facet("青岚日报", 1),), (Facet("2031-03", 1),))
    shown = findings(Search("大桥 公里", month="2031-03"), found, [article], CHINESE)
    assert "<mark>大桥</mark>全长4.7<mark>公里</mark>" in shown
    assert 'data-name="month" data-value="2031-03" aria-pressed="true"' in shown


def test_bytes_are_printed_with_their_unit() -> None:
    assert [printed_bytes(count) for count in (0, 999, 1400, 2_500_000, 123_456_789)] == [
        "0 B",
        "999 B",
        "1.4 kB",
        "2.5 MB",
        "123 MB",
    ]


def test_markup_in_names_titles_and_reasons_is_shown_as_text() -> None:
    now = datetime(2031, 3, 5, tzinfo=UTC)
    article = Article.of(Source(EVIL, None, EVIL, EVIL, EVIL), (EVIL,))
    row = Row(EVIL, article.source, ArticleKind.NOTICE, 1.0, 1)
    found = Found((article.id,), {}, (Facet(EVIL, 1), Facet("b", 1)), (Facet(EVIL, 2), Facet("c", 1)))
    for texts in (CHINESE, ENGLISH):
        shown = (
            table(Sheet(), Listed((row,), 1), texts)
            + table_tools([EVIL], texts)
            + reached_list(Reached(((EVIL, 0.5),)), texts)
            + report_list(Report((FileReport(EVIL, failed=(EVIL,)),)), texts)
            + talk_list([Conversation(EVIL, EVIL, now, now, 1)], texts)
            + findings(Search("alert"), found, [article], texts)
            + chart([DayCount(EVIL, date(2031, 3, 1), 1)], texts)
        )
        assert "<script" not in shown
        assert "<img" not in shown
        assert "${" not in shown
        assert "{{" not in shown
