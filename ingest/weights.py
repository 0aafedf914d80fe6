"""What a newspaper column looks like, in probabilities; counted on generated pages, rounded, smoothed.

A line's evidence is weighed by tables of P(evidence | label); the labels follow each other by tables of
P(next | label). A new paper's habit is a new column in a table, or another value in one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Noise:
    """How far a full line's printed width strays from the column's: a mixture of normals, in Han characters.

    `share` of the articles are set so; a punctuation mark takes `mark` of a character (标点挤压 sets them
    to half); `step` is how finely the search tries narrow widths.
    """

    name: str
    share: float
    step: float
    mark: float
    shares: tuple[float, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Chances of what follows: a headline, furniture, or a body without a headline."""

    headline: float
    furniture: float
    body: float


NOISES = (
    Noise("set tight", 0.25, 0.5, 1.0, (0.90, 0.09, 0.01), (0.15, 0.0, 0.0), (0.30, 0.9, 3.0)),
    Noise("usual", 0.4, 0.5, 1.0, (0.58, 0.20, 0.20, 0.02), (0.12, 1.12, -0.88, 0.0), (0.30, 0.30, 0.30, 3.0)),
    Noise("marks set half", 0.2, 0.5, 0.5, (0.85, 0.13, 0.02), (0.3, 0.0, 0.0), (0.4, 0.8, 3.0)),
    Noise("loose", 0.15, 1.0, 1.0, (0.95, 0.05), (0.1, 0.0), (1.3, 4.0)),
)
INDENT = 2.0  # Han characters that a paragraph's first line is shorter by


def _columns() -> tuple[Floats, tuple[slice, ...], Floats]:
    widths: list[Floats] = []
    slices: list[slice] = []
    prior: list[Floats] = []
    for noise in NOISES:
        grid = np.append(np.arange(7.0, NARROW_UP_TO, noise.step), np.arange(NARROW_UP_TO, 72.0))
        narrow = grid < NARROW_UP_TO
        first = sum(len(earlier) for earlier in widths)
        widths.append(grid)
        slices.append(slice(first, first + len(grid)))
        prior.append(noise.share * np.where(narrow, NARROW_SHARE / narrow.sum(), WIDE_SHARE / (~narrow).sum()))
    return np.concatenate([*widths, [np.inf]]), tuple(slices), np.concatenate([*prior, [UNWRAPPED_SHARE]])


# Every column that an article may be set in: a width under each noise, and the last one for no columns at all, a
# paragraph a line. COLUMN_PRIOR is P(column) where an article begins.
NARROW_SHARE, WIDE_SHARE, UNWRAPPED_SHARE = 0.72, 0.20, 0.08
NARROW_UP_TO = 26.0
COLUMNS, NOISE_COLUMNS, COLUMN_PRIOR = _columns()
DRIFT = 0.003  # chance that an article goes on in another column, per line
DRIFT_NEAR, DRIFT_REACH = 0.9, 6.0  # share that stays within about so many Han characters of width
UNWRAPPED_LENGTH = (4.0, 0.9)  # log-normal, of a paragraph printed as one line
UNWRAPPED_ONLY = 5.0  # without columns every paragraph is one line, which STEPS takes to be rarer by this
HEADLINE_LENGTH = (2.55, 0.42)  # log-normal; one in twenty is freer, with twice the deviation
FURNITURE_LENGTH = (1.6, 0.8)  # log-normal
ROW_LENGTH = (2.3, 0.6)  # log-normal, up to the column's

# P(next label | label) inside an article; what is missing to 1 leaves the article.
GOES_ON = 0.90  # a paragraph is followed by another of its article
ROW_BEGINS, ROW_GOES_ON = 0.001, 0.88  # a list, a table or a poem below a paragraph, and another of its rows
ROW_LEAVES = 1 - ROW_GOES_ON
STEPS: Floats = np.array(
    [
        # FIRST  MIDDLE  LAST   ONLY   BROKEN BETWEEN ROW
        [0.0, 0.78, 0.217, 0.0, 0.003, 0.0, 0.0],
        [0.0, 0.72, 0.277, 0.0, 0.003, 0.0, 0.0],
        [0.87 * GOES_ON, 0.0, 0.0, 0.12 * GOES_ON, 0.0, 0.01 * GOES_ON, ROW_BEGINS],
        [0.80 * GOES_ON, 0.0, 0.0, 0.19 * GOES_ON, 0.0, 0.01 * GOES_ON, ROW_BEGINS],
        [0.0, 0.55, 0.25, 0.0, 0.2, 0.0, 0.0],
        [0.70, 0.0, 0.0, 0.10, 0.0, 0.2, ROW_BEGINS],
        [0.5 * ROW_LEAVES, 0.0, 0.0, 0.1 * ROW_LEAVES, 0.0, 0.01 * ROW_LEAVES, ROW_GOES_ON],
    ]
)
LEAVES: Floats = np.array([0.0, 0.0, 1 - GOES_ON, 1 - GOES_ON, 0.0, 0.0, 0.39 * ROW_LEAVES])
AFTER_ARTICLE = Entry(headline=0.83, furniture=0.155, body=0.015)
AFTER_FURNITURE = Entry(headline=0.78, furniture=0.2, body=0.02)
AT_PAGE_START = Entry(headline=0.60, furniture=0.35, body=0.05)
# How well a label stands on the page's last line, where the article need not end.
ENDS_PAGE_BODY: Floats = np.array([0.005, 0.005, 0.2, 0.2, 0.001, 0.1, 0.2])
ENDS_PAGE_OUTSIDE: Floats = np.array([0.002, 0.002, 0.002, 0.002, 0.002, 0.2])
HEAD_TO_BODY: Floats = np.array([0.55, 0.70, 0.85, 0.93, 1.0])
BODY_STARTS_AS: Floats = np.array([0.86, 0.0, 0.0, 0.1, 0.0, 0.0, 0.04])

# P(ending | label): STOP CALL PAUSE COLON CLOSER PARTICLE OTHER
ENDINGS_BODY: Floats = np.array(
    [
        [0.035, 0.002, 0.13, 0.008, 0.050, 0.050, 0.725],
        [0.035, 0.002, 0.13, 0.008, 0.050, 0.050, 0.725],
        [0.930, 0.020, 0.003, 0.014, 0.010, 0.001, 0.022],
        [0.720, 0.030, 0.003, 0.080, 0.040, 0.002, 0.125],
        [0.005, 0.001, 0.005, 0.05, 0.05, 0.001, 0.888],
        [0.005, 0.001, 0.005, 0.05, 0.05, 0.001, 0.888],
        [0.15, 0.02, 0.15, 0.01, 0.02, 0.01, 0.64],
    ]
)
ENDINGS_UNWRAPPED: Floats = np.array([0.850, 0.040, 0.003, 0.040, 0.035, 0.001, 0.031])
ENDINGS_HEAD: Floats = np.array([0.003, 0.04, 0.03, 0.02, 0.07, 0.006, 0.831])
ENDINGS_LAST_HEAD: Floats = np.array([0.002, 0.04, 0.002, 0.01, 0.07, 0.002, 0.874])
# P(start | label): CLOSER PARTICLE OPENER OTHER
STARTS_PARAGRAPH: Floats = np.array([0.0001, 0.0004, 0.05, 0.9495])
STARTS_INSIDE: Floats = np.array([0.001, 0.035, 0.03, 0.934])
STARTS_FIRST_HEAD: Floats = np.array([0.0001, 0.0004, 0.10, 0.8995])
STARTS_LATER_HEAD: Floats = np.array([0.0005, 0.006, 0.06, 0.9335])
# P(opening | place): NONE NAMES PHOTO BYLINE DATELINE
LEADS_START: Floats = np.array([0.15, 0.01, 0.02, 0.17, 0.65])
LEADS_ELSEWHERE: Floats = np.array([0.998185, 0.0008, 0.0008, 0.0002, 0.000015])
# P(shape | label): PLAIN NAMES FIGURES VERSE SHORT
SHAPES_ROW: Floats = np.array([0.04, 0.22, 0.3, 0.22, 0.22])
SHAPES_HEAD: Floats = np.array([0.8984, 0.0003, 0.0003, 0.001, 0.1])
SHAPES_ELSEWHERE: Floats = np.array([0.9934, 0.0003, 0.0003, 0.001, 0.005])
# P(echo | label): NONE SOME MUCH; a subheading is an only line
ECHOES_HEAD: Floats = np.array([0.24, 0.16, 0.60])
ECHOES_FURNITURE: Floats = np.array([0.86, 0.09, 0.05])
ECHOES_BODY: Floats = np.array(
    [
        [0.56, 0.28, 0.16],
        [0.65, 0.22, 0.13],
        [0.76, 0.13, 0.11],
        [0.42, 0.18, 0.40],
        [0.86, 0.09, 0.05],
        [0.86, 0.09, 0.05],
        [0.70, 0.15, 0.15],
    ]
)
NOTICE_STARTS = 0.6  # below what notices are headed with, a body needs no opening
LED_ELSEWHERE = 0.0005  # an opening's later lines stand inside its paragraph
# P(closing | place): NONE CREDIT AUTHORS MARK SIGNATURE
CLOSES_END: Floats = np.array([0.735, 0.16, 0.09, 0.01, 0.005])
CLOSES_PARAGRAPH: Floats = np.array([0.9939, 0.004, 0.0015, 0.0005, 0.0001])
CLOSES_ELSEWHERE: Floats = np.array([0.99878, 0.0006, 0.0004, 0.0002, 0.00002])
# P(a space between Han characters | label)
SPACED = {"headline": 0.14, "body": 0.004, "furniture": 0.15, "row": 0.4}
# Marks inside a line: one every so many characters of running text; P(there is one | other label)
STOP_EVERY, PAUSE_EVERY = 38.0, 18.0
STOPPED = {"headline": 0.004, "furniture": 0.01}
PAUSED = {"headline": 0.08, "furniture": 0.02}
LATIN = {"headline": 0.003, "body": 0.015, "row": 0.1}
# Bold type, on pages on which it is known: headlines are set in it, kickers and texts mostly are not.
HEAVY = {"headline": 0.9, "body": 0.01, "furniture": 0.05}
HEAVY_TOLD = 4.0  # Han characters of width; less has too little ink to tell bold type by
NOTICE = {"headline": 0.03, "body": 0.00001}
# P(a bracket is left open, or closed without being opened | label), in the order of the body's labels
LEFT_OPEN_BODY: Floats = np.array([0.04, 0.04, 0.005, 0.005, 0.01, 0.01, 0.01])
CLOSED_BODY: Floats = np.array([0.02, 0.04, 0.04, 0.02, 0.01, 0.01, 0.01])
LEFT_OPEN = {"headline": 0.03, "last line of a headline": 0.003}
CLOSED = {"first line of a headline": 0.002, "later line of a headline": 0.03}
# P(form of furniture | label): none, doubtful, sure
FORMS_FURNITURE: Floats = np.array([0.0015, 0.1985, 0.80])
FORMS_BODY: Floats = np.array([0.9979, 0.0020, 0.0001])
FORMS_HEAD: Floats = np.array([0.994, 0.005, 0.001])
# P(a kept indent | label) on a page that keeps its indents
SET_IN_FIRST, SET_IN_ELSEWHERE, SET_IN_ROW = 0.95, 0.005, 0.5
# Slope and constant of the curve from the log odds of an article's borders to its confidence: `eval.confidence`.
CALIBRATION = (1.062, 0.698)
