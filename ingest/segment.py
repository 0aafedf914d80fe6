"""The best reading of a whole page: every line's label, and how probable each is over all readings.

The best reading is the lawful sequence of labels that gets most lines right on average: of all sequences, the one
with the largest sum of the labels' probabilities. A sum over all columns and noises is behind each of them, so a
border counts even where the column beside it is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.chain import Factors, forward, posterior
from ingest.emissions import weigh
from ingest.evidence import Line
from ingest.labels import Label
from ingest.weights import Floats

_FLOWING = (Label.BODY, Label.PARAGRAPH, Label.INSIDE)  # nothing goes on in the line below a row
_AFTER = {
    **{Label(at): (Label(at + 1), Label.BODY) for at in range(Label.HEAD_5)},
    Label.HEAD_5: (Label.BODY,),
    Label.FURNITURE: (Label.HEAD_1, Label.FURNITURE, Label.BODY),
    Label.INTERRUPTION: (Label.PARAGRAPH, Label.INSIDE, Label.ROW, Label.INTERRUPTION),
    Label.ROW: (Label.HEAD_1, Label.FURNITURE, Label.BODY, Label.PARAGRAPH, Label.ROW, Label.INTERRUPTION),
    **dict.fromkeys(_FLOWING, (Label.HEAD_1, Label.FURNITURE, *_FLOWING, Label.ROW, Label.INTERRUPTION)),
}
# A wrong cut spoils two articles, a missed one joins them: a cut must be more than just probable.
_CUT_COST = 0.3
_AT_START = (Label.HEAD_1, Label.FURNITURE, Label.BODY)


def _forbidden() -> Floats:
    table = np.full((len(Label), len(Label)), -np.inf)
    for before, allowed in _AFTER.items():
        table[before, list(allowed)] = 0.0
    return table


_FORBIDDEN = _forbidden()


@dataclass(frozen=True, slots=True)
class Reading:
    """The best labels, one a line, and P(label | page) of every line, (T, labels)."""

    labels: tuple[Label, ...]
    chances: Floats


def read(lines: Sequence[Line]) -> Reading:
    """Return the best reading of the lines, at least one."""
    factors = Factors.of(weigh(lines))
    chances = posterior(factors, forward(factors))
    return Reading(_best_labels(chances), chances)


def _best_labels(chances: Floats) -> tuple[Label, ...]:
    """The lawful sequence with the largest sum of chances, less the cost of its cuts."""
    chances = chances.copy()
    chances[:, Label.BODY] -= _CUT_COST
    best = np.full(len(Label), -np.inf)
    best[list(_AT_START)] = chances[0, list(_AT_START)]
    trail = []
    for chance in chances[1:]:
        ways = best[:, None] + _FORBIDDEN
        trail.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + chance
    at = int(best.argmax())
    labels = [Label(at)]
    for source in reversed(trail):
        at = int(source[at])
        labels.append(Label(at))
    return tuple(reversed(labels))
