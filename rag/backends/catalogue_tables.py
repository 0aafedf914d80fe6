"""The catalogue's statements on articles, prints, passages and parts, the same for every database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rag.backends import reports, standing
from rag.backends.catalogue_journal import CatalogueJournal, mark
from rag.backends.catalogue_rows import (
    INSERT_ARTICLE,
    INSERT_BOXES,
    INSERT_COPY,
    INSERT_PART,
    INSERT_PRINT,
    PART,
    PASSAGE,
    PRINT,
    article_values,
    boxes_values,
    copy_values,
    part_of,
    part_values,
    passage_of,
    print_of,
    print_values,
)
from rag.backends.catalogue_store import Statements
from rag.backends.corrected import corrected
from rag.backends.minhash import signature
from rag.parts import Part
from rag.protocols import Contents, Standing
from rag.records import Article, Passage, Query, Source
from rag.repeats import Filed

_NEXT_ARTICLES = "SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT 500"


class CatalogueTables(CatalogueJournal):
    """The part of `Catalogue` that files and finds."""

    def versions(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return id → version of those prints that are stored."""
        return {row[0]: row[1] for row in self._rows_of("SELECT id, version FROM prints WHERE id", print_ids)}

    def holders(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a print's id → the id of the article that holds it, of those that are stored."""
        return {row[0]: row[1] for row in self._rows_of("SELECT id, article_id FROM prints WHERE id", print_ids)}

    def filed(self, print_ids: Sequence[str], text_keys: Sequence[str]) -> tuple[Filed, ...]:
        """Return the articles that hold one of these prints or one of these texts."""
        ids = dict.fromkeys(self.holders(print_ids).values())
        ids |= dict.fromkeys(row[0] for row in self._rows_of("SELECT id FROM articles WHERE text_key", text_keys))
        found: dict[str, list[Article]] = {}
        statement = f"SELECT a.body, a.id, {PRINT} FROM prints p JOIN articles a ON a.id = p.article_id WHERE a.id"
        for body, article_id, *row in self._rows_of(statement, list(ids), "ORDER BY a.id, p.rank"):
            found.setdefault(article_id, []).append(print_of(row, body))
        return tuple(Filed(tuple(prints)) for prints in found.values())

    def put(
        self,
        filed: Sequence[Filed],
        passages: Sequence[Passage],
        *,
        extended: Sequence[Filed] = (),
        gone: Sequence[str] = (),
        parts: Sequence[Part] = (),
        whole: Sequence[str] = (),
    ) -> None:
        """Store articles with all their passages in one transaction and mark them as pending for the indexes.

        In the same transaction, articles that are `gone` are dropped and marked, and `extended` ones, whose text and
        first print stand already, take their prints anew: for those the indexes have nothing to do. `parts` are kept as
        they were read; prints that are `whole` now are forgotten as parts.
        """
        ids = [one.prints[0].id for one in filed]
        with self._transaction() as db:
            left = _drop(db, [*ids, *gone])
            db.executemany("DELETE FROM prints WHERE article_id = ?", [(one.prints[0].id,) for one in extended])
            for one in filed:
                db.execute(INSERT_ARTICLE, article_values(one, signature(one.prints[0].body)))
            db.executemany(INSERT_PRINT, [values for one in (*filed, *extended) for values in print_values(one)])
            prints = [one for kept in (*filed, *extended) for one in kept.prints]
            db.executemany(INSERT_BOXES, boxes_values(prints))
            db.executemany(INSERT_COPY, copy_values(prints))
            db.executemany("DELETE FROM parts WHERE id = ?", [(print_id,) for print_id in whole])
            db.executemany(INSERT_PART, [part_values(part) for part in parts])
            db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?)",
                ((passage.id, passage.article_id, passage.start, passage.end) for passage in passages),
            )
            reports.regroup(db, ids, left)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles, their prints and passages in one transaction and mark them as pending for the indexes."""
        held = "SELECT id FROM prints WHERE article_id = ?"
        with self._transaction() as db:
            ids = [(article_id,) for article_id in article_ids]
            db.executemany(f"DELETE FROM parts WHERE whole IN ({held})", ids)
            reports.regroup(db, [], _drop(db, article_ids))

    def uncopied(self, print_ids: Sequence[str]) -> frozenset[str]:
        """Return those of these prints, of the stored ones, that no copy of their source file is kept of."""
        copied = {row[0] for row in self._rows_of("SELECT DISTINCT print_id FROM copies WHERE print_id", print_ids)}
        return frozenset(self.holders(print_ids)) - copied

    def copies(self, names: Sequence[str]) -> frozenset[str]:
        """Return those of these copies of source files that a stored print was read from."""
        return frozenset(row[0] for row in self._rows_of("SELECT DISTINCT copy FROM copies WHERE copy", names))

    def parts(self, day: date) -> tuple[Part, ...]:
        """Return the parts of articles in the issues of this day, as they were read, by id."""
        return tuple(part_of(row) for row in self._rows(PART + "s.day = ? ORDER BY s.id", (day.isoformat(),)))

    def parts_of(self, whole_ids: Sequence[str]) -> tuple[Part, ...]:
        """Return the parts that these prints were put together from."""
        return tuple(part_of(row) for row in self._rows_of(PART + "s.whole", whole_ids, "ORDER BY s.id"))

    def wholes(self, part_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a part's id → the id of the print that holds it, of those that are kept as parts."""
        return {row[0]: row[1] for row in self._rows_of("SELECT id, whole FROM parts WHERE id", part_ids)}

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id or with a print of this id; None when there is none."""
        filed = self.filed([article_id], [])
        if not filed:
            return None
        found = filed[0].article
        report = self._rows("SELECT report FROM articles WHERE id = ?", (found.id,))
        return replace(found, report=report[0][0] if report else "", corrects=corrected(self._rows, found))

    def articles(self) -> Iterator[Article]:
        """Yield every article by date, newspaper, page and id; the undated come first."""
        order = "ORDER BY p.date, p.newspaper, p.page, p.id"
        for row in self._rows(f"SELECT a.id FROM articles a JOIN prints p ON p.id = a.id {order}"):
            article = self.article(row[0])
            if article is not None:  # removed by another program since the ids were read
                yield article

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        return {row[0]: passage_of(row) for row in self._rows_of(PASSAGE + "s.id", passage_ids)}

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles, each article's in reading order."""
        rows = self._rows_of(PASSAGE + "s.article_id", article_ids, "ORDER BY s.article_id, s.start")
        return tuple(passage_of(row) for row in rows)

    def every_passage(self) -> Iterator[Passage]:
        """Yield all passages, article by article; only a few hundred articles' are in memory at once."""
        last = ""
        while ids := [row[0] for row in self._rows(_NEXT_ARTICLES, (last,))]:
            yield from self.passages_of(ids)
            last = ids[-1]

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        return standing.contents(self._rows)

    def last_day(self) -> date | None:
        """Return the last day of publication alone."""
        return standing.last_day(self._rows)

    def standings(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """Return id → places and report of those articles that are stored."""
        return standing.standings_of(self._rows_of(standing.PLACES, article_ids, "ORDER BY a.id, p.rank"))

    def elsewhere(self, query: Query) -> tuple[str, ...]:
        """Return ids of the articles that a later place of publication brings inside the query's bounds."""
        return standing.elsewhere(self._rows, query)

    def printed(self, query: Query) -> Mapping[str, Source]:
        """Return id → first place inside the query's days and newspaper, newest first, the undated last."""
        return standing.printed(self._rows, query)

    def undated(self, query: Query) -> int:
        """Return how many articles of the query's newspaper (of all, when it names none) have no day."""
        return standing.undated(self._rows, query)


def _drop(db: Statements, article_ids: Sequence[str]) -> set[str]:
    """Delete articles with all that hangs on them and mark them as pending; return the reports that they were in."""
    ids = [(article_id,) for article_id in article_ids]
    left = reports.leave(db, article_ids)
    db.executemany("DELETE FROM articles WHERE id = ?", ids)
    mark(db, article_ids)
    return left
