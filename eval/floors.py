"""The floors of a gate on disk: what every question scored when they were written, and why any was ever lowered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.scoring import Scored
from rag.errors import InputError

# What is held up; a figure that is not among a run's is no floor of it.
FIGURES = (
    "nDCG@10",
    "Hit@5",
    "gold in answer",
    "gold in first sentence",
    "evidence recall",
    "citation precision",
    "literal quotes",
    "sentences supported",
    "true refusals",
    "false refusals",
)


@dataclass(frozen=True, slots=True)
class Lowered:
    """That floors were lowered on a day, why, and which: figure → before and after."""

    day: str
    because: str
    figures: Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Floors:
    """What questions scored: question id → figure → value. `made_with` are the settings that the figures hang on."""

    made_with: Mapping[str, str]
    questions: Mapping[str, Mapping[str, float]]
    lowered: tuple[Lowered, ...] = ()

    def means(self) -> dict[str, float]:
        """Return figure → mean over the questions that it applies to."""
        return {name: sum(values) / len(values) for name in FIGURES if (values := self._values(name))}

    def _values(self, figure: str) -> list[float]:
        return [found[figure] for found in self.questions.values() if figure in found]


def floors_of(scored: Sequence[Scored], made_with: Mapping[str, str], lowered: Sequence[Lowered] = ()) -> Floors:
    """Return the floors that a run's questions would be."""
    questions = {
        one.case.qid: {name: round(one.figures[name], 6) for name in FIGURES if name in one.figures}
        for one in scored
        if not one.case.doubtful
    }
    return Floors(dict(made_with), questions, tuple(lowered))


def write_floors(file: Path, floors: Floors) -> None:
    """Write the floors, a question a line: a change of them is read as such."""
    means = {name: round(mean, 4) for name, mean in floors.means().items()}
    head = {"made_with": dict(floors.made_with), "means": means, "lowered": [asdict(one) for one in floors.lowered]}
    lines = [f" {json.dumps(qid, ensure_ascii=False)}: {json.dumps(found)}" for qid, found in floors.questions.items()]
    top = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    aside = file.with_name(f"{file.name}.new")
    aside.write_text(f'{top},\n "questions": {{\n' + ",\n".join(lines) + "\n }\n}\n", "utf-8")
    aside.replace(file)


def read_floors(file: Path) -> Floors | None:
    """Return the floors in a file, None when there is no such file; InputError when it cannot be read."""
    if not file.exists():
        return None
    try:
        kept = json.loads(file.read_text("utf-8"))
        questions = {
            qid: {name: float(value) for name, value in found.items()} for qid, found in kept["questions"].items()
        }
        return Floors(dict(kept["made_with"]), questions, tuple(Lowered(**one) for one in kept["lowered"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{file} holds no floors ({error!r}); write them anew with: baoda eval check --write"
        ) from error
