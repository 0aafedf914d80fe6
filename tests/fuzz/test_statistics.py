"""The long form of the fuzzing tests counts what its rounds tried and found."""

from __future__ import annotations

from tests.fuzz.statistics import cases_of, failed

SAID = """\
..F.
============================ Hypothesis Statistics =============================
tests/fuzz/test_readers.py::test_a_damaged_file_is_read_or_refused[.csv]:

  - during reuse phase (0.02 seconds):
    - Typical runtimes: ~ 20ms, of which < 1ms in data generation
    - 1 passing, 0 failing, and 0 invalid test cases

  - during generate phase (1.51 seconds):
    - Typical runtimes: ~ 1-58 ms, of which ~ 0-6 ms in data generation
    - 19 passing, 1 failing, and 9 invalid test cases
    - Found 1 distinct error in this phase

  - Stopped because nothing left to do


tests/fuzz/test_citations.py::test_dates_of_any_text_stand_where_they_say:

  - during generate phase (1.75 seconds):
    - 20 passing, 0 failing, and 14 invalid test cases

=========================== short test summary info ============================
FAILED tests/fuzz/test_readers.py::test_a_damaged_file_is_read_or_refused[.csv] - ValueError: no
1 failed, 3 passed in 37.25s
"""
READERS = "test_readers.py::test_a_damaged_file_is_read_or_refused[.csv]"


def test_cases_of_all_phases_are_counted_for_each_test() -> None:
    assert cases_of(SAID) == {READERS: 21, "test_citations.py::test_dates_of_any_text_stand_where_they_say": 20}


def test_a_failed_test_is_a_finding() -> None:
    assert failed(SAID) == {READERS}
    assert not failed("4 passed in 37.25s\n")
