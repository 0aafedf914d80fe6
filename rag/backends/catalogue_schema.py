"""The catalogue's tables, and the way to them from those of earlier releases."""

from __future__ import annotations

SCHEMA_VERSION = 6  # in the file's user_version; raise it with every change of the tables, and write the way there
_TABLES_OF_3 = """
-- The places of a print's lines, of all its origins.
CREATE TABLE boxes (
    print_id TEXT PRIMARY KEY REFERENCES prints (id) ON DELETE CASCADE, packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- The copies of source files that a print was read from.
CREATE TABLE copies (
    print_id TEXT NOT NULL REFERENCES prints (id) ON DELETE CASCADE, copy TEXT NOT NULL, PRIMARY KEY (print_id, copy)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_name ON copies (copy);
-- Parts of articles that go on on another page, as they were read, whole: the print that holds their text now.
CREATE TABLE parts (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, whole TEXT NOT NULL, marks TEXT NOT NULL,
    body TEXT NOT NULL, print TEXT NOT NULL, packed BLOB NOT NULL
) STRICT;
CREATE INDEX parts_by_day ON parts (day);
CREATE INDEX parts_by_whole ON parts (whole)
"""
_TABLES_OF_4 = """
-- The indexes that a journal is kept for, and of each the articles that it has yet to take or drop.
CREATE TABLE indexes (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
    index_name TEXT NOT NULL REFERENCES indexes (name) ON DELETE CASCADE, article_id TEXT NOT NULL,
    PRIMARY KEY (index_name, article_id)
) STRICT, WITHOUT ROWID
"""
_TABLES_OF_5 = """
-- Which articles a later place of publication brings inside a span of days: asked by every search with bounds.
CREATE INDEX prints_elsewhere ON prints (date, newspaper, article_id) WHERE rank > 0;
-- What prints were called by hand, by the id that they are read with.
CREATE TABLE amendments (
    read_as TEXT PRIMARY KEY, print_id TEXT NOT NULL,
    newspaper TEXT NOT NULL, date TEXT NOT NULL, page TEXT NOT NULL, headline TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Who may sign in, and what was asked. In version 4 the server made these tables when it first needed them.
CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY, added TEXT NOT NULL, password TEXT NOT NULL, token TEXT UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, "user" TEXT NOT NULL, title TEXT NOT NULL, begun TEXT NOT NULL, changed TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS conversations_by_user ON conversations ("user", changed);
CREATE TABLE IF NOT EXISTS exchanges (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, said TEXT NOT NULL, kept TEXT NOT NULL, PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID
"""
_TABLES_OF_6 = """
-- What each file gave when it was read last: prints, and parts of them. Runs tell one ingest from another.
CREATE TABLE readings (
    file TEXT NOT NULL, print_id TEXT NOT NULL, content TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (file, print_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX readings_by_print ON readings (print_id);
CREATE INDEX readings_by_content ON readings (content)
"""
SCHEMA = f"""
CREATE TABLE articles (
    id TEXT PRIMARY KEY, text_key TEXT NOT NULL, body TEXT NOT NULL, signature BLOB NOT NULL, report TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_text ON articles (text_key);
CREATE INDEX articles_by_report ON articles (report) WHERE report != '';
-- What was printed at one place: the print with its article's id is the first one.
CREATE TABLE prints (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL,
    newspaper TEXT NOT NULL, date TEXT NOT NULL, page TEXT NOT NULL, headline TEXT NOT NULL, external_id TEXT NOT NULL,
    kind TEXT NOT NULL, kicker TEXT NOT NULL, dateline TEXT NOT NULL, authors TEXT NOT NULL,
    confidence REAL NOT NULL, origin TEXT NOT NULL, dates TEXT NOT NULL
) STRICT;
CREATE INDEX prints_of_article ON prints (article_id, rank);
CREATE INDEX prints_in_print ON prints (date, newspaper, page, id);
CREATE INDEX prints_by_title ON prints (title);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_in_order ON passages (article_id, start);
-- A band is above 0 where the article leads its report or is in none, below 0 where it follows another.
CREATE TABLE bands (
    band INTEGER NOT NULL, day TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (band, day, article_id)
) STRICT, WITHOUT ROWID;
{_TABLES_OF_3};
{_TABLES_OF_4};
{_TABLES_OF_5};
{_TABLES_OF_6}
"""
# From the version that is the key to the next one.
MIGRATIONS = {
    2: f"""
UPDATE bands SET band = -band WHERE article_id IN (SELECT id FROM articles WHERE report != '' AND report != id);
{_TABLES_OF_3}
""",
    3: f"""
{_TABLES_OF_4};
INSERT INTO indexes VALUES ('chroma'), ('tantivy');
INSERT INTO journal SELECT name, article_id FROM indexes, pending;
DROP TABLE pending
""",
    4: _TABLES_OF_5,
    5: _TABLES_OF_6,
}
