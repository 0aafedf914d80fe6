"""What stands beside the bar of an ingest."""

from ingest.pipeline import Progress
from ui.terminal.progress import named


def test_the_leaf_stands_beside_the_files_name_in_the_room_of_a_name() -> None:
    done = Progress(0, 1, 7, "papers/linlan-2024-03-04.pdf", leaf=12, leaves=300)
    assert named(done) == "03-04.pdf leaf 12 of 300"


def test_a_file_without_leaves_and_a_scan_of_one_have_the_name_alone() -> None:
    assert named(Progress(0, 1, 7, "papers/linlan.txt")) == "linlan.txt"
    assert named(Progress(0, 1, 7, "papers/linlan.png", leaf=1, leaves=1)) == "linlan.png"
