"""The built-in model written as a sentence-transformers folder, with an 8-bit ONNX encoder beside the fp32 weights."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from rag.backends.e5_weights import E5Weights, Floats, Pieces

TOKENS = 512
ONNX_FILE = "onnx/model_int8.onnx"
ONNX_WORDS = "onnx/model_int8.onnx_data"
WEIGHTS_FILE = "model.safetensors"
PROMPTS = {"query": "query: ", "document": "passage: "}

_MAPPED = 4_000_000  # bytes: the vocabulary and its scales
# What SentencePiece's nmt_nfkc does beside NFKC; it leaves the full-width tilde of ranges (5～10) as it is.
_SPACES = "[\\t\\n\\f\\r\\u1680\\u200b-\\u200f\\u2028\\u2029\\u2581\\ufeff\\ufffd]"
_CONTROLS = "[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u008f\\u009f]"
_TILDE, _PRIVATE = "～", "\ue000"


def write_folder(weights: E5Weights, folder: Path, progress: Callable[[str, float], None]) -> None:
    """Write configuration, tokenizer and fp32 weights into an empty folder; `progress` gets a stage and a share."""
    from safetensors.numpy import save_file

    _write_configuration(weights, folder)
    progress("tokenizer", 0.05)
    write_tokenizer(weights.pieces, folder / "tokenizer.json")
    progress("weights", 0.2)
    save_file(bert_tensors(weights), folder / WEIGHTS_FILE, metadata={"format": "pt"})


def write_encoder(weights: E5Weights, folder: Path, largest: int) -> None:
    """Write the ONNX encoder; `largest` is the largest 8-bit weight (see `build_bert`)."""
    import onnx

    from rag.backends.onnx_bert import build_bert

    path = folder / ONNX_FILE
    path.parent.mkdir(exist_ok=True)
    (folder / ONNX_WORDS).unlink(missing_ok=True)  # onnx appends to a file that is there
    # Constants in a file of their own are mapped, not read: rows of the vocabulary cost memory once they are used.
    onnx.save(
        build_bert(weights, largest),
        path,
        save_as_external_data=True,
        location=Path(ONNX_WORDS).name,
        size_threshold=_MAPPED,
    )


def write_tokenizer(pieces: Pieces, path: Path) -> None:
    """Write the SentencePiece unigram tokenizer of XLM-RoBERTa in the form that `tokenizers` reads."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), pieces.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.Replace(_TILDE, _PRIVATE),
            normalizers.NFKC(),
            normalizers.Replace(_PRIVATE, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = (pieces.texts[i] for i in (pieces.bos, pieces.eos))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    tokenizer.save(str(path))


def bert_tensors(weights: E5Weights) -> dict[str, Floats]:
    """Return the weights in fp32 under the names that transformers' BertModel gives them."""
    shape = weights.shape
    hidden, wide = shape.hidden, shape.feed_forward
    tensors = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": weights.tensor("emb.type", shape.types, hidden),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b", hidden),
    }
    matrices = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "fi": ("intermediate.dense", (wide, hidden)),
        "fo": ("output.dense", (hidden, wide)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
    for layer in range(shape.layers):
        for short, (name, size) in matrices.items():
            full = f"encoder.layer.{layer}.{name}"
            tensors[f"{full}.weight"] = weights.tensor(f"l{layer}.{short}.w", *size)
            tensors[f"{full}.bias"] = weights.tensor(f"l{layer}.{short}.b", size[0])
    return tensors


def _write_configuration(weights: E5Weights, folder: Path) -> None:
    package = "sentence_transformers"
    modules = {
        "": f"{package}.base.modules.transformer.Transformer",
        "1_Pooling": f"{package}.sentence_transformer.modules.pooling.Pooling",
        "2_Normalize": f"{package}.base.modules.normalize.Normalize",
    }
    files = {
        "config.json": _bert_configuration(weights),
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(modules.items())
        ],
        "sentence_bert_config.json": {
            "transformer_task": "feature-extraction",
            "modality_config": {"text": {"method": "forward", "method_output_name": "last_hidden_state"}},
            "module_output_name": "token_embeddings",
            "model_kwargs": {"add_pooling_layer": False},  # the file holds no weights for it, and nothing reads it
        },
        "tokenizer_config.json": _tokenizer_configuration(weights.pieces),
        "1_Pooling/config.json": {
            "embedding_dimension": weights.shape.hidden,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "2_Normalize/config.json": {},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _bert_configuration(weights: E5Weights) -> dict[str, object]:
    shape = weights.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": weights.pieces.pad,
        "type_vocab_size": shape.types,
        "vocab_size": shape.vocabulary,
    }


def _tokenizer_configuration(pieces: Pieces) -> dict[str, object]:
    names = {
        "bos_token": pieces.bos,
        "cls_token": pieces.bos,
        "eos_token": pieces.eos,
        "sep_token": pieces.eos,
        "pad_token": pieces.pad,
        "unk_token": pieces.unk,
    }
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": TOKENS,
        **{name: pieces.texts[i] for name, i in names.items()},
    }
