"""Sentences whose meaning is broken by one swap, made from printed ones by rules that know nothing of the check.

Where the passage holds another value of the same kind, that is what is put in: the hard case, in print but not of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from eval.verification.lexicon import BODIES, PEOPLE, PLACES, SURNAMES, TITLES
from eval.verification.pairs import Kind
from rag.chinese import HAN

Swap = Callable[[str, str, Random], Iterator[str]]

_NUMBER = re.compile(
    r"(?<![A-Za-z\d.,第])(\d+(?:\.\d+)?)((?:万亿|万|亿)?(?:个百分点|分钟|%|[^\d\s，。；：、“”（）年月日时分号线]))"
)
_UNITS = re.compile(r"(?<=\d)(万亿|亿|万|公里|海里|米|吨|公斤|%|小时|分钟|美元|元|个百分点|平方米)(?![多余])")
_OTHER_UNIT = {
    "万亿": "亿", "亿": "万", "万": "亿", "公里": "米", "海里": "公里", "米": "公里", "吨": "公斤", "公斤": "吨",
    "%": "个百分点", "小时": "天", "分钟": "小时", "美元": "元", "元": "美元", "个百分点": "倍", "平方米": "公顷",
}  # fmt: skip
_DATE = re.compile(
    r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日|(?<![\d月])(\d{1,2})日|(?<!\d)(20\d\d|19\d\d)年(?!第)|今年|去年"
)
_PERSON = re.compile(
    rf"(?:{'|'.join(TITLES)})([{SURNAMES}][{HAN}]{{1,2}}?|[{HAN}]{{1,6}}·[{HAN}]{{1,6}}?)(?=说|表示|介绍|指出|认为|称|在|与|和|等|，|、|的|对|发言|强调|将|同)"
)
_NEGATIONS = (
    (re.compile("(?<!不)没有(?=[^的])"), ""),
    (re.compile("(?<![绝并从])不(?=能|会|得|收|影响|允许|涨|需|受|存在|支持|接受)"), ""),
    (re.compile("未(?=发生|发现|出现|能|受|造成)"), ""),
    (re.compile("将(?=在|于|继续|开|推|对|加|进|为|启|举|提)"), "将不"),
    (re.compile("已(?!经|久|知)(?=完成|成为|建|达|有|投|全|在|开|恢)"), "尚未"),
    (re.compile("可(?=享受|在|以|获|乘|凭)"), "不可"),
    (re.compile("(?<=[，。])是(?=[^否])"), "不是"),
    (re.compile("支持(?=[^者率])"), "反对"),
    (re.compile("同比增长"), "同比下降"),
    (re.compile("同意"), "拒绝"),
)
_BOUNDS = (
    (re.compile(r"超过(?=\d)|超(?=\d)|逾(?=\d)"), "不足"),
    (re.compile(r"不足(?=\d)|不到(?=\d)"), "超过"),
    (re.compile(r"近(?=\d)|接近(?=\d)"), "超过"),
    (re.compile(r"约(?=\d)"), "超过"),
    (re.compile(r"(?<=[元吨%里米人个家])以上"), "以下"),
    (re.compile(r"(?<=\d)多(?=[位名个家人次米天年万亿])|(?<=\d)余(?=[位名个家人次米天年万亿])"), "~"),
    (re.compile(r"(?<=[为达长有])(?=\d+(?:\.\d+)?(?:万|亿|公里|米|吨|元|人))"), "不足"),
    (re.compile(r"(?<=[增长降])(?=\d+(?:\.\d+)?%)"), "超过"),
)
_SAID = re.compile(
    rf"(?:^|(?<=[，。”]))([{HAN}·、]{{2,24}}?)(说|表示|指出|介绍|认为|强调|透露|通报|提醒|分析)(?=[，：])"
)
_NO_NAME = re.compile("他|她|它|记者|报道|声明|公报|消息|数据|并|还|也|同时|据")


def number(sentence: str, passage: str, random: Random) -> Iterator[str]:
    """Yield the sentence with one number exchanged for another of the passage, of the same unit where there is one."""
    others = list(_NUMBER.finditer(passage))
    for match in _NUMBER.finditer(sentence):
        pool = [other[1] for other in others if other[2] == match[2] and float(other[1]) != float(match[1])]
        new = random.choice(pool) if pool else _near(match[1], random)
        yield _put(sentence, match.start(1), match.end(1), new)


def _near(numeral: str, random: Random) -> str:
    digits = [at for at, digit in enumerate(numeral) if digit.isdigit()]
    at = random.choice(digits)
    new = random.choice([digit for digit in "123456789" if digit != numeral[at]])
    return numeral[:at] + new + numeral[at + 1 :]


def unit(sentence: str, passage: str, random: Random) -> Iterator[str]:  # noqa: ARG001
    """Yield the sentence with one unit or scale exchanged."""
    for match in _UNITS.finditer(sentence):
        yield _put(sentence, match.start(), match.end(), _OTHER_UNIT[match[1]])


def moment(sentence: str, passage: str, random: Random) -> Iterator[str]:
    """Yield the sentence with one date exchanged for another of the passage, else for a neighbouring one."""
    for match in _DATE.finditer(sentence):
        said = match.group()
        pool = [
            other.group()
            for other in _DATE.finditer(passage)
            if [bool(part) for part in other.groups()] == [bool(part) for part in match.groups()]
            and other.group() not in sentence
        ]
        if said in ("今年", "去年"):
            new = "去年" if said == "今年" else "今年"
        elif pool and random.random() < 0.5:
            new = random.choice(pool)
        else:
            at = random.choice(list(re.finditer(r"\d+", said)))
            value = int(at.group())
            moved = value + (1 if value < 12 else random.choice([-2, -1, 1, 2]))
            new = said[: at.start()] + str(moved) + said[at.end() :]
        yield _put(sentence, match.start(), match.end(), new)


def person(sentence: str, passage: str, random: Random) -> Iterator[str]:
    """Yield the sentence with a titled person exchanged for another of the passage, else for one that is not there."""
    known = [match[1] for match in _PERSON.finditer(passage)]
    for match in _PERSON.finditer(sentence):
        pool = [name for name in known if name != match[1] and name not in sentence]
        new = random.choice(pool) if pool else random.choice(PEOPLE)
        yield _put(sentence, match.start(1), match.end(1), new)


def place(sentence: str, passage: str, random: Random) -> Iterator[str]:
    """Yield the sentence with one place exchanged for another of the passage, else of the list."""
    yield from _named(sentence, passage, random, PLACES)


def organisation(sentence: str, passage: str, random: Random) -> Iterator[str]:
    """Yield the sentence with one body exchanged for another of the passage, else of the list."""
    yield from _named(sentence, passage, random, BODIES)


def _named(sentence: str, passage: str, random: Random, known: list[str]) -> Iterator[str]:
    for name in known:
        at = sentence.find(name)
        if at < 0 or sentence.count(name) > 1:
            continue
        if sentence[max(0, at - 1) : at + len(name)] == "隆重庆":
            continue  # 隆重庆祝 holds no 重庆
        if any(name in longer and longer in sentence for longer in known if longer != name):
            continue
        pool = [other for other in known if other in passage and other not in sentence and other not in name]
        yield _put(sentence, at, at + len(name), random.choice(pool or [one for one in known if one not in sentence]))


def negation(sentence: str, passage: str, random: Random) -> Iterator[str]:  # noqa: ARG001
    """Yield the sentence with one negation lost or added, or a word turned into its opposite."""
    for pattern, new in _NEGATIONS:
        for match in pattern.finditer(sentence):
            yield _put(sentence, match.start(), match.end(), new)


def bound(sentence: str, passage: str, random: Random) -> Iterator[str]:  # noqa: ARG001
    """Yield the sentence with 超过, 不足, 近, 约 or 以上 turned or added."""
    for pattern, new in _BOUNDS:
        for match in pattern.finditer(sentence):
            if new != "~":
                yield _put(sentence, match.start(), match.end(), new)
                continue
            digits = re.search(r"\d+$", sentence[: match.start()])
            if digits:
                start = digits.start()
                yield sentence[:start] + "不足" + sentence[start : match.start()] + sentence[match.end() :]


def speaker(sentence: str, passage: str, random: Random) -> Iterator[str]:
    """Yield the sentence with another speaker of the passage, else with one that is not there."""
    known = [match[1] for match in _SAID.finditer(passage) if not _NO_NAME.search(match[1])]
    known += [match[1] for match in _PERSON.finditer(passage)]
    for match in _SAID.finditer(sentence):
        if _NO_NAME.search(match[1]):
            continue
        pool = [name for name in known if name not in match[1] and match[1] not in name]
        new = random.choice(pool) if pool else random.choice(PEOPLE)
        yield _put(sentence, match.start(1), match.end(1), new)


def _put(sentence: str, start: int, end: int, new: str) -> str:
    return sentence[:start] + new + sentence[end:]


SWAPS: dict[Kind, Swap] = {
    Kind.NUMBER: number,
    Kind.UNIT: unit,
    Kind.DATE: moment,
    Kind.PERSON: person,
    Kind.PLACE: place,
    Kind.ORGANISATION: organisation,
    Kind.NEGATION: negation,
    Kind.BOUND: bound,
    Kind.SPEAKER: speaker,
}
