"""A lesson as the network sees it this time: cropped, in either script, noisy, made unanswerable, drawn by a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from opencc import OpenCC

from eval.reader.lessons import Lesson, Why
from eval.unanswerable import Exchanger, without_answers
from rag.chinese import Span, sentences
from rag.reading.pairs import Window

PAIRS = 4  # of a lesson each time: the right one first
_SHORTEST, _LONGEST, _USUAL = 50, 350, 200  # characters of a window: passages in a library have 150 to 350
_BARE = 0.15  # share without the headline in front
_OTHER_SCRIPT = 0.25  # share turned into Traditional or Simplified characters, question and passage apart
_NOISY = 0.15
_NOISE = 0.02  # share of the characters of a noisy text that are dropped, doubled or followed by a space
_EXCHANGED = 0.3
_UNMARKED = 0.3  # share of questions without their question mark
_LEAST = 30  # characters that a passage without its answer must have


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage; the answer stands at `start` to `end` in `text`, nowhere when they are equal."""

    question: str
    headline: str
    text: str
    start: int = 0
    end: int = 0

    @property
    def window(self) -> Window:
        """The passage alone."""
        return Window(self.headline, self.text)

    @property
    def answers(self) -> bool:
        """Whether the passage answers."""
        return self.end > self.start


def pairs_of(lesson: Lesson, exchanger: Exchanger, random: Random) -> list[Pair]:
    """Return `PAIRS` pairs, the right one first when there is one; the others do not answer."""
    length = round(random.triangular(_SHORTEST, _LONGEST, _USUAL))
    found: list[Pair] = []
    if lesson.right:
        right = Pair(lesson.question, lesson.right.headline, lesson.right.text, lesson.start, lesson.end)
        found.append(_cropped(right, length, random))
        found += _made_unanswerable(right, length, exchanger, random)
    others = [_wrong(lesson, window, length, random) for window in _drawn(lesson, PAIRS - len(found), random)]
    found = [_scripted(_noisy(_headed(pair, random), random), random) for pair in [*found, *others]]
    if random.random() < _UNMARKED:
        found = [replace(pair, question=pair.question.rstrip("？?")) for pair in found]
    return found


def _made_unanswerable(right: Pair, length: int, exchanger: Exchanger, random: Random) -> list[Pair]:
    """Return the passage without the sentences that answer, and now and then the passage asked another question."""
    made: list[Pair] = []
    rest = "".join(without_answers([right.text], [right.text[right.start : right.end]]))
    if len(rest) >= _LEAST:
        made.append(_cropped(Pair(right.question, right.headline, rest), length, random))
    if random.random() < _EXCHANGED:
        exchange = random.choice((exchanger.another_name, exchanger.another_focus))
        if question := exchange(right.question):
            made.append(replace(_cropped(right, length, random), question=question, start=0, end=0))
    return made


def _drawn(lesson: Lesson, count: int, random: Random) -> list[Window]:
    """Return windows that do not answer: one of the same document if there is one, the rest as they come."""
    same = [one.window for one in lesson.wrong if one.why is Why.SAME]
    rest = [one.window for one in lesson.wrong if one.why is not Why.SAME]
    first = [random.choice(same)] if same and (not rest or random.random() < 0.5) else []
    left = [window for window in (*rest, *same) if window not in first]
    random.shuffle(left)
    drawn = [*first, *left][:count]
    while len(drawn) < count:  # few were found: the same ones again, cropped in another place
        drawn.append(random.choice(lesson.wrong).window)
    return drawn


def _wrong(lesson: Lesson, window: Window, length: int, random: Random) -> Pair:
    return _cropped(Pair(lesson.question, window.headline, window.text), length, random)


def _cropped(pair: Pair, length: int, random: Random) -> Pair:
    """Return whole sentences of about this length, those that answer among them, the rest drawn around."""
    spans = list(sentences(pair.text))
    held = [n for n, span in enumerate(spans) if span.start < pair.end and pair.start < span.end]
    if not spans:
        return pair
    first = held[0] if held else random.randrange(len(spans))
    last = held[-1] if held else first
    while spans[last].end - spans[first].start < length and (first > 0 or last < len(spans) - 1):
        if first > 0 and (last == len(spans) - 1 or random.random() < 0.5):
            first -= 1
        else:
            last += 1
    kept = Span(spans[first].start, spans[last].end)
    if not pair.answers:
        return replace(pair, text=kept.of(pair.text))
    start = pair.start - kept.start
    return replace(pair, text=kept.of(pair.text), start=start, end=start + pair.end - pair.start)


def _headed(pair: Pair, random: Random) -> Pair:
    return replace(pair, headline="") if random.random() < _BARE else pair


def _noisy(pair: Pair, random: Random) -> Pair:
    """Return the pair with the slips of extractors and keyboards, none of them in the answer."""
    if random.random() >= _NOISY:
        return pair
    before, answer, after = pair.text[: pair.start], pair.text[pair.start : pair.end], pair.text[pair.end :]
    before = _slipped(before, random)
    text = before + answer + _slipped(after, random)
    start = len(before) if pair.answers else 0
    return replace(pair, question=_slipped(pair.question, random), text=text, start=start, end=start + len(answer))


def _slipped(text: str, random: Random) -> str:
    slips = ("", "{0}{0}", "{0} ")
    return "".join(
        random.choice(slips).format(char) if char not in "{}" and random.random() < _NOISE else char for char in text
    )


def _scripted(pair: Pair, random: Random) -> Pair:
    """Return the pair, now and then with its question, its passage, or both in the other script."""
    if random.random() >= _OTHER_SCRIPT:
        return pair
    turn = _converter(random.choice(("s2t", "t2s"))).convert
    which = random.randrange(3)
    if which == 0:
        return replace(pair, question=turn(pair.question))
    before, answer, after = pair.text[: pair.start], pair.text[pair.start : pair.end], pair.text[pair.end :]
    before, answer = turn(before), turn(answer)
    start = len(before) if pair.answers else 0
    return Pair(
        turn(pair.question) if which == 1 else pair.question,
        turn(pair.headline),
        before + answer + turn(after),
        start,
        start + len(answer),
    )


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def exchanger_of(lessons: Sequence[Lesson], random: Random) -> Exchanger:
    """Return what exchanges words of the lessons' questions for one another."""
    return Exchanger((lesson.question for lesson in lessons), random)
