from ingest.explain import LineReading
from ingest.report import Count, FileReport, Report
from ui.rows.library import file_row
from ui.terminal.report import explained, reported

REPORT = Report(
    (
        FileReport("a.txt", added=9, unchanged=2),
        FileReport("b.bin", failed=("b.bin is not text; save it as UTF-8.",)),
    )
)


def test_every_file_has_its_counts_and_reasons_then_the_totals_follow() -> None:
    assert [line.plain for line in reported(REPORT, 80)] == [
        "a.txt  9 added, 2 unchanged",
        "b.bin",
        "  failed: b.bin is not text; save it as UTF-8.",
        "Total: 9 added, 0 updated, 2 unchanged, 0 skipped, 1 failed",
    ]


def test_what_withdrawn_means_stands_under_the_file_also_on_a_narrow_terminal() -> None:
    report = Report((FileReport("a.txt", unchanged=4, withdrawn=5),))
    assert [line.plain for line in reported(report, 80)] == [
        "a.txt  4 unchanged, 5 withdrawn",
        "  withdrawn: held by the file when it was read before, and no more",
        "Total: 0 added, 0 updated, 4 unchanged, 5 withdrawn, 0 skipped, 0 failed",
    ]
    assert all(len(line.plain) <= 40 for line in reported(report, 40))


def test_thousands_of_reasons_are_cut_to_a_few() -> None:
    report = Report((FileReport("a.jsonl", failed=tuple(f"line {n}" for n in range(3000))),))
    said = [line.plain for line in reported(report, 80)]
    assert len(said) == 8
    assert said[-2].strip() == "failed: and 2,995 more"


def test_a_file_row_carries_every_reason() -> None:
    assert file_row(REPORT.files[1])["failed"] == ["b.bin is not text; save it as UTF-8."]


def test_kinds_dropped_lines_and_pages_in_doubt_stand_under_their_file() -> None:
    file = FileReport(
        "a.txt",
        added=3,
        kinds=(Count("news", 2), Count("caption", 1)),
        dropped=(Count("folio", 1),),
        doubtful=("page 3 is kept whole.",),
        more_doubtful=4,
    )
    assert [line.plain for line in reported(Report((file,)), 80)][1:5] == [
        "  kinds: 2 news, 1 caption",
        "  dropped lines: 1 folio",
        "  kept whole: page 3 is kept whole.",
        "  kept whole: and 4 more",
    ]


def test_a_stopped_ingest_says_how_to_go_on() -> None:
    said = [line.plain for line in reported(Report((FileReport("a.txt"),), stopped=True, left=7), 80)]
    assert any(line.startswith("Stopped. 7 files were not begun") for line in said)


def test_a_row_counts_by_kind_and_tells_how_many_reasons_are_left_out() -> None:
    row = file_row(FileReport("a.txt", kinds=(Count("news", 2),), dropped=(Count("day", 1),), more_failed=9))
    assert (row["articles"], row["kinds"], row["dropped"], row["more"]["failed"]) == (2, {"news": 2}, {"day": 1}, 9)


def test_explained_lines_stand_in_columns_and_hang_by_the_width_of_han_characters() -> None:
    first, second = explained(LineReading("a.txt", 7, "headline", 0.5, "渡轮" * 6), 54)
    assert first.plain == "    7  headline                 0.50  渡轮渡轮渡轮渡轮"
    assert second.plain == " " * 38 + "渡轮渡轮"
