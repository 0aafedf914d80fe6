"""Users' conversations in the catalogue's database, whichever it is."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from string import ascii_lowercase, ascii_uppercase

from rag.backends.catalogue_file import CatalogueFile
from rag.backends.catalogue_store import CatalogueStore, Statements
from rag.conversations import LONGEST_TITLE, Conversation, Exchange, from_text, title_of, to_text
from rag.errors import InputError

_MOST = 500  # conversations listed; older ones are found by searching
_LONGEST = 1000  # characters of a text that is searched for
_LISTED = f"""
SELECT c.id, c.title, c.begun, c.changed, (SELECT count(*) FROM exchanges e WHERE e.conversation = c.id)
FROM conversations c WHERE c."user" = ? AND (lower(c.title) LIKE ? ESCAPE '#' OR EXISTS (
    SELECT 1 FROM exchanges e WHERE e.conversation = c.id AND lower(e.said) LIKE ? ESCAPE '#'))
ORDER BY c.changed DESC, c.id LIMIT {_MOST}
"""
# The databases lower ASCII letters alone.
_LIKE = str.maketrans({"%": "#%", "_": "#_", "#": "##", **dict(zip(ascii_uppercase, ascii_lowercase, strict=True))})


class ConversationTables(CatalogueStore):
    """The statements of `Conversations`, mixed into what opens the database."""

    def listed(self, user: str, text: str = "") -> tuple[Conversation, ...]:
        """Return a user's conversations, last changed first; with `text`, those in which it stands."""
        holding = f"%{text[:_LONGEST].translate(_LIKE)}%"
        rows = self._rows(_LISTED, (user, holding, holding))
        return tuple(
            Conversation(row[0], row[1], datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3]), int(row[4]))
            for row in rows
        )

    def exchanges(self, user: str, conversation: str) -> tuple[Exchange, ...]:
        """Return a conversation's exchanges, oldest first; empty when the user has no such conversation."""
        rows = self._rows(
            "SELECT e.kept FROM exchanges e JOIN conversations c ON c.id = e.conversation "
            'WHERE c."user" = ? AND c.id = ? ORDER BY e.number',
            (user, conversation),
        )
        return tuple(from_text(row[0]) for row in rows)

    def keep(self, user: str, conversation: str, number: int, exchange: Exchange) -> str:
        """Keep exchange `number`, from 0, in place of it and all after it; return the conversation's id.

        A conversation that the user does not have is begun, with the question as its title.
        """
        now = datetime.now(UTC).isoformat()
        with self._transaction() as db:
            if not _owned(db, user, conversation):
                conversation = secrets.token_urlsafe(12)
                values = (conversation, user, title_of(exchange.question), now, now)
                db.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", values)
            db.execute("DELETE FROM exchanges WHERE conversation = ? AND number >= ?", (conversation, number))
            said = f"{exchange.question}\n{exchange.answer.text}"
            db.execute("INSERT INTO exchanges VALUES (?, ?, ?, ?)", (conversation, number, said, to_text(exchange)))
            db.execute("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation))
        return conversation

    def rate(self, user: str, conversation: str, number: int, exchange: Exchange) -> None:
        """Put a rated exchange in the place of exchange `number`; nothing happens when there is none any more."""
        with self._transaction() as db:
            if _owned(db, user, conversation):
                db.execute(
                    "UPDATE exchanges SET kept = ? WHERE conversation = ? AND number = ?",
                    (to_text(exchange), conversation, number),
                )

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation another title; InputError when the title is empty or there is no such conversation."""
        line = " ".join(title.split())[:LONGEST_TITLE]
        if not line:
            raise InputError("The title is empty; type one.")
        with self._transaction() as db:
            if not _owned(db, user, conversation):
                raise InputError("That conversation is gone; it was deleted in another window.")
            db.execute("UPDATE conversations SET title = ? WHERE id = ?", (line, conversation))

    def delete(self, user: str, conversation: str) -> None:
        """Delete a user's conversation with all that is in it; an unknown one is no error."""
        with self._transaction() as db:
            db.execute('DELETE FROM conversations WHERE "user" = ? AND id = ?', (user, conversation))


class SqliteConversations(ConversationTables, CatalogueFile):
    """`Conversations` in the catalogue's SQLite file."""


def _owned(db: Statements, user: str, conversation: str) -> bool:
    values = (conversation, user)
    return bool(list(db.execute('SELECT id FROM conversations WHERE id = ? AND "user" = ?', values)))
