from __future__ import annotations

from rag.reading.candidates import gather
from rag.records import Hit, Passage
from tests.samples import BRIDGE, article, passages


def test_every_sentence_of_the_hits_is_gathered_with_offsets_in_the_body() -> None:
    bridge = article()
    found = gather([Hit(passage, 1.0) for passage in passages(bridge)])
    assert "".join(candidate.text for candidate in found) == "".join(BRIDGE)
    assert len(found) == 3
    assert all(bridge.body[candidate.start : candidate.end] == candidate.text for candidate in found)


def test_a_sentence_that_two_passages_share_comes_once_with_the_better_hit() -> None:
    (whole,) = passages(article())
    second_sentence = whole.text.index("市交通局")
    tail = Passage("tail", whole.article_id, whole.source, whole.text[second_sentence:], second_sentence, whole.end)
    found = gather([Hit(tail, 2.0), Hit(whole, 1.0)])
    assert [candidate.rank for candidate in found] == [0, 0, 1]
    assert found[2].text == BRIDGE[0]


def test_a_sentence_knows_its_headline_and_the_sentence_before() -> None:
    found = gather([Hit(passage, 1.0) for passage in passages(article())])
    assert found[1].before == found[0].folded
    assert found[0].after == found[1].folded
    assert "临澜大桥主桥合龙" in found[1].around
