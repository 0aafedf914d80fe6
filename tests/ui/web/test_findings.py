from rag.finding import Found
from rag.records import Article, Source
from ui.web.chinese import CHINESE
from ui.web.findings import Search, findings

HARBOUR = Article.of(Source("港报", None, "", "渡轮"), ("渡轮今晨复航。", "乘客说，<海上>无风。"))
FOUND = Found((HARBOUR.id,), {HARBOUR.id: HARBOUR.source}, (), ())


def shown(text: str, *, exact: bool) -> str:
    return findings(Search(text, exact), FOUND, [HARBOUR], CHINESE)


def test_a_phrase_is_lit_across_the_end_of_a_paragraph() -> None:
    assert "渡轮今晨<mark>复航。 乘客</mark>说" in shown("复航。乘客", exact=True)
    assert "渡轮今晨<mark>复航。 乘客</mark>说" in shown("复航。 乘客", exact=True)


def test_the_words_are_lit_where_they_stand_apart() -> None:
    lit = shown("渡轮 乘客", exact=False)
    assert "<mark>渡轮</mark>" in lit
    assert "<mark>乘客</mark>" in lit


def test_what_an_article_says_is_shown_as_text() -> None:
    assert "&lt;<mark>海上</mark>&gt;" in shown("海上", exact=True)
