"""Is something told as done that the paper plans or puts off, or of one whom the paper leaves out with 除…外?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.checking.alignment import Line, pairs
from rag.checking.numbers import level
from rag.chinese import HAN

_DONE = re.compile(
    rf"(?:已经|已于|已|业已)(?!经|知|久|有)(?:[^，。；、]{{0,6}}?)(?P<verb>[{HAN}]{{2}})(?=[，。；了]|$)"
)
_NOT_YET = re.compile(
    "暂缓|推迟|暂不|暂未|尚未|预计|计划|拟|准备|打算|有望|力争|即将|将于|将在|将会|定于|等待|争取|筹备|将"
)
_IS_DONE = re.compile("已|完成|了")
_REACH = 12  # characters before a verb in which the paper says that it is still to come
_ALL = re.compile("全部|全都|均已|都已|无一例外")
_REST = re.compile("其余|剩余|剩下")
_EXCEPT = re.compile("除(?!了?此之外)(?P<who>[^。；]{1,40}?)(?:以外|之外|外)(?=[，,、其均都一])")
_LIST = re.compile("[、，,和与及或]")
_LEAST = 0.4  # share of the character pairs of what the rule says that the claim must say too
_FORBIDS = re.compile("禁止|不能|不得|不可|不准|不许|停止|暂停")
_FREES = re.compile("除|不|可以|仍可|例外|照常|未")


def hastened(claim: str, best: Sequence[Line]) -> str:
    """Return the reason that names what the claim calls done and its lines still to come; else nothing."""
    printed = [level(line.text) for line in best]
    for match in _DONE.finditer(level(claim)):
        places = [(text, at.start()) for text in printed for at in re.finditer(re.escape(match["verb"]), text)]
        befores = [re.split("[，。；]", text[max(0, at - _REACH) : at])[-1] for text, at in places]
        if befores and all(_NOT_YET.search(before) and not _IS_DONE.search(before) for before in befores):
            said = _NOT_YET.search(befores[0])
            return f"原文“{match['verb']}”尚未发生，原文为“{said.group() if said else ''}”"
    return ""


def not_all(claim: str, best: Sequence[Line]) -> str:
    """Return the reason where the claim says of all what its lines say of some and then of the rest; else nothing."""
    said = _ALL.search(level(claim))
    printed = "\n".join(level(line.text) for line in best)
    rest = _REST.search(printed)
    if said and rest and not re.search("全|都|均", printed) and not _REST.search(level(claim)):
        return f"“{said.group()}”与原文不符，原文为“{rest.group()}”"
    return ""


def _under(text: str, rule: str) -> bool:
    """Return whether a sentence says as the rule does, forbids or grants, and excepts nobody itself."""
    if "除" in text:
        return False
    return bool(_FORBIDS.search(text)) if _FORBIDS.search(rule) else not _FREES.search(text)


def excepted(claim: str, best: Sequence[Line]) -> str:
    """Return the reason that names one whom a rule in print leaves out and the claim puts under it; else nothing."""
    text = level(claim)
    for line in best:
        printed = level(line.text)
        for match in _EXCEPT.finditer(printed):
            words = re.split("[。；]", printed[match.end() :])[0]
            rule = pairs(words)
            if not _under(text, words) or not rule or len(rule & pairs(text)) < min(_LEAST * len(rule), 2):
                continue
            for one in _LIST.split(match["who"]):
                if len(one) > 1 and one in text:
                    return f"原文把“{one}”除外"
    return ""
