"""A disk that fails, or a process that is killed, at the n-th time that SQLite writes or syncs.

SQLite reaches the disk through a table of functions (a VFS). The one in use is copied, and in the copy
writing and syncing go through us; so all of SQLite's own handling of errors is what is tested.
"""

from __future__ import annotations

import _sqlite3  # the module's library is the one whose functions must be replaced
import ctypes
import os
import signal
from collections.abc import Callable

FULL, IO_ERROR, SYNC_ERROR = (
    13,
    10 | (3 << 8),
    10 | (4 << 8),
)  # SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC
_METHODS = 19  # words in sqlite3_io_methods, version 3
_WRITE, _SYNC = 3, 5  # which of them


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("path_size", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 14),
    )


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(ctypes.c_void_p)),)


_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(_File), ctypes.c_int, ctypes.c_void_p
)
_WRITES = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_SYNCS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_kept: list[object] = []  # what SQLite holds pointers to


def install(before_write: Callable[[], int], before_sync: Callable[[], int]) -> None:
    """From now on every file that SQLite opens asks us first: 0 lets it write or sync, else that is its
    error."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    plain = library.sqlite3_vfs_find(None).contents
    ours = _Vfs.from_buffer_copy(plain)
    ours.name = b"faulty"
    open_plain = _OPEN(plain.open)
    tables: dict[int, ctypes.Array] = {}

    def table_for(methods: ctypes.Array) -> ctypes.Array:
        address = ctypes.addressof(methods.contents)
        if address not in tables:
            copy = (ctypes.c_void_p * _METHODS).from_buffer_copy(
                (ctypes.c_void_p * _METHODS).from_address(address)
            )
            write, sync = _WRITES(copy[_WRITE]), _SYNCS(copy[_SYNC])

            def on_write(file: int, data: int, size: int, offset: int) -> int:
                return before_write() or write(file, data, size, offset)

            def on_sync(file: int, flags: int) -> int:
                return before_sync() or sync(file, flags)

            hooks = (_WRITES(on_write), _SYNCS(on_sync))
            copy[_WRITE], copy[_SYNC] = (ctypes.cast(hook, ctypes.c_void_p).value for hook in hooks)
            _kept.extend([write, sync, *hooks, copy])
            tables[address] = copy
        return tables[address]

    def on_open(vfs: int, name: int, file: object, flags: int, out: int) -> int:
        code = open_plain(vfs, name, file, flags, out)
        if code == 0 and file.contents.methods:
            file.contents.methods = ctypes.cast(
                table_for(file.contents.methods), ctypes.POINTER(ctypes.c_void_p)
            )
        return code

    hook = _OPEN(on_open)
    ours.open = ctypes.cast(hook, ctypes.c_void_p).value
    _kept.extend([ours, hook, open_plain])
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)


class Counter:
    """Counts writes or syncs and acts at the n-th; `n` = 0 never acts."""

    def __init__(self, n: int, act: Callable[[], int]) -> None:
        self.n, self.act, self.count = n, act, 0

    def __call__(self) -> int:
        self.count += 1
        return self.act() if self.count == self.n else 0


def kill() -> int:
    """The end of this process, as by a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0
