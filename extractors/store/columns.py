"""What the columns of the store's tables mean: the data dictionary of every export is made from this."""

from __future__ import annotations

_REVIEW = {
    "corrected": "whether a person changed a slot of the claim; the values are the corrected ones",
    "review": "accepted or corrected by a person; empty where nobody has looked",
}
_REPORTS = {
    "report": "id of the report: the first 16 hex digits of its content's BLAKE2b hash; empty where "
    "nothing was read",
    "file": "name of the file in its folder; a member of an archive as archive.zip/member",
    "status": "read, rejected (it could not be read) or ignored (it is no report, or its content is "
    "there already)",
    "error": "why it was rejected or ignored",
    "published": "date of publication, as read or as a person set it; missing where not known",
    "publisher": "publisher, as read or as a person set it",
    "title": "title, as read or as a person set it",
    "url": "address of the report",
    "language": "language of the text, ISO 639-1",
    "claims": "number of claims that are shown of it",
    "first_seen": "when the report was first read, UTC",
    "story": "id of the group of reports that are copies or rewrites of one text: that of one of them",
    "folder": "the folder of the file; empty for the inbox",
    "note": "what in it was not understood: tables that gave no claims, with the reason",
}
_FIGURES = {
    "figure": "id of the figure",
    "measure": "what was measured",
    "statistic": "level, change (per cent against an earlier period) or share (per cent of a whole)",
    "drug": "key of the drug",
    "form": "tablet or crystal, for methamphetamine, where said",
    "unit": "unit of value, low and high",
    "period": "the time that the number is about",
    "period_kind": "year, fiscal, season, part (of a year), month, day or span",
    "scope": "event (one haul, one day) or total (of a period)",
    "place": "ISO 3166-1 or 3166-2 code, or the key of a named region",
    "country": "country of the place, ISO 3166-1; empty for regions",
    "region": "UN M49 region of the place",
    "subregion": "UN M49 subregion of the place",
    "year": "the year that the period lies or ends in",
    "value": "the value to draw: the one that most independent sources state, then the latest, then the "
    "most precise",
    "low": "lower end where bound is range",
    "high": "upper end where bound is range",
    "bound": "what the wording says of the value: exact, about, at_least, at_most, range",
    "status": "single (one source), agreed, revised (a later edition of one publisher), conflict, implied",
    "reports": "how many reports state it",
    "stories": "how many independent texts these are; copies of one text count once",
    "sources": "how many independent sources: distinct origins, a text without attribution being its own",
    "publishers": "how many publishers",
    "values": "all values that disagree, the drawn one first",
    "kg_equivalent": "kilograms, for tablets by the conversion named in the method",
    "kg_low": "lower end of the kilogram equivalent",
    "kg_high": "upper end of the kilogram equivalent",
    "reason": "why this value is the one that is drawn",
    "reason_key": "the rule behind the reason",
    "reason_data": "what the reason speaks of, as JSON",
    "flags": "what does not fit: base-conflict, base-agrees, share-misfit, parts-exceed-total",
    "origin": "where the drugs came from, if that sets the figure apart",
    "basis": "potential where the figure is a potential one",
}


def claims() -> dict[str, str]:
    """Column → meaning, of `Store.claims`."""
    from extractors.table import COLUMNS, REPORT_COLUMNS

    return {name: meaning for name, (_, meaning) in {**REPORT_COLUMNS, **COLUMNS}.items()} | _REVIEW


def reports() -> dict[str, str]:
    """Column → meaning, of `Store.reports`."""
    return dict(_REPORTS)


def figures() -> dict[str, str]:
    """Column → meaning, of the table of `Store.figures`."""
    return dict(_FIGURES)
