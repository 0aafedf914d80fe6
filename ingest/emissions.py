"""How well each line's evidence fits each label and column: the likelihoods that the search adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest import weights as w
from ingest.evidence import Line
from ingest.labels import InBody, Outside
from ingest.lengths import body_lengths, log_normal
from ingest.weights import Floats, Integers


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Log likelihoods of T lines.

    `body` is (T, 7 labels, columns), `outside` (T, 6 labels); the rest are (T,): what a line adds where a body
    starts, where a paragraph starts inside one, where an article ends and where only a paragraph ends, and what the
    last line of a headline adds.
    """

    body: Floats
    outside: Floats
    starts_body: Floats
    starts_paragraph: Floats
    ends_article: Floats
    ends_paragraph: Floats
    ends_headline: Floats


def weigh(lines: Sequence[Line]) -> Likelihoods:
    """Return the likelihoods of a page's lines; densities are per Han character of width."""
    seen = _Seen.of(lines)
    anywhere = np.log(w.LEADS_ELSEWHERE)[seen.lead] + np.log(w.CLOSES_ELSEWHERE)[seen.close]
    anywhere = anywhere + np.log(w.SHAPES_ELSEWHERE)[seen.shape]
    anywhere_new = anywhere + np.where(seen.led, np.log(w.LED_ELSEWHERE), 0.0)
    furniture = _furniture(seen) + anywhere_new
    body = _body(lines, seen)
    body[:, [InBody.BROKEN, InBody.BETWEEN]] = furniture[:, None, None]
    headline = _headline(seen) + anywhere_new + np.log(w.SHAPES_HEAD / w.SHAPES_ELSEWHERE)[seen.shape]
    outside = np.repeat(headline[:, None], len(Outside), axis=1)
    outside[:, Outside.HEAD_1] += np.log(w.STARTS_FIRST_HEAD)[seen.start]
    outside[:, Outside.HEAD_1] += _yes(seen.closed, w.CLOSED["first line of a headline"])
    later = np.log(w.STARTS_LATER_HEAD)[seen.start] + _yes(seen.closed, w.CLOSED["later line of a headline"])
    outside[:, Outside.HEAD_2 : Outside.FURNITURE] += later[:, None]
    outside[:, Outside.FURNITURE] = furniture
    last_open = _yes(seen.left_open, w.LEFT_OPEN["last line of a headline"]) - _yes(
        seen.left_open, w.LEFT_OPEN["headline"]
    )
    unsigned = np.append(False, seen.notice[:-1]) | (seen.shape > 0)  # below a notice's head, or a list, or a poem
    return Likelihoods(
        body=body,
        outside=outside,
        starts_body=np.where(unsigned, np.log(w.NOTICE_STARTS), np.log(w.LEADS_START)[seen.lead]),
        starts_paragraph=np.log(w.LEADS_ELSEWHERE)[seen.lead],
        ends_article=np.log(w.CLOSES_END)[seen.close],
        ends_paragraph=np.log(w.CLOSES_PARAGRAPH)[seen.close],
        ends_headline=np.log(w.ENDINGS_LAST_HEAD / w.ENDINGS_HEAD)[seen.end] + last_open,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lines' evidence as arrays, (T,) each."""

    width: Floats
    start: Integers
    end: Integers
    lead: Integers
    close: Integers
    form: Integers  # of furniture: none, doubtful, sure
    led: Floats
    spaced: Floats
    stopped: Floats
    paused: Floats
    latin: Floats
    notice: Floats
    left_open: Floats
    closed: Floats
    shape: Integers
    echo: Integers
    heavy: Floats

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Seen:
        return cls(
            width=np.array([line.width for line in lines]),
            start=np.array([line.start for line in lines]),
            end=np.array([line.end for line in lines]),
            lead=np.array([line.lead for line in lines]),
            close=np.array([line.close for line in lines]),
            form=np.array([0 if line.furniture is None else 1 + line.furniture.sure for line in lines]),
            led=np.array([line.led for line in lines]),
            spaced=np.array([line.spaced for line in lines]),
            stopped=np.array([line.stopped for line in lines]),
            paused=np.array([line.paused for line in lines]),
            latin=np.array([line.latin for line in lines]),
            notice=np.array([line.notice for line in lines]),
            left_open=np.array([line.left_open for line in lines]),
            closed=np.array([line.closed for line in lines]),
            shape=np.array([line.shape for line in lines]),
            echo=np.array([line.echo for line in lines]),
            heavy=np.array([line.heavy for line in lines]),
        )


def _body(lines: Sequence[Line], seen: _Seen) -> Floats:
    """Log likelihoods inside an article, (T, 7 labels, columns); what opens and closes is weighed with the chain."""
    every = np.log(w.FORMS_BODY)[seen.form] + _yes(seen.spaced, w.SPACED["body"])
    every += _running(seen.stopped, seen.width, w.STOP_EVERY) + _running(seen.paused, seen.width, w.PAUSE_EVERY)
    every += _weighed(seen, "body")
    every += _yes(seen.latin, w.LATIN["body"]) + _yes(seen.notice, w.NOTICE["body"])
    every += np.log(w.SHAPES_ELSEWHERE)[seen.shape]
    starts = np.log(np.where(_opens()[:, None], w.STARTS_PARAGRAPH, w.STARTS_INSIDE))
    each = every[:, None] + np.log(w.ENDINGS_BODY).T[seen.end] + starts.T[seen.start]
    each[:, [InBody.MIDDLE, InBody.LAST]] += np.log(w.LEADS_ELSEWHERE)[seen.lead][:, None]
    each[:, [InBody.FIRST, InBody.MIDDLE]] += np.log(w.CLOSES_ELSEWHERE)[seen.close][:, None]
    each[:, [InBody.FIRST, InBody.ONLY]] += np.where(seen.led, np.log(w.LED_ELSEWHERE), 0.0)[:, None]
    each[:, InBody.ROW] += _row(seen)
    each += np.log(w.ECHOES_BODY).T[seen.echo] + _indents(lines)
    each += _either(seen.left_open, w.LEFT_OPEN_BODY) + _either(seen.closed, w.CLOSED_BODY)
    body = body_lengths(lines)
    body += each[:, :, None]
    body[:, InBody.ONLY, -1] += np.log(w.ENDINGS_UNWRAPPED / w.ENDINGS_BODY[InBody.ONLY])[seen.end]
    return body


def _row(seen: _Seen) -> Floats:
    """What speaks for a row where other lines of a body have their own chances, (T,)."""
    row = np.log(w.SHAPES_ROW / w.SHAPES_ELSEWHERE)[seen.shape]
    row += _yes(seen.spaced, w.SPACED["row"]) - _yes(seen.spaced, w.SPACED["body"])
    return np.asarray(row + _yes(seen.latin, w.LATIN["row"]) - _yes(seen.latin, w.LATIN["body"]))


def _headline(seen: _Seen) -> Floats:
    """Log likelihoods of any line of a headline, (T,)."""
    usual, deviation = w.HEADLINE_LENGTH
    free = np.log(0.05) + log_normal(seen.width, usual, 2 * deviation)
    headline = np.logaddexp(np.log(0.95) + log_normal(seen.width, usual, deviation), free)
    headline += np.log(w.ENDINGS_HEAD)[seen.end] + np.log(w.FORMS_HEAD)[seen.form]
    headline += np.log(w.ECHOES_HEAD)[seen.echo]
    headline += _yes(seen.spaced, w.SPACED["headline"]) + _yes(seen.latin, w.LATIN["headline"])
    headline += _yes(seen.stopped, w.STOPPED["headline"]) + _yes(seen.paused, w.PAUSED["headline"])
    headline += _weighed(seen, "headline")
    headline += _yes(seen.notice, w.NOTICE["headline"]) + _yes(seen.left_open, w.LEFT_OPEN["headline"])
    return np.asarray(headline)


def _furniture(seen: _Seen) -> Floats:
    """Log likelihoods of furniture, (T,)."""
    furniture = log_normal(seen.width, *w.FURNITURE_LENGTH) + np.log(w.FORMS_FURNITURE)[seen.form]
    furniture += np.log(w.ECHOES_FURNITURE)[seen.echo]
    furniture += _yes(seen.spaced, w.SPACED["furniture"]) + _yes(seen.stopped, w.STOPPED["furniture"])
    furniture += _weighed(seen, "furniture")
    furniture += _yes(seen.paused, w.PAUSED["furniture"]) + _yes(seen.notice, w.NOTICE["body"])
    return np.asarray(furniture)


def _weighed(seen: _Seen, kind: str) -> Floats:
    """Evidence of bold type, (T,); none of lines too short to tell, and none on a page where none is known."""
    if not seen.heavy.any():
        return np.zeros(len(seen.heavy))
    return np.asarray(np.where(seen.width >= w.HEAVY_TOLD, _yes(seen.heavy, w.HEAVY[kind]), 0.0))


def _yes(seen: Floats, share: float) -> Floats:
    return np.asarray(np.where(seen, np.log(share), np.log1p(-share)))


def _either(seen: Floats, shares: Floats) -> Floats:
    """Log likelihood of something seen or not under each body label, (T, 7)."""
    return np.asarray(np.where(seen[:, None], np.log(shares), np.log1p(-shares)))


def _running(seen: Floats, width: Floats, every: float) -> Floats:
    """Log likelihood that a line of running text has or lacks a mark that comes once in `every` characters."""
    return np.asarray(np.where(seen, np.log1p(-np.exp(-width / every)), -width / every))


def _opens() -> Floats:
    """Which body labels begin a paragraph."""
    return np.array([label in (InBody.FIRST, InBody.ONLY, InBody.ROW) for label in InBody])


def _indents(lines: Sequence[Line]) -> Floats:
    """Evidence of kept indents, (T, 7); none on a page that keeps none."""
    set_in = np.array([line.set_in for line in lines])
    if set_in.mean() < 0.03:
        return np.zeros((len(lines), len(InBody)))
    share = np.where(_opens(), w.SET_IN_FIRST, w.SET_IN_ELSEWHERE)
    share[InBody.ROW] = w.SET_IN_ROW
    return np.asarray(np.where(set_in[:, None], np.log(share), np.log1p(-share)))
