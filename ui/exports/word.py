"""A conversation as a Word document (.docx)."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ui.exports.minutes import Entry, Minutes
from ui.exports.words import ExportWords

if TYPE_CHECKING:
    from docx.document import Document

_LATIN, _HAN = "Times New Roman", "宋体"
# XML 1.0 has no place for these; a PDF's text layer may hold them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def word(told: Minutes, words: ExportWords) -> bytes:
    """Return the conversation as the bytes of a .docx file."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    for style in ("Normal", "Title", "Heading 1", "Heading 2"):
        font = document.styles[style].font
        font.name = _LATIN
        document.styles[style].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HAN)
    document.core_properties.title = _fit(told.title)[:255]
    document.add_heading(_fit(told.title), 0)
    for number, entry in enumerate(told.entries, 1):
        document.add_heading(f"{words.question} {number}", 1)
        _add_entry(document, entry, words)
    if told.references:
        document.add_heading(words.references, 1)
        for number, one in enumerate(told.references, 1):
            document.add_paragraph(f"[{number}] {_fit(one)}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_entry(document: Document, entry: Entry, words: ExportWords) -> None:
    document.add_paragraph().add_run(_fit(entry.question)).bold = True
    answer = document.add_paragraph()
    for said in entry.sentences:
        answer.add_run(_fit(said.text))
        if said.references:
            marks = answer.add_run("".join(f"[{reference}]" for reference in said.references))
            marks.font.superscript = True
        if not said.carried:
            answer.add_run(words.unsupported).italic = True
    for remark in entry.remarks:
        document.add_paragraph(_fit(remark), style="Intense Quote")
    for fact in words.facts(entry):
        document.add_paragraph(_fit(fact), style="List Bullet")


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
