"""The pairs by hand, the generated ones, and the table made of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from eval.verification import broken, kept
from eval.verification.__main__ import own_articles
from eval.verification.conflicts import ConflictPair, conflict_line, conflict_pairs
from eval.verification.generator import generated
from eval.verification.measure import Judged, judge, table
from eval.verification.pairs import Kind, Pair, hand_pairs, hits_of, pairs_of
from rag.chinese import fold
from rag.errors import InputError
from rag.records import Article, Strictness

OWN = own_articles()


def test_the_pairs_by_hand_are_many_of_every_kind_and_the_last_set_is_held_out() -> None:
    pairs = list(hand_pairs(OWN))
    by_kind = Counter(pair.kind for pair in pairs)
    held = Counter(pair.kind for pair in pairs if pair.held)
    assert len(pairs) >= 500
    assert set(by_kind) == set(held) == set(Kind)
    assert min(by_kind.values()) >= 24
    assert sum(held.values()) >= 80


@pytest.mark.slow
def test_most_pairs_by_hand_are_judged_right() -> None:
    right = Counter[bool]()
    total = Counter[bool]()
    for pair in hand_pairs(OWN):
        supported, _ = judge(pair.claim, pair.evidence, Strictness.NORMAL)
        right[pair.kind.kept] += supported is pair.kind.kept
        total[pair.kind.kept] += 1
    assert right[True] >= 0.95 * total[True]
    assert right[False] >= 0.9 * total[False]


def test_a_pair_that_names_no_article_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"kind": "number", "claim": "全长3公里。", "cites": [{"page": "p", "title": "t"}]}\n', "utf-8")
    with pytest.raises(InputError, match=r"pairs\.jsonl:1"):
        list(pairs_of(file, OWN, "mine", held=False))


def test_generated_pairs_are_the_same_every_time_and_never_as_printed() -> None:
    first = list(generated("our pages", OWN, (), 3))
    assert first == list(generated("our pages", OWN, (), 3))
    assert {pair.kind for pair in first} == set(Kind) - {Kind.STATEMENT}
    for pair in first:
        assert all(fold(pair.claim) not in fold(hit.passage.text) for hit in pair.evidence)


def test_kept_rewordings_keep_the_value() -> None:
    assert list(kept.units("总投资1.2亿元。")) == ["总投资120000000元。"]
    assert list(kept.units("全长3.2公里，增长5%。")) == ["全长3.2公里，增长百分之5。", "全长3200米，增长5%。"]
    assert list(kept.dates("大桥3日通车。", date(2024, 3, 4))) == ["大桥3月3日通车。"]
    assert list(kept.dropped("大桥昨日合龙，全长3公里，耗资8亿元。")) == ["大桥昨日合龙，全长3公里。"]


def test_a_number_is_exchanged_for_another_of_the_passage_with_its_unit() -> None:
    passage = "早高峰间隔6分钟，平峰间隔9分钟，票价2元。"
    assert list(broken.number("早高峰间隔6分钟。", passage, Random(1))) == ["早高峰间隔9分钟。"]


def test_a_city_inside_other_words_is_no_place_to_exchange() -> None:
    assert not list(broken.place("各界隆重庆祝建校百年。", "各界隆重庆祝建校百年。", Random(1)))


def test_the_table_counts_by_kind_source_and_half() -> None:
    hits = hits_of(OWN[0])

    def judged(kind: Kind, *, held: bool, supported: bool) -> Judged:
        return Judged(Pair("by hand", kind, "句子。", hits, held), supported, "")

    report = table(
        [
            judged(Kind.UNITS, held=False, supported=True),
            judged(Kind.NUMBER, held=False, supported=False),
            judged(Kind.NUMBER, held=True, supported=True),
            judged(Kind.NUMBER, held=True, supported=False),
        ]
    )
    row = next(line for line in report.text.splitlines() if line.startswith("number "))
    assert row.split() == ["number", "by", "hand", "1/1", "1/2", "2/3", "0.667"]
    assert report.missed


def test_conflict_pairs_are_half_conflicts_and_half_held_out() -> None:
    pairs = conflict_pairs()
    assert len(pairs) >= 40
    assert sum(pair.conflict for pair in pairs) * 2 == len(pairs)
    assert sum(pair.held for pair in pairs) * 2 == len(pairs)


def test_precision_and_recall_of_conflicts_are_worked_out_by_hand() -> None:
    by_question: dict[str, list[ConflictPair]] = {}
    for pair in conflict_pairs():
        by_question.setdefault(pair.question, []).append(pair)
    both = by_question["2号线全长多少公里？"]
    assert [pair.conflict for pair in both] == [True, False]
    line = conflict_line("two", both)
    assert line == "conflicts, two: 2 pairs, 1 of 1 found (recall 1.00), 0 that are none (precision 1.00)"


def test_articles_of_the_example_pages_have_a_day() -> None:
    articles: tuple[Article, ...] = OWN
    assert all(article.source.date is not None for article in articles)
