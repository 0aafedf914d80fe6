"""The OpenAI protocol's shapes, as far as they are spoken here, and where the citations stand in them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.context import tokens
from rag.options import AskOptions
from rag.records import Mode, Strictness, Turn
from ui.api.shapes import LONGEST, Id, Newspaper, readable
from ui.rows.answers import AnswerRow

MODES: dict[str, Mode | None] = {"baoda": None, "baoda-extract": Mode.EXTRACT, "baoda-chat": Mode.LLM}


class TextPart(BaseModel):
    """A piece of a message; only text is read."""

    type: Literal["text", "input_text"]
    text: str


class ChatMessage(BaseModel):
    """One message of the talk. What the system or a developer says is not followed: answers come from articles."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """Return the message's text."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """What a streamed answer ends with; `include_usage`: one more chunk, without a choice, that has the usage."""

    include_usage: bool | None = None


class BaodaOptions(BaseModel):
    """What may be set beside a question, in the extra field `baoda`."""

    model_config = ConfigDict(extra="forbid")

    since: date | None = None
    until: date | None = None
    newspaper: Newspaper = ""
    within: list[Id] = Field([], max_length=200)
    as_of: date | None = None
    strictness: Strictness | None = None


class CompletionRequest(BaseModel):
    """A talk whose last message is the question; other fields of the protocol are taken and have no effect."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": "baoda",
                    "messages": [{"role": "user", "content": "临澜轨道交通2号线全长多少公里？"}],
                    "baoda": {"since": "2024-03-01"},
                }
            ]
        },
    )

    model: str = "baoda"
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=500)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1, description="One answer is all there is.")] | None = 1
    baoda: BaodaOptions = BaodaOptions()

    def question(self) -> str:
        """Return the last message's text, which must be the user's; ValueError otherwise."""
        last = self.messages[-1]
        if last.role != "user" or not last.text.strip():
            raise ValueError("messages: the last one must be the user's question")
        if len(last.text) > LONGEST:
            raise ValueError(f"messages: a question has at most {LONGEST} characters")
        return readable(last.text)

    def options(self) -> AskOptions:
        """Return what is set beside the question."""
        beside = self.baoda
        return AskOptions(
            as_of=beside.as_of,
            since=beside.since,
            until=beside.until,
            newspaper=beside.newspaper,
            within=beside.within,
            history=self._turns(),
            mode=MODES[self.model],
            strictness=beside.strictness,
        )

    def _turns(self) -> list[Turn]:
        """Return every earlier question that got an answer."""
        talk = [message for message in self.messages[:-1] if message.role in ("user", "assistant")]
        return [
            Turn(readable(asked.text), readable(said.text))
            for asked, said in pairwise(talk)
            if (asked.role, said.role) == ("user", "assistant") and asked.text.strip()
        ]


class UrlCitation(BaseModel):
    """A marker's place in the message, and the article that it cites."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A citation in the protocol's own form."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class AnsweredMessage(BaseModel):
    """The answer with its markers [1], [2] …; `annotations` name the article behind each."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one answer."""

    index: int = 0
    message: AnsweredMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """The size of the talk that was sent and of the answer, by a rule of our own that is the same in every mode.

    A Latin letter or a space counts 0.4, any other character 1.5, each text rounded down and 1 added. This is about
    what common tokenizers give at most; it is not what the vendor of a chat model counts.
    """

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, request: CompletionRequest, said: str) -> Usage:
        """Return the usage of a request and the text that it was answered with."""
        asked, answered = sum(tokens(message.text) for message in request.messages), tokens(said)
        return cls(prompt_tokens=asked, completion_tokens=answered, total_tokens=asked + answered)


class Completion(BaseModel):
    """An answer in the protocol's form; `baoda` is the whole answer as `/api/ask` gives it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    baoda: AnswerRow


class ModelEntry(BaseModel):
    """A way to answer that can be named as a model."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: Literal["baoda"] = "baoda"


class ModelList(BaseModel):
    """The ways to answer."""

    object: Literal["list"] = "list"
    data: list[ModelEntry]
