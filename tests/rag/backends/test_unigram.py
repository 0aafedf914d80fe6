"""The slim tokenizer gives the ids that the `tokenizers` library gives, over a small vocabulary and the real one."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tokenizers import Tokenizer

from rag.backends.builtin_model import prepare_builtin
from rag.backends.e5_folder import write_tokenizer
from rag.backends.e5_weights import Pieces
from rag.backends.unigram import LibraryEncoder, UnigramEncoder, open_encoder

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "大", "桥", "大桥", "▁大", "▁a", "a", "ab", "bc", "c", "▁ab")
SCORES = (0.0, 0.0, 0.0, 0.0, -2.0, -4.0, -4.5, -6.0, -5.0, -3.0, -4.0, -5.5, -5.0, -4.0, -6.5)
SMALL = Pieces(PIECES, SCORES, bos=0, eos=2, pad=1, unk=3)
TEXTS = (
    "大桥",
    "abc 大桥大",
    "全新的大桥 abx",
    "",
    "   ",
    "<s>大</s><unk><unk>桥",
    "\u3000\uff21\uff22\t大\x00桥\n",
    "大桥全长4.7公里，主塔高218米。Nothing else?",
    "é é ﬁ ① 𠀀𠀁〇 ▁▁",
    "大桥abc" * 300,
)


def _both(file: Path, longest: int) -> tuple[UnigramEncoder, LibraryEncoder]:
    slim = open_encoder(file, longest)
    assert isinstance(slim, UnigramEncoder)
    return slim, LibraryEncoder(Tokenizer.from_file(str(file)), longest)


def test_the_ids_are_those_of_the_library(tmp_path: Path) -> None:
    write_tokenizer(SMALL, tmp_path / "tokenizer.json")
    slim, library = _both(tmp_path / "tokenizer.json", 40)
    random = Random(3)
    made = [
        "".join(random.choice((*PIECES, "x", " ", "桥")) for _ in range(random.randrange(1, 30))) for _ in range(500)
    ]
    for text in (*TEXTS, *made):
        assert list(slim.ids(text)) == library.ids(text), text


def test_the_ids_of_the_built_in_vocabulary_are_those_of_the_library() -> None:
    slim, library = _both(prepare_builtin(None) / "tokenizer.json", 512)
    pages = sorted(Path("examples/pages").glob("*.txt"))
    assert pages
    for text in (*TEXTS, *(line for page in pages for line in page.read_text("utf-8").splitlines())):
        assert list(slim.ids(text)) == library.ids(text), text


@pytest.mark.parametrize("added", [True, False])
def test_a_tokenizer_that_is_no_plain_vocabulary_is_the_library_s(tmp_path: Path, *, added: bool) -> None:
    write_tokenizer(SMALL, tmp_path / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    if added:
        tokenizer.add_special_tokens(["<mask>"])
    else:
        tokenizer.post_processor = None
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    encoder = open_encoder(tmp_path / "tokenizer.json", 8)
    assert isinstance(encoder, LibraryEncoder)
    assert encoder.ids("大桥<mask>大") == tokenizer.encode("大桥<mask>大").ids
