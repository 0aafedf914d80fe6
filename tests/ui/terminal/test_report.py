from ingest.pipeline import FileReport, Report
from ui.rows.library import file_row
from ui.terminal.report import reported

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


def test_thousands_of_reasons_are_cut_to_a_few() -> None:
    report = Report((FileReport("a.jsonl", failed=tuple(f"line {n}" for n in range(3000))),))
    said = [line.plain for line in reported(report, 80)]
    assert len(said) == 13
    assert said[-2].strip() == "failed: and 2,990 more"


def test_a_file_row_carries_every_reason() -> None:
    assert file_row(REPORT.files[1])["failed"] == ["b.bin is not text; save it as UTF-8."]
