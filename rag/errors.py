"""Everything that can go wrong, as one tree; each message says what, which, and what to do.

BaodaError
├── InputError          a file, a page or an argument that cannot be read
├── SettingsError       a setting that is unknown or out of range
├── LibraryError        the library on disk
│   ├── LibraryMissing      there is none at this place
│   ├── LibraryMismatch     it was made with another model or by another format version
│   └── LibraryBusy         another program is writing to it
├── ModelError          an embedding model that is unknown or cannot be loaded
├── ChatError           a chat model that is unknown, down, slow or cut short
└── Stopped             an answer that is no longer wanted
"""


class BaodaError(Exception):
    """The root: catch this to catch all of them. The message is one sentence for the person who asked."""


class InputError(BaodaError):
    """A file, a page or an argument that cannot be read."""


class SettingsError(BaodaError):
    """A setting that is unknown or out of range."""


class LibraryError(BaodaError):
    """The library on disk cannot be used as it is."""


class LibraryMissing(LibraryError):
    """There is no library at this place."""


class LibraryMismatch(LibraryError):
    """The library was made with another embedding model or by another format version."""


class LibraryBusy(LibraryError):
    """Another program is writing to the library."""


class ModelError(BaodaError):
    """An embedding model that is unknown or cannot be loaded."""


class ChatError(BaodaError):
    """A chat model that is unknown, down, slow or cut short; `chinese` says the same to who asks in Chinese."""

    def __init__(self, said: str, chinese: str = "") -> None:
        super().__init__(said)
        self.chinese = chinese or said


class Stopped(BaodaError):
    """An answer that is no longer wanted: whoever asked has stopped it."""

    def __init__(self) -> None:
        super().__init__("The answer was stopped.")
