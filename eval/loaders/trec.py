"""TREC collections: topics*, qrels* and docs* in one folder, as NIST and NTCIR hand them out.

Topics: <top> <num> Number: 1 <title> … </top>, or a line a topic, id and text parted by a tab. Judgements: a line of
topic, iteration, document, grade. Documents: <DOC><DOCNO> … </DOCNO> <TEXT> … </TEXT></DOC> in one file or a folder of
files, or JSON Lines with docno and text. UTF-8, GB18030 or Big5. Format: trec.nist.gov/data/test_coll.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from eval.collection import Document
from eval.loaders.judged import Judgement, Topic, grade_of, joined, only_file, require_distinct
from eval.loaders.layout import Imported
from eval.loaders.nodes import read_records
from ingest.encoding import decode
from rag.errors import InputError

_TOP = re.compile(r"<top>(.*?)</top>", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"<num>\s*(?:Number\s*:)?\s*([^<\s]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*(?:Topic\s*:)?([^<]*)", re.IGNORECASE)
_DOC = re.compile(r"<doc>(.*?)</doc>", re.DOTALL | re.IGNORECASE)
_DOCNO = re.compile(r"<docno>\s*(.*?)\s*</docno>", re.DOTALL | re.IGNORECASE)
_HEADLINE = re.compile(r"<(headline|title|hl)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<(text|body)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def load_trec(path: Path, name: str) -> Imported:  # noqa: ARG001 a retrieval set keeps its own ids
    """Return the folder's documents and judged topics, with their own ids."""
    topics = list(_topics(only_file(path, "topics*")))
    judgements = list(_judgements(only_file(path, "qrels*")))
    return joined(list(_documents(only_file(path, "docs*", "documents*", "corpus*"))), topics, judgements)


def _read(file: Path) -> str:
    try:
        return decode(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}); check the folder.") from error


def _line(file: Path, text: str, at: int) -> str:
    return f"{file}:{text.count(chr(10), 0, at) + 1}"


def _topics(file: Path) -> Iterator[Topic]:
    text = _read(file)
    marked = list(_TOP.finditer(text))
    if text.lower().count("<top>") != len(marked):
        raise InputError(f"{file}: {text.lower().count('<top>')} topics begin and {len(marked)} end; close each <top>.")
    for found in marked:
        where = _line(file, text, found.start())
        number, title = _NUMBER.search(found[1]), _TITLE.search(found[1])
        if number is None or title is None or not title[1].strip():
            raise InputError(f"{where}: a topic without <num> or <title>; add them.")
        yield Topic(number[1], " ".join(title[1].split()), where)
    if marked:
        return
    for at, line in enumerate(text.splitlines(), start=1):
        qid, tab, asked = line.partition("\t")
        if line.strip() and not (tab and qid.strip() and asked.strip()):
            raise InputError(f"{file}:{at}: no topic; a line is an id, a tab and the text, or use <top> … </top>.")
        if line.strip():
            yield Topic(qid.strip(), asked.strip(), f"{file}:{at}")


def _judgements(file: Path) -> Iterator[Judgement]:
    for at, line in enumerate(_read(file).splitlines(), start=1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != 4:
            raise InputError(f"{file}:{at}: no judgement; a line reads: topic iteration document grade.")
        yield Judgement(parts[0], parts[2], grade_of(parts[3], f"{file}:{at}"), f"{file}:{at}")


def _documents(place: Path) -> Iterator[Document]:
    places: dict[str, str] = {}
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
    for file in files:
        for where, document in _marked_up(file) if file.suffix != ".jsonl" else _plain(file):
            require_distinct(places, document.doc_id, where)
            places[document.doc_id] = where
            yield document
    if not places:
        raise InputError(f"{place} holds no document; each is <DOC> … </DOC>, or a line of JSON with docno and text.")


def _marked_up(file: Path) -> Iterator[tuple[str, Document]]:
    text = _read(file)
    found = list(_DOC.finditer(text))
    if text.lower().count("<doc>") != len(found):
        raise InputError(
            f"{file}: {text.lower().count('<doc>')} documents begin and {len(found)} end; close each <DOC>."
        )
    for one in found:
        where = _line(file, text, one.start())
        number, body = _DOCNO.search(one[1]), "\n".join(part[2] for part in _BODY.finditer(one[1]))
        if number is None or not _plain_text(body):
            raise InputError(f"{where}: a document without <DOCNO> or without a <TEXT>; add them.")
        headline = _HEADLINE.search(one[1])
        title = " ".join(_plain_text(headline[2]).split()) if headline else ""
        yield where, Document(number[1], title, _plain_text(body), None, "")


def _plain_text(marked: str) -> str:
    lines = (line.strip() for line in _TAG.sub("\n", marked).split("\n"))
    return "\n".join(line for line in lines if line)


def _plain(file: Path) -> Iterator[tuple[str, Document]]:
    for record in read_records(file):
        title = record.find("title", "headline")
        text = record.field("text", "contents", "body").words()
        doc_id = record.field("docno", "doc_id", "id", "_id").words()
        yield (
            f"{file}:{record.source.first_line}",
            Document(doc_id, title.maybe_words() if title else "", text, None, ""),
        )
