from ingest.layout.overrun import Box
from ingest.layout.recognised import recognised_lines


def box(text: str, left: float, top: float, size: float = 30) -> tuple[Box, str]:
    return (left, top, left + len(text) * size, top + 1.1 * size), text


def test_uneven_boxes_get_one_size_of_type() -> None:
    boxes = [box("正文正文正文正文正文正文", 0, 50 * at, 30 + 0.4 * (at % 3)) for at in range(6)]
    assert len({line.size for line in recognised_lines(boxes)}) == 1


def test_a_headline_keeps_its_larger_size() -> None:
    boxes = [box("渔港开市首日", 0, 0, 50), *(box("正文正文正文正文正文正文", 0, 80 + 50 * at) for at in range(6))]
    lines = recognised_lines(boxes)
    assert lines[0].text == "渔港开市首日" or lines[-1].text == "渔港开市首日"
    sizes = {line.text: line.size for line in lines}
    assert sizes["渔港开市首日"] > 1.5 * sizes["正文正文正文正文正文正文"]


def test_pieces_of_one_line_are_joined() -> None:
    (first, _), (second, _) = box("“让孩子摸得到科学”", 0, 0), box("——访馆长温知夏", 290, 0)
    lines = recognised_lines([(first, "“让孩子摸得到科学”"), (second, "——访馆长温知夏")])
    assert [line.text for line in lines] == ["“让孩子摸得到科学”——访馆长温知夏"]


def test_a_box_that_reaches_into_the_next_column_is_not_joined_to_it() -> None:
    right = [box("右栏右栏右栏右栏", 330, 50 * at) for at in range(4)]
    lines = recognised_lines([box("左栏左栏左栏左栏左栏左", 0, 0), *right])
    assert sorted(line.text for line in lines) == sorted(["左栏左栏左栏左栏左栏左", *["右栏右栏右栏右栏"] * 4])


BODY = [box("正文正文正文正文正文正文", 0, 300 + 40 * at) for at in range(6)]


def test_the_last_words_of_a_wrapped_headline_have_the_headlines_size() -> None:
    # Few characters are measured larger than they are: the white around them counts for more.
    others = [box("新馆月底开放", 500, 80 * at, 45.5 + at) for at in range(3)]
    lines = recognised_lines([box("渔港开市首日迎来百船", 0, 0, 47), box("齐归港", 0, 56, 50), *others, *BODY])
    sizes = {line.text: line.size for line in lines}
    assert sizes["齐归港"] == sizes["渔港开市首日迎来百船"] > 1.4 * sizes["正文正文正文正文正文正文"]


def test_a_line_between_two_sizes_has_that_of_the_line_above() -> None:
    caption = [box("志愿者把鱼苗放入海中志愿者把鱼苗", 500, 29 * at, 25) for at in range(2)]
    last = box("增加两成罗静姝摄", 500, 58, 27.5)
    sizes = {line.text: line.size for line in recognised_lines([*caption, last, *BODY])}
    assert sizes["增加两成罗静姝摄"] == sizes["志愿者把鱼苗放入海中志愿者把鱼苗"] < sizes["正文正文正文正文正文正文"]
