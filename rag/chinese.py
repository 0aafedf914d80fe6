"""All that is Chinese: width, case and variant folding, sentence ends, word cutting, bigrams, question words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"

_WORD = re.compile(rf"[{HAN}]+|[a-z0-9]+(?:[.\-'][a-z0-9]+)*%?")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
_NO_LETTERS = re.compile(r"[\W_]+")
_STOP = frozenset(
    "的 了 是 在 和 与 及 或 被 把 将 从 到 对 为 于 以 由 向 就 都 也 还 又 而 并 且 其 此 该 这 那 之 "
    "所 着 过 地 得 个 们 有 吗 呢 吧 啊 我 你 他 她 它 我们 你们 他们 请问 一个 一下 可以 进行 关于 以及 这个 那个 问 "
    "说 时 中 上 下 里 等".split()
)
_QUESTION_WORD = re.compile(
    "什么时候|什么时间|什么地方|为什么|是不是|有没有|能不能|会不会|怎么样|怎样|怎么|如何|"
    "多少|多长|多久|多大|多高|多远|多重|多快|多宽|多深|"
    "什么|哪一天|哪一年|哪个|哪些|哪里|哪儿|哪家|哪几|哪天|哪年|哪位|哪座|哪|何时|何地|何人|是谁|谁|几|吗|呢"
)
_SENTENCE_END = re.compile(r"(?:[。！？!?]|……|…|\n)+[”’」』）)》】]*|(?<=[a-z0-9)])\.(?=\s+[A-Z]|\s*$)")
_SPEAKER_FOLLOWS = re.compile(
    rf"[{HAN}A-Za-z·、（）]{{1,24}}?(?:说|表示|指出|介绍|认为|强调|称|告诉|坦言|透露|写道|问)"
)


# What NFKC makes of the signs that stand in nearly every text: with them replaced, most need no more of it.
_HALF_WIDTH = tuple((full, unicodedata.normalize("NFKC", full)) for full in "，：；？！（）％…\u3000\xa0")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: offsets `start` (included) and `end` (excluded)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch itself."""
        return text[self.start : self.end]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def letters(text: str) -> str:
    """Return the folded letters and figures of a text, without spaces and marks."""
    return _NO_LETTERS.sub("", fold(text))


def has_han(text: str) -> bool:
    """Return whether a Chinese character stands in the text."""
    return _HAN.search(text) is not None


def simplify(text: str) -> str:
    """Return the text in Simplified characters."""
    simple: str = _simplifier().convert(text)
    return simple


@cache
def _twins() -> tuple[re.Pattern[str], dict[int, str]]:
    """What finds a Traditional character, and the Simplified one for each."""
    forms = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = simplify("\n".join(forms)).split("\n")
    twins = {ord(form): twin for form, twin in zip(forms, simple, strict=True) if form != twin and len(twin) == 1}
    return re.compile(f"[{''.join(map(chr, twins))}]"), twins


def simplify_each(text: str) -> str:
    """Return the text in Simplified characters, one for one: whatever stands around it, and as long as it was."""
    found, twins = _twins()
    return text.translate(twins) if found.search(text) else text


def fold(text: str) -> str:
    """Return the text in one form: half width (NFKC), lower case, Simplified characters.

    Folding may change the length; use it for comparing and indexing, never for offsets.
    """
    return simplify(_compatible(text).lower())


def _compatible(text: str) -> str:
    """The text's NFKC form, which takes most of the time of folding a text whose commas are of full width."""
    for full, half in _HALF_WIDTH:
        text = text.replace(full, half)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def words(text: str) -> list[str]:
    """Return the folded words of a text, compounds also in their parts (search mode), punctuation dropped."""
    return folded_words(fold(text))


def folded_words(folded: str) -> list[str]:
    """Return the words of a text that is folded already, as `words` does."""
    import rjieba

    return [word for word in rjieba.cut_for_search(folded) if _WORD.match(word)]


def bigrams(text: str) -> list[str]:
    """Return folded character bigrams of Han runs (a run of one gives itself) and whole Latin words and numbers."""
    found: list[str] = []
    for run in _WORD.findall(fold(text)):
        if _HAN_RUN.match(run) and len(run) > 1:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return found


def runs(text: str) -> list[str]:
    """Return the folded stretches without a sign between: runs of two Han characters or more, Latin words, numbers."""
    return [run for run in _WORD.findall(fold(text)) if len(run) > 1 or not _HAN_RUN.match(run)]


def terms(question: str) -> list[str]:
    """Return the words of a question that say what it is about, in order, each once: no particles, no 多少 or 谁."""
    return list(dict.fromkeys(word for word in words(bare_question(question)) if word not in _STOP))


def bare_question(question: str) -> str:
    """Return the folded question with a space in place of each question word: what is left is its subject."""
    return _QUESTION_WORD.sub(" ", fold(question))


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order, without the white space between them.

    A sentence ends after 。！？…, with the quotes and brackets that close on it, and at a line end. Quoted words and
    the speaker that follows them stay together: “……。”某某说 is one sentence.
    """
    start = 0
    for end in _ends(text):
        first = start
        while first < end and text[first].isspace():
            first += 1
        last = end
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            yield Span(first, last)
        start = end


def _ends(text: str) -> Iterator[int]:
    for found in _SENTENCE_END.finditer(text):
        mark = found.group()
        if mark[-1] in "”’」』" and "\n" not in mark and _SPEAKER_FOLLOWS.match(text, found.end()):
            continue
        yield found.end()
    yield len(text)
