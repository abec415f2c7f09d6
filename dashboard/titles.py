"""The sentence above a chart: the first of a fixed list that is true of the rows shown."""

from __future__ import annotations

from dashboard import names, numbers
from dashboard.series import Mark, Series
from dashboard.summaries import YearView
from dashboard.texts import Texts
from extractors.vocabulary import drugs, places


def subject(measure: str, drug: str, form: str, t: Texts, *, number: bool = False) -> str:
    """What is counted, as a sentence starts: "Heroin seized", "Drug arrests", "Opium poppy grown"."""
    if number:
        if drug in ("", "drugs"):
            return t("subject.number-all")
        return t("subject.number", drug=names.drug_in_sentence(drug, t.language))
    if drug in ("", "drugs"):
        return t(f"subject.{measure}")
    name = names.drug(drug, t.language)
    if form:
        name = t("subject.with-form", drug=name, form=names.form(form, t))
    return t("subject.one", Drug=name, noun=t(f"noun.{measure}"))


def inside(text: str, t: Texts) -> str:
    """A subject as it stands inside a sentence: its first letter small, unless it is an acronym's."""
    if t.language != "en" or text[:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def value(mark: Mark, t: Texts) -> str:
    """A value in a sentence, its bound in words: "at least 600 kg", "20,500 to 42,800 ha"."""
    if mark.bound == "range" and mark.low is not None and mark.high is not None:
        return numbers.between(mark.low, mark.high, mark.unit, t.language)
    text = numbers.amount(mark.value, mark.unit, t.language)
    return text if mark.bound in ("exact", "range") else t(f"bound.say-{mark.bound}", x=text)


def support(mark: Mark, t: Texts) -> str:
    """How well a figure is supported, at the end of a sentence: "one source", "3 sources"."""
    if mark.status == "conflict":
        return t("title.disputed")
    if mark.status == "implied":
        return t("title.implied")
    return t("title.one-source") if mark.sources < 2 else t("title.n-sources", n=mark.sources)


def by_year(view: YearView, t: Texts) -> str:
    """The title of By year."""
    filters, series = view.filters, view.series
    if not series:
        return t("empty.title")
    number = filters.show == "number"
    shown = [names.place_in_sentence(code, t.language) for code in filters.place]
    place = shown[0] if shown else t("title.nowhere")
    if view.by_panel:
        place = t.join(shown) if len(shown) < 4 else t("count.places", n=len(shown))
    marks = [m for s in series for m in s.marks]
    first = series[0]
    what = subject(filters.measure, first.drug, first.form if len(series) == 1 else "", t, number=number)
    if filters.show == "change":
        years = f"{view.years[0]}–{view.years[1]}"
        general = what if len({s.drug for s in series}) == 1 else subject(filters.measure, "drugs", "", t)
        return t("title.changes", subject=inside(general, t), place=place, years=years)
    if len(series) == 1 and filters.series != "publisher":
        here = names.place_in_sentence(first.place, t.language) or place
        return one_series(first, what, here, t)
    if filters.series == "publisher":
        return t(
            "title.by-publisher", Subject=what, place=place, publishers=t("count.publishers", n=_keys(series))
        )
    if filters.series == "place":
        return most_place(series, what, t) or t(
            "title.by-place",
            Subject=what,
            figures=t("count.figures", n=len(marks)),
            places=t("count.places", n=_keys(series)),
        )
    found = _most_drug(series, filters.measure, place, t) if not number and not view.by_panel else ""
    only = first.drug if len({s.drug for s in series}) == 1 else "drugs"
    general = subject(filters.measure, only, "", t, number=number)
    years = f"{view.years[0]}–{view.years[1]}" if view.years[0] != view.years[1] else str(view.years[0])
    figures = t("count.figures", n=len(marks))
    return found or t("title.many", Subject=general, place=place, years=years, figures=figures)


def one_series(series: Series, what: str, place: str, t: Texts) -> str:
    """The title of one series: a dispute, a rise or fall between two neighbouring years, or its last
    figure."""
    last = series.marks[-1]
    period = numbers.period_text(last.period, last.kind, t.language)
    if len(series.marks) == 1 and last.status == "conflict" and last.others:
        values = numbers.apart((last.value, *last.others), last.unit, t.language)
        said = values[0]
        for other in values[1:]:
            said = t("value.or", a=said, b=other)
        return t("title.conflict", subject=inside(what, t), place=place, period=period, values=said)
    whole = [m for m in series.marks if m.kind == "year"]
    if len(whole) > 1 and whole[-1] is last:
        before = whole[-2]
        exact = all(m.bound == "exact" and m.status in ("agreed", "single") for m in (before, last))
        if exact and last.year - before.year == 1 and before.value > 0:
            return rise(before, last, what, place, t)
    slots = {
        "Subject": what,
        "place": place,
        "v": value(last, t),
        "period": period,
        "support": support(last, t),
    }
    return t("title.one", **slots) if place else t("title.one-nowhere", **slots)


def rise(before: Mark, last: Mark, what: str, place: str, t: Texts) -> str:
    """How one year compares with the one before."""
    percent = (last.value - before.value) / before.value * 100
    slots = {"Subject": what, "place": place, "v": value(last, t), "year": str(last.year)}
    if abs(percent) < 0.5:
        return t("title.same", **slots)
    p = numbers.percent(abs(percent), t.language, digits=2)
    return t("title.rose" if percent > 0 else "title.fell", p=p, **slots)


def _keys(series: tuple[Series, ...]) -> int:
    return len({s.key for s in series})


def _most_drug(series: tuple[Series, ...], measure: str, place: str, t: Texts) -> str:
    """Which drug leads in the last year in which at least two have a figure; totals are no drug."""
    keys = {s.drug for s in series}
    single = [
        s
        for s in series
        if not any(o != s.drug and drugs.covers(s.drug, o) for o in keys if o in drugs.DRUGS)
    ]
    years: dict[int, list[tuple[float, Series, Mark]]] = {}
    for one in single:
        for mark in one.marks:
            if mark.kind == "year" and mark.status in ("agreed", "single", "revised"):
                years.setdefault(mark.year, []).append((mark.value, one, mark))
    for year in sorted(years, reverse=True):
        rows = years[year]
        count = len({s.drug for _, s, _ in rows})
        if count < 2:
            continue
        rows.sort(key=lambda r: -r[0])
        (_, lead, mark) = rows[0]
        if len(rows) > 1 and rows[1][0] == rows[0][0]:
            continue
        drug = names.drug_in_sentence(lead.drug, t.language)
        said = value(mark, t)
        if lead.form:
            said = t("title.of-form", v=said, form=names.form(lead.form, t))
        most = t(f"most.{measure}", drug=drug)
        return t("title.most-drug", n=count, year=str(year), most=most, place=place, v=said)
    return ""


def most_place(series: tuple[Series, ...], what: str, t: Texts) -> str:
    """Which place leads in the last year that at least two have a figure for; no place inside another
    shown."""
    codes = {s.place for s in series}
    single = [s for s in series if not any(places.contains(s.place, c) for c in codes if c != s.place)]
    years: dict[int, list[tuple[float, str, Mark]]] = {}
    for one in single:
        for mark in one.marks:
            if mark.kind == "year" and mark.status in ("agreed", "single", "revised"):
                years.setdefault(mark.year, []).append((mark.value, one.place, mark))
    for year in sorted(years, reverse=True):
        rows = sorted(years[year], key=lambda r: -r[0])
        if len({p for _, p, _ in rows}) < 2 or rows[0][0] == rows[1][0]:
            continue
        place = names.place_in_sentence(rows[0][1], t.language)
        count = len({p for _, p, _ in rows})
        slots = {"subject": inside(what, t), "n": count, "v": value(rows[0][2], t), "year": str(year)}
        return t("title.most-place", Place=place[:1].upper() + place[1:], **slots)
    return ""
