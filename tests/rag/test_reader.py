from __future__ import annotations

import pytest

from rag.protocols import Reader
from rag.reader import SentenceReader, cosines
from rag.records import Hit, Query
from tests.fakes import HashEmbedder
from tests.samples import MARKET, article, passages

BRIDGE = article()
STALLS = article("东门菜市场重新开张", MARKET)
HITS = tuple(Hit(passage, 1.0) for passage in passages(BRIDGE, STALLS))


@pytest.fixture
def reader() -> SentenceReader:
    return SentenceReader(HashEmbedder(), 3)


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("临澜大桥全长多少公里？", "3.2公里"),
        ("大桥总投资是多少？", "18.6亿元"),
        ("大桥预计什么时候通车？", "今年10月"),
        ("市交通局局长是谁？", "沈牧野"),
        ("改造后的菜市场有多少个摊位？", "160个"),
        ("菜市场哪天重新开张？", "3月4日"),
    ],
)
def test_the_sentence_that_answers_comes_first(reader: SentenceReader, question: str, gold: str) -> None:
    assert gold in reader.read(Query(question), HITS).quotes[0].text


def test_a_quote_stands_literally_at_its_place_in_the_body(reader: SentenceReader) -> None:
    for quote in reader.read(Query("大桥和菜市场有哪些变化？"), HITS).quotes:
        body = {one.id: one.body for one in (BRIDGE, STALLS)}[quote.hit.passage.article_id]
        assert body[quote.start : quote.end] == quote.text


def test_a_question_in_the_text_is_no_answer(reader: SentenceReader) -> None:
    asked = article("桥与人", ("临澜大桥全长多少公里？", "大桥全长3.2公里。"))
    quotes = reader.read(Query("临澜大桥全长多少公里？"), [Hit(passage, 1.0) for passage in passages(asked)]).quotes
    assert [quote.text for quote in quotes] == ["大桥全长3.2公里。"]


def test_no_more_sentences_are_quoted_than_allowed() -> None:
    assert len(SentenceReader(HashEmbedder(), 1).read(Query("大桥和菜市场有哪些变化？"), HITS).quotes) == 1


def test_a_question_about_something_else_has_less_evidence(reader: SentenceReader) -> None:
    answered = reader.read(Query("临澜大桥全长多少公里？"), HITS).evidence
    for question in ("《红楼梦》的作者是谁？", "临澜大桥的设计师叫什么？", "西山隧道全长多少公里？"):
        assert reader.read(Query(question), HITS).evidence < answered


def test_no_hits_give_an_empty_reading(reader: SentenceReader) -> None:
    assert reader.read(Query("大桥多长？"), ()).quotes == ()
    assert reader.read(Query("大桥多长？"), ()).evidence == 0.0


def test_a_question_of_signs_alone_is_read_without_an_error(reader: SentenceReader) -> None:
    assert 0.0 <= reader.read(Query("？？？"), HITS).evidence <= 1.0


def test_it_is_a_reader(reader: SentenceReader) -> None:
    promised: Reader = reader
    assert promised.read(Query("大桥多长？"), HITS).quotes


def test_cosines_do_not_depend_on_length() -> None:
    class Long(HashEmbedder):
        def embed_query(self, text: str) -> list[float]:
            return [3.0 * value for value in super().embed_query(text)]

    assert cosines(Long(), "大桥", ["大桥", "菜场"])[0] == pytest.approx(1.0)
