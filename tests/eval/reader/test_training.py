from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from eval.reader.batches import batch_of, encode, open_tokenizer
from eval.reader.held_out import examine, figures
from eval.reader.network import Network
from eval.reader.plots import write_plots
from eval.reader.steps import Plan
from eval.reader.torch_reader import TorchReader
from eval.reader.training import LOG, STATE, Told, train
from eval.reader.variants import Pair
from rag.errors import InputError
from tests.eval.reader.small import lessons, network, tokenizer

PLAN = Plan(steps=6, cooldown=2, questions=4, warmup=2, rate=2e-3, kept_every=2, checked_every=3)


def _train(folder: Path, plan: Plan, told: Callable[[Told], None] = lambda _now: None) -> Network:
    learner, known = network(), open_tokenizer(tokenizer(folder.parent))

    def check(now: Network) -> Mapping[str, float]:
        reader = TorchReader(now, known)
        return figures([examine(reader, lesson) for lesson in lessons()])

    train(learner, known, lessons(), plan, folder, check, told)
    return learner


class Killed(Exception):
    """Stands for the end of the program in the middle of training."""


def test_training_that_was_killed_ends_where_it_would_have_ended(tmp_path: Path) -> None:
    def killing(now: Told) -> None:
        if now.step == 5:
            raise Killed

    whole = _train(tmp_path / "whole", PLAN)
    with pytest.raises(Killed):
        _train(tmp_path / "cut", PLAN, killing)
    again = _train(tmp_path / "cut", PLAN)
    for name, value in whole.state_dict().items():
        # Not to the last bit: sums in float32 depend on how memory happens to be aligned.
        assert torch.allclose(value, again.state_dict()[name], atol=1e-4), name


def test_the_vocabulary_is_left_alone_and_the_layers_are_not(tmp_path: Path) -> None:
    before, after = network().state_dict(), _train(tmp_path / "run", PLAN).state_dict()
    assert torch.equal(before["words.weight"], after["words.weight"])
    assert not torch.equal(before["layers.0.qkv.weight"], after["layers.0.qkv.weight"])


def test_the_log_tells_of_losses_and_of_what_is_held_out_and_is_drawn(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    _train(folder, PLAN)
    rows = [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]
    assert [row["step"] for row in rows if "loss" in row] == [2, 4, 6]
    assert [row["step"] for row in rows if "held out" in row] == [3, 6]
    assert "</svg>" in write_plots(folder).read_text("utf-8")


@pytest.mark.slow
def test_a_few_lessons_are_learnt_by_heart(tmp_path: Path) -> None:
    losses: list[float] = []
    plan = replace(PLAN, steps=150, cooldown=30, kept_every=150, checked_every=150)
    _train(tmp_path / "run", plan, lambda now: losses.append(now.rank))
    assert losses[-1] < 0.8 * losses[0]


def test_the_rate_rises_stays_and_falls() -> None:
    plan = Plan(steps=100, cooldown=20, rate=1.0, warmup=10)
    assert [plan.rate_at(step) for step in (0, 9, 50, 79, 90)] == [0.1, 1.0, 1.0, 1.0, 0.5]
    assert plan.rate_at(99) == pytest.approx(0.05)


def test_a_damaged_state_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    torch.save({"step": 3}, tmp_path / "run" / STATE)
    with pytest.raises(InputError, match="remove it"):
        _train(tmp_path / "run", PLAN)


def test_the_answers_tokens_are_found_behind_question_and_headline(tmp_path: Path) -> None:
    known = open_tokenizer(tokenizer(tmp_path))
    text = "大桥全长3.2公里。"
    pairs = [Pair("大桥长？", "临澜大桥", text, 4, 9), Pair("大桥长？", "", text)]
    encodings = encode(known, pairs)
    batch = batch_of(pairs, encodings)
    first, last = int(batch.first[0]), int(batch.last[0])
    shown = "《临澜大桥》" + text
    assert shown[encodings[0].offsets[first][0] : encodings[0].offsets[last][1]] == "3.2公里"
    assert (int(batch.first[1]), batch.has.tolist()) == (-1, [1.0, 0.0])
    assert batch.pairs.question[1].sum() == 5  # a gap in front and four characters
    assert (
        batch.pairs.passage[1].sum() == len(encodings[1].ids) - 4 - 1 - 4
    )  # neither the question nor the special tokens
