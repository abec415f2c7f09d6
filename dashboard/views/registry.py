"""The list of views: address, what renders it, and whether filters apply to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.snapshot import Snapshot
from dashboard.views import by_drug, by_region, by_year, method, overview, report, reports, table
from dashboard.views.page import Page, Request


@dataclass(frozen=True, slots=True)
class View:
    """One view of the filtered rows, or a page beside them."""

    render: Callable[[Snapshot, Request], Page]
    filtered: bool = True


VIEWS: dict[str, View] = {
    "/": View(overview.render),
    "/by-year": View(by_year.render),
    "/by-region": View(by_region.render),
    "/by-drug": View(by_drug.render),
    "/table": View(table.render),
    "/reports": View(reports.render, filtered=False),
    "/method": View(method.render, filtered=False),
}
REPORT = View(report.render, filtered=False)


def find(path: str) -> View:
    """The view at an address; the overview for an address that is none."""
    if path.startswith(report.PREFIX):
        return REPORT
    return VIEWS.get(path.rstrip("/") or "/", VIEWS["/"])


def render(snapshot: Snapshot, request: Request) -> Page:
    """The view at the request's address."""
    return find(request.path).render(snapshot, request)
