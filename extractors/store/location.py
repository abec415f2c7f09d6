"""Where a user's data lies: the folder of reports, the store beside it, the cache beside that."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from platformdirs import user_data_path

DATA_VARIABLE = "SEIZURES_DATA"
DATABASE_VARIABLE = "SEIZURES_DATABASE"
STORE_NAME = "store.sqlite"

_PACKAGE = Path(__file__).resolve().parent.parent


def checkout() -> Path | None:
    """The folder of the source checkout that this code runs from; None for an installed package."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "data" / "reports").is_dir() else None


def sample_reports() -> Path | None:
    """The folder of sample reports that came with the code, or None."""
    root = checkout()
    folder = root / "data" / "reports" if root else _PACKAGE / "_samples"
    return folder if folder.is_dir() else None


def data_folder(data: Path | str | None = None) -> Path:
    """The data folder: `data`, else $SEIZURES_DATA, else `data/` of the checkout, else the user's data
    folder."""
    chosen = data or os.environ.get(DATA_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    root = checkout()
    return root / "data" if root else user_data_path("seizures", appauthor=False)


def database_address(database: str | None = None) -> str | None:
    """The address of the database: `database`, else $SEIZURES_DATABASE, else None for SQLite in the data
    folder."""
    return database or os.environ.get(DATABASE_VARIABLE) or None


def inbox(data: Path) -> Path:
    """The folder in a data folder that reports are dropped into."""
    return data / "reports"


def prepare(data: Path) -> bool:
    """Make the data folder and its inbox. The user's own default folder is filled with the sample reports the
    first time; True says that it was."""
    if inbox(data).is_dir():
        return False
    samples = sample_reports()
    if samples and checkout() is None and data == user_data_path("seizures", appauthor=False):
        # Under a temporary name first: a start that is cut short must not leave half of the samples.
        data.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".reports.", dir=data))
        try:
            shutil.copytree(samples, partial, dirs_exist_ok=True)
            partial.chmod(0o755)
            with contextlib.suppress(OSError):  # another start was faster
                partial.replace(inbox(data))
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return True
    inbox(data).mkdir(parents=True, exist_ok=True)
    return False
