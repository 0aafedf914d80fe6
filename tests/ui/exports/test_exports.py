from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from docx import Document

from rag.conversations import Exchange
from tests.fakes_assistant import ARTICLES, bridge_answer, refusal
from ui.exports.markdown import markdown, plain
from ui.exports.minutes import Minutes, minutes
from ui.exports.word import word
from ui.web.chinese import CHINESE
from ui.web.talks import export_words

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
WORDS = export_words(CHINESE)
ASKED = replace(bridge_answer(), query=replace(bridge_answer().query, as_of=date(2031, 3, 4)))
TALK = (
    Exchange("何时通车？", ASKED, NOW, model="ollama:m", library="abc123"),
    Exchange("市长是谁？", refusal("市长是谁？"), NOW),
    Exchange("再说一遍？", bridge_answer(), NOW),
)


def told() -> Minutes:
    articles = {article.id: replace(article, authors=("沈砚秋",)) for article in ARTICLES[:1]}
    return minutes("大桥 *专题*", TALK, articles, [("2031-03-02 –",), (), ()])


def test_every_cited_article_stands_once_in_the_references_in_the_order_of_mention() -> None:
    assert told().references == (
        "沈砚秋. 青岚大桥主塔封顶[N]. 青岚日报, 2031-03-02(1).",
        "老城菜市场本周末迁入新址[N]. 青岚日报, 2031-03-03(3).",
    )
    assert [said.references for said in told().entries[0].sentences] == [(1,), (1, 2), (2,)]
    assert [said.references for said in told().entries[2].sentences] == [(1,), (1, 2), (2,)]


def test_under_what_a_question_was_answered_is_written_down() -> None:
    first, second, _ = told().entries
    assert WORDS.facts(first) == (
        "提问日期：2031-03-04",
        "回答者：ollama:m",
        "资料库指纹：abc123",
        "筛选：2031-03-02 –",
    )
    assert WORDS.facts(second)[0] == "提问日期：2031-03-05"


def test_markdown_has_questions_answers_marks_and_references() -> None:
    text = markdown(told(), WORDS)
    assert text.startswith("# 大桥 \\*专题\\*\n\n## 问 1\n\n**何时通车？**\n\n青岚大桥计划于2032年10月通车。[1]")
    assert "届时老城到岚东新区只要10分钟。[1][2]〔所引原文未载〕" in text
    assert "[2] 老城菜市场本周末迁入新址\\[N\\]" in text


def test_what_markdown_would_obey_is_shown_as_text() -> None:
    assert plain("<script> [x](y) `a` _b_ &lt;") == "\\<script\\> \\[x\\](y) \\`a\\` \\_b\\_ \\&lt;"
    assert plain("# 题\n1. 一\n- 二") == "\\# 题  \n1\\. 一  \n\\- 二"
    assert plain("2031-03-02，4.7公里") == "2031-03-02，4.7公里"


def test_word_has_the_same_with_marks_raised() -> None:
    document = Document(io.BytesIO(word(told(), WORDS)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "大桥 *专题*"
    assert "[1] 沈砚秋. 青岚大桥主塔封顶[N]. 青岚日报, 2031-03-02(1)." in texts
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.superscript][:2] == ["[1]", "[1][2]"]


def test_signs_that_xml_has_no_place_for_are_left_out_of_word() -> None:
    odd = replace(TALK[0], question="何时\x00\x0b通车？")
    document = Document(io.BytesIO(word(minutes("题\x07", [odd], {}, [()]), WORDS)))
    assert "何时通车？" in [paragraph.text for paragraph in document.paragraphs]
