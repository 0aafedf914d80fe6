"""Files too large, folders that loop, and pipes are reported, and nothing hangs."""

import os
from pathlib import Path

from ingest.formats import Hints, Problem
from ingest.pipeline import find_files, read, read_file
from rag.settings import IngestSettings


def test_a_file_larger_than_the_setting_is_reported_and_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate((1 << 30) + 1)  # takes no room on the disk
    (problem,) = read_file(path, Hints())
    assert isinstance(problem, Problem)
    assert "1,073,741,825 bytes" in problem.reason
    assert "ingest.largest_file" in problem.reason


def test_the_setting_bounds_the_size(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 灯塔\n灯塔亮了。\n", "utf-8")
    (problem,) = read([tmp_path], Hints(), IngestSettings(largest_file=5))
    assert isinstance(problem, Problem)
    assert "only 5 are read" in problem.reason


def test_links_that_loop_do_not_hang_and_one_in_place_of_a_page_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 灯塔\n灯塔亮了。\n", "utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "up").symlink_to(tmp_path, target_is_directory=True)
    (inner / "self.md").symlink_to(inner / "self.md")
    (inner / "there").symlink_to(inner / "back")
    (inner / "back").symlink_to(inner / "there")
    assert find_files([tmp_path]) == (tmp_path / "a.md", inner / "self.md")
    (problem,) = read_file(inner / "self.md", Hints())
    assert isinstance(problem, Problem)
    assert "leads nowhere" in problem.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (problem,) = read_file(tmp_path / "a.txt", Hints())
    assert isinstance(problem, Problem)
    assert "pipe" in problem.reason
