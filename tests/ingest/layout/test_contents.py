from ingest.layout.contents import contents_end

TITLES = ["渔港开市", "新桥合龙", "图书馆延时", "海豚放归", "校园招聘"]


def test_numbered_titles_under_a_heading_are_a_contents_list() -> None:
    assert contents_end(["本期目录", *(f"{at}. {title}" for at, title in enumerate(TITLES, 1))], 0) == 5


def test_titles_with_their_pages_are_a_contents_list() -> None:
    assert contents_end(["目录", *(f"{title}……{at}" for at, title in enumerate(TITLES, 1))], 0) is not None


def test_a_heading_in_traditional_characters_is_one_too() -> None:
    assert contents_end(["目錄", *(f"{at}. {title}" for at, title in enumerate(TITLES, 1))], 0) == 5


def test_a_list_goes_on_over_leaves() -> None:
    assert contents_end(["6. 灯塔守护人", "7. 夜市开张"], 5) == 7


def test_numbered_points_of_a_story_are_no_contents_list() -> None:
    assert contents_end([f"{at}. 市民应当提前报名。" for at in range(1, 6)], 0) is None


def test_a_few_numbered_titles_without_a_heading_are_no_contents_list() -> None:
    assert contents_end([f"{at}. {title}" for at, title in enumerate(TITLES, 1)], 0) is None
