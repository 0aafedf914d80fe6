from ingest.layout.gutters import Column, Frame
from ingest.layout.order import in_order
from ingest.layout.printed import Area, PrintedLine, around
from ingest.layout.stories import Story, read_stories
from ingest.layout.titles import printed_headline
from tests.ingest.layout.sheets import SIZE, column, line, sheet

BODY = ["甲甲甲甲甲甲甲甲甲甲", "乙乙乙乙乙乙乙乙。"]


def stories(lines: list[PrintedLine], going_on: Story, pictures: tuple[Area, ...] = ()) -> list[tuple[str, int]]:
    pieces: list[Column | Frame] = [Column(around([each.area for each in lines]), tuple(lines))]
    found = read_stories(pieces, SIZE, pictures, 1, going_on)
    return [(story.title, sum(map(len, story.paragraphs))) for story in found]


def opened(title: str) -> Story:
    (_, story) = read_stories([Column(Area(0, 0, 600, 20), (line(title, 0, 0, 20),))], SIZE, (), 1, Story())
    return story


def test_a_headline_opens_a_story() -> None:
    lines = [line("渔港开市", 0, 0, 20), *column(BODY, 0, 30), line("新桥合龙", 0, 70, 20), *column(BODY, 0, 100)]
    assert stories(lines, Story()) == [("", 0), ("渔港开市", 2), ("新桥合龙", 2)]


def test_a_leaf_without_a_headline_goes_on_with_the_story() -> None:
    assert stories(column(BODY, 0, 0), opened("渔港开市")) == [("渔港开市", 2)]


def test_a_headline_repeated_at_the_top_goes_on_with_the_story() -> None:
    lines = [line("渔港开市", 0, 0, 20), *column(BODY, 0, 30)]
    assert stories(lines, opened("渔港开市")) == [("渔港开市", 2)]


def test_a_heading_inside_a_story_opens_none() -> None:
    lines = [line("渔港开市", 0, 0, 20), *column(BODY, 0, 30), line("（一）", 0, 70, 11.5), *column(BODY, 0, 90)]
    assert stories(lines, Story()) == [("", 0), ("渔港开市", 5)]


def test_the_story_goes_on_behind_a_picture_and_its_caption() -> None:
    caption = [line("渔船归航。", 0, 160, 8), line("江远 摄", 0, 172, 8)]
    lines = [line("渔港开市", 0, 0, 20), *column(BODY, 0, 30), *caption, *column(BODY, 0, 190)]
    found = stories(lines, Story(), (Area(0, 70, 100, 155),))
    assert found == [("", 0), ("渔港开市", 4), ("", 2)]


def test_the_story_goes_on_behind_a_framed_one() -> None:
    framed = [line("停水通知", 10, 75, 12), *column(["丙丙丙丙丙丙。"], 10, 95)]
    lines = [line("渔港开市", 0, 0, 20), *column(BODY, 0, 30), *framed, *column(BODY, 0, 130)]
    pieces = in_order(sheet(lines, (Area(0, 70, 120, 110),)), SIZE)
    found = read_stories(pieces, SIZE, (), 1, Story())
    assert [(story.title, story.inset, sum(map(len, story.paragraphs))) for story in found] == [
        ("", False, 0),
        ("渔港开市", False, 4),
        ("停水通知", True, 1),
    ]


def test_type_tells_kicker_and_title_apart() -> None:
    lines = [
        line("三月渔汛", 0, 0, 12),
        line("渔港开市首日到岸", 0, 20, 20),
        line("八百吨", 0, 45, 20),
        *column(BODY, 0, 80),
    ]
    story = read_stories([Column(Area(0, 0, 160, 200), tuple(lines))], SIZE, (), 1, Story())[1]
    headline = printed_headline(story.headline)
    assert headline is not None
    assert (headline.kicker, headline.title) == ("三月渔汛", "渔港开市首日到岸八百吨")
    assert (headline.above, headline.below) == (1, 0)


def test_smaller_type_below_the_title_is_a_subtitle_and_stays_in_it() -> None:
    lines = [line("渔港开市", 0, 0, 20), line("首日到岸八百吨", 0, 25, 12), *column(BODY, 0, 80)]
    story = read_stories([Column(Area(0, 0, 160, 200), tuple(lines))], SIZE, (), 1, Story())[1]
    headline = printed_headline(story.headline)
    assert headline is not None
    assert (headline.kicker, headline.title) == ("", "渔港开市 首日到岸八百吨")
    assert (headline.above, headline.below) == (0, 1)
