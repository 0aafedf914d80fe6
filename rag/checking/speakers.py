"""Who said it: does a sentence give words to the speaker that the paper gives them to?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.checking.alignment import Line, pairs
from rag.checking.facts import FactKind
from rag.checking.names import NameKind, names
from rag.checking.numbers import level
from rag.checking.surnames import SURNAMES
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
# 某某认为… without a comma, as answers have it; only for a speaker who is a person by name.
_SAID_ON = re.compile(
    rf"(?:^|[，；,;])(?:据|而)?(?P<who>[{HAN}·、]{{2,24}}?)(?:还|也|则)?(?:说|表示|指出|介绍|认为|强调|透露|坦言|提醒|分析|解释)(?=[{HAN}\d“])"
)
_PERSON_LAST = re.compile(rf"[{''.join(sorted(SURNAMES))}][{HAN}]{{1,2}}$")
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
# Whoever may be meant by the one that the paper names.
_ANYBODY = re.compile(
    "专家|人士|人员|负责人|发言人|市民|居民|官方|官员|方面|公司|集团|企业|机构|单位|主办方|组织者|老人|游客|乘客|球迷|教练|队员|医生|"
    "老师|教授|学者|学生|家长|司机|渔民|农民|村民|工人|员工|代表|委员|经理|馆长|主任|局长|部长|馆员|作者|嘉宾|主席|总统|总理|外长|他|她|它|"
    "人们|大家|业内|外界|媒体|网友|当地|政府|市长|省长|书记|校长|院长|会长|秘书长|团队|中心|我们|有人"
)
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
    text = level(claim)
    for speaker in (*(match[1] for match in _PLAINLY_SAID.finditer(text)), *(one.who for one in _said_on(text))):
        own = pairs(speaker)
        if own and not _ANYONE.search(speaker) and len(own & printed) < _OWN_HALF * len(own):
            return f"说话的“{speaker}”不在所引段落中"
    return ""


def wrong_speaker(claim: str, lines: Sequence[Line]) -> str:
    """Return the reason that names the speaker whom the paper gives these words to, or who did not say them."""
    printed = [line for line in lines if line.span is not None]
    text = level(claim)
    found = sorted((*_sayings(text), *_said_on(text)), key=lambda saying: saying.start)
    speakers = {saying.who for line in printed for saying in _sayings(level(line.text))}
    for at, saying in enumerate(found):
        named = _named(saying.who) or saying.who in speakers
        if not named and _ANYBODY.search(saying.who):
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
        reason = (
            _attributed(saying.who, wanted, printed, place) if named else _by_name(saying.who, wanted, printed[place])
        )
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
    pronouns = any(_PRONOUN.match(saying.who) for saying in _sayings(text)[-1:]) and text.count("“") > 0
    if pronouns and (last := _last_person(printed, place)):
        return "" if _same(who, last) else f"这句话原文出自“{last}”，不是“{who}”"
    around = before + text + (printed[place + 1].text if place + 1 < len(printed) else "")
    return "" if _called(who, level(around)) else f"原文这句话不是“{who}”说的"


def _last_person(printed: Sequence[Line], place: int) -> str:
    """Return the person whom a quotation's 他 or 她 means: the last one named before it in its paragraph."""
    for line in reversed([line for line in printed[:place] if line.paragraph == printed[place].paragraph]):
        persons = [fact for fact in line.facts if fact.kind is FactKind.PERSON]
        if persons:
            return max(persons, key=lambda fact: fact.span.start).text
    return ""


def _by_name(who: str, wanted: frozenset[str], line: Line) -> str:
    """Return the reason where the paper gives the words to a person by name, and the claim to some other body."""
    text = level(line.text)
    for speaker in _speaker_of(wanted, text):
        if _PERSON_LAST.search(speaker) and _named(speaker) and not pairs(who) & pairs(speaker):
            return f"这句话原文出自“{speaker}”，不是“{who}”"
    return ""


def _sayings(text: str) -> list[_Saying]:
    found: list[_Saying] = []
    for match in (*_SAID.finditer(text), *_REPLIES.finditer(text)):
        who = _TAIL.sub("", match["who"].split("、")[-1])
        if len(who) >= 2 and not _NO_SPEAKER.search(who):
            found.append(_saying(who, text, match))
        elif _PRONOUN.match(match["who"]):
            found.append(_saying(match["who"], text, match))
    return found


def _said_on(text: str) -> list[_Saying]:
    """Return what persons by name say without a comma behind the verb."""
    found: list[_Saying] = []
    for match in _SAID_ON.finditer(text):
        who = match["who"].split("、")[-1]
        person = _PERSON_LAST.search(who)
        if person and _like_a_name(person.group()) and not _NO_SPEAKER.search(who) and not _PRONOUN.match(who):
            found.append(_saying(who, text, match))
    return found


def _like_a_name(word: str) -> bool:
    """Return whether no dictionary holds the word, as it holds few persons, or holds it as a person."""
    import rjieba

    return not rjieba.has_word(word) or all(tag.startswith("nr") for _, tag in rjieba.tag(word))


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
