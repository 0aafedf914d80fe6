from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from eval.reader.batches import open_tokenizer
from eval.reader.calibration import fitted_certainty
from eval.reader.export import export, load_trained
from eval.reader.held_out import Examined, examine
from eval.reader.torch_reader import TorchReader
from eval.reader.training import STATE
from rag.build import open_reader
from rag.errors import InputError, ModelError
from rag.reading.pairs import Window
from tests.eval.reader.small import lessons, network, tokenizer

WINDOWS = [
    Window("临澜大桥", "临澜大桥主桥昨日合龙。大桥全长3.2公里。"),
    Window("", "东门市场3月4日开张。"),
    Window("西山隧道", "隧道全长5.4公里。"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    export(network(), tokenizer(folder), 1.0, 6, folder)
    return folder


def test_the_files_say_what_the_network_says(files: Path) -> None:
    exact = TorchReader(network(), open_tokenizer((files / "tokenizer.json").read_text("utf-8")))
    ours = open_reader(files)
    question = "大桥全长多少公里？"
    assert ours.skim(question, WINDOWS) == pytest.approx(exact.skim(question, WINDOWS), abs=0.05)
    for told, right in zip(ours.study(question, WINDOWS), exact.study(question, WINDOWS), strict=True):
        assert told.rank == pytest.approx(right.rank, abs=0.05)
        assert told.answers == pytest.approx(right.answers, abs=0.05)
        assert np.array_equal(told.offsets, right.offsets)
        assert np.allclose(told.first, right.first, atol=0.1)
        assert np.allclose(told.last, right.last, atol=0.1)


def test_of_two_trainings_the_mean_is_taken(tmp_path: Path) -> None:
    ones, threes, found = network(), network(), network()
    for value, (one, name) in {1.0: (ones, "first"), 3.0: (threes, "second")}.items():
        torch.nn.init.constant_(one.rank.bias, value)
        (tmp_path / name).mkdir()
        torch.save({"network": one.state_dict(), "step": 40}, tmp_path / name / STATE)
    steps = load_trained(found, [tmp_path / "first", tmp_path / "second"])
    assert steps == 80
    assert found.rank.bias.item() == 2.0
    assert torch.equal(found.words.weight, ones.words.weight)


def test_a_pair_is_read_the_same_whatever_its_neighbours_are(files: Path) -> None:
    together = open_reader(files).study("大桥全长多少公里？", WINDOWS)
    for window, read in zip(WINDOWS, together, strict=True):
        (alone,) = open_reader(files).study("大桥全长多少公里？", [window])
        assert (alone.rank, alone.answers) == (read.rank, read.answers)


def test_certainty_multiplies_the_answerability(files: Path, tmp_path: Path) -> None:
    export(network(), tokenizer(tmp_path), 0.5, 6, tmp_path)
    (half,) = open_reader(tmp_path).study("大桥？", WINDOWS[:1])
    (whole,) = open_reader(files).study("大桥？", WINDOWS[:1])
    assert half.answers == pytest.approx(whole.answers / 2)


def test_a_damaged_reader_is_refused_with_what_to_do(files: Path, tmp_path: Path) -> None:
    for name in ("lower.onnx", "reader.json"):
        for file in files.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / name).write_bytes(b"no")
        with pytest.raises(ModelError, match="BAODA_READER=off"):
            open_reader(tmp_path)


def test_a_folder_without_training_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="train one"):
        load_trained(network(), [tmp_path])


def test_a_lesson_is_examined_by_hand_worked_figures(files: Path) -> None:
    found = examine(open_reader(files), lessons()[0])
    assert found.rank in (1.0, 1 / 2, 1 / 3)  # one right passage among three
    assert len(found.others) == 2
    assert found.cut is not None


def test_logits_that_are_twice_too_sure_are_halved() -> None:
    torch.manual_seed(0)
    logits = torch.randn(4000).numpy() * 2
    said = torch.rand(4000).numpy() < 1 / (1 + np.exp(-logits))
    right, wrong = 2 * logits[said], 2 * logits[~said]
    count = min(len(right), len(wrong))
    found = [
        Examined(1.0, 1.0, 1.0, 1.0, float(answer), (float(other),), None)
        for answer, other in zip(right[:count], wrong[:count], strict=True)
    ]
    assert fitted_certainty(found) == pytest.approx(0.5, abs=0.05)
