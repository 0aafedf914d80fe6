from ingest.layout.boxes import leaf_boxes, text_spans
from rag.records import LineBox
from tests.ingest.layout.sheets import line, sheet


def test_a_box_is_a_share_of_the_leaf() -> None:
    lines = [line("渔港开市", 60, 80), line("新桥合龙", 300, 400, 20)]
    assert leaf_boxes(sheet(lines), lines, 7) == {
        7: LineBox(1, 0.1, 0.1, 0.1667, 0.1125, 0, 0),
        8: LineBox(1, 0.5, 0.5, 0.6333, 0.525, 0, 0),
    }


def test_a_line_that_hangs_over_the_edge_ends_at_it() -> None:
    lines = [line("渔港开市", 590, 795)]
    box = leaf_boxes(sheet(lines), lines, 1)[1]
    assert (box.right, box.bottom) == (1.0, 1.0)


def test_every_line_has_its_stretch_of_the_body() -> None:
    assert text_spans("渔港开市。\n渔船归航。", ["渔港", "开市。", "渔船归航。"]) == [(0, 2), (2, 5), (6, 11)]


def test_what_was_read_off_at_both_ends_is_in_no_stretch() -> None:
    lines = ["本报讯（记者 李晓云）", "（之二）渔港", "开市。（林", "砚）"]
    assert text_spans("渔港开市。", lines) == [(0, 0), (0, 2), (2, 5), (0, 0)]


def test_blanks_that_joining_took_away_do_not_count() -> None:
    assert text_spans("共有3艘船 出海", ["共有 3", "艘船 出海"]) == [(0, 3), (3, 8)]


def test_a_line_that_lost_its_hyphen_keeps_the_rest() -> None:
    assert text_spans("名为Seagull的船", ["名为Sea-", "gull的船"]) == [(0, 5), (5, 11)]
