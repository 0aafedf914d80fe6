"""The page of drafts: a table of them, one laid open beside its article, and what happens at a decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import gradio as gr

from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import Decision, Draft, lacks
from rag.errors import BaodaError
from ui.web.escape import safe
from ui.web.gold import render
from ui.web.gold.texts import DraftTexts
from ui.web.statistics import keep_no_statistics

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """The components that the handlers fill, in the order of `outputs`."""

    current: gr.State
    head: gr.HTML
    table: gr.Dataframe
    article: gr.HTML
    question: gr.Textbox
    answers: gr.Textbox
    evidence: gr.Textbox
    answerable: gr.Checkbox
    message: gr.HTML
    accept: gr.Button
    reject: gr.Button
    back: gr.Button

    @property
    def outputs(self) -> list[gr.components.Component]:
        """All that is filled anew when another draft is laid open."""
        return [
            *(self.current, self.head, self.table, self.article, self.question, self.answers, self.evidence),
            *(self.answerable, self.message, self.back),
        ]

    @property
    def fields(self) -> list[gr.components.Component]:
        """All that a decision reads."""
        return [self.current, self.question, self.answers, self.evidence, self.answerable]


def build_page(desk: DraftDesk, texts: DraftTexts) -> gr.Blocks:
    """Return the page over the drafts of a desk in one language."""
    keep_no_statistics()
    app = gr.Blocks(title=texts.title, analytics_enabled=False)
    with app:
        page = _lay_out(texts)
        _wire(app, page, desk, texts)
    return app


def _lay_out(texts: DraftTexts) -> _Page:
    current = gr.State("")
    head = gr.HTML(elem_id="head", apply_default_css=False)
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=6, min_width=320, elem_id="one"):
            article = gr.HTML(elem_id="article", apply_default_css=False)
            question = gr.Textbox(label=texts.question, lines=2, max_lines=4, elem_id="draft-question")
            answers = gr.Textbox(label=texts.answers, lines=2, max_lines=6, elem_id="draft-answers")
            evidence = gr.Textbox(label=texts.evidence, lines=2, max_lines=8, elem_id="draft-evidence")
            answerable = gr.Checkbox(label=texts.answerable, elem_id="answerable")
            message = gr.HTML(elem_id="message", apply_default_css=False)
            with gr.Row(elem_id="decisions"):
                accept = gr.Button(texts.accept, variant="primary", elem_id="accept")
                reject = gr.Button(texts.reject, elem_id="reject")
                back = gr.Button(texts.back, elem_id="back", visible=False)
        with gr.Column(scale=5, min_width=320, elem_id="all"):
            table = gr.Dataframe(
                headers=list(texts.columns),
                datatype="str",
                type="array",
                interactive=False,
                wrap=True,
                column_widths=["8%", "10%", "24%", "58%"],
                max_height=640,
                buttons=[],
                elem_id="table",
            )
    return _Page(current, head, table, article, question, answers, evidence, answerable, message, accept, reject, back)


def _wire(app: gr.Blocks, page: _Page, desk: DraftDesk, texts: DraftTexts) -> None:
    def begin() -> Values:
        return _laid_open(desk, texts, desk.next_open())

    def choose(event: gr.SelectData) -> Values:
        number, drafts = str(event.row_value[1]), desk.drafts()
        there = number.isdigit() and int(number) <= len(drafts)
        return _laid_open(desk, texts, drafts[int(number) - 1] if there else None)

    app.load(begin, None, page.outputs, show_progress="hidden")
    page.table.select(choose, None, page.outputs, show_progress="hidden")
    for button, decision in (
        (page.accept, Decision.ACCEPTED),
        (page.reject, Decision.REJECTED),
        (page.back, Decision.OPEN),
    ):
        button.click(_decider(desk, texts, decision), page.fields, page.outputs, show_progress="hidden")


def _decider(desk: DraftDesk, texts: DraftTexts, decision: Decision) -> Callable[[str, str, str, str, bool], Values]:
    """Return what keeps the draft as it stands in the fields, decided so, and lays the next one open."""

    def decide(current: str, question: str, answers: str, evidence: str, answerable: bool) -> Values:  # noqa: FBT001
        draft = desk.draft(current)
        if draft is None:
            return _laid_open(desk, texts, desk.next_open())
        changed = replace(
            draft,
            question=question.strip(),
            answers=_lines(answers) if answerable else (),
            evidence=_lines(evidence) if answerable else (),
            answerable=answerable,
            decision=decision,
        )
        lack = lacks(changed) if decision is Decision.ACCEPTED else None
        if lack:
            return _laid_open(desk, texts, replace(changed, decision=draft.decision), texts.lacking[lack])
        try:
            desk.decide(changed)
        except BaodaError as error:
            failed = texts.failed.format(error=error)
            return _laid_open(desk, texts, replace(changed, decision=draft.decision), failed)
        return _laid_open(desk, texts, changed if decision is Decision.OPEN else desk.next_open(current))

    return decide


def _laid_open(desk: DraftDesk, texts: DraftTexts, draft: Draft | None, message: str = "") -> Values:
    """Return the values of `_Page.outputs` for a draft; without one, the page says that all is decided."""
    said = f'<p class="wrong" role="alert">{safe(message)}</p>' if message else ""
    shown = draft or Draft("", "", (), (), (), (), answerable=False, type="", origin="")
    return (
        shown.id,
        render.status(desk, texts),
        render.rows(desk.drafts(), texts),
        render.article(draft, texts),
        shown.question,
        "\n".join(shown.answers),
        "\n".join(shown.evidence),
        shown.answerable,
        said,
        gr.update(visible=shown.decision is not Decision.OPEN),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
