"""A name, a day or a thing asked for (「那普京呢？」 「报名费呢？」) → the last question with it in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.kinds import Kind, kind_of, question_after
from rag.asking.phrases import ASKS, ATTRIBUTE, NAMED, Word, plain, statement, topic, words_of

_TOPIC_OF_PRINT = re.compile("(?<=关于|有关|提到)[^的]+(?=的?(?:报道|新闻|文章|消息|$))")
_BEFORE_NAME = "到在从对跟和与给"
_ONE_OF = r"(?:第[一二三四五六七八九十\d]+|首|末|头|上|下)[轮批次期届场阶段站天号]{1,2}"
_WHO = re.compile("是?谁(?!的)|哪一?位")


def replaced(new: str, last: str) -> str:
    """Return the last question with `new` in the place of what it is like; else `new` asked of what that was about.

    A day takes the day's place, a person a person's, a place or body the place of one; what can be asked of a thing
    (票价, 馆长) takes the place of what was asked, or is asked of the same thing.
    """
    text = plain(last)
    prefix = new[0] if new and new[0] in _BEFORE_NAME and new[0] in text else ""
    if prefix:
        new = new[1:]
    dated = [word for word in words_of(text) if word.tag == "date"]
    if [word.tag for word in words_of(new)] in (["date"], ["date", "f"]) or re.fullmatch(r"\d+[日号]", new):
        return f"{_redated(text, new, dated)}？"
    about = _TOPIC_OF_PRINT.search(text)
    if about:
        return f"{text[: about.start()]}{new}{text[about.end() :]}？"
    kind = kind_of(new)
    if kind is Kind.EVENT:
        return f"{statement(last)}的{new}是什么？"
    place = _alike(new, text, prefix, kind)
    if place is None and kind is Kind.ASKED:
        return f"{_other_asked(new, last)}？"
    if place is None and kind is Kind.PERSON:
        return _of_person(new, last)
    if place is None and re.fullmatch(_ONE_OF, new):
        return f"{_narrowed(new, last)}？"
    place = place or _first_name(new, text, kind) or (_same_sort(new, text) if kind is Kind.THING else None)
    if place is not None:
        return f"{text[: place[0]]}{new}{text[place[1] :]}？"
    return f"{new}{text}？" if kind is Kind.NAME else f"{topic(last)}的{new}？"


def _redated(text: str, new: str, dated: Sequence[Word]) -> str:
    if not dated:
        return new + text
    old = dated[0]
    kept = ""
    day = re.fullmatch(r"\d+[日号]", new)
    month = re.search(r"^.*月", old.text)
    if day and month:
        kept = month.group()
    elif re.match(r"\d{1,2}月", new) and (year := re.match(r"(?:\d{4}年|去年|今年|前年)", old.text)):
        kept = year.group()
    end = old.end
    if new.endswith("期间") and text[end : end + 2] == "期间":
        end += 2
    return text[: old.start] + kept + new + text[end:]


def _other_asked(new: str, last: str) -> str:
    """票价 of 2号线首日客运量是多少 takes the place of the last question's own attribute."""
    text = plain(last)
    asks = ASKS.search(text)
    head = re.sub(r"(?:[有是为达了的]|一共|共)+$", "", text[: asks.start()] if asks else text)
    old = ATTRIBUTE.search(head)
    base = head[: old.start()] if old and old.start() > 1 else topic(last)
    return f"{base}{new}{question_after(new)}"


def _narrowed(new: str, last: str) -> str:
    """The same asked of one of several: 消费券第二轮什么时候发放."""
    text, known = plain(last), topic(last)
    at = text.find(known) + len(known)
    return f"{text[:at]}{new}{text[at:]}" if text[at:] else f"{text}{new}"


def _of_person(new: str, last: str) -> str:
    """A person where none was named: in the place of 谁, else who that is."""
    text = plain(last)
    asks = _WHO.search(text)
    if asks:
        joined = "是" if asks.group().startswith("是") else ""
        return f"{text[: asks.start()]}{joined}{new}{text[asks.end() :]}吗？"
    return f"{topic(last)}，{new}是谁？"


def _alike(new: str, text: str, prefix: str, kind: Kind) -> tuple[int, int] | None:
    """Where in the last question the phrase stands that `new` is most like: by kind of name, ending and form.

    A common noun is like one that ends as it does (闭幕式 and 开幕式), a name like a name of its kind.
    """
    found = words_of(text)
    wanted = [word.tag[:2] for word in words_of(new)]
    asks = [match.span() for match in ASKS.finditer(text)]
    best, best_score = None, 1.9
    for first in range(len(found)):
        for last in range(first, min(first + 4, len(found))):
            start, end = found[first].start, found[last].end
            span = text[start:end]
            if span == new or any(a < end and start <= b for a, b in asks) or not _nominal(found[first : last + 1]):
                continue
            tags = [word.tag[:2] for word in found[first : last + 1]]
            named = tags[0] in NAMED and wanted[0] in NAMED and _one_kind(tags[0], wanted[0], kind)
            ending = _common_end(new, span)
            if not (named or ending or (prefix and text[start - 1 : start] == prefix)):
                continue
            score = 2.0 * ending + (3.0 if tags == wanted else 0.0)
            score += 1.5 * (named and len(tags) == 1) + 2.0 * (named and tags[0] == wanted[0])
            score += len(tags) == len(wanted)
            score += 3.0 * bool(prefix and text[start - 1 : start] == prefix)
            score -= 0.4 * abs(len(new) - len(span)) + 0.1 * first
            if score > best_score:
                best, best_score = (start, end), score
    return best


def _one_kind(tag: str, wanted: str, kind: Kind) -> bool:
    """Whether two names are of one kind: a person's is a person's, places and bodies stand for one another."""
    return (tag == wanted == "nr") if kind is Kind.PERSON else (tag == wanted or "date" not in (tag, wanted))


def _first_name(new: str, text: str, kind: Kind) -> tuple[int, int] | None:
    """Where the last question's first name stands, for a name that is not known as one; a plain noun is none."""
    if kind is Kind.THING and [word.tag for word in words_of(new)] in (["n"], ["v"], ["vn"], ["a"], ["m"]):
        return None
    return next(((word.start, word.end) for word in words_of(text) if word.tag in ("nr", "ns", "nt")), None)


def _same_sort(new: str, text: str) -> tuple[int, int] | None:
    """Where the subject stands if it is one word as long as `new`: 菠菜 for 鸡蛋, 华为 for 小米."""
    found = words_of(text)
    first, following = found[0], found[1] if len(found) > 1 else None
    if len(words_of(new)) != 1 or len(first.text) != len(new) or len(new) < 2:
        return None
    plain_noun = first.tag == words_of(new)[0].tag == "n" and (following is None or following.text != "的")
    named = first.tag in ("nr", "nt", "nz") and following is not None and following.tag[:1] in "vpd"
    return (first.start, first.end) if plain_noun or named else None


def _nominal(found: Sequence[Word]) -> bool:
    return all(word.tag[:1] in "njmqxitsbagde" and word.tag not in ("d", "uj") for word in found)


def _common_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length
