"""Is a negation lost or added, or a word turned into its opposite, between a sentence and the lines it leans on?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.checking.alignment import Line
from rag.chinese import HAN, fold, has_han

# Longest first; a negation counts with the two characters that it negates.
_NEGATION = re.compile(
    "并未|并不|并非|没有|未能|未曾|从未|尚未|不必再|不用再|无需再|不必|不用|无需|无须|不再|不会|不能|不得|不是|不可|不予|拒绝|否认|禁止|停止|取消|"
    "无法|未|没|不|非|无|勿"
)
# Words in which 不, 非, 无 or 未 negates nothing that could be lost.
_WORDS = re.compile(
    "不断|不仅|不同|不过|不少|不久|不但|不足|不到|不满|不超过|不低于|不少于|不多于|不高于|不得不|不错|"
    "不锈|不管|不论|不妨|不料|不愧|不惜|不禁|不光|不只|"
    "不止|不时|不易|不便|不良|不幸|不懈|不一|不等|不下|不乏|不约而同|不可或缺|不可分割|无人机|无锡|无线|"
    "无论|无疑|无非|无比|无数|无偿|无障碍|"
    "没有变化|没变|未变|沉没|淹没|埋没|出没|吞没|覆没|湮没|"
    "非洲|非常|非遗|非凡|非法|未来|未必|未知|未成年|没收|没落|是否|能否|毫不|非物质"
)
# What is denied, and the words that say as much without a negation.
_SAME_WITHOUT = {
    "收费": "免费|免收",
    "开放": "闭馆|闭园|休馆|关闭|谢客",
    "营业": "歇业|停业|打烊|休息",
    "上班": "休息|放假|休假",
    "上课": "停课|放假",
    "开航": "停航",
    "通行": "封闭|管制|封路",
    "变化": "持平|照旧|维持",
}
# Pairs that news turns on; only one of a pair is in print where the other is claimed.
_FREE_OR_NOT = (
    re.compile("免费|不收费|不收取|不收|无需(?:购|买)票|不要钱|免收"),
    re.compile("(?<!不)(?:需要?|须|要|得)(?:另外)?(?:买票|购票|付费|交费|缴费|花钱)|(?<!不)收费|(?<!不)(?:要|另)收"),
)
_OPPOSITES = (
    "增长 下降,增长 减少,增加 减少,上升 下降,提高 降低,上涨 下跌,上调 下调,扩大 缩小,支持 反对,同意 拒绝,"
    "开放 关闭,盈利 亏损,成功 失败,进口 出口,恢复 暂停,顺差 逆差,延长 缩短,提前 推迟,加快 放缓,战胜 负于,买入 卖出,"
    "年薪 月薪,最高 最低,最大 最小,最长 最短,最多 最少,最早 最晚,最年长 最年轻,首班 末班,男子 女子,白天 夜间,"
    "上午 下午,上半年 下半年,以东 以西,以南 以北,好转 恶化,好于 差于,高于 低于,早于 晚于,优先 延后,开工 完工,"
    "主场 客场,照常 休息,照常 停诊,照常 暂停,照常 停业,扩建 缩建,领先 落后,升级 降级,涨价 降价,赢得 输掉,首次 再次"
)
_PAIRS = frozenset(_OPPOSITES.split(","))
_WAYS = tuple((pair[0], pair[1]) for pair in "高低 多少 快慢 早晚 长短 大小 轻重 远近".split())
_COMPARED = re.compile(f"比[^，。；、]{{1,8}}?(?P<way>[{''.join(''.join(pair) for pair in _WAYS)}])")
_VERY = "(?:较|很|偏|更|太|十分|非常|比较|明显|相当|日益|越来越)"
_LONE = re.compile(f"[不没未](?P<word>[{HAN}])(?=[，。；！？]|$)")  # 体力并不弱 where 体力较弱 is printed
_TIMED = re.compile(r"[上下]午(?=\d{1,2}[时点:]|[一二两三四五六七八九十]{1,2}[时点])")  # compared with its hour


@dataclass(frozen=True, slots=True)
class _Negated:
    negation: str
    word: str


def altered(claim: str, best: Sequence[Line]) -> str:
    """Return the reason that names the negation which the claim lost or added against its lines; else nothing."""
    own = _plain(claim)
    printed = [_plain(line.text) for line in best]
    together = "\n".join(printed)
    for found in _negated(own):
        if re.search(_SAME_WITHOUT.get(found.word, "(?!)"), together):
            continue
        if _asserted(found.word, together) and not _denied(found.word, together):
            return f"原文没有“{found.negation}{found.word}”的否定"
        if found.word not in together and not _NEGATION.search(together):
            return f"原文没有“{found.negation}{found.word}”的否定"
    for match in _LONE.finditer(own):
        if re.search(f"{_VERY}{match['word']}", together) and not re.search(f"[不没未]{match['word']}", together):
            return f"原文没有“{match.group()}”的否定"
    for found in _negated(together):
        if _asserted(found.word, own) and not _denied(found.word, own) and not _asserted(found.word, together):
            return f"原文“{found.negation}{found.word}”的否定丢失了"
    return _turned(_TIMED.sub("", own), together)


def _turned(own: str, together: str) -> str:
    for pair in _OPPOSITES.split(","):
        one, other = pair.split()
        for said, printed in ((one, other), (other, one)):
            if said in own and said not in together and printed in together and printed not in own:
                return f"“{said}”与原文不符，原文为“{printed}”"
    return _compared(own, together) or _charged(own, together)


def _compared(own: str, together: str) -> str:
    """Return the reason where one side is over what it is compared with, and in print only under it."""
    said, printed = ({match["way"] for match in _COMPARED.finditer(text)} for text in (own, together))
    for one, other in (*_WAYS, *((other, one) for one, other in _WAYS)):
        if one in said and other in printed and one not in printed and other not in said:
            return f"“{one}”与原文不符，原文为“{other}”"
    return ""


def _charged(own: str, together: str) -> str:
    """Return the reason where one side says that it is free and only the other that it must be paid for."""
    for said, printed in (_FREE_OR_NOT, _FREE_OR_NOT[::-1]):
        mine, theirs = said.search(own), printed.search(together)
        if mine and theirs and not said.search(together) and not printed.search(own):
            return f"“{mine.group()}”与原文不符，原文为“{theirs.group()}”"
    return ""


def opposite(said: str, printed: str) -> bool:
    """Return whether the words are one of the pairs that news turns on."""
    return f"{said} {printed}" in _PAIRS or f"{printed} {said}" in _PAIRS


def alone(words: str, follows: str) -> bool:
    """Return whether the words are a negation of what follows, and no more: 未 before 完成, not before 来."""
    return bool(_NEGATION.fullmatch(words)) and not _WORDS.match(words + follows)


def _plain(text: str) -> str:
    return _WORDS.sub(lambda word: "□" * len(word.group()), fold(text))


def _negated(text: str) -> Iterator[_Negated]:
    for match in _NEGATION.finditer(text):
        word = text[match.end() : match.end() + 2]
        if len(word) == 2 and has_han(word[0]) and has_han(word[1]):
            yield _Negated(match.group(), word)


def _denied(word: str, text: str) -> bool:
    return any(found.word == word for found in _negated(text))


def _asserted(word: str, text: str) -> bool:
    """Return whether the word also stands in the text without a negation in front of it."""
    ends = {match.end() for match in _NEGATION.finditer(text)}
    wanted = f"(?={re.escape(word[0])}[{HAN}]?{re.escape(word[1:])})"  # 收配 also as 收取配
    return any(match.start() not in ends for match in re.finditer(wanted, text))
