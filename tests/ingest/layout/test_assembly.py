from collections.abc import Iterator
from dataclasses import replace

from ingest.formats import Hints
from ingest.glyphs import close_up, half_width
from ingest.layout.assembly import read_leaves
from ingest.layout.printed import Leaf
from ingest.layout.reading import Reading
from ingest.notes import Listener, PageNote
from rag.records import Article
from tests.ingest.layout.sheets import column, line, sheet

FIRST = ["　　本报讯（记者 李晓云）渔港今天", "开市，有 300 艘船出海。", "　　港口方面说，鱼价平稳。"]
REST = ["渔民们表示，今年的收成", "比去年好。（顾念慈）"]


def leaves() -> Iterator[Leaf]:
    """Two leaves with one story that goes on, then another."""
    yield sheet([line("第 1 页", 280, 780), line("渔港开市", 20, 20, 20), *column(FIRST, 20, 60)])
    rest = [*column(REST, 20, 20), line("新桥合龙", 20, 80, 20), *column(["新桥今天合龙。", "明年通车。"], 20, 110)]
    yield replace(sheet(rest), number=2)


def read(listener: Listener | None = None) -> list[Article]:
    reading = Reading("a.pdf", "a.pdf", Hints(listener=listener), frozenset(), size=1000, leaves=2)
    return list(read_leaves(leaves(), reading))


def test_every_box_holds_the_text_of_its_printed_line() -> None:
    printed = {(leaf.number, round(each.area.top / 800, 4)): each.text for leaf in leaves() for each in leaf.lines}
    ferry, bridge = read()
    held = 0
    for article in (ferry, bridge):
        (origin,) = article.origin
        assert len(origin.boxes) == origin.last_line - origin.first_line + 1
        for box in origin.boxes:
            text = close_up(half_width(printed[box.leaf, box.top])).strip()
            assert text.endswith(article.body[box.start : box.end]) or text.startswith(
                article.body[box.start : box.end]
            )
            held += box.end - box.start
    assert held == sum(len(paragraph) for article in (ferry, bridge) for paragraph in article.paragraphs)
    assert {box.leaf for box in ferry.origin[0].boxes} == {1, 2}
    assert [(box.start, box.end) for box in bridge.origin[0].boxes] == [(0, 0), (0, 7), (8, 13)]


def test_the_listener_hears_of_every_leaf() -> None:
    done: list[int] = []
    read(Listener(bytes=done.append))
    assert done == [500, 1000]


def test_the_listener_hears_which_leaf_of_how_many_is_done() -> None:
    done: list[tuple[int, int]] = []
    read(Listener(leaf=lambda leaf, leaves: done.append((leaf, leaves))))
    assert done == [(1, 2), (2, 2)]


def test_the_listener_hears_of_every_line_with_its_label() -> None:
    notes: list[PageNote] = []
    read(Listener(page=notes.append))
    labels = {line.number: line.label for note in notes for line in note.lines}
    assert sorted(labels) == list(range(1, 11))
    assert [labels[number] for number in (1, 2, 3, 4)] == ["running head", "headline", "body", "inside"]
    assert sum((note.dropped for note in notes), start=notes[0].dropped.__class__()) == {"running head": 1}
