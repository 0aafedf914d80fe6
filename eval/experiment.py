"""Put a dataset's questions to a system, keep every answer as it comes, and go on where a run was cut short."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from eval.asked import Asked, as_line, from_line
from eval.cases import Case
from eval.dataset import Dataset
from rag.errors import InputError

ANSWERS, CONFIGURATION = "answers.jsonl", "run.json"


class System(Protocol):
    """What is measured: an assistant, or a baseline. It may be asked from several threads."""

    @property
    def name(self) -> str:
        """The system's name in run files and reports; a single word."""
        ...

    def ask(self, case: Case) -> Asked:
        """Return what the system finds and answers; a closed context is all that it may read."""
        ...


def run_experiment(
    dataset: Dataset,
    system: System,
    out: Path,
    configuration: Mapping[str, str],
    *,
    workers: int = 1,
    resume: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> tuple[Asked, ...]:
    """Ask every question and return what became of each, in the dataset's order.

    Each is written to `out` as it is answered. With `resume`, questions that an earlier run of the same
    `configuration` answered are not asked again; without it, `out` must not hold a run. `told` gets the number of
    questions done and of all. Raises InputError when `out` holds a run and may not, or one of another configuration.
    """
    done = _begin(dataset, out, configuration, resume=resume)
    open_cases = [case for case in dataset.cases if case.qid not in done]
    with (out / ANSWERS).open("a", encoding="utf-8") as file:
        for asked in _ask(system, open_cases, workers):
            file.write(as_line(asked) + "\n")
            file.flush()
            done[asked.qid] = asked
            if told:
                told(len(done), len(dataset.cases))
    return tuple(done[case.qid] for case in dataset.cases)


def _ask(system: System, cases: Sequence[Case], workers: int) -> Iterator[Asked]:
    if workers == 1:
        yield from map(system.ask, cases)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(system.ask, cases)


def _begin(dataset: Dataset, out: Path, configuration: Mapping[str, str], *, resume: bool) -> dict[str, Asked]:
    """Make the folder ready and return what an earlier run answered."""
    out.mkdir(parents=True, exist_ok=True)
    kept = out / CONFIGURATION
    if not kept.exists():
        if any(out.iterdir()):
            raise InputError(f"{out} is not empty and holds no run; name a new folder with --out.")
        kept.write_text(json.dumps(dict(configuration), ensure_ascii=False, indent=1) + "\n", "utf-8")
        return {}
    if not resume:
        raise InputError(f"{out} holds a run; go on with it by --resume, or name another folder with --out.")
    before = json.loads(kept.read_text("utf-8"))
    changed = [name for name in {**before, **configuration} if before.get(name) != configuration.get(name)]
    if changed:
        raise InputError(
            f"{out} holds a run with another {', '.join(sorted(changed))}, so its answers cannot be gone on with; "
            "name another folder with --out."
        )
    wanted = {case.qid: case.question for case in dataset.cases}
    # A question that was reworded since is asked again; its later line counts.
    return {one.qid: one for one in read_answers(out, mend=True) if wanted.get(one.qid) == one.question}


def read_answers(out: Path, *, mend: bool = False) -> tuple[Asked, ...]:
    """Return the answers of a run. With `mend`, a last line that was cut short is dropped from the file.

    Raises InputError, with the line, for a line that is no answer.
    """
    file = out / ANSWERS
    if not file.exists():
        return ()
    whole = file.read_bytes()
    end = whole.rfind(b"\n") + 1
    if mend and end < len(whole):
        with file.open("r+b") as kept:
            kept.truncate(end)
    found: list[Asked] = []
    for number, line in enumerate(whole[:end].decode("utf-8").split("\n")[:-1], start=1):
        try:
            found.append(from_line(line))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{file}:{number}: no answer of a run ({error}); remove the line and --resume.") from error
    return tuple(found)
