"""Who said it: does a sentence give words to the speaker that the paper gives them to?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.checking.alignment import Line, pairs
from rag.checking.names import NameKind, names
from rag.checking.numbers import level
from rag.chinese import HAN

_VERB = (
    "说|表示|指出|介绍|认为|强调|称|透露|坦言|告诉|通报|回应|提醒|分析|承诺|点评|提示|宣布|写道|回答|解释|呼吁|评价|"
    "预计|要求|建议|警告|感叹|感慨|补充"
)
# 某某说，… and “…”某某说。 and 据某某介绍，…
_SAID = re.compile(
    rf"(?:^|[，。；：！？!?,;:\s”’」』])(?:据|按|对此[，,]?)?(?P<who>[{HAN}A-Za-z\d·、]{{2,28}}?)(?:{_VERB})(?:道|说|称|了|记者|大家)?"
    rf"(?=[，：:“,。「]|$)"
)
_REPLIES = re.compile(rf"^(?P<who>[{HAN}·]{{2,6}})[：:]")  # an interview: 温知夏：…
_PRONOUN = re.compile("^(?:但|而|不过|同时)?(?:他|她|该负责人|这位|这名|一位|一名|有人|双方|大家|对方)")
_NO_SPEAKER = re.compile(
    "记者|本报|报道|文章|消息|数据|资料|通讯员|声明|公报|通知|通告|公告|报告|调查|该|据|并$|还$|也$|同时$|进一步$|^的|所$|^这"
)
_TAIL = re.compile(
    r"(?:一致|分别|赛后|会后|随后|日前|近日|当天|当日|当晚|昨天|昨日|今天|今日|曾|也|还|则|都|均|又|再|再次|就此|对此|明确|郑重|公开|最后|"
    r"在[^，]{1,12}|时|中|上|向[^，]{1,8}|接受[^，]{1,12}采访时?|\d+日)+$"
)
_PLAINLY_SAID = re.compile(
    rf"(?:^|[，。；：,;])([{HAN}·]{{2,24}}?)(?:说|表示|指出|介绍|认为|强调|称|透露|坦言|告诉记者)(?=[，：:“,])"
)
_ANYONE = re.compile("他|她|其|报道|文章|消息|该|据|数据|并|还|也|同时")
_OWN_HALF = 0.5  # share of a speaker's character pairs that the passage must print
_NEAR = 4  # printed sentences before one without a speaker in which its speaker may be named
_LEAST_SHARED = 0.5  # share of what is said that the printed sentence must hold to be the one that says it


@dataclass(frozen=True, slots=True)
class _Saying:
    """A speaker as the text calls him, and what is said; `start` and `end` are those of the words that say so."""

    who: str
    what: str
    start: int
    end: int


def unknown_speaker(claim: str, lines: Sequence[Line]) -> str:
    """Return the reason that names a speaker whom the passages do not print; else nothing."""
    printed = frozenset().union(*(pairs(line.text) for line in lines))
    for match in _PLAINLY_SAID.finditer(level(claim)):
        speaker = match[1]
        own = pairs(speaker)
        if own and not _ANYONE.search(speaker) and len(own & printed) < _OWN_HALF * len(own):
            return f"说话的“{speaker}”不在所引段落中"
    return ""


def wrong_speaker(claim: str, lines: Sequence[Line]) -> str:
    """Return the reason that names the speaker whom the paper gives these words to, or who did not say them."""
    printed = [line for line in lines if line.span is not None]
    text = level(claim)
    found = _sayings(text)
    for at, saying in enumerate(found):
        if not _named(saying.who):
            continue
        # Of two speakers in one sentence each says what stands behind him.
        wanted = pairs(
            saying.what
            if len(found) == 1
            else text[saying.end : found[at + 1].start if at + 1 < len(found) else len(text)]
        )
        place = max(range(len(printed)), key=lambda at: len(wanted & pairs(printed[at].text)), default=-1)
        if place < 0 or not wanted or len(wanted & pairs(printed[place].text)) < _LEAST_SHARED * len(wanted):
            continue
        reason = _attributed(saying.who, wanted, printed, place)
        if reason:
            return reason
    return ""


def _attributed(who: str, wanted: frozenset[str], printed: Sequence[Line], place: int) -> str:
    text = level(printed[place].text)
    before = "".join(line.text for line in printed[max(0, place - _NEAR) : place])
    own = [speaker for speaker in _speaker_of(wanted, text) if not _PRONOUN.match(speaker)]
    if own:
        # A quotation that was opened before and ends here has its speaker before, too.
        ends_one = text.count("”") > text.count("“")
        if any(_same(who, speaker) for speaker in own) or (ends_one and _called(who, level(before))):
            return ""
        return f"这句话原文出自“{own[0]}”，不是“{who}”"
    around = before + text + (printed[place + 1].text if place + 1 < len(printed) else "")
    return "" if _called(who, level(around)) else f"原文这句话不是“{who}”说的"


def _sayings(text: str) -> list[_Saying]:
    found: list[_Saying] = []
    for match in (*_SAID.finditer(text), *_REPLIES.finditer(text)):
        who = _TAIL.sub("", match["who"].split("、")[-1])
        if len(who) >= 2 and not _NO_SPEAKER.search(who):
            found.append(_saying(who, text, match))
        elif _PRONOUN.match(match["who"]):
            found.append(_saying(match["who"], text, match))
    return found


def _saying(who: str, text: str, match: re.Match[str]) -> _Saying:
    start = match.start("who")
    return _Saying(who, text[:start] + text[match.end() :], start, match.end())


def _speaker_of(wanted: frozenset[str], text: str) -> list[str]:
    """Return who says the wanted words in a printed sentence: of several speakers the one whose part holds most."""
    found = _sayings(text)
    if len(found) < 2:
        return [saying.who for saying in found]
    ends = [saying.start for saying in found[1:]] + [len(text)]
    held = [len(wanted & pairs(text[saying.end : end])) for saying, end in zip(found, ends, strict=True)]
    held[0] += len(wanted & pairs(text[: found[0].start]))
    return [saying.who for saying, share in zip(found, held, strict=True) if share >= max(held)]


def _named(who: str) -> bool:
    """Return whether a speaker is a person or a body by name; 专家 and 市民 may be anyone."""
    import rjieba

    if _PRONOUN.match(who):
        return False
    if any(name.kind is not NameKind.PLACE for name in names(who)) or not rjieba.has_word(who[-2:]):
        return True
    return any(tag.startswith(("nr", "nt")) for _, tag in rjieba.tag(who))


def _same(who: str, speaker: str) -> bool:
    """Return whether two ways to call a speaker share their ends, where the name stands: 总工程师陆怀川, 陆怀川."""
    return who[-2:] in speaker or speaker[-2:] in who


def _called(who: str, text: str) -> bool:
    return who[-2:] in text or who[:2] in text
