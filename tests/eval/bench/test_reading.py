import json
from pathlib import Path

from eval.bench.reading import write_archive
from ingest.formats import Hints
from ingest.pipeline import read_file
from rag.records import Article


def test_an_archive_holds_as_many_articles_as_asked_and_all_are_read(tmp_path: Path) -> None:
    file = tmp_path / "archive.jsonl"
    write_archive(file, 30)
    found = [item for item in read_file(file, Hints()) if isinstance(item, Article)]
    assert len({article.id for article in found}) == 30
    assert json.loads(file.read_text("utf-8").splitlines()[0])["date"] == "2031-05-01"
