"""Who may use a server: users with passwords, tokens and sessions, none of which is kept as it is."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import scrypt, sha256
from typing import Protocol

from rag.errors import InputError

LOCAL = "local"  # the one user of a server that asks nobody who they are
BEARER = "token"  # whoever holds the server's own token
SHORTEST = 8  # characters of a password
_LONGEST = 1024
_NAME = re.compile(r"[\w.@+-]{1,40}")
# scrypt's cost as OWASP's Password Storage Cheat Sheet gives it for 32 MiB: N = 2^15, r = 8, p = 3.
_COST, _BLOCK, _PARALLEL, _MEMORY = 1 << 15, 8, 3, 64 << 20


@dataclass(frozen=True, slots=True)
class User:
    """Someone who may sign in; `has_token`: programs may come in this name too."""

    name: str
    added: datetime
    has_token: bool


class Accounts(Protocol):
    """The users of one library, safe to use from several threads and programs."""

    def empty(self) -> bool:
        """Return whether there is no user at all."""
        ...

    def users(self) -> tuple[User, ...]:
        """Return all users by name."""
        ...

    def add(self, name: str, password: str) -> None:
        """Add a user; InputError for a name that is taken or unfit and for a password that is too short."""
        ...

    def set_password(self, name: str, password: str) -> None:
        """Change a user's password and end all sessions; InputError for an unknown name or an unfit password."""
        ...

    def remove(self, name: str) -> None:
        """Remove a user with token and sessions; InputError for an unknown name."""
        ...

    def new_token(self, name: str) -> str:
        """Return a new token of this user's, in place of an earlier one; InputError for an unknown name."""
        ...

    def by_password(self, name: str, password: str) -> str | None:
        """Return the user's name when the password is theirs; it takes as long for a name that does not exist."""
        ...

    def by_token(self, token: str) -> str | None:
        """Return the name of the user whose token this is."""
        ...

    def begin_session(self, name: str, seconds: int) -> str:
        """Return the key of a new session that lasts so long, of a user or of the server's token holder."""
        ...

    def by_session(self, key: str) -> str | None:
        """Return the name of the user whose session this is, while it lasts."""
        ...

    def end_session(self, key: str) -> None:
        """End a session; an unknown key is no error."""
        ...

    def close(self) -> None:
        """Release the file."""
        ...


def fit_name(name: str) -> str:
    """Return the name; InputError when it cannot be a user's."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} cannot be a user's name; take up to 40 letters, digits and . _ @ + -")
    if name in (LOCAL, BEARER):
        raise InputError(f"The name {name} is baoda's own; take another.")
    return name


def hash_password(password: str) -> str:
    """Return the password's scrypt hash with its cost and salt; InputError when the password is too short or long."""
    if len(password) < SHORTEST:
        raise InputError(f"A password needs at least {SHORTEST} characters; choose a longer one.")
    if len(password) > _LONGEST:
        raise InputError(f"A password has at most {_LONGEST} characters; choose a shorter one.")
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _COST, _BLOCK, _PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${b64encode(salt).decode()}${b64encode(digest).decode()}"


def is_password(password: str, kept: str) -> bool:
    """Return whether this is the password that was hashed; it takes the same time either way."""
    _, cost, block, parallel, salt, digest = kept.split("$")
    tried = _scrypt(password[:_LONGEST], b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(tried, b64decode(digest))


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    raw = password.encode("utf-8", "surrogatepass")
    return scrypt(raw, salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=32)


def new_key() -> str:
    """Return a random key that cannot be guessed: 256 bits."""
    return secrets.token_urlsafe(32)


def key_digest(key: str) -> str:
    """Return what is kept of a random key; a plain hash will do, for there is nothing to guess."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
