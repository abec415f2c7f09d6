"""What can go wrong with a store, each as one sentence for a person."""

from __future__ import annotations


def capital(text: str) -> str:
    """`text` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


class StoreError(Exception):
    """The store cannot be opened, read or written; the message is one sentence that says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(capital(sentence))


class NewerStoreError(StoreError):
    """The store was written by a newer version of this program; it was not touched."""


class MissingStoreError(StoreError):
    """There is no store where one was expected."""


class CorrectionError(ValueError):
    """A correction that does not make sense; nothing was saved."""


# What the databases say, and what a person needs to know; the first that is found in the message counts.
_SENTENCES = (
    ("is locked", "{store} is in use by another program that keeps writing to it; try again in a moment."),
    (
        "disk is full",
        "The disk that holds {store} is full; the last step was not saved: free space and try again.",
    ),
    (
        "no space left",
        "The disk that holds {store} is full; the last step was not saved: free space and try again.",
    ),
    (
        "disk i/o error",
        "The disk that holds {store} reports an error; the last step was not saved: check the disk.",
    ),
    ("malformed", "{store} is damaged; restore a backup, or move it away and run `seizures refresh`."),
    ("not a database", "{store} is not a store of this program; choose another folder with --data."),
    ("readonly", "{store} cannot be written to; check the permissions of the file and its folder."),
    ("unable to open", "{store} cannot be opened; check that the folder exists and its permissions."),
    (
        "password authentication",
        "{store} refuses the user or password; check the address given with --database.",
    ),
    (
        "does not exist",
        "{store} does not exist; create the database, or check the address given with --database.",
    ),
    (
        "connection",
        "{store} cannot be reached; check that the server runs and the address given with --database.",
    ),
)


def sentence(error: Exception, store: str) -> str:
    """One sentence for what a database driver said about `store`."""
    said = str(getattr(error, "orig", None) or error).strip()
    lower = said.lower()
    for sign, text in _SENTENCES:
        if sign in lower:
            return text.format(store=store)
    return f"{store} cannot be used: {said.splitlines()[0] if said else type(error).__name__}."
