"""Pages printed in other papers' manners: what is printed, and that the reader finds its articles again."""

import json
import random
from pathlib import Path

import pytest

from eval.dumping import Report, print_page, print_pages, wrap
from eval.manners import MANNERS, Manner
from ingest.formats import Hints
from ingest.pipeline import read_file
from rag.records import Article

REPORTS: list[Report] = [
    {
        "title": "青屿灯塔修缮完工重新点亮",
        "date": "2024-06-18",
        "text": "青屿灯塔修缮完工，昨晚重新点亮，附近海域的渔民可以凭灯光夜航。\n灯塔建成于九十年前，塔高二十六米，"
        "由花岗岩砌成，射程十八海里。\n从本周六起，灯塔底层向市民免费开放，开放时间为九点到十七点。",
    },
    {
        "title": "东港至鹿洲渡轮增开夜班",
        "date": "2024-06-18",
        "text": "东港至鹿洲的渡轮昨日增开三班，末班船推迟到二十二时三十分，方便在市区上班的岛民回家。\n"
        "轮渡公司负责人说，暑期客流比去年同期多了两成，公司为此调来两艘新船。",
    },
    {
        "title": "渔业博览会在东港开幕",
        "date": "2024-06-18",
        "text": "东港国际渔业博览会十八日开幕，来自十四个国家的二百六十家企业参展。\n博览会为期四天，"
        "设冷链、养殖、渔具三个展区，预计观众超过五万人次。\n上届博览会签约金额为三十二亿元。",
    },
]


def test_a_column_is_filled_and_its_first_line_is_shorter() -> None:
    lines = wrap("一二三四五六七八九十。甲乙丙丁", 6, random.Random(1), kept=False)
    assert "".join(lines) == "一二三四五六七八九十。甲乙丙丁"
    assert len(lines[0]) == 4
    assert "。" not in {line[0] for line in lines}


def test_a_kept_indent_is_printed() -> None:
    assert wrap("一二三四五六", 5, random.Random(1), kept=True)[0].startswith("\u3000\u3000一")


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.name)
def test_pages_of_every_manner_give_their_articles(manner: Manner, tmp_path: Path) -> None:
    found = expected = 0
    for seed in range(3):
        dump, gold = print_page(REPORTS, manner, random.Random(seed))
        (tmp_path / "2024-06-18.txt").write_text(dump, "utf-8")
        bodies = {item.body for item in read_file(tmp_path / "2024-06-18.txt", Hints()) if isinstance(item, Article)}
        expected += len(gold)
        found += sum("\n".join(article["paragraphs"]) in bodies for article in gold)
    assert found >= 0.75 * expected


def test_pages_are_printed_from_the_days_with_enough_reports(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    rows = [*REPORTS, {**REPORTS[0], "date": "2024-06-19"}]
    corpus.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    ((page, gold),) = print_pages(corpus, MANNERS[0], tmp_path / "made", seed=1, pages=4, each=3)
    assert page.name == "2024-06-18.txt"
    assert {json.loads(line)["title"] for line in gold.read_text("utf-8").splitlines()} == {
        report["title"] for report in REPORTS
    }
