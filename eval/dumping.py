"""Prints articles as text dumps of pages in the manners of several papers that the reader was not made with.

Each manner has its own column widths, datelines, bylines, headlines of one to three lines, blank lines, kept or lost
indents, and furniture. What a perfect reader recovers is known, so that pages can be scored.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

from eval.manners import Manner

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红娥玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛"
_CLOSERS = "，。、；：！？”’）》】"
_OPENERS = "“‘（《【"
_WEEK = "一二三四五六日"
_WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}


class Report(TypedDict):
    """An article to print: `text` has a paragraph a line, `date` is YYYY-MM-DD."""

    title: str
    text: str
    date: str


class Printed(TypedDict):
    """What a perfect reader recovers of an article."""

    title: str
    kicker: str
    kind: str
    dateline: str
    authors: list[str]
    date: str
    paragraphs: list[str]


_PLACES = ("北京", "上海", "广州", "合肥", "呼和浩特", "华盛顿", "日内瓦", "新德里", "澜湾", "乌鲁木齐")


def print_page(reports: Sequence[Report], manner: Manner, rng: random.Random) -> tuple[str, list[Printed]]:
    """Return the dump of a page of these reports, all of one day, and what a perfect reader recovers."""
    issue = date.fromisoformat(reports[0]["date"])
    lines = [_furniture(manner, issue, rng)]
    gold: list[Printed] = []
    for report in reports:
        printed, body = _article(report, manner, issue, rng)
        gold.append(printed)
        lines += body
        if rng.random() < 0.15:
            lines.append(_furniture(manner, issue, rng))
    out = []
    for line in lines:
        out.append(line.translate(_WIDE) if manner.wide_digits else line)
        if rng.random() < manner.blank:
            out.append("")
    return "\n".join(out) + "\n", gold


def _article(report: Report, manner: Manner, issue: date, rng: random.Random) -> tuple[Printed, list[str]]:
    paragraphs = clean(report["text"])[: rng.randint(2, 8)]
    names = [_name(rng) for _ in range(rng.choice((1, 2, 2, 3)))]
    second = _name(rng)
    place = rng.choice(_PLACES)
    words = {
        "place": place,
        "m": issue.month,
        "d": issue.day,
        "names": ("、" if "记者{" in "".join(manner.openings) else " ").join(names),
        "first": names[0],
        "second": second,
        "k": rng.choice("一二三四"),
    }
    opening = rng.choice(manner.openings)
    own = rng.choice(manner.own_line) if manner.own_line else ""
    closing = rng.choice(manner.closings) if manner.closings else ""
    forms = opening + own + closing
    authors = names if "{names}" in forms else [names[0]] if "{first}" in forms else []
    authors = [*authors, second] if "{second}" in forms else authors
    kicker = rng.choice(manner.kickers).format(**words) if manner.kickers and rng.random() < 0.4 else ""
    texts = list(paragraphs)
    if manner.headings and rng.random() < manner.headings and len(texts) > 3:
        texts.insert(2, "".join(re.findall(r"[\u4e00-\u9fff]", texts[2]))[: rng.randint(5, 9)])
    body = [opening.format(**words) + texts[0], *texts[1:]]
    body[-1] += closing.format(**words)
    width = rng.randint(*manner.widths)
    lines = [kicker] if kicker else []
    lines += _title(report["title"], manner.title_lines, rng)
    lines += [own.format(**words)] if own else []
    for paragraph in body:
        lines += wrap(paragraph, width, rng, kept=manner.indent_kept)
    return {
        "title": report["title"],
        "kicker": kicker,
        "kind": "news",
        "dateline": _dateline(opening.format(**words)),
        "authors": authors,
        "date": report["date"],
        "paragraphs": texts,
    }, lines


def _dateline(opening: str) -> str:
    """The opening without its reporters: what a reader keeps as the dateline."""
    bare = re.sub(r"[（(][^）)]*[）)]|【[^】]*】|记者.*|通讯员.*", "", opening).strip("： ")
    return "" if bare == "本报" else "".join(bare.split())


def wrap(paragraph: str, width: int, rng: random.Random, *, kept: bool) -> list[str]:
    """Return a paragraph's lines in a column: the first is shorter by its indent, which is printed if it is kept."""
    lines = []
    rest, room = paragraph, float(width - 2)
    while rest:
        used, cut = 0.0, 0
        while cut < len(rest) and used + (0.55 if rest[cut].isascii() else 1.0) <= room + rng.choice((0, 0, 0, 0.6)):
            used += 0.55 if rest[cut].isascii() else 1.0
            cut += 1
        while cut < len(rest) and rest[cut] in _CLOSERS:
            cut += 1
        while 1 < cut < len(rest) and rest[cut - 1] in _OPENERS:
            cut -= 1
        lines.append(rest[: max(cut, 1)])
        rest, room = rest[max(cut, 1) :], float(width)
    return ["　　" + lines[0], *lines[1:]] if kept else lines


def _title(title: str, most: int, rng: random.Random) -> list[str]:
    """The title on one to `most` lines, broken at spaces and marks, else anywhere."""
    lines = [title]
    while len(lines) < most and len(lines[-1]) > 12 and rng.random() < 0.7:
        line = lines.pop()
        spots = [found.end() for found in re.finditer(r"[，：、 ]", line) if 4 < found.end() < len(line) - 4]
        at = rng.choice(spots) if spots else len(line) // 2
        lines += [line[:at].strip(), line[at:].strip()]
    return lines


def _furniture(manner: Manner, issue: date, rng: random.Random) -> str:
    page = rng.randint(1, 16)
    return rng.choice(manner.furniture).format(
        y=issue.year, m=issue.month, d=issue.day, w=_WEEK[issue.weekday()], p=page, h=_WEEK[page % 6],
        n1=_name(rng), n2=_name(rng),
    )  # fmt: skip


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2))))


def clean(text: str) -> list[str]:
    """Return a report's paragraphs without blanks and without the openings that its archive has."""
    paragraphs = [re.sub(r"\s+", "", paragraph) for paragraph in text.split("\n")]
    paragraphs = [re.sub(r"^央视网消息(?:（新闻联播）)?[:：]?", "", paragraph) for paragraph in paragraphs]
    return [paragraph for paragraph in paragraphs if len(re.sub(r"\W", "", paragraph)) >= 2]


def print_pages(
    corpus: Path, manner: Manner, folder: Path, *, seed: int, pages: int, each: int
) -> tuple[tuple[Path, Path], ...]:
    """Print pages of `each` reports of one day from an archive in JSON Lines; return their files and gold files."""
    rng = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    rows: list[Report] = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    days: dict[str, list[Report]] = {}
    for row in rows:
        # A round-up of news in brief has several headlines, so nobody can say what its one should be.
        whole = 6 <= len(row["title"]) <= 46 and not re.search(r"快讯|简讯|【", row["title"])
        if whole and row.get("date") and len(clean(row["text"])) > 1:
            days.setdefault(row["date"], []).append(row)
    chosen = sorted(day for day, found in days.items() if len(found) >= each)
    rng.shuffle(chosen)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for day in chosen[:pages]:
        dump, gold = print_page(rng.sample(days[day], each), manner, rng)
        page = folder / f"{day}.txt"
        page.write_text(dump, "utf-8")
        page.with_suffix(".gold.jsonl").write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold), "utf-8"
        )
        made.append((page, page.with_suffix(".gold.jsonl")))
    return tuple(made)
