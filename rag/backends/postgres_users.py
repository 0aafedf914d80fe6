"""Users, conversations and ratings in PostgreSQL, where several servers share one library."""

from __future__ import annotations

from rag.backends.accounts import AccountTables
from rag.backends.conversations import ConversationTables
from rag.backends.postgres_database import PostgresDatabase
from rag.errors import LibraryError
from rag.feedback import Feedback, from_text, to_text

_MOST = 20_000  # ratings; whoever reaches the page can rate


class PostgresAccounts(AccountTables, PostgresDatabase):
    """`Accounts` in the catalogue's database."""


class PostgresConversations(ConversationTables, PostgresDatabase):
    """`Conversations` in the catalogue's database."""


class PostgresRatings(PostgresDatabase):
    """`Ratings` in the catalogue's database."""

    def keep(self, feedback: Feedback) -> None:
        """Add a rating; LibraryError when it cannot be written, or when there are very many."""
        values = (feedback.rated.isoformat(), feedback.key, to_text(feedback))
        with self._transaction() as db:
            if [row for row in db.execute("SELECT count(*) FROM ratings") if row[0] >= _MOST]:
                raise LibraryError(f"{self._where} holds {_MOST:,} ratings and takes no more; empty the table ratings.")
            db.execute("INSERT INTO ratings VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values)

    def all(self) -> tuple[Feedback, ...]:
        """Return all ratings, oldest first; LibraryError for one that is damaged."""
        rows = self._rows("SELECT kept FROM ratings ORDER BY rated, key")
        return tuple(from_text(row[0], self._where) for row in rows)
