"""What happens when an answer is rated."""

from __future__ import annotations

from dataclasses import replace

from rag.feedback import Feedback
from ui.web.asking import Visit
from ui.web.presses import Rated
from ui.web.room import Room


def rated(room: Room, press: Rated, visit: Visit) -> None:
    """Keep the rating of one answer of the conversation; nothing happens when it is there no more."""
    for number, one in enumerate(room.conversations.exchanges(visit.user, visit.conversation)):
        if one.key == press.key:
            feedback = Feedback.of(press.rating, one.question, one.answer)
            room.desk.library.keep_feedback(replace(feedback, note=press.note.strip()))
            room.conversations.rate(visit.user, visit.conversation, number, replace(one, rating=press.rating))
