"""What every passage index promises (`PassageIndex`), as tests that a store's own test class inherits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.errors import LibraryError
from rag.passage_digest import passage_digest
from rag.protocols import PassageIndex, Ranking, Row
from rag.records import Passage, Query, Source

Opened = Callable[[], PassageIndex]

FERRY = "渡轮每天早上七点从南港开往白鹭岛，单程票价二十六元。"
LIBRARY = "市图书馆新馆藏书八十万册，周一闭馆整理。"
ORCHARD = "果农今年种下的梨树开花早，合作社估计产量增加两成。"


def passage(
    number: int,
    text: str,
    *,
    article: str = "",
    day: date | None = date(2031, 5, 1),
    newspaper: str = "岚城日报",
    headline: str = "",
) -> Passage:
    source = Source(newspaper, day, "2", headline, "")
    return Passage(f"p{number}", article or f"a{number}", source, text, 0, len(text))


def found(rankings: tuple[Ranking, ...]) -> list[set[str]]:
    """Return the ids of each view."""
    return [{entry.passage_id for entry in ranking.entries} for ranking in rankings]


THREE = (passage(1, FERRY), passage(2, LIBRARY), passage(3, ORCHARD))


def damage(folder: Path) -> None:
    """Change a byte in the middle of every large file that is no SQLite database, as a failing disk would."""
    for file in folder.rglob("*"):
        if file.suffix in {".bin", ".store", ".idx", ".term"} and file.stat().st_size > 100:
            content = bytearray(file.read_bytes())
            content[len(content) // 3] ^= 0xFF
            file.write_bytes(content)


class IndexContract:
    """Inherit and define `open_store`, how to open a store; `opening` says the same as code for another process."""

    views: tuple[str, ...]
    opening: str

    def open_store(self, folder: Path) -> PassageIndex:
        raise NotImplementedError

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Iterator[Opened]:
        indexes: list[PassageIndex] = []

        def again() -> PassageIndex:
            if indexes:
                indexes.pop().close()
            indexes.append(self.open_store(tmp_path / "store"))
            return indexes[-1]

        yield again
        for index in indexes:
            index.close()

    @pytest.fixture
    def index(self, opened: Opened) -> PassageIndex:
        return opened()

    def test_an_empty_store_gives_an_empty_ranking_for_each_view(self, index: PassageIndex) -> None:
        assert index.search(Query("渡轮票价"), 5) == tuple(Ranking(view, ()) for view in self.views)
        assert (index.count(), index.ids()) == (0, set())

    def test_the_passage_that_says_it_comes_first_in_each_view(self, index: PassageIndex) -> None:
        index.add(THREE)
        rankings = index.search(Query("图书馆藏书多少册"), 3)
        assert [ranking.index for ranking in rankings] == list(self.views)
        assert [ranking.entries[0].passage_id for ranking in rankings] == ["p2"] * len(self.views)

    def test_scores_fall_and_no_view_returns_more_than_asked_for(self, index: PassageIndex) -> None:
        index.add([passage(i, f"第{i}号渡轮" + "今日停航" * i) for i in range(9)])
        for ranking in index.search(Query("渡轮停航"), 4):
            scores = [entry.score for entry in ranking.entries]
            assert len(scores) == 4
            assert scores == sorted(scores, reverse=True)

    def test_more_may_be_asked_for_than_is_stored(self, index: PassageIndex) -> None:
        index.add(THREE)
        assert all(len(ids) <= 3 for ids in found(index.search(Query("渡轮"), 1000)))

    def test_adding_an_id_again_replaces_its_passage(self, index: PassageIndex) -> None:
        index.add(THREE)
        index.add([passage(1, ORCHARD, day=None), passage(1, LIBRARY, day=None)])
        assert index.count() == 3
        assert index.ids() == {"p1", "p2", "p3"}
        assert all({"p1", "p2"} <= ids for ids in found(index.search(Query("图书馆藏书"), 2)))
        assert all("p1" not in ids for ids in found(index.search(Query("图书馆", since=date(2031, 1, 1)), 5)))

    def test_removing_an_article_takes_all_its_passages_and_no_others(self, index: PassageIndex) -> None:
        index.add([passage(1, FERRY, article="x"), passage(2, FERRY, article="x"), passage(3, FERRY, article="xy")])
        index.remove(["x", "unknown"])
        assert index.ids() == {"p3"}
        assert found(index.search(Query("渡轮"), 5)) == [{"p3"}] * len(self.views)

    def test_an_article_s_passages_are_replaced_by_those_given_and_others_are_left(self, index: PassageIndex) -> None:
        index.add([passage(1, FERRY, article="x"), passage(2, FERRY, article="x"), passage(3, FERRY, article="y")])
        index.replace(["x", "unknown"], [passage(2, LIBRARY, article="x"), passage(4, ORCHARD, article="x")])
        assert index.ids() == {"p2", "p3", "p4"}
        assert all("p2" in ids for ids in found(index.search(Query("图书馆藏书"), 1)))
        index.replace(["x"], ())
        assert index.ids() == {"p3"}

    def test_what_was_prepared_is_not_stored_until_it_is_added(self, index: PassageIndex) -> None:
        index.prepare(THREE)
        assert index.count() == 0
        index.add(THREE[:2])
        assert index.ids() == {"p1", "p2"}

    def test_every_row_says_what_it_was_made_from(self, index: PassageIndex) -> None:
        undated = passage(4, FERRY, day=None, headline="渡轮")
        index.add([*THREE, undated])
        assert sorted(index.rows(), key=lambda row: row.passage_id) == [
            Row(one.id, one.article_id, passage_digest(one)) for one in (*THREE, undated)
        ]

    def test_a_sound_store_has_no_faults(self, index: PassageIndex) -> None:
        index.refill(THREE)
        assert list(index.faults(THREE)) == []

    def test_a_filled_store_holds_nothing_else(self, index: PassageIndex) -> None:
        index.add([passage(9, FERRY)])
        index.refill(THREE)
        assert index.ids() == {"p1", "p2", "p3"}

    @pytest.mark.parametrize("work", ["compact", "mend"])
    def test_a_store_that_is_made_small_or_mended_holds_what_it_should(self, opened: Opened, work: str) -> None:
        index = opened()
        index.add([passage(number, ORCHARD) for number in range(4, 40)])
        index.remove(f"a{number}" for number in range(4, 40))
        index.add(THREE)
        getattr(index, work)(iter(THREE))
        assert (index.current, index.ids(), list(index.faults(THREE))) == (True, {"p1", "p2", "p3"}, [])
        assert all("p2" in ids for ids in found(opened().search(Query("图书馆藏书"), 1)))

    def test_a_damaged_file_is_a_fault_and_is_mended(self, opened: Opened, tmp_path: Path) -> None:
        index = opened()
        index.refill(THREE)
        index.close()
        damage(tmp_path / "store")
        index = opened()
        assert index.faults(THREE) or not index.current
        index.mend(iter(THREE))
        assert (index.current, list(index.faults(THREE))) == (True, [])
        assert all("p1" in ids for ids in found(index.search(Query("渡轮票价"), 1)))

    def test_thousands_of_articles_are_removed_at_once(self, index: PassageIndex) -> None:
        index.add(THREE)
        index.remove(f"a{i}" for i in range(2, 3000))
        assert index.ids() == {"p1"}

    def test_an_index_is_current_once_it_was_filled_from_all_there_is(self, opened: Opened) -> None:
        index = opened()
        assert not index.current
        index.refill(THREE)
        assert index.current
        again = opened()
        assert again.current
        assert again.ids() == {"p1", "p2", "p3"}

    def test_filling_that_is_cut_short_is_carried_on_and_leaves_the_index_whole(self, opened: Opened) -> None:
        def until_killed() -> Iterator[Passage]:
            yield THREE[0]
            raise KeyboardInterrupt

        index = opened()
        with pytest.raises(KeyboardInterrupt):
            index.refill(until_killed())
        assert not index.current
        index.refill(THREE)
        assert (index.current, index.count()) == (True, 3)

    def test_nothing_to_add_or_remove_is_no_error(self, index: PassageIndex) -> None:
        index.add([])
        index.remove([])
        assert index.count() == 0

    @pytest.mark.parametrize(
        ("since", "until", "inside"),
        [
            (date(2031, 5, 2), None, {"p2", "p3"}),
            (None, date(2031, 5, 2), {"p1", "p2"}),
            (date(2031, 5, 2), date(2031, 5, 2), {"p2"}),
            (date(2032, 1, 1), None, set()),
            (None, None, {"p1", "p2", "p3", "p4"}),
        ],
    )
    def test_both_days_of_a_date_bound_count_and_undated_passages_do_not(
        self, index: PassageIndex, since: date | None, until: date | None, inside: set[str]
    ) -> None:
        index.add([passage(day, FERRY, day=date(2031, 5, day)) for day in (1, 2, 3)])
        index.add([passage(4, FERRY, day=None)])
        assert found(index.search(Query("渡轮", since=since, until=until), 9)) == [inside] * len(self.views)

    def test_a_newspaper_bound_holds_together_with_a_date_bound(self, index: PassageIndex) -> None:
        index.add(
            [passage(1, FERRY), passage(2, FERRY, newspaper="岚城"), passage(3, FERRY, newspaper="岚城", day=None)]
        )
        assert found(index.search(Query("渡轮", newspaper="岚城"), 9)) == [{"p2", "p3"}] * len(self.views)
        both = Query("渡轮", since=date(2031, 1, 1), newspaper="岚城")
        assert found(index.search(both, 9)) == [{"p2"}] * len(self.views)

    def test_only_the_articles_that_are_named_are_read(self, index: PassageIndex) -> None:
        index.add([passage(1, FERRY), passage(2, FERRY), passage(3, FERRY, day=None)])
        assert found(index.search(Query("渡轮", within=("a1", "a3")), 9)) == [{"p1", "p3"}] * len(self.views)
        dated = Query("渡轮", since=date(2031, 1, 1), within=("a1", "a3"))
        assert found(index.search(dated, 9)) == [{"p1"}] * len(self.views)

    def test_an_article_printed_elsewhere_too_stands_inside_the_bounds(self, index: PassageIndex) -> None:
        index.add([passage(1, FERRY), passage(2, FERRY, newspaper="岚城"), passage(3, FERRY)])
        bounded = Query("渡轮", since=date(2031, 1, 1), newspaper="岚城", elsewhere=("a3",))
        assert found(index.search(bounded, 9)) == [{"p2", "p3"}] * len(self.views)
        only = replace(bounded, within=("a1", "a2"))
        assert found(index.search(only, 9)) == [{"p2"}] * len(self.views)

    def test_a_passage_is_found_by_its_headline(self, index: PassageIndex) -> None:
        index.add([replace(THREE[0], source=replace(THREE[0].source, headline="梨花节开幕")), THREE[1]])
        assert all(ranking.entries[0].passage_id == "p1" for ranking in index.search(Query("梨花节"), 1))

    @pytest.mark.parametrize(
        "text", ["", " \n", "？！。", 'a AND (b OR "c', "-渡轮 +date:[1 TO", "\x00\ud83d\ude00"[:1], "渡" * 3000]
    )
    def test_no_question_breaks_a_search(self, index: PassageIndex, text: str) -> None:
        index.add(THREE)
        assert len(index.search(Query(text), 3)) == len(self.views)

    def test_what_was_added_is_there_after_reopening(self, opened: Opened) -> None:
        opened().add(THREE)
        again = opened()
        assert again.ids() == {"p1", "p2", "p3"}
        assert all("p1" in ids for ids in found(again.search(Query("渡轮票价"), 3)))

    def test_a_search_finds_what_another_process_added(self, index: PassageIndex, tmp_path: Path) -> None:
        index.add(THREE[1:])
        index.search(Query("渡轮票价"), 3)
        code = (
            "import sys; from pathlib import Path\n"
            f"from tests.rag.backends.index_contract import THREE\n{self.opening}\n"
            "index = opened(Path(sys.argv[1])); index.add(THREE[:1]); index.close()"
        )
        subprocess.run([sys.executable, "-c", code, str(tmp_path / "store")], check=True)
        assert all("p1" in ids for ids in found(index.search(Query("渡轮票价"), 3)))

    def test_threads_search_while_one_adds(self, index: PassageIndex) -> None:
        index.add(THREE)
        with ThreadPoolExecutor(4) as pool:
            searches = [pool.submit(index.search, Query("渡轮票价"), 1) for _ in range(40)]
            for number in range(10, 15):
                index.add([passage(number, LIBRARY)])
        assert all(found(search.result()) == [{"p1"}] * len(self.views) for search in searches)
        assert index.count() == 8

    def test_a_damaged_store_is_named_with_the_command_that_mends_it(self, opened: Opened, tmp_path: Path) -> None:
        opened().add(THREE)
        opened().close()
        for file in (tmp_path / "store").rglob("*"):
            if file.is_file():
                file.write_bytes(b"\xff" * 64)
        with pytest.raises(LibraryError, match=r"store.* cannot be .*baoda doctor --repair"):
            opened().search(Query("渡轮"), 3)
