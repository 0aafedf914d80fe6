"""What programs send and get, as the OpenAPI document shows it; answers and articles are the rows of `baoda --json`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rag.options import AskOptions
from rag.records import Mode, Strictness, Turn
from ui.rows.answers import HitRow
from ui.rows.library import SizeRow


def readable(text: str) -> str:
    """Return the text; half a character (a lone surrogate) and NUL belong to no text and are refused."""
    if "\0" in text or (not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)):
        raise ValueError("the text holds signs that are no characters")
    return text


LONGEST = 4000  # characters of a question
_Readable = AfterValidator(readable)
Question = Annotated[str, Field(min_length=1, max_length=LONGEST, description="A question, in Chinese."), _Readable]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST, description="Words or a question."), _Readable]
Id = Annotated[str, Field(min_length=1, max_length=200), _Readable]
Newspaper = Annotated[
    str, Field(max_length=200, description="Only articles of this newspaper, by its whole name."), _Readable
]


class Bounds(BaseModel):
    """What bounds a search: days of publication, both included, the newspaper, and the only articles to read."""

    model_config = ConfigDict(extra="forbid")

    since: date | None = Field(None, description="Only articles published on this day or later.")
    until: date | None = Field(None, description="Only articles published on this day or earlier.")
    newspaper: Newspaper = ""
    within: list[Id] = Field([], max_length=200, description="Ids of the only articles to read, own or external ones.")
    as_of: date | None = Field(None, description="The day it is asked on, for words like 昨天; today if left out.")
    strictness: Strictness | None = Field(None, description="How much evidence is needed; the setting if left out.")


class EarlierTurn(BaseModel):
    """An earlier question of the talk and the answer to it."""

    model_config = ConfigDict(extra="forbid")

    question: Question
    answer: Annotated[str, Field(max_length=20_000), _Readable]


class AskRequest(Bounds):
    """A question with what may be set beside it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "临澜轨道交通2号线全长多少公里？"},
                {
                    "question": "那票价呢？",
                    "history": [{"question": "2号线全长多少公里？", "answer": "全长46.2公里。"}],
                    "since": "2024-03-01",
                    "mode": "extract",
                    "stream": True,
                },
            ]
        }
    )

    question: Question
    history: list[EarlierTurn] = Field([], max_length=50, description="The talk before, oldest first.")
    mode: Mode | None = Field(None, description="Who words the answer; the setting if left out.")
    stream: bool = Field(default=False, description="Answer by server-sent events, piece by piece.")

    def options(self) -> AskOptions:
        """Return what is set beside the question."""
        return AskOptions(
            as_of=self.as_of,
            since=self.since,
            until=self.until,
            newspaper=self.newspaper,
            within=self.within,
            history=[Turn(one.question, one.answer) for one in self.history],
            mode=self.mode,
            strictness=self.strictness,
        )


class SearchRequest(Bounds):
    """Words to search for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "鹭汀岛 航线", "k": 3}]})

    text: Words
    k: int = Field(10, ge=1, le=100, description="Most passages to return.")


class Found(BaseModel):
    """Passages, best first."""

    hits: list[HitRow]


class ListedArticle(BaseModel):
    """An article in a list; `confidence` (0 to 1) says how sure the reader is of the article's borders."""

    id: str
    title: str
    newspaper: str
    date: str | None
    page: str
    kind: str
    characters: int
    confidence: float


class ArticleList(BaseModel):
    """A stretch of the list of articles, newest first; `total` counts all that fit."""

    total: int
    offset: int
    articles: list[ListedArticle]


class Removed(BaseModel):
    """An article that was taken out of the library."""

    removed: str
    title: str


class Holdings(BaseModel):
    """What the library holds; `pending` articles are not in every index yet."""

    articles: int
    passages: int
    newspapers: list[str]
    first_date: str | None
    last_date: str | None
    embedding_model: str
    chat_model: str
    sizes: list[SizeRow]
    pending: int


class ServerStatus(BaseModel):
    """The server at a glance; `library` is null until it is open."""

    state: str
    version: str
    library: Holdings | None


class Readiness(BaseModel):
    """Whether the server can answer: warming up, ready, draining, failed."""

    state: str
