"""Saved web pages: the main text, its title, date, author and newspaper; nothing is executed or fetched."""

import socket
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import NoReturn

import pytest

from ingest.formats import Hints
from tests.ingest.formats.reading import STORY, read_one, refusal

PAGE = f"""<!DOCTYPE html><html><head><meta charset="CHARSET"><title>灯塔点亮_东港晚报网</title>
<script>var a = "坏脚本。";</script><style>p {{ color: red }}</style></head>
<body onload="alert(1)"><nav><a href="/">首页</a> <a href="/y">要闻</a></nav><h1>灯塔点亮</h1>
<div class="info">2024年06月19日 08:00 来源：东港晚报 作者：李晓云</div>
<div class="content"><p>　　{STORY[0]}</p><script>document.write("坏脚本。")</script>
<p>　　{STORY[1].replace("花岗岩", "<b>花岗岩</b>")}</p><p>　　{STORY[2]}</p></div><p>（责任编辑：陈默）</p>
<ul class="related"><li><a href="1">菜市场开张</a></li><li><a href="2">大桥合龙</a></li></ul>
<img src="http://example.org/a.png"><iframe src="http://example.org/"></iframe>
<footer>版权所有 2023-01-02 东港</footer></body></html>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def write(path: Path, text: str = PAGE, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.replace("CHARSET", encoding).encode(encoding))
    return path


def test_the_main_text_is_kept_and_scripts_menus_and_links_are_not(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "a.html"))
    assert (article.headline, article.paragraphs) == ("灯塔点亮", STORY)


def test_the_line_below_the_headline_tells_day_newspaper_and_author(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "a.htm"), Hints(date(2020, 1, 1), "别的报"))
    assert article.source.label == "《东港晚报》2024-06-19《灯塔点亮》"
    assert article.authors == ("李晓云",)


def test_the_pages_head_tells_what_the_page_does_not_show(tmp_path: Path) -> None:
    head = (
        '<meta name="author" content="陈默"><meta property="og:site_name" content="东港晚报">'
        '<meta property="article:published_time" content="2024-06-20T08:00:00+08:00">'
    )
    text = PAGE.replace("<title>", head + "<title>").replace("<h1>灯塔点亮</h1>", "")
    article = read_one(write(tmp_path / "a.html", text.replace("2024年06月19日 08:00 来源：东港晚报 作者：李晓云", "")))
    assert article.source.label == "《东港晚报》2024-06-20《灯塔点亮》"
    assert article.authors == ("陈默",)


def test_the_persons_date_is_better_than_one_guessed_from_the_footer(tmp_path: Path) -> None:
    text = PAGE.replace("2024年06月19日 08:00 来源：东港晚报 作者：李晓云", "")
    assert read_one(write(tmp_path / "a.html", text), Hints(date(2024, 6, 21))).source.date == date(2024, 6, 21)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk", "gb18030", "gb2312"])
def test_pages_are_read_in_the_encoding_of_their_mark_or_declaration(tmp_path: Path, encoding: str) -> None:
    assert read_one(write(tmp_path / "a.html", PAGE, encoding)).paragraphs == STORY


def test_a_page_that_declares_another_encoding_than_it_has_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.replace("CHARSET", "utf-8").encode("gb18030"))
    assert read_one(path).paragraphs == STORY


def test_a_big5_page_is_read(tmp_path: Path) -> None:
    story = "東港市海事局昨日通報，這是燈塔建成以來的第三次大修，漁民可以在夜間出海，我們都為他們高興。"
    path = write(tmp_path / "a.html", f'<meta charset="CHARSET"><h1>燈塔點亮</h1><p>{story}</p>', "big5")
    assert read_one(path).paragraphs == (story,)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\0\n"])
def test_mixed_line_ends_and_single_nul_bytes_do_no_harm(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.replace("CHARSET", "utf-8").replace("\n", end, 3).encode())
    assert read_one(path).paragraphs == STORY


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (b"<html><body><script>x()</script></body></html>", "no article"),
        ("<html><body><a href='/'>首页</a> 要闻</body></html>".encode(), "no article"),
        (bytes(range(256)) * 20, "save it again"),
        (b"\0" * 500, "binary"),
    ],
)
def test_pages_without_an_article_are_refused(tmp_path: Path, raw: bytes, word: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(raw)
    assert word in refusal(path)


def test_a_page_of_ten_thousand_open_tags_is_read(tmp_path: Path) -> None:
    assert read_one(write(tmp_path / "a.html", "<div>" * 10_000 + f"<p>{STORY[0]}</p>")).paragraphs == (STORY[0],)


def bundle(text: str, encoding: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "saved"
    message["MIME-Version"] = "1.0"
    message.set_content(text, subtype="html", charset=encoding)
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png", cid="<a>")
    return bytes(message)


@pytest.mark.parametrize(("suffix", "encoding"), [(".mhtml", "utf-8"), (".mht", "gb18030")])
def test_a_page_saved_as_one_file_is_read(tmp_path: Path, suffix: str, encoding: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(bundle(PAGE, encoding))
    article = read_one(path)
    assert (article.headline, article.paragraphs, article.source.date) == ("灯塔点亮", STORY, date(2024, 6, 19))


@pytest.mark.parametrize("charset", [b"\0utf-8", b"nonsense", b"idna", b"hex"])
def test_a_bundle_that_names_no_encoding_is_read_as_it_looks(tmp_path: Path, charset: bytes) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(bundle(PAGE, "utf-8").replace(b'charset="utf-8"', b"charset=" + charset))
    assert read_one(path).headline == "灯塔点亮"


@pytest.mark.parametrize("damage", [lambda raw: b"", lambda raw: raw[:90], lambda raw: b"\0" * 400])
def test_a_bundle_without_a_page_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(damage(bundle(PAGE, "utf-8")))
    assert "no web page" in refusal(path)
