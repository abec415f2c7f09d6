"""The store's tables, at the newest schema version. Every earlier version is brought here by `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

SCHEMA = 2

metadata = MetaData()

# "schema" and "id" (a random name of this store, which its snapshots carry).
facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# One row: how often the store was written to. What it holds is the same as long as this number is.
counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# What lies in the folders that were looked at; `folder` is "" for the inbox, so that a data folder can be
# moved.
files = Table(
    "files",
    metadata,
    Column("folder", Text, primary_key=True),
    Column("file", Text, primary_key=True),
    Column("report", Text, nullable=False),  # hash of the bytes, "" where they could not be read
    Column("container", Text, nullable=False),  # the archive that it is a member of, or ""
    Column("status", Text, nullable=False),  # read, rejected, ignored, archive
    Column("error", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mark", Text, nullable=False),  # times and inode: the same mark means the same bytes
    Column("rules", Text, nullable=False),  # fingerprint of the rules that read it
    Column("first_seen", Text, nullable=False),
    Index("files_report", "report"),
)

reports = Table(
    "reports",
    metadata,
    Column("report", Text, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("file", Text, nullable=False),  # the file it was read from: a reader may go by its name
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published", Text),  # 2013-06-21
    Column("language", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),  # zlib
    Column("layout", LargeBinary, nullable=False),  # zlib of JSON: passages and tables
    Column("rules", Text, nullable=False),
    Column("settings", Text, nullable=False),  # what a person had set when its claims were read (JSON)
    Column("stamp", Text, nullable=False),  # changes whenever the claims are written
    Column("claims", Integer, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),  # what in it was not understood
)

# A row is what the rules read; what people say of it stands in `corrections` and is laid over when it is
# shown.
claims = Table(
    "claims",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Column("n", Integer, nullable=False),  # 0, 1 … for claims that share offsets, measure and statistic
    Column("measure", Text, nullable=False),
    Column("statistic", Text, nullable=False),
    Column("drug", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("value", Float(53), nullable=False),
    Column("unit", Text, nullable=False),
    Column("low", Float(53)),
    Column("high", Float(53)),
    Column("bound", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("attribution", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("step", Float(53), nullable=False),
    Index("claims_report", "report"),
)

# Append-only: no row is ever changed or removed, not even by an undo, which is a row too.
corrections = Table(
    "corrections",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),  # 2026-01-31T09:30:00.000000Z
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),  # accept, correct, reject, merge, split, report, undo
    Column("report", Text, nullable=False),
    Column("start", BigInteger),
    Column("end", BigInteger),
    Column("measure", Text, nullable=False),
    Column("statistic", Text, nullable=False),
    Column("n", Integer),
    Column("field", Text, nullable=False),
    Column("old", Text, nullable=False),  # JSON
    Column("new", Text, nullable=False),  # JSON
    Column("reason", Text, nullable=False),
    Column("undoes", Text, nullable=False),
    Column("was", Text, nullable=False),  # JSON: the claim as it stood, to know it again under other rules
    Index("corrections_report", "report"),
)
