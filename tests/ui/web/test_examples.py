from rag.records import Article, ArticleKind, Source
from tests.fakes_assistant import ARTICLES
from ui.web.examples import example_questions


def test_examples_are_headlines_of_the_library_made_questions() -> None:
    assert example_questions(ARTICLES, "“{headline}”？", 2) == ("“青岚大桥主塔封顶”？", "“今年第一批候鸟飞抵岚湖”？")


def test_captions_and_articles_without_a_headline_make_no_example() -> None:
    caption = Article.of(Source(headline="一张照片的说明文字"), ("照片。",), kind=ArticleKind.CAPTION)
    assert example_questions([caption, Article.of(Source(), ("正文。",))], "{headline}", 4) == ()


def test_an_empty_library_has_no_examples() -> None:
    assert example_questions([], "{headline}", 4) == ()
