"""What every catalogue promises (`Catalogue`), as tests that a database's own test class inherits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.amendments import Amendment
from rag.backends.catalogue import SqliteCatalogue
from rag.dates.grammar import find_dates
from rag.errors import LibraryBusy
from rag.parts import Mark, Part, Way
from rag.protocols import Catalogue
from rag.readings import FileRead, Given
from rag.records import Article, LineBox, Origin, Query, Source
from rag.repeats import Filed, text_key
from tests.samples import MARKET, article, passages

Opened = Callable[[], Catalogue]
DAY = date(2024, 3, 4)


def printed(title: str, body: str, day: date | None = DAY, newspaper: str = "临澜日报", page: str = "1") -> Article:
    return Article.of(Source(newspaper, day, page, title), (body,))


def store(catalogue: Catalogue, *articles: Article) -> None:
    filed = [Filed((one,)) for one in articles]
    catalogue.put(filed, [passage for one in articles for passage in passages(one)])


class CatalogueContract:
    """Inherit and define the fixture `opened`: it opens the same catalogue again, a further time if asked."""

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Iterator[Opened]:
        raise NotImplementedError

    @pytest.fixture
    def catalogue(self, opened: Opened) -> Catalogue:
        return opened()

    def test_an_article_comes_back_as_it_went_in(self, catalogue: Catalogue) -> None:
        plain = article()
        box = LineBox(1, 0.0625, 0.25, 0.5, 0.2623, 0, 12)
        kept = replace(
            plain,
            kicker="肩题",
            dateline="本报讯",
            authors=("李晓云", "陈默"),
            confidence=0.25,
            dates=find_dates(plain.body, DAY),
            origin=(Origin("一版.pdf", 3, 9, (box,), "0a" * 16),),
        )
        store(catalogue, kept)
        assert catalogue.article(kept.id) == kept
        assert list(catalogue.articles()) == [kept]

    def test_any_text_comes_back_with_every_offset(self, catalogue: Catalogue) -> None:
        body = "𠮷野家👍🏽说：\\ % ' \" :p1 $1 ? 完。"
        one = printed("题：$1 '?'", body)
        store(catalogue, one)
        assert catalogue.article(one.id) == one
        (passage,) = catalogue.passages_of([one.id])
        assert passage.text == body[passage.start : passage.end]

    def test_passages_are_found_by_id_by_article_and_all_of_them(self, catalogue: Catalogue) -> None:
        store(catalogue, article(), article("菜市场开张", MARKET))
        every = {one.id: one for one in catalogue.every_passage()}
        assert every == {one.id: one for made in catalogue.articles() for one in passages(made)}
        first = next(iter(every))
        assert catalogue.passages([first, "unknown"]) == {first: every[first]}

    def test_amendments_are_kept_replaced_and_forgotten(self, catalogue: Catalogue) -> None:
        one = Amendment("new", "临澜日报", DAY, "3", "大桥合龙")
        undated = Amendment("newer", "", None, "", "大桥今合龙")
        catalogue.put_amendments({"read": one, "other": one})
        catalogue.put_amendments({"read": undated}, ["other", "unknown"])
        assert catalogue.amendments() == {"read": undated}

    def test_what_a_file_gave_before_and_gives_no_more_is_known_and_forgotten(self, catalogue: Catalogue) -> None:
        before, now = FileRead("/pages/one.txt", "old", "1"), FileRead("/pages/one.txt", "new", "2")
        copy = FileRead("/pages/copy.txt", "old", "1")
        catalogue.put_amendments({"read": Amendment("by hand", "", None, "", "改过的题")})
        catalogue.note_given([Given(before, one) for one in ("gone", "shared", "stays", "by hand")])
        catalogue.note_given([Given(copy, "shared")])
        assert catalogue.files_read(before) == ()
        catalogue.note_given([Given(now, "stays"), Given(now, "came")])
        assert catalogue.files_read(FileRead("elsewhere", "old", "3")) == ("/pages/copy.txt", "/pages/one.txt")
        assert (catalogue.files_read(now), catalogue.given(now)) == (("/pages/one.txt",), ("came", "stays"))
        assert catalogue.no_longer_given(now, [now.file]) == {"gone": "old"}
        assert catalogue.no_longer_given(now, [now.file, copy.file]) == {"gone": "old", "shared": "old"}
        catalogue.forget_given(now, [now.file])
        assert catalogue.no_longer_given(now, [now.file]) == {}
        assert catalogue.given(copy) == ("shared",)

    def test_putting_an_article_again_replaces_it_with_its_passages(self, catalogue: Catalogue) -> None:
        store(catalogue, printed("题", "第一版文字。"))
        edited = printed("题", "改过的文字。")
        store(catalogue, edited)
        assert catalogue.versions([edited.id]) == {edited.id: edited.version}
        assert [one.text for one in catalogue.every_passage()] == ["改过的文字。"]
        assert catalogue.contents().articles == 1

    def test_removing_takes_an_article_with_all_that_hangs_on_it(self, catalogue: Catalogue) -> None:
        kept, gone = article(), article("菜市场开张", MARKET)
        store(catalogue, kept, gone)
        catalogue.remove([gone.id, "unknown"])
        assert catalogue.article(gone.id) is None
        assert [one.id for one in catalogue.articles()] == [kept.id]
        assert {one.article_id for one in catalogue.every_passage()} == {kept.id}

    def test_articles_come_by_day_newspaper_and_page_the_undated_first(self, catalogue: Catalogue) -> None:
        made = [
            printed("丁", "丁的文字。", date(2024, 3, 5)),
            printed("丙", "丙的文字。", page="2"),
            printed("乙", "乙的文字。", newspaper="Ab日报"),
            printed("甲", "甲的文字。", None),
            printed("戊", "戊的文字。", newspaper="aa日报"),
        ]
        store(catalogue, *made)
        assert [one.headline for one in catalogue.articles()] == ["甲", "乙", "戊", "丙", "丁"]

    def test_an_article_printed_twice_has_both_places_and_is_found_by_either(self, catalogue: Catalogue) -> None:
        first, again = printed("题", "同一篇文字。"), printed("题", "同一篇文字。", date(2024, 3, 6), "岚城晚报")
        catalogue.put([Filed((first, again))], passages(first))
        found = catalogue.article(again.id)
        assert found is not None
        assert (found.id, found.places) == (first.id, (first.source, again.source))
        assert catalogue.holders([first.id, again.id]) == {first.id: first.id, again.id: first.id}
        assert catalogue.standings([first.id])[first.id].places == (first.source, again.source)
        assert [one.article.id for one in catalogue.filed([], [text_key(first)])] == [first.id]

    def test_bounds_look_at_every_place(self, catalogue: Catalogue) -> None:
        first, again = printed("题", "同一篇文字。"), printed("题", "同一篇文字。", date(2024, 3, 6), "岚城晚报")
        undated = printed("无日", "没有日期的文字。", None)
        catalogue.put([Filed((first, again)), Filed((undated,))], [])
        later = Query("", since=date(2024, 3, 5))
        assert catalogue.elsewhere(later) == (first.id,)
        assert catalogue.printed(later) == {first.id: again.source}
        assert list(catalogue.printed(Query(""))) == [first.id, undated.id]
        assert (catalogue.undated(Query("")), catalogue.undated(Query("", newspaper="岚城晚报"))) == (1, 0)

    def test_contents_count_and_span(self, catalogue: Catalogue) -> None:
        assert catalogue.contents().first_date is None
        assert catalogue.last_day() is None
        store(catalogue, printed("甲", "甲的文字。"), printed("乙", "乙的文字。", date(2024, 3, 9), "Ab日报"))
        found = catalogue.contents()
        assert (found.articles, found.passages, found.newspapers) == (2, 2, ("Ab日报", "临澜日报"))
        assert (found.first_date, found.last_date) == (DAY, date(2024, 3, 9))
        assert catalogue.last_day() == found.last_date

    def test_reprints_with_small_edits_tell_one_report_whatever_their_order(self, catalogue: Catalogue) -> None:
        text = (
            "临澜轨道交通2号线昨日开通运营，全长46.2公里，设站29座，首日客流达到31万人次，市民反响热烈，"
            "沿线商户说客流比开通前多了三成，公交线路随之调整。"
        )
        first = printed("开通", text + "甲")
        store(catalogue, printed("开通了", text + "乙", date(2024, 3, 6)))
        store(catalogue, first, printed("别的", MARKET[0]))
        reports = {one.headline: one.report for one in catalogue.articles()}
        assert reports == {"开通": first.id, "开通了": first.id, "别的": ""}
        catalogue.remove([first.id])
        assert {one.report for one in catalogue.articles()} == {""}

    def test_a_correction_finds_what_it_corrects(self, catalogue: Catalogue) -> None:
        wrong = printed("菜市场迁入新址", "停车位120个。", date(2024, 3, 3), page="3")
        notice = printed("更正", "本报3月3日第3版《菜市场迁入新址》一文中，停车位应为210个。特此更正。")
        store(catalogue, wrong, replace(notice, dates=find_dates(notice.body, DAY)))
        found = catalogue.article(notice.id)
        assert found is not None
        assert found.corrects == wrong.id

    def test_parts_are_kept_as_they_were_read_until_they_are_whole(self, catalogue: Catalogue) -> None:
        begun, whole = printed("大桥", "大桥的上半篇。"), printed("大桥通车", "上半篇。下半篇。")
        part = Part(begun, (Mark(begun.id, Way.ONWARD, "2", "大桥"),), whole.id)
        catalogue.put([Filed((whole,))], [], parts=[part])
        catalogue.put([], [], parts=[part])
        assert catalogue.parts(DAY) == catalogue.parts_of([whole.id]) == (part,)
        assert catalogue.wholes([begun.id, "unknown"]) == {begun.id: whole.id}
        catalogue.put([], [], whole=[begun.id])
        assert catalogue.parts(DAY) == ()

    def test_copies_of_source_files_are_known_by_name(self, catalogue: Catalogue) -> None:
        kept = replace(article(), origin=(Origin("一版.pdf", 1, 2, (), "0a" * 16),))
        bare = article("菜市场开张", MARKET)
        store(catalogue, kept, bare)
        assert catalogue.copies(["0a" * 16, "0b" * 16]) == {"0a" * 16}
        assert catalogue.uncopied([kept.id, bare.id, "unknown"]) == {bare.id}

    def test_every_index_has_a_journal_of_its_own(self, catalogue: Catalogue) -> None:
        catalogue.keep_journals(["chroma", "tantivy"])
        store(catalogue, article())
        ids = (article().id,)
        assert (catalogue.pending(), catalogue.pending("chroma"), catalogue.pending("other")) == (ids, ids, ())
        catalogue.settle("chroma", ids)
        assert (catalogue.pending("chroma"), catalogue.pending("tantivy")) == ((), ids)
        catalogue.keep_journals(["chroma", "newer"])
        assert (catalogue.journals(), catalogue.pending()) == (("chroma", "newer"), ())
        catalogue.remove(ids)
        assert catalogue.pending("newer") == ids

    def test_thousands_of_ids_are_asked_at_once(self, catalogue: Catalogue) -> None:
        made = [printed(f"题{number}", f"第{number}篇的文字。") for number in range(1200)]
        store(catalogue, *made)
        assert len(catalogue.versions([one.id for one in made])) == 1200
        catalogue.remove([one.id for one in made])
        assert catalogue.contents().articles == 0

    def test_what_fails_half_way_keeps_nothing(self, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("rag.backends.reports.regroup", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store(catalogue, article())
        assert catalogue.contents().articles == 0
        store(catalogue, article())
        assert catalogue.contents().articles == 1

    def test_another_opening_sees_what_was_stored(self, opened: Opened) -> None:
        first, second = opened(), opened()
        store(first, article())
        assert second.contents().articles == 1
        second.remove([article().id])
        assert first.contents().articles == 0

    def test_threads_read_while_one_writes(self, catalogue: Catalogue) -> None:
        store(catalogue, article())
        with ThreadPoolExecutor(6) as pool:
            reads = [pool.submit(catalogue.article, article().id) for _ in range(40)]
            for number in range(5):
                store(catalogue, printed(f"题{number}", f"第{number}篇。"))
        assert all(read.result() == article() for read in reads)
        assert catalogue.contents().articles == 6

    def test_one_writes_at_a_time_and_the_next_waits_or_is_told(self, opened: Opened) -> None:
        first, second = opened(), opened()
        told: list[str] = []
        with first.writing(), first.writing():
            with pytest.raises(LibraryBusy, match="Another program is writing"), second.writing(told.append, wait=0):
                pass
            assert told == [] or "waiting" in told[0]
        done = threading.Event()
        with first.writing():
            waiting = threading.Thread(target=_write, args=(second, told, done))
            waiting.start()
            assert not done.wait(1.5)
        assert done.wait(20)
        waiting.join()
        assert "Another program is writing" in told[-1]

    def test_a_sound_catalogue_has_no_faults_before_and_after_it_is_made_small(self, catalogue: Catalogue) -> None:
        store(catalogue, article())
        assert catalogue.faults() == []
        catalogue.compact()
        assert (catalogue.faults(), catalogue.contents().articles) == ([], 1)

    def test_a_backup_holds_everything_and_is_taken_over_whole(self, catalogue: Catalogue, tmp_path: Path) -> None:
        kept = replace(
            article(), origin=(Origin("一版.pdf", 1, 2, (LineBox(1, 0.1, 0.2, 0.3, 0.4, 0, 3),), "0a" * 16),)
        )
        store(catalogue, kept)
        catalogue.backup(tmp_path / "copy.sqlite")
        with closing(SqliteCatalogue(tmp_path / "copy.sqlite")) as copy:
            assert list(copy.articles()) == [kept]
        catalogue.remove([kept.id])
        store(catalogue, article("菜市场开张", MARKET))
        catalogue.restore(tmp_path / "copy.sqlite")
        assert list(catalogue.articles()) == [kept]
        assert len(list(catalogue.every_passage())) == len(passages(kept))


def _write(catalogue: Catalogue, told: list[str], done: threading.Event) -> None:
    with catalogue.writing(told.append, wait=30):
        done.set()
