"""The batches of a training's steps: what is drawn follows from the plan's seed and the step alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from tokenizers import Tokenizer
from torch.utils.data import DataLoader, Dataset

from eval.reader.batches import Batch, batch_of, encode
from eval.reader.lessons import Lesson
from eval.reader.variants import Pair, exchanger_of, pairs_of

_LAST_RATE = 0.02  # share of the learning rate that the last step has
_AHEAD = 8  # steps that a process makes before they are asked for


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. The rate rises over `warmup` steps, stays, and falls over the last `cooldown` ones.

    `steps` and `cooldown` may be changed when training is carried on: what is learnt before the fall is the same.
    """

    steps: int
    cooldown: int
    seed: int = 0
    questions: int = 8  # a step
    at_once: int = 2  # questions whose gradient is worked out together; a step's batch is cut into these
    rate: float = 8e-5
    warmup: int = 40
    threads: int = 2
    device: str = "cpu"
    makers: int = 0  # processes that make batches ahead; 0: they are made between the steps
    kept_every: int = 50  # steps between two states on disk
    checked_every: int = 250  # steps between two looks at held-out lessons

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a step, counted from 0 (trapezoid: Hägele et al. 2024)."""
        rising = min(1.0, (step + 1) / self.warmup)
        falling = min(1.0, (self.steps - step) / max(self.cooldown, 1))
        return self.rate * min(rising, max(falling, _LAST_RATE))


class _Steps(Dataset[list[Batch]]):
    """The batches of any step."""

    def __init__(self, lessons: Sequence[Lesson], plan: Plan, tokenizer: Tokenizer) -> None:
        self._lessons = lessons
        self._plan = plan
        self._tokenizer = tokenizer
        self._random = Random()  # noqa: S311 - seeded anew at every step
        self._exchanger = exchanger_of(lessons, self._random)

    def __getitem__(self, step: int) -> list[Batch]:
        """Return a step's batches; questions whose passages are of like length share one, so little is padding."""
        self._random.seed(f"{self._plan.seed} {step}")
        drawn = drawn_lessons(self._lessons, self._plan, step)
        groups = [pairs_of(lesson, self._exchanger, self._random) for lesson in drawn]
        encoded = [(group, encode(self._tokenizer, group)) for group in groups]
        encoded.sort(key=lambda one: max(len(encoding.ids) for encoding in one[1]))
        found: list[Batch] = []
        for start in range(0, len(encoded), self._plan.at_once):
            some = encoded[start : start + self._plan.at_once]
            pairs: list[Pair] = [pair for group, _ in some for pair in group]
            found.append(batch_of(pairs, [encoding for _, encodings in some for encoding in encodings]))
        return found[::-1]  # the longest first: the threads end together


def made_steps(lessons: Sequence[Lesson], plan: Plan, tokenizer: Tokenizer, numbers: range) -> Iterable[list[Batch]]:
    """Return the batches of these steps in their order, made by `plan.makers` processes ahead of time."""
    steps = _Steps(lessons, plan, tokenizer)
    ahead = _AHEAD if plan.makers else None
    return DataLoader(
        steps, batch_size=None, sampler=numbers, num_workers=plan.makers, prefetch_factor=ahead, collate_fn=_as_made
    )


def _as_made(batches: list[Batch]) -> list[Batch]:
    return batches


def drawn_lessons(lessons: Sequence[Lesson], plan: Plan, step: int) -> list[Lesson]:
    """Return the lessons of a step: every lesson once a round, each round in an order of its own."""
    found: list[Lesson] = []
    for place in range(step * plan.questions, (step + 1) * plan.questions):
        turn, at = divmod(place, len(lessons))
        found.append(lessons[_order(plan.seed, turn, len(lessons))[at]])
    return found


@lru_cache(maxsize=2)
def _order(seed: int, turn: int, count: int) -> Sequence[int]:
    order = list(range(count))
    Random(f"{seed} {turn}").shuffle(order)  # noqa: S311 - repeatable on purpose
    return order
