"""The check's reasons in English, for questions asked in English; names and printed words stay as they are."""

from __future__ import annotations

import re

_SENTENCES = {
    "原文": "as printed",
    "这句话没有标明出处": "no source is given for this sentence",
    "句子与所引段落语言不同，只核对了数字和日期": (
        "the sentence is in another language than the cited passages: only numbers and dates were compared"
    ),
    "数字、日期、名称和措辞均见于所引段落": "numbers, dates, names and wording are found in the cited passages",
    "措辞与所引段落相差太远": "the wording is too far from the cited passages",
}
# The first pattern that matches whole; groups are put in.
_PATTERNS = tuple(
    (re.compile(chinese, re.DOTALL), english)
    for chinese, english in (
        ("“(.+)”不在所引段落中", r"“\1” is not in the cited passages"),
        ("说话的“(.+)”不在所引段落中", r"the speaker “\1” is not in the cited passages"),
        ("“(.+)”在原文中只出现一次", r"“\1” is printed only once"),
        ("这句话原文出自“(.+)”，不是“(.+)”", r"the paper gives these words to “\1”, not to “\2”"),
        ("原文这句话不是“(.+)”说的", r"the paper does not give these words to “\1”"),
        ("“(.+)”前后的“(.+)”不在原文中", r"the “\2” at “\1” is not in print"),
        ("原文“(.+)”的“(.+)”变成了“(.+)”", r"the printed “\2” of “\1” became “\3”"),
        ("原文“(.+)”的“(.+)”丢失了", r"the printed “\2” of “\1” is lost"),
        ("原文“(.+)”的否定丢失了", r"the negation “\1” is lost"),
        ("原文“(.+)”尚未发生，原文为“(.+)”", r"“\1” is still to come in the paper, which has “\2”"),
        ("原文把“(.+)”除外", r"the paper excepts “\1”"),
        ("原文没有“(.+)”的否定，原文为“(.+)”", r"the negation “\1” is not in print, but “\2”"),
        ("原文没有“(.+)”的否定", r"the negation “\1” is not in print"),
        ("“(.+)”与原文不符，原文(?:此处)?为“(.+)”", r"“\1” differs from the paper, which has “\2”"),
    )
)


def in_english(reason: str) -> str:
    """Return a reason of `rag.verify.check` in English; one that is not known as it is."""
    if reason in _SENTENCES:
        return _SENTENCES[reason]
    for pattern, english in _PATTERNS:
        match = pattern.fullmatch(reason)
        if match:
            return match.expand(english)
    return reason
