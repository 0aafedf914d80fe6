"""Rerankers: a tiny cross-encoder made here, by folder and as an ONNX file; batches and the time budget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.backends.reranking import CrossEncoderReranker, load_reranker
from rag.errors import ModelError
from rag.records import Passage, Source
from rag.settings import RerankerSettings

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *"大桥哪天通车临澜菜市场")


def _write_tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.pre_tokenizers import BertPreTokenizer, Sequence, Split
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    vocabulary = {word: place for place, word in enumerate(dict.fromkeys(WORDS))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Sequence([BertPreTokenizer(), Split("", "isolated")])
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    fast: Any = PreTrainedTokenizerFast  # transformers leaves it unannotated
    named = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    fast(tokenizer_object=tokenizer, **named).save_pretrained(folder)


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one layer with chance weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("bert")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        id2label={0: "near"},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    _write_tokenizer(folder)
    return folder


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ONNX file whose score is the share of the second text's tokens: the sum of types over that of the mask."""
    from onnx import TensorProto, helper, save_model

    folder = tmp_path_factory.mktemp("counting")
    _write_tokenizer(folder)
    axes = helper.make_tensor("axes", TensorProto.INT64, [1], [1])
    nodes = [
        helper.make_node("Cast", ["token_type_ids"], ["types"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["types", "axes"], ["second"], keepdims=1),
        helper.make_node("ReduceSum", ["mask", "axes"], ["both"], keepdims=1),
        helper.make_node("Div", ["second", "both"], ["logits"]),
    ]
    size = ["texts", "tokens"]
    names = ("token_type_ids", "attention_mask")
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, size) for name in names]
    result = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", 1])]
    graph = helper.make_graph(nodes, "counting", given, result, [axes])
    (folder / "onnx").mkdir()
    save_model(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), folder / "onnx/model.onnx"
    )
    return folder


def printed(*texts: str) -> list[Passage]:
    """Return passages of these texts, without a headline."""
    return [Passage(f"p{place}", "a", Source(), text, 0, len(text)) for place, text in enumerate(texts)]


@pytest.mark.slow
def test_a_folder_is_run_by_sentence_transformers_and_a_score_is_the_same_in_any_batch(
    bert: Path,
) -> None:
    texts = ["临澜大桥通车", "菜市场", "大桥哪天通车大桥"]
    whole = load_reranker(RerankerSettings(model=str(bert), batch=8, budget=60_000)).scores(
        "大桥哪天通车", printed(*texts), [0.0] * 3
    )
    single = load_reranker(RerankerSettings(model=str(bert), batch=1, budget=60_000)).scores(
        "大桥哪天通车", printed(*texts), [0.0] * 3
    )
    assert len(set(np.round(whole, 6))) == 3
    assert single == pytest.approx(whole, abs=1e-5)


def test_an_onnx_file_is_run_by_its_name_and_by_its_folder(counting: Path) -> None:
    # [CLS] 大 桥 [SEP] and 菜 市 场 [SEP]: four of eight tokens are of the second text; with 通 [SEP] two of six.
    for name in (counting, counting / "onnx/model.onnx"):
        found = load_reranker(RerankerSettings(model=str(name), budget=60_000)).scores(
            "大桥", printed("菜市场", "通"), [0.0, 0.0]
        )
        assert found == pytest.approx([4 / 8, 2 / 6])


def test_an_onnx_file_without_a_tokenizer_is_refused_with_what_to_do(counting: Path, tmp_path: Path) -> None:
    alone = tmp_path / "model.onnx"
    alone.write_bytes((counting / "onnx/model.onnx").read_bytes())
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_reranker(RerankerSettings(model=str(alone)))


def test_a_damaged_onnx_file_is_refused_by_name(counting: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_text((counting / "tokenizer.json").read_text("utf-8"), "utf-8")
    with pytest.raises(ModelError, match=r"broken\.onnx is damaged"):
        load_reranker(RerankerSettings(model=str(broken)))


@pytest.mark.slow
def test_a_model_with_two_scores_a_pair_is_refused(bert: Path, tmp_path: Path) -> None:
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig.from_dict(
        {**json.loads((bert / "config.json").read_text("utf-8")), "id2label": {0: "near", 1: "far"}}
    )
    torch.manual_seed(7)
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    _write_tokenizer(tmp_path)
    with pytest.raises(ModelError, match="2 scores"):
        load_reranker(RerankerSettings(model=str(tmp_path)))


def test_passages_are_read_in_batches_until_the_time_is_up() -> None:
    batches: list[int] = []

    def score(_question: str, texts: Sequence[str]) -> Sequence[float]:
        batches.append(len(texts))
        return [1.0] * len(texts)

    def clock() -> float:
        return 0.05 * len(batches)  # every batch takes 50 milliseconds

    short = CrossEncoderReranker(score, RerankerSettings(model="made", batch=2, budget=60.0), clock)
    assert len(short.scores("问", printed(*"文" * 9), [0.0] * 9)) == 4
    assert batches == [2, 2]
    batches.clear()
    patient = CrossEncoderReranker(score, RerankerSettings(model="made", batch=4, budget=60_000), clock)
    assert len(patient.scores("问", printed(*"文" * 9), [0.0] * 9)) == 9
    assert batches == [4, 4, 1]
