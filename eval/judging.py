"""A chat model as a second judge of answers: correct by the gold, faithful to the passages; never asked unasked.

Its verdicts are figures of their own beside the others, kept in judged.jsonl, and how far they agree with the gold is
part of every report: a judge is worth what that says (Zheng et al. 2023 find such judges lenient and fond of length).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path

from eval.opening import Told
from eval.prompts import judge_prompt
from eval.scoring import Scored
from rag.errors import InputError
from rag.protocols import ChatWriter

JUDGED = "judged.jsonl"
CORRECT, FAITHFUL = "judge: correct", "judge: faithful"
_GOLD = "gold in answer"
_PASSAGES = 8  # that the judge reads: those cited first
_OBJECT = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said of an answer; both None where its reply could not be read. `answer` is a digest of it."""

    qid: str
    judge: str
    answer: str
    correct: bool | None
    faithful: bool | None
    reply: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a judge's `correct` is the gold's, over `count` answers: the share, and Cohen's kappa (1960).

    Kappa is 0 where chance would agree as often, None where judge and gold both say the same of everything. `unread`
    counts the replies that were no verdict; where none was one, the share is None too.
    """

    judge: str
    count: int
    share: float | None
    kappa: float | None
    unread: int

    @property
    def sentence(self) -> str:
        """What a reader of the figures must know of the judge."""
        judged = f"{self.judge} judged {self.count + self.unread} answers"
        if self.share is None:
            return f"{judged}, and none of its replies was a verdict: there is no figure of it."
        left_out = f", and {self.unread} of its replies were no verdict" if self.unread else ""
        kappa = (
            ""
            if self.kappa is None
            else f" (Cohen's kappa {self.kappa:.2f}: 0 is what chance gives, 1 is full agreement)"
        )
        return (
            f"{judged}{left_out}. On {100 * self.share:.1f} % of {self.count} it agrees with the gold on what is "
            f"correct{kappa}. Trust its figures no further than that."
        )


def judge_answers(
    scored: Sequence[Scored], writer: ChatWriter, folder: Path, told: Told | None = None
) -> tuple[Verdict, ...]:
    """Return a verdict on every answer that was given to a question with gold answers.

    Each is written to the run's folder as it comes; those of the same judge on the same answers are not asked for
    again. Raises ChatError when the model fails.
    """
    open_ones = [one for one in scored if _is_judged(one)]
    known = {(one.qid, one.answer): one for one in read_verdicts(folder) if one.judge == writer.name}
    found: list[Verdict] = []
    with (folder / JUDGED).open("a", encoding="utf-8") as file:
        for one in open_ones:
            verdict = known.get((one.case.qid, _digest(one)))
            if verdict is None:
                verdict = _verdict(one, writer)
                file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")
                file.flush()
            found.append(verdict)
            if told:
                told(len(found), len(open_ones))
    return tuple(found)


def read_verdicts(folder: Path) -> tuple[Verdict, ...]:
    """Return the verdicts that a run's folder keeps, oldest first; InputError, with the line, for one that is none."""
    file = folder / JUDGED
    if not file.is_file():
        return ()
    found: list[Verdict] = []
    for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
        if line.strip():
            try:
                found.append(Verdict(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise InputError(f"{file}:{number}: no verdict of a judge ({error}); remove the line.") from error
    return tuple(found)


def with_verdicts(scored: Sequence[Scored], verdicts: Sequence[Verdict]) -> tuple[Scored, ...]:
    """Return the questions with what a judge said of these very answers among their figures; the last one counts."""
    by_answer = {(one.qid, one.answer): one for one in verdicts}
    return tuple(_with_verdict(one, by_answer.get((one.case.qid, _digest(one)))) for one in scored)


def agreement(scored: Sequence[Scored], verdicts: Sequence[Verdict]) -> Agreement | None:
    """Return how far the last judge agrees with the gold; None where nothing was judged."""
    if not verdicts:
        return None
    judge = verdicts[-1].judge
    ours = {(one.qid, one.answer): one for one in verdicts if one.judge == judge}
    kept = [(one, ours[key]) for one in scored if (key := (one.case.qid, _digest(one))) in ours]
    pairs = [(found.correct, bool(one.figures[_GOLD])) for one, found in kept if found.correct is not None]
    if not kept:
        return None
    if not pairs:
        return Agreement(judge, 0, None, None, len(kept))
    same = sum(a == b for a, b in pairs) / len(pairs)
    return Agreement(judge, len(pairs), same, _kappa(pairs, same), len(kept) - len(pairs))


def _kappa(pairs: Sequence[tuple[bool, bool]], same: float) -> float | None:
    count = len(pairs)
    ours, gold = sum(a for a, _ in pairs) / count, sum(b for _, b in pairs) / count
    by_chance = ours * gold + (1 - ours) * (1 - gold)
    return None if by_chance == 1 else (same - by_chance) / (1 - by_chance)


def _is_judged(one: Scored) -> bool:
    return one.asked.answered and not one.asked.refused and _GOLD in one.figures


def _with_verdict(one: Scored, verdict: Verdict | None) -> Scored:
    if verdict is None or not _is_judged(one):
        return one
    said: Mapping[str, bool | None] = {CORRECT: verdict.correct, FAITHFUL: verdict.faithful}
    return replace(
        one, figures={**one.figures, **{name: float(value) for name, value in said.items() if value is not None}}
    )


def _verdict(one: Scored, writer: ChatWriter) -> Verdict:
    reply = "".join(writer.write(judge_prompt(one.case.question, _gold(one), one.asked.text, _passages(one))))
    correct, faithful = _read(reply)
    return Verdict(one.case.qid, writer.name, _digest(one), correct, faithful, reply)


def _read(reply: str) -> tuple[bool | None, bool | None]:
    """Return both judgements; the last object of a reply counts: models that think aloud come to it at the end."""
    for text in reversed(_OBJECT.findall(reply)):
        try:
            said = json.loads(text)
        except json.JSONDecodeError:
            continue
        correct, faithful = said.get("correct"), said.get("faithful")
        if isinstance(correct, bool) and isinstance(faithful, bool):
            return correct, faithful
    return None, None


def _gold(one: Scored) -> str:
    groups = one.case.answer_groups or (one.case.answers,)
    return "；".join(" 或 ".join(group) for group in groups)


def _passages(one: Scored) -> list[str]:
    """Return the passages that an answer rests on: those of the documents it cites, else the first that were found."""
    cited = {citation.document for citation in one.asked.citations}
    ours = [found.text for found in one.asked.found if cited.intersection(found.documents)]
    return (ours or [found.text for found in one.asked.found])[:_PASSAGES]


def _digest(one: Scored) -> str:
    return blake2b(one.asked.text.encode(), digest_size=8).hexdigest()
