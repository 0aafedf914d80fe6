"""What the page of drafts says, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.drafting.drafts import Decision, Lack


@dataclass(frozen=True, slots=True)
class DraftTexts:
    """The page's words in one language; `{…}` are places that `str.format` fills.

    `types`, `origins` and `hints` are by a draft's type and origin; what they do not hold is shown as it is.
    """

    language: str
    other_language: str
    other_path: str
    title: str
    head: str
    decisions: Mapping[Decision, str]
    decided: Mapping[Decision, str]
    gold_file: str
    columns: tuple[str, str, str, str]
    types: Mapping[str, str]
    origins: Mapping[str, str]
    hints: Mapping[str, str]
    answered: str
    refused: str
    unanswered: str
    question: str
    answers: str
    evidence: str
    answerable: str
    accept: str
    reject: str
    back: str
    done: str
    lacking: Mapping[Lack, str]
    failed: str


_HINT = "请写明正确答案，或去掉“报道里有答案”。"
CHINESE = DraftTexts(
    language="zh-CN",
    other_language="English",
    other_path="/en/",
    title="报答 · 题目草稿",
    head="题目草稿",
    decisions={Decision.OPEN: "待定", Decision.ACCEPTED: "接受", Decision.REJECTED: "拒绝"},
    decided={Decision.ACCEPTED: "已接受", Decision.REJECTED: "已拒绝"},
    gold_file="接受的写入 {file}",
    columns=("", "#", "类型", "问题 → 答案"),
    types={
        "number": "数字",
        "time": "时间",
        "person": "人物",
        "place": "地点",
        "reason": "原因",
        "entity": "名称",
        "statement": "事实",
        "unanswerable": "无解",
        "feedback": "评价",
    },
    origins={
        "templates": "按模板拟",
        "rated bad": "读者不满意的回答",
        "rated differently": "读者看法不一的回答",
    },
    hints={"rated bad": _HINT, "rated differently": _HINT},
    answered="回答是：{answer}",
    refused="拒绝了回答。",
    unanswered="无",
    question="问题",
    answers="答案，每行一种写法，照原文",
    evidence="依据，每行一句，照原文",
    answerable="报道里有答案",
    accept="接受",
    reject="拒绝",
    back="放回待定",
    done="都定了。",
    lacking={Lack.QUESTION: "题目还没有写。", Lack.ANSWER: "有答案的题要写出答案，照报道原文，一字不差。"},
    failed="没有存下来：{error}",
)

_ENGLISH_HINT = "Write the right answer, or untick “The article answers it”."
ENGLISH = DraftTexts(
    language="en",
    other_language="中文",
    other_path="/",
    title="Baoda · drafts of questions",
    head="Drafts of questions",
    decisions={Decision.OPEN: "open", Decision.ACCEPTED: "accepted", Decision.REJECTED: "rejected"},
    decided={Decision.ACCEPTED: "accepted", Decision.REJECTED: "rejected"},
    gold_file="What is accepted goes to {file}",
    columns=("", "#", "Type", "Question → answer"),
    types={
        "number": "number",
        "time": "time",
        "person": "person",
        "place": "place",
        "reason": "reason",
        "entity": "name",
        "statement": "fact",
        "unanswerable": "none",
        "feedback": "rated",
    },
    origins={
        "templates": "made by a template",
        "rated bad": "an answer that readers disliked",
        "rated differently": "an answer that readers disagree on",
    },
    hints={"rated bad": _ENGLISH_HINT, "rated differently": _ENGLISH_HINT},
    answered="It was answered: {answer}",
    refused="The answer was refused.",
    unanswered="none",
    question="Question",
    answers="Answers, one wording a line, as printed",
    evidence="Evidence, one sentence a line, as printed",
    answerable="The article answers it",
    accept="Accept",
    reject="Reject",
    back="Reopen",
    done="All decided.",
    lacking={
        Lack.QUESTION: "The question is not written yet.",
        Lack.ANSWER: "A question with an answer needs it written out, word for word as the article prints it.",
    },
    failed="It could not be kept: {error}",
)
