"""What the page says in its own voice: every word by name, one group a tab; one object a language fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.listing import Column
from rag.records import ArticleKind, CitedField, Mode, NoteKind, Strictness, Verdict


@dataclass(frozen=True, slots=True)
class AskTexts:
    """Asking and answering."""

    fresh: str
    placeholder: str
    question_label: str
    send: str
    stop: str
    stages: Mapping[str, str]
    welcome: str
    welcome_hint: str
    example: str
    empty: str
    empty_hint: str
    try_pages: str
    upload: str
    you: str
    answer: str
    sources: str
    closest: str
    why: str
    why_rank: str
    why_terms: str
    also_in: str
    failed: str
    stopped: str
    edit: str
    retry: str
    editing: str
    good: str
    bad: str
    rating: str
    note: str
    note_send: str
    thanks: str
    open_citation: str


@dataclass(frozen=True, slots=True)
class FilterTexts:
    """What can be set beside a question."""

    label: str
    since: str
    until: str
    span: str
    newspaper: str
    any_newspaper: str
    as_of: str
    as_of_chip: str
    mode: str
    strictness: str
    by_settings: str
    clear: str
    remove: str
    strictnesses: Mapping[Strictness, str]
    unusable: str


@dataclass(frozen=True, slots=True)
class ReaderTexts:
    """An article laid open."""

    open: str
    close: str
    text: str
    leaf: str
    leaf_image: str
    copy: str
    copied: str
    gone: str
    authors: str
    places: str
    corrects: str
    no_leaf: str


@dataclass(frozen=True, slots=True)
class LibraryTexts:
    """The library's tab."""

    add: str
    drop: str
    choose_files: str
    choose_folder: str
    kinds_read: str
    newspaper: str
    newspaper_hint: str
    day: str
    sending: str
    waiting: str
    reading: str
    done: str
    refused_many: str
    refused_size: str
    nothing: str
    unread: str
    added: str
    updated: str
    unchanged: str
    withdrawn: str
    gone: str
    skipped: str
    failed: str
    doubtful: str
    dropped: str
    report: str
    report_withdrawn: str
    articles: str
    filter: str
    all_newspapers: str
    all_kinds: str
    columns: Mapping[Column, str]
    undated: str
    untitled: str
    none: str
    rows: str
    previous: str
    next: str
    sort_by: str
    select: str
    select_all: str
    delete: str
    deleted: str
    undo: str
    restored: str
    correct: str
    corrected: str
    title: str
    page: str
    save: str
    cancel: str
    chart: str
    chart_label: str
    chart_table: str
    health: str
    healthy: str
    pending: str
    facts: Mapping[str, str]
    stores: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HistoryTexts:
    """The tab of earlier conversations, and what is exported of them."""

    search: str
    none: str
    nothing: str
    questions: str
    open: str
    rename: str
    new_title: str
    save: str
    cancel: str
    delete: str
    sure: str
    deleted: str
    markdown: str
    word: str
    exported: str
    question: str
    references: str
    asked_on: str
    model: str
    quoted: str
    fingerprint: str
    unsupported: str
    filters: str


@dataclass(frozen=True, slots=True)
class SearchTexts:
    """The tab for those who want no answer."""

    label: str
    placeholder: str
    go: str
    exact: str
    words: str
    order: str
    best: str
    newest: str
    hint: str
    found: str
    none: str
    newspapers: str
    months: str
    all: str
    undated: str
    more: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's words in one language; `{…}` are places that `str.format` fills."""

    language: str
    title: str
    motto: str
    holdings: str
    span: str
    other_language: str
    other_path: str
    leave: str
    tab_ask: str
    tab_search: str
    tab_library: str
    tab_history: str
    error: str
    milliseconds: str
    seconds: str
    ask: AskTexts
    filters: FilterTexts
    reader: ReaderTexts
    library: LibraryTexts
    history: HistoryTexts
    search: SearchTexts
    notes: Mapping[NoteKind, str]
    verdicts: Mapping[Verdict, str]
    fields: Mapping[CitedField, str]
    modes: Mapping[Mode, str]
    kinds: Mapping[ArticleKind, str]
    indexes: Mapping[str, str]
