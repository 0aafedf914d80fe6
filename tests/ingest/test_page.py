"""A page of lines is split into its articles, whatever stands between them."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.evidence import read_lines
from ingest.labels import InBody
from ingest.page import Block, read_page
from tests.ingest.typesetting import column

LIGHTHOUSE = [
    "本报青屿6月18日讯（记者 李晓云）青屿灯塔修缮完工，昨晚重新点亮，附近海域的渔民又可以凭灯光夜航。",
    "灯塔建成于九十年前，塔高二十六米，由花岗岩砌成。市海事局介绍，这次修缮历时八个月，换上了新的透镜和电机，射程由十二海里增加到十八海里。",
    "从本周六起，灯塔底层辟为陈列室，向市民免费开放。",
]
FERRY = [
    "本报记者 陈默 东港至鹿洲的渡轮昨日增开三班，末班船推迟到二十二时三十分，方便在市区上班的岛民回家。",
    "轮渡公司负责人说，暑期客流比去年同期多了两成，公司为此调来两艘新船。",
]
MARKET = [
    "新华社东港6月18日电 东港国际渔业博览会18日开幕，来自十四个国家的二百六十家企业参展。",
    "博览会为期四天，设冷链、养殖、渔具三个展区，预计观众超过五万人次。",
    "上届博览会签约金额为三十二亿元。",
]
CHAPTERS = [("一", "总则"), ("二", "组织"), ("三", "经费"), ("四", "附则")]
PHOTO = ["6月18日，游客在青屿海滩拾贝。时值大潮，退潮后的海滩露出大片礁石，吸引不少家庭前来赶海。 本报记者 周帆 摄"]


def page(*blocks: list[str]) -> list[str]:
    """Lines of a page, a blank one after every third, as extractors leave them."""
    lines = [line for block in blocks for line in block]
    return [piece for at, line in enumerate(lines) for piece in ([line, ""] if at % 3 == 0 else [line])]


def headline(block: Block) -> list[str]:
    return [line.text for line in block.headline]


def body(block: Block) -> list[str]:
    return ["".join(line.text for line in paragraph) for paragraph in block.paragraphs]


PLAIN = page(
    ["百年灯塔昨晚重新点亮", *column(LIGHTHOUSE, 16)],
    ["东港至鹿洲渡轮", "暑期增开三班", *column(FERRY, 13)],
    ["渔业博览会在东港开幕", *column(MARKET, 20)],
)


def test_articles_of_different_columns_are_told_apart() -> None:
    blocks = read_page(PLAIN).blocks
    assert [headline(block) for block in blocks] == [
        ["百年灯塔昨晚重新点亮"],
        ["东港至鹿洲渡轮", "暑期增开三班"],
        ["渔业博览会在东港开幕"],
    ]


def test_paragraphs_come_back_by_their_shorter_first_line() -> None:
    assert [body(block) for block in read_page(PLAIN).blocks] == [LIGHTHOUSE, FERRY, MARKET]


def test_borders_of_a_clear_page_are_read_with_confidence() -> None:
    assert all(block.confidence > 0.8 for block in read_page(PLAIN).blocks)


def test_blank_lines_say_nothing() -> None:
    without = read_page([line for line in PLAIN if line])
    assert [body(block) for block in without.blocks] == [body(block) for block in read_page(PLAIN).blocks]


@pytest.mark.parametrize("blank", ["\u200c", "\x1c", "\x85 \u2060"])
def test_a_line_of_invisible_characters_alone_is_blank(blank: str) -> None:
    assert read_lines([blank, "灯塔点亮"]) == read_lines(["", "灯塔点亮"])


def test_furniture_between_articles_is_dropped_and_never_swallowed() -> None:
    lines = page(
        ["2024年6月19日 星期三"],
        ["百年灯塔昨晚重新点亮", *column(LIGHTHOUSE, 16)],
        [" 社会", "责任编辑：李晓云 版式设计：陈默"],
        ["渔业博览会在东港开幕", *column(MARKET, 20)],
        ["第3版"],
    )
    found = read_page(lines)
    assert [line.text.strip() for line in found.furniture] == [
        "2024年6月19日 星期三",
        "社会",
        "责任编辑：李晓云 版式设计：陈默",
        "第3版",
    ]
    assert [body(block) for block in found.blocks] == [LIGHTHOUSE, MARKET]


def test_a_folio_inside_an_article_is_taken_out() -> None:
    lines = column(LIGHTHOUSE, 16)
    found = read_page(["百年灯塔昨晚重新点亮", *lines[:6], "第3版", *lines[6:]])
    assert [line.text for line in found.furniture] == ["第3版"]
    assert [body(block) for block in found.blocks] == [LIGHTHOUSE]


def test_a_caption_without_a_dateline_is_a_block_of_its_own() -> None:
    lines = page(
        ["百年灯塔昨晚重新点亮", *column(LIGHTHOUSE, 16)],
        ["大潮时节赶海忙", *column(PHOTO, 32)],
        ["渔业博览会在东港开幕", *column(MARKET, 20)],
    )
    assert [headline(block)[0] for block in read_page(lines).blocks] == [
        "百年灯塔昨晚重新点亮",
        "大潮时节赶海忙",
        "渔业博览会在东港开幕",
    ]


def test_a_headline_of_three_lines_stays_whole() -> None:
    lines = ["九十年风雨 一盏灯", "百年灯塔昨晚重新点亮", "附近海域的渔民可凭灯光夜航", *column(LIGHTHOUSE, 16)]
    before = ["渔业博览会在东港开幕", *column(MARKET, 20)]
    assert headline(read_page(page(before, lines)).blocks[1]) == lines[:3]


def test_a_subheading_does_not_cut_an_article() -> None:
    story = [*LIGHTHOUSE[:2], "修缮历时八个月", *LIGHTHOUSE[1:]]
    found = read_page(page(["百年灯塔昨晚重新点亮", *column(story, 16)], ["渔业博览会在东港开幕", *column(MARKET, 20)]))
    assert [body(block) for block in found.blocks] == [story, MARKET]


def test_subheadings_with_text_below_them_stay_paragraphs_of_their_article() -> None:
    story = [LIGHTHOUSE[0], "塔高二十六米", LIGHTHOUSE[1], "陈列室免费开放", LIGHTHOUSE[2]]
    found = read_page(page(["百年灯塔昨晚重新点亮", *column(story, 16)], ["渔业博览会在东港开幕", *column(MARKET, 20)]))
    assert [body(block) for block in found.blocks] == [story, MARKET]


def test_a_dateline_right_below_another_begins_no_article() -> None:
    told = ["据新华社东港6月18日电（记者 李晓云）", *column(MARKET, 16)]
    found = read_page(page(["百年灯塔昨晚重新点亮", *column(LIGHTHOUSE, 16)], ["渔业博览会在东港开幕", *told]))
    assert [headline(block) for block in found.blocks] == [["百年灯塔昨晚重新点亮"], ["渔业博览会在东港开幕"]]


@pytest.mark.parametrize("seed", range(6))
def test_a_page_of_random_characters_is_kept_as_one_article(seed: int) -> None:
    draw = Random(seed)
    lines = ["".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(draw.randint(1, 24))) for _ in range(60)]
    found = read_page(lines)
    assert (found.whole, len(found.blocks)) == (True, 1)
    assert found.confidence < 0.5


def test_a_list_of_contents_is_kept_as_one_article() -> None:
    chapters = [f"第{number}章 {name}{'…' * 8}{page}" for page, (number, name) in enumerate(CHAPTERS * 6, 1)]
    assert read_page(chapters).whole


def test_kept_indents_mark_paragraphs() -> None:
    story = [*LIGHTHOUSE, "灯光每隔十秒闪两次。渔民说，看到它就到家了。"]
    lines = ["百年灯塔昨晚重新点亮"]
    for paragraph in story:
        first, *rest = column([paragraph], 16)
        lines += ["\u3000\u3000" + first, *rest]
    assert [text.strip() for text in body(read_page(lines).blocks[0])] == story


def test_paragraphs_printed_as_one_line_each_are_read_as_they_are() -> None:
    found = read_page(["百年灯塔昨晚重新点亮", "", *LIGHTHOUSE, *MARKET[1:]])
    assert [body(block) for block in found.blocks] == [[*LIGHTHOUSE, *MARKET[1:]]]


def test_a_page_in_english_is_kept_whole_without_confidence() -> None:
    found = read_page(["Harbour light shines again", "The old lighthouse was lit", "last night after repairs."])
    assert (found.whole, len(found.blocks), found.blocks[0].confidence) == (True, 1, 0.0)


def test_a_page_of_advertisements_is_kept_whole_with_low_confidence() -> None:
    lines = [
        "海鲜大酒楼",
        "开业酬宾",
        "全场八折",
        "订座电话",
        "0570-8888123",
        "吉房出租",
        "近地铁",
        "月租两千",
        "13800138000",
    ]
    found = read_page(lines * 3)
    assert found.whole
    assert found.blocks[0].confidence < 0.5


def test_a_page_of_nothing_but_furniture_has_no_blocks() -> None:
    assert read_page(["第3版", "责任编辑：李晓云"]).blocks == ()


def test_no_lines_give_an_empty_page() -> None:
    assert read_page(["", "\u3000"]).blocks == ()


def test_a_page_longer_than_a_window_is_read_like_a_short_one() -> None:
    copies = 60
    found = read_page(PLAIN * copies)
    assert len(found.blocks) == 3 * copies
    assert body(found.blocks[-1]) == MARKET


def test_lines_keep_their_numbers_in_the_source() -> None:
    blocks = read_page(PLAIN, first_number=101).blocks
    numbers = [line.number for block in blocks for line in block.lines]
    assert numbers == [101 + at for at, line in enumerate(PLAIN) if line]


def test_a_page_is_read_at_two_thousand_lines_a_second() -> None:
    lines = PLAIN * 20
    started = time.process_time()
    read_page(lines)
    assert len(lines) / (time.process_time() - started) > 1000  # half of what is asked, for a busy machine


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="灯塔昨晚的，。！：“”（）《》摄记者版电 19aZ\u3000", max_size=90), max_size=25))
def test_every_line_of_any_page_is_kept_once_or_dropped_as_furniture(lines: list[str]) -> None:
    found = read_page(lines)
    kept = [line.number for block in found.blocks for line in block.lines]
    dropped = [line.number for line in found.furniture]
    assert sorted(kept + dropped) == [at for at, line in enumerate(lines, 1) if line.strip(" \u3000")]


def test_body_labels_index_their_tables() -> None:
    assert [label.value for label in InBody] == list(range(len(InBody)))
