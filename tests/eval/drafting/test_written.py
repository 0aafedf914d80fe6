from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass

from eval.drafting.templates import Proposal
from eval.drafting.written import by_model
from rag.prompt import Prompt
from rag.stopping import Stop
from tests.samples import article

_EVIDENCE = "临澜大桥主桥昨日合龙，全长3.2公里，总投资18.6亿元。"
_ROWS = (
    {"question": "临澜大桥有多长？", "answers": ["3.2公里", "三公里多"], "evidence": [_EVIDENCE], "type": "number"},
    {"question": "大桥谁设计的？", "answers": [], "evidence": [], "type": "unanswerable", "answerable": False},
    {"question": "大桥何时通车？", "answers": ["今年12月"], "evidence": ["今年12月通车。"], "type": "time"},
    {"question": "大桥多少钱？", "answers": ["18.6亿元"], "evidence": ["大桥花了18.6亿元。"]},
    {"question": "", "answers": ["3.2公里"]},
)
REPLY = "\n".join(["好的，题目如下：", *(json.dumps(row, ensure_ascii=False) for row in _ROWS), '{"question": 坏了}'])


@dataclass
class Author:
    # A chat model with one reply.

    reply: str = REPLY
    name: str = "author"
    remote: bool = False
    read: str = ""

    def write(self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None) -> Generator[str, None, None]:
        self.read = str(prompt.messages[0].content)
        yield from (self.reply[:20], self.reply[20:])


def test_what_the_article_prints_is_kept_and_all_else_is_counted() -> None:
    left_out = Counter[str]()
    found = list(by_model(article(), Author(), left_out))
    assert found == [
        Proposal("临澜大桥有多长？", ("3.2公里",), (_EVIDENCE,), "number"),
        Proposal("大桥谁设计的？", (), (), "unanswerable"),
    ]
    assert left_out == {
        "the article does not print the answer": 1,
        "the article does not print the evidence": 1,
        "no question": 1,
        "no JSON object": 1,
    }


def test_the_model_reads_the_headline_and_the_text() -> None:
    author = Author()
    list(by_model(article(), author, Counter()))
    assert "临澜大桥主桥合龙\n临澜大桥主桥昨日合龙" in author.read
