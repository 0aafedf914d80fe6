from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.reader.lessons import Why, learning_sets, load_lessons, save_lessons
from eval.reader.mining import mine
from rag.errors import InputError
from rag.settings import Settings
from tests.eval.reader.small import lessons

BRIDGE = "临澜大桥主桥昨日合龙。大桥全长3.2公里，比西山隧道短。大桥总投资18.6亿元。"
DOCUMENTS = (
    ("d1", "临澜大桥", BRIDGE),
    ("d2", "东门菜市场", "东门菜市场3月4日重新开张。市场的摊位增加到160个。"),
    ("d3", "西山隧道", "西山隧道昨日贯通。隧道全长5.4公里。"),
    ("d4", "旧闻", "有人说，大桥全长3.2公里。"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"doc_id": key, "title": title, "text": text} for key, title, text in DOCUMENTS]
    asked = [
        {"qid": "q1", "question": "临澜大桥全长多少公里？", "answers": ["3.2公里"], "gold_doc_ids": ["d1"]},
        {"qid": "q2", "question": "临澜大桥由谁设计？", "answers": ["沈牧野"], "gold_doc_ids": ["d1"]},
        {"qid": "q3", "question": "临澜大桥有几个桥墩？", "answerable": False},
    ]
    for name, rows in (("made.corpus.jsonl", corpus), ("made.questions.jsonl", asked)):
        (tmp_path / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return tmp_path


def test_lessons_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    save_lessons(lessons(), tmp_path / "made.jsonl")
    assert load_lessons(tmp_path / "made.jsonl") == lessons()


def test_a_file_of_something_else_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "made.jsonl").write_text('{"qid": "q1"}\n', "utf-8")
    with pytest.raises(InputError, match=r"made\.jsonl"):
        load_lessons(tmp_path / "made.jsonl")


def test_a_set_is_found_under_its_name_and_a_folder_without_any_is_refused(folder: Path, tmp_path: Path) -> None:
    (found,) = learning_sets([folder])
    assert found.name == "made"
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="nothing to learn from"):
        learning_sets([tmp_path / "empty"])


@pytest.mark.slow
def test_what_is_mined_does_not_hold_the_answer_and_says_why_it_is_there(folder: Path, tmp_path: Path) -> None:
    (learning,) = learning_sets([folder])
    first, second, third = mine(learning, tmp_path / "cache", Settings())
    assert first
    assert first.right
    assert first.right.text[first.start : first.end] == "3.2公里"
    assert all("3.2公里" not in one.window.text for one in first.wrong)  # the old news tells it too
    assert {one.window.headline for one in first.wrong} == {"东门菜市场", "西山隧道"}
    assert second is None  # no passage holds that answer
    assert third
    assert third.right is None
    assert {one.why for one in third.wrong} == {Why.NOTHING}
