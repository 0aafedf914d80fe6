"""What is kept of a web page, and what is told of it."""

from datetime import date
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.pipeline import read_file
from rag.records import Article, ArticleKind
from tests.ingest.formats.web.pages import STORY, page, paragraphs

HEADED = "<h1>首座海上驿站开张</h1><p>2024-08-17 09:00　来源：澜湾晨报　作者：贺川</p>"


def article(tmp_path: Path, body: str, title: str = "首座海上驿站开张_澜湾晨报", head: str = "") -> Article:
    return articles(tmp_path, body, title, head)[0]


def articles(
    tmp_path: Path, body: str, title: str = "首座海上驿站开张_澜湾晨报", head: str = ""
) -> tuple[Article, ...]:
    path = tmp_path / "a.html"
    path.write_text(page(body, title, head), "utf-8")
    return tuple(item for item in read_file(path, Hints()) if isinstance(item, Article))


@pytest.mark.parametrize(
    "furniture",
    [
        '<p class="editor">（责任编辑：陆怀川）</p>',
        "<p>扫一扫在手机打开当前页</p>",
        "<p>相关阅读</p><p><a href='1'>老码头灯塔昨晚点亮了</a></p>",
        "<div class='pinglun'><div>网友评论(2)</div><p>早该有了，去年就在海上修了一夜机器，真不容易。</p></div>",
        "<p>版权声明：凡本网注明来源的作品，未经授权不得转载。</p>",
    ],
)
def test_what_belongs_to_the_site_is_left_out(tmp_path: Path, furniture: str) -> None:
    found = article(tmp_path, f"{HEADED}<div><p>{STORY[0]}</p>{furniture}<p>{STORY[1]}</p></div>")
    assert found.paragraphs[0] == STORY[0]
    assert not any(word in text for text in found.paragraphs for word in ("陆怀川", "扫一扫", "灯塔", "早该", "版权"))


def test_a_short_story_is_kept_whole_beside_more_lines_of_the_site(tmp_path: Path) -> None:
    links = "".join(f"<p><a href='{at}'>老码头灯塔第{at}次点亮</a></p>" for at in range(4))
    furniture = f"<p>责任编辑：陆怀川</p><p>延伸阅读：</p>{links}"
    found = article(tmp_path, f"{HEADED}<div><p>{STORY[0]}</p><p>{STORY[1]}</p>{furniture}</div>")
    assert found.paragraphs == STORY[:2]


def test_a_site_in_traditional_characters_is_read_like_others(tmp_path: Path) -> None:
    byline = "2024/08/17 18:20 ｜臨灣新聞網｜記者王大明／臨灣報導"
    body = f"<h1>海上驛站開張</h1><p>{byline}</p><div><p>{STORY[0]}</p><p>責任編輯：陳默</p></div><p>留言板</p>"
    found = article(tmp_path, body, "海上驛站開張 | 臨灣新聞網")
    assert (found.source.newspaper, found.authors) == ("臨灣新聞網", ("王大明",))
    assert found.paragraphs == (STORY[0],)


@pytest.mark.parametrize(
    ("picture", "authors"),
    [
        ("<figure><img src='a'><figcaption>渔民在驿站加水。</figcaption></figure>", ()),
        ("<p align='center'><img src='a'></p><p align='center'>渔民在驿站加水。贺川 摄</p>", ("贺川",)),
        ("<figure><img src='a'><figcaption>渔民在驿站加水。<br>贺川 摄</figcaption></figure>", ("贺川",)),
    ],
)
def test_a_caption_is_an_article_of_its_own_after_the_story(
    tmp_path: Path, picture: str, authors: tuple[str, ...]
) -> None:
    story, caption = articles(tmp_path, f"{HEADED}<div><p>{STORY[0]}</p>{picture}<p>{STORY[1]}</p></div>")
    assert (story.paragraphs, story.kind) == (STORY[:2], ArticleKind.NEWS)
    assert (caption.paragraphs, caption.kind, caption.headline) == (("渔民在驿站加水。",), ArticleKind.CAPTION, "")
    assert caption.authors == authors
    assert (caption.source.date, caption.source.newspaper) == (story.source.date, story.source.newspaper)


@pytest.mark.parametrize("words", ["贺川 摄", "图片来源：澜湾晨报", "资料图"])
def test_a_bare_credit_is_no_caption(tmp_path: Path, words: str) -> None:
    picture = f"<figure><img src='a'><figcaption>{words}</figcaption></figure>"
    (story,) = articles(tmp_path, f"{HEADED}<div><p>{STORY[0]}</p>{picture}<p>{STORY[1]}</p></div>")
    assert story.paragraphs == STORY[:2]


def test_the_caption_of_a_picture_beside_the_story_is_left_out(tmp_path: Path) -> None:
    aside = "<aside><figure><img src='a'><figcaption>旧灯塔亮了。</figcaption></figure></aside>"
    (story,) = articles(tmp_path, f"{HEADED}<div>{paragraphs(STORY)}</div>{aside}")
    assert story.paragraphs == STORY


@pytest.mark.parametrize(
    "opening", ["推广太阳能路灯三年来", "关注夜路的人都知道", "返回村里的年轻人多了", "评论这件事的人不少"]
)
def test_a_sentence_that_begins_like_a_button_stays(tmp_path: Path, opening: str) -> None:
    sentence = f"{opening}，帆石区的乡道亮了一大半，路边开了六十一家店。"
    assert sentence in article(tmp_path, f"{HEADED}<div><p>{STORY[0]}</p><p>{sentence}</p></div>").paragraphs


def test_comments_longer_than_the_story_are_not_the_story(tmp_path: Path) -> None:
    comments = "".join(f"<div><b>网友{at}</b>{paragraphs(STORY)}</div>" for at in range(5))
    text = "青屿锚地的驿站昨天加了十张床。"
    found = article(tmp_path, f"{HEADED}<div><p>{text}</p></div><div><div>网友评论</div>{comments}</div>")
    assert found.paragraphs == (text,)


@pytest.mark.parametrize(
    ("byline", "authors", "newspaper"),
    [
        ("<span>贺川</span><span>澜湾晨报</span><span>2024-08-17 09:00</span>", ("贺川",), "澜湾晨报"),
        ("本报记者　贺　川　通讯员　江晚　2024年8月17日", ("贺川", "江晚"), ""),
        ("文｜沈归帆　图｜江晚　2024-08-17", ("沈归帆",), ""),
        ("来源：<a href='x'>青屿日报</a>　2024/08/17", (), "青屿日报"),
        ("作者：办公室　发布时间：2024-08-17", (), ""),
        ("By Li Xiaoyun | Updated: 2024-08-17", ("Li Xiaoyun",), ""),
    ],
)
def test_bylines_of_many_sites_are_read(tmp_path: Path, byline: str, authors: tuple[str, ...], newspaper: str) -> None:
    found = article(
        tmp_path, f"<h1>首座海上驿站开张</h1><p>{byline}</p><div>{paragraphs(STORY)}</div>", "首座海上驿站开张"
    )
    assert (found.authors, found.source.newspaper, found.source.date) == (authors, newspaper, date(2024, 8, 17))


def test_a_notice_keeps_who_signed_it_and_when(tmp_path: Path) -> None:
    body = f"{HEADED}<div>{paragraphs(STORY)}<p align='right'>青屿海事局</p><p align='right'>2024年8月16日</p></div>"
    assert article(tmp_path, body).paragraphs[-2:] == ("青屿海事局", "2024年8月16日")


def test_structured_data_tells_what_the_page_does_not_show(tmp_path: Path) -> None:
    data = (
        '{"@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"首座海上驿站开张",'
        '"datePublished":"2024-08-17T09:00:00Z","author":[{"name":"贺川"}],"publisher":{"name":"澜湾新闻"}}]}'
    )
    head = f'<script type="application/ld+json">{data}</script><script type="application/ld+json">{{"@type":</script>'
    found = article(tmp_path, f"<h1>首座海上驿站开张</h1><div>{paragraphs(STORY)}</div>", head=head)
    assert (found.source.newspaper, found.source.date, found.authors) == ("澜湾新闻", date(2024, 8, 17), ("贺川",))


def test_the_lines_around_a_headline_are_its_kicker(tmp_path: Path) -> None:
    body = (
        f"<table><tr><td>夜里出海有了落脚处</td></tr><tr><td><strong>首座海上驿站开张</strong></td></tr>"
        f"<tr><td>加水修船看病一站办齐</td></tr><tr><td>本报记者 贺川</td></tr></table><div>{paragraphs(STORY)}</div>"
    )
    found = article(tmp_path, body, "澜湾晨报")
    assert (found.kicker, found.headline) == ("夜里出海有了落脚处 加水修船看病一站办齐", "首座海上驿站开张")


def test_verse_is_read_line_by_line_though_no_line_is_a_sentence(tmp_path: Path) -> None:
    lines = ("船回来的时候", "灯还没有灭", "我把你的名字", "系在缆绳上")
    body = f'<h1>缆绳（诗）</h1><p>□ 卓然</p><div class="con"><p>{"<br>".join(lines)}</p></div>'
    found = article(tmp_path, body, "缆绳（诗）_副刊")
    assert (found.headline, found.authors, found.paragraphs) == ("缆绳（诗）", ("卓然",), lines)


def test_the_lines_of_the_source_are_told(tmp_path: Path) -> None:
    body = f"{HEADED}\n<div>\n<p>{STORY[0]}</p>\n<p>{STORY[1]}</p>\n</div>"
    (origin,) = article(tmp_path, body).origin
    assert (origin.first_line, origin.last_line) == (1, 4)
