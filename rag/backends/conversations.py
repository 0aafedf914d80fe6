"""Users' conversations in SQLite: tables of their own in the catalogue's file, made when they are missing."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from rag.backends.catalogue_file import CatalogueFile
from rag.conversations import LONGEST_TITLE, Conversation, Exchange, from_text, title_of, to_text
from rag.errors import InputError

_TABLES = (
    """CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL, begun TEXT NOT NULL, changed TEXT NOT NULL
) STRICT""",
    "CREATE INDEX IF NOT EXISTS conversations_by_user ON conversations (user, changed)",
    """CREATE TABLE IF NOT EXISTS exchanges (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, said TEXT NOT NULL, kept TEXT NOT NULL, PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID""",
)
_LISTED = """
SELECT c.id, c.title, c.begun, c.changed, (SELECT count(*) FROM exchanges e WHERE e.conversation = c.id)
FROM conversations c WHERE c.user = ? AND (? = '' OR instr(lower(c.title), lower(?)) OR EXISTS (
    SELECT 1 FROM exchanges e WHERE e.conversation = c.id AND instr(lower(e.said), lower(?))))
ORDER BY c.changed DESC, c.id LIMIT ?
"""
_MOST = 500  # conversations listed; older ones are found by searching


class SqliteConversations(CatalogueFile):
    """A `Conversations` in one SQLite file; safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        """Open the catalogue's file and make the tables that are missing."""
        super().__init__(file)
        with self._transaction() as db:
            for statement in _TABLES:
                db.execute(statement)

    def listed(self, user: str, text: str = "") -> tuple[Conversation, ...]:
        """Return a user's conversations, last changed first; with `text`, those in which it stands."""
        rows = self._rows(_LISTED, (user, text, text, text, str(_MOST)))
        return tuple(
            Conversation(row[0], row[1], datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3]), int(row[4]))
            for row in rows
        )

    def exchanges(self, user: str, conversation: str) -> tuple[Exchange, ...]:
        """Return a conversation's exchanges, oldest first; empty when the user has no such conversation."""
        rows = self._rows(
            "SELECT e.kept FROM exchanges e JOIN conversations c ON c.id = e.conversation "
            "WHERE c.user = ? AND c.id = ? ORDER BY e.number",
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
            db.execute("DELETE FROM conversations WHERE user = ? AND id = ?", (user, conversation))


def _owned(db: sqlite3.Connection, user: str, conversation: str) -> bool:
    found = db.execute("SELECT 1 FROM conversations WHERE user = ? AND id = ?", (user, conversation)).fetchone()
    return found is not None
