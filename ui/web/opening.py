"""What opens when someone wants to see where a quote stands: the article, or the leaf it was printed on."""

from __future__ import annotations

from itertools import groupby

from ingest.layout.picture import PICTURED, leaf_picture
from rag.errors import BaodaError
from rag.records import Article, LineBox, Origin
from ui.web.desk import Desk
from ui.web.presses import Opening
from ui.web.reader import LeafImage, article_view, failed_view, leaf_view, marked_boxes
from ui.web.texts import Texts

_LEAVES = 3  # of one stretch; a quote seldom runs over two


def opened(desk: Desk, opening: Opening, texts: Texts) -> str:
    """Return the reader's HTML; a failure is said in it."""
    try:
        article = desk.library.article(opening.article)
    except BaodaError:
        return failed_view(texts.reader.gone, texts)
    if not opening.leaf:
        return article_view(article, opening, texts, has_leaf=any(_shows(desk, one) for one in article.origin))
    try:
        return leaf_view(article, opening, _leaves(desk, article, opening), texts)
    except BaodaError as error:
        return failed_view(texts.reader.no_leaf.format(reason=error), texts)


def _shows(desk: Desk, origin: Origin) -> bool:
    copy = desk.library.source_copy(origin) if origin.copy and origin.boxes else None
    return copy is not None and copy.suffix.lower() in PICTURED


def _leaves(desk: Desk, article: Article, opening: Opening) -> list[LeafImage]:
    marked = set(marked_boxes(article, opening)) or {box for origin in article.origin for box in origin.boxes}
    found: list[LeafImage] = []
    for origin in article.origin:
        copy = desk.library.source_copy(origin)
        if copy is None:
            continue
        boxes = [box for box in origin.boxes if box in marked]
        for leaf, lines in groupby(sorted(boxes, key=_leaf_of), key=_leaf_of):
            found.append(LeafImage(leaf, leaf_picture(copy, leaf), tuple(lines)))
            if len(found) == _LEAVES:
                return found
    return found


def _leaf_of(box: LineBox) -> int:
    return box.leaf
