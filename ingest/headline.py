"""The lines above an article's body → kicker (引题), title, and which of its lines are a subtitle (副题)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.glyphs import close_up, join_lines
from ingest.variants import plain, plain_lines

_SERIES = re.compile(
    r"系列|之[一二三四五六七八九十]{1,2}[）)]?$|[（(][一二三四五六七八九十\d]{1,2}[）)]$|述评|特稿|纪实|侧记|专访|专栏|聚焦|"
    r"^[“【《「].{2,14}[”】》」]$|观察$|[·•].{2,8}$"
)
_REPORTER = re.compile(r"^(?:本报|新华社|记者).{0,6}(?:走进|探访|对话|专访|直击|实地|调查|述评)|^本报记者")
_RUNS_ON = re.compile(r"[，、；,的和与及在对向将被把为暨]$")
_MARK_END = re.compile(r"[，。！？、：；—,!?:;”》）】]$")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]+")
_STARTS_RUN_ON = re.compile(r"^[的了着和与及等]")

_DASHED = re.compile(r"—{1,2}|－{2}|-{2}|─")

_CLAUSE = 4  # characters; less is the rest of a phrase that was wrapped
SHORT = 9  # characters; most kickers are shorter


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline's parts; both may be empty. The title holds the subtitle too, as readers quote it.

    `above` counts the lines of the kicker, `below` those of the subtitle.
    """

    kicker: str
    title: str
    above: int = 0
    below: int = 0


def read_headline(lines: Sequence[str], body: str) -> Headline:
    """Return kicker and title of cleaned headline lines; `body` is the article's text, to compare words with."""
    lines = [line.strip() for line in lines]
    read, text = plain_lines(lines), plain(body)
    kicker = kicker_score(read, text) if len(lines) > 1 else 0.0
    subtitle = subtitle_score(read, text) if len(lines) > 1 else 0.0
    if len(lines) == 2 and kicker > 0 < subtitle:  # one of the two lines is the title
        kicker, subtitle = (kicker, 0.0) if kicker >= subtitle else (0.0, subtitle)
    above, below = int(kicker > 0), int(subtitle > 0)
    title = lines[above:]
    return Headline("".join(lines[:above]), join_headline(title, text), above, below)


def kicker_score(lines: Sequence[str], body: str) -> float:
    """Evidence, in log odds, that the first line is a kicker and not the title's beginning."""
    first, second = lines[0], lines[1]
    score = 0.9
    score += 2.5 if _SERIES.search(first) else 0.0
    score += 2.5 if _REPORTER.search(first) else 0.0
    score += 4.5 if first[-1] in "！!" and second[-1] not in "！!" else 0.0
    score += 0.6 if first[-1] in "：:—" else 0.0
    score -= 3.0 if _runs_on(first, second) else 0.0
    score -= 4.0 if _parts_a_word(first, second) else 0.0
    score += 1.5 if len(lines) > 2 else 0.0
    score += 6.0 if _tells_figures(first) and not _tells_figures(second) and " " not in second.strip() else 0.0
    score -= 1.2 if len(first) > 1.25 * len(second) else 0.0
    score += 0.5 if len(first) < SHORT else 0.0
    # A kicker names the series or the theme, mostly in words that the story itself does not use.
    return score - 5.5 * _shared(first, body) + 1.0 * _shared(second, body)


def subtitle_score(lines: Sequence[str], body: str) -> float:
    """Evidence, in log odds, that the last line of a title is a subtitle and not the title's end."""
    above, last = lines[-2], lines[-1]
    score = -2.5
    score += 6.0 if _DASHED.match(last) else 0.0
    score += 5.0 if _tells_figures(last) and not _tells_figures(above) else 0.0
    score += 1.0 if len(last) > 1.25 * len(above) and _says_something(last) else 0.0
    score += 1.0 if "，" in last else 0.0  # a sentence; the clauses of a title stand apart by a space
    score -= 1.5 if len(last) < 0.8 * len(above) and not _DASHED.match(last) else 0.0
    score -= 3.0 if _runs_on(above, last) or above[-1] in "：:—" else 0.0
    score -= 4.0 if _parts_a_word(above, last) else 0.0
    # A subtitle tells what happened, in the story's own words; the title above it may be a figure of speech.
    return score + 1.5 * (_shared(last, body) - _shared(above, body))


def _tells_figures(line: str) -> bool:
    """Whether a line is nothing but phrases with a figure each, 全长46公里 设站29座: they adorn a title."""
    phrases = line.split()
    return len(phrases) > 1 and all(re.search(r"\d|[一二三四五六七八九十百千万亿两]{2}", phrase) for phrase in phrases)


def _runs_on(first: str, second: str) -> bool:
    """Whether the first line stops inside a phrase or a bracket."""
    if _RUNS_ON.search(first) or _STARTS_RUN_ON.search(second):
        return True
    return any(first.count(opened) > first.count(closed) for opened, closed in ("（）", "“”", "《》", "【】"))


def _parts_a_word(first: str, second: str) -> bool:
    """Whether a word of Han characters runs over the end of the first line: 欢 / 迎."""
    import rjieba

    end = len(first)
    at = 0
    for word in rjieba.cut(first + second):
        if at < end < at + len(word):
            return bool(_HAN_WORD.fullmatch(word))
        at += len(word)
    return False


def _shared(line: str, body: str) -> float:
    """Share of the line's character pairs that occur in the text."""
    pairs = [line[at : at + 2] for at in range(len(line) - 1)]
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0


def join_headline(lines: Sequence[str], body: str = "") -> str:
    """Return the title as one line: a space between phrases, none inside a phrase that was only wrapped.

    `body` is the article's text as `plain` gives it: what stands on both sides of a line's end stands together there
    too where a phrase was wrapped.
    """
    body = "".join(body.split())
    title = ""
    for line in map(close_up, lines):
        if title and _separate(plain(title), plain(line), body):
            title += " " + line  # before a figure too, where a space inside a line strays
        else:
            title = _run_on(title, line) if title else line.strip()
    return title


def _run_on(title: str, line: str) -> str:
    """The title with a line that goes on with its last phrase; spaces in front of that stay."""
    before, gap, last = title.rpartition(" ")
    return before + gap + join_lines([last, line])


def _separate(title: str, line: str, body: str) -> bool:
    """Whether two lines are two phrases; without a body to compare, when each of them says something on its own."""
    if _MARK_END.search(title) or _runs_on(title, line) or _parts_a_word(title, line):
        return False
    if min(len(title), len(line)) < _CLAUSE:
        return False
    if not body:
        return _says_something(title) and _says_something(line)
    return title[-2:] + line[:1] not in body and title[-1:] + line[:2] not in body


def _says_something(phrase: str) -> bool:
    """Whether the phrase holds a verb, or is itself two phrases with a space between them."""
    import rjieba

    return " " in phrase or any(tag.startswith("v") for _, tag in rjieba.tag(phrase))
