"""Where the files are that the browser is served: scripts, styles, fonts, maps."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """Beside the package in a checkout, inside it when installed."""
    checkout = Path(__file__).resolve().parent.parent / "assets"
    return checkout if (checkout / "app.css").is_file() else Path(__file__).resolve().parent / "_assets"
