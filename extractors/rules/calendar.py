"""From the parts of a phrase of time to an ISO period: "2012", "2013-04", "2013-04/2013-06", "2023-05-02"."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from extractors.rules.iso import after, last_year
from extractors.rules.iso import span as _span

# First month of the fiscal year that *ends* in the named year, by country; US and Thailand: FY 2022 is 2021-10/2022-09.
_FISCAL_START = {"US": 10, "TH": 10, "IN": 4, "GB": 4, "JP": 4, "AU": 7, "PK": 7, "BD": 7, "NZ": 7, "MM": 4}


@dataclass(slots=True)
class Setting:
    """What phrases of time are counted from: the report's date, the country spoken of, and what was named before."""

    published: dt.date | None = None
    country: str = ""
    year: int | None = None  # the last year named
    period: str = ""  # the last period named

    def note(self, iso: str, explicit: bool) -> None:
        """Remember a period for "that year", and its year for months without one."""
        self.period = iso
        if explicit:
            self.year = int(
                iso[-10:-6] if len(iso) >= 10 and iso[-3] == "-" and iso[-6] == "-" else last_year(iso)
            )


def resolve(kind: str, slots: dict, setting: Setting) -> tuple[str, bool]:
    """The ISO period of a phrase ("" where it can't be told, "earlier" for the one before) and whether it named a year."""
    try:
        iso = _KINDS[kind](slots, setting)
    except (KeyError, ValueError, OverflowError):
        return "", False
    return iso, kind != "relative" and "Y" in slots


def _year(slots: dict, name: str = "Y") -> int:
    value = slots[name]
    if value >= 0:
        return value
    short = 0 if value == -100 else -value
    century = slots["Y"] // 100 * 100
    return century + short if century + short >= slots["Y"] else century + 100 + short


def _borrowed(month: int, day: int, setting: Setting) -> int:
    """The year of a date without one: the latest such date up to the report's, else the year last named."""
    if setting.year and setting.published and setting.year < setting.published.year - 1:
        return setting.year
    if setting.published:
        last = calendar.monthrange(setting.published.year, month)[1]
        passed = dt.date(setting.published.year, month, min(day, last)) <= setting.published
        return setting.published.year if passed else setting.published.year - 1
    if setting.year:
        return setting.year
    raise ValueError("no year")


def _day(slots: dict, setting: Setting) -> str:
    month = slots.get("M", slots.get("m"))
    year = slots["Y"] if "Y" in slots else _borrowed(month, slots["D"], setting)
    return dt.date(year, month, slots["D"]).isoformat()


def _day_bare(slots: dict, setting: Setting) -> str:
    """27日: the last 27th up to the report's date, or of the month spoken of."""
    published = setting.published
    if published is None:
        raise ValueError("no date")
    spoken = setting.period[:7]
    if len(setting.period) in (7, 10) and spoken < f"{published:%Y-%m}":  # 9月以来，… 5日，…
        return dt.date(int(spoken[:4]), int(spoken[5:]), slots["D"]).isoformat()
    if slots["D"] <= published.day:
        return published.replace(day=slots["D"]).isoformat()
    before = published.replace(day=1) - dt.timedelta(days=1)
    return before.replace(day=slots["D"]).isoformat()


def _day_span(slots: dict, setting: Setting) -> str:
    month = slots.get("M", slots.get("m"))
    if month is None:
        first = _day_bare(slots, setting)
        return f"{first}/{first[:8]}{slots['D2']:02d}"
    year = slots["Y"] if "Y" in slots else _borrowed(month, slots["D2"], setting)
    return _span(dt.date(year, month, slots["D"]).isoformat(), dt.date(year, month, slots["D2"]).isoformat())


def _days_months(slots: dict, setting: Setting) -> str:
    month, month2 = slots.get("M", slots.get("m")), slots.get("M2", slots.get("m2"))
    year2 = slots.get("Y2") or slots.get("Y") or _borrowed(month2, slots["D2"], setting)
    year = slots["Y"] if "Y2" in slots else (year2 if month <= month2 else year2 - 1)
    return _span(
        dt.date(year, month, slots["D"]).isoformat(), dt.date(year2, month2, slots["D2"]).isoformat()
    )


def _month(slots: dict, setting: Setting) -> str:
    month = slots.get("M", slots.get("m"))
    year = slots["Y"] if "Y" in slots else _borrowed(month, 1, setting)
    return f"{year}-{month:02d}"


def _month_span(slots: dict, setting: Setting) -> str:
    month, month2 = slots.get("M", slots.get("m")), slots.get("M2", slots.get("m2"))
    if "Y2" in slots:
        return _span(f"{slots['Y']}-{month:02d}", f"{slots['Y2']}-{month2:02d}")
    year2 = slots["Y"] if "Y" in slots else _borrowed(month2, 1, setting)
    year = year2 if month <= month2 else year2 - 1
    return _span(f"{year}-{month:02d}", f"{year2}-{month2:02d}")


def _plain_year(slots: dict, setting: Setting) -> str:
    return str(slots["Y"])


def _year_span(slots: dict, setting: Setting) -> str:
    return _span(str(slots["Y"]), str(_year(slots, "Y2")))


def _months_of(first: int, last: int, slots: dict, setting: Setting) -> str:
    year = slots.get("Y") or (setting.published.year if setting.published else setting.year)
    if year is None:
        raise ValueError("no year")
    if "Y" not in slots and setting.published and setting.published < dt.date(year, first, 1):
        year -= 1
    return _span(f"{year}-{first:02d}", f"{year}-{last:02d}")


def _first_months(slots: dict, setting: Setting) -> str:
    if "M" in slots:
        return _months_to(slots["N"], slots)
    if not 1 <= slots["N"] <= 12:
        raise ValueError("the first months of no year")
    return _months_of(1, slots["N"], slots, setting)


def _months_to(count: int, slots: dict) -> str:
    """The months that end with a named one: "four months to April 2014" is 2014-01/2014-04."""
    last = slots["Y"] * 12 + slots["M"] - 1
    first = last - count + 1
    return _span(f"{first // 12}-{first % 12 + 1:02d}", f"{slots['Y']}-{slots['M']:02d}")


def _month_half(slots: dict, setting: Setting) -> str:
    """La primera quincena de agosto: the 1st to the 15th, or the 16th to the last."""
    year, month = map(int, _month(slots, setting).split("-"))
    last = calendar.monthrange(year, month)[1]
    first, last = (1, 15) if slots["O"] == 1 else (16, last)
    return _span(f"{year}-{month:02d}-{first:02d}", f"{year}-{month:02d}-{last:02d}")


def _until(slots: dict, setting: Setting) -> str:
    """Hasta octubre: from January to that month, or from the first of January to that day."""
    if "D" in slots:
        day = _day(slots, setting)
        return _span(f"{day[:4]}-01-01", day)
    month = _month(slots, setting)
    return _span(f"{month[:4]}-01", month)


def _year_so_far(slots: dict, setting: Setting) -> str:
    """En lo que va de 2021: its months up to the report's, where it is the report's year."""
    published = setting.published
    if published is None or published.year != slots["Y"]:
        return str(slots["Y"])
    return _span(f"{published.year}-01", f"{published:%Y-%m}")


def _same_period(slots: dict, setting: Setting) -> str:
    """En igual periodo de 2021: the months spoken of, in another year."""
    parts = setting.period.split("/")
    if any(len(part) == 4 for part in parts):
        return str(slots["Y"])
    moved = slots["Y"] - int(parts[-1][:4])
    return "/".join(f"{int(part[:4]) + moved}{part[4:]}" for part in parts)


def _year_to(slots: dict, setting: Setting) -> str:
    return _months_to(12, {"Y": int(_months_of(slots["M"], slots["M"], slots, setting)[:4]), **slots})


def _first_quarters(slots: dict, setting: Setting) -> str:
    return _months_of(1, 3 * slots["N"], slots, setting)


def _month_last(slots: dict, setting: Setting) -> str:
    """ "June last year", "the first six months of last year"."""
    year, first, last = _published_year(setting) - 1, slots.get("M", 1), slots.get("M", slots.get("N"))
    return _span(f"{year}-{first:02d}", f"{year}-{last:02d}")


def _month_now(slots: dict, setting: Setting) -> str:
    """ "May this year", "between January and May this year"."""
    year = _published_year(setting)
    return _span(f"{year}-{slots['M']:02d}", f"{year}-{slots.get('M2', slots['M']):02d}")


def _published_year(setting: Setting) -> int:
    if setting.published is None:
        raise ValueError("no date")
    return setting.published.year


def _half(slots: dict, setting: Setting) -> str:
    return _months_of(1, 6, slots, setting) if slots["O"] == 1 else _months_of(7, 12, slots, setting)


def _quarter(slots: dict, setting: Setting) -> str:
    quarter = slots["O"] if slots["O"] > 0 else 4
    return _months_of(3 * quarter - 2, 3 * quarter, slots, setting)


def _fiscal(slots: dict, setting: Setting) -> str:
    ends = _year(slots, "Y2") if "Y2" in slots else slots["Y"]
    start = _FISCAL_START.get(setting.country)
    if start is None:
        return str(ends) if "Y2" not in slots else _span(str(slots["Y"]), str(ends))
    if setting.country in ("IN", "GB", "JP") and "Y2" not in slots and setting.country != "GB":
        ends += 1
    end_year, end_month = (ends, start - 1) if start > 1 else (ends, 12)
    return _span(f"{ends - 1}-{start:02d}", f"{end_year}-{end_month:02d}")


def _fiscal_months(slots: dict, setting: Setting) -> str:
    """The first two months of FY 2021: 2020-10/2020-11 in the United States; its first quarter, its last one (-1)."""
    ends, start = slots.get("Y") or _this_fiscal(setting), _FISCAL_START[setting.country]
    quarter = slots.get("O", 1)
    first = (ends - (start > 1)) * 12 + start - 1 + 3 * ((quarter - (quarter > 0)) % 4)
    last = first + slots.get("N", 3) - 1
    return _span(f"{first // 12}-{first % 12 + 1:02d}", f"{last // 12}-{last % 12 + 1:02d}")


def _this_fiscal(setting: Setting) -> int:
    """The year that the fiscal year of the report's date ends in."""
    if setting.published is None:
        raise ValueError("no date")
    start = _FISCAL_START[setting.country]
    return setting.published.year + (start > 1 and setting.published.month >= start)


def _fiscal_relative(step: int, setting: Setting) -> str:
    """ "this fiscal year", up to the report's month, and "last fiscal year"."""
    ends, start = _this_fiscal(setting) + step, _FISCAL_START[setting.country]
    first = f"{ends - (start > 1)}-{start:02d}"
    if not step:
        return _span(first, f"{setting.published:%Y-%m}")
    return _span(first, f"{ends}-{start - 1:02d}" if start > 1 else f"{ends}-12")


def _year_end(slots: dict, setting: Setting) -> str:
    return f"{slots['Y']}-12"


def _since(slots: dict, setting: Setting) -> str:
    """From a year, month or day up to the report's date."""
    published = setting.published
    month = slots.get("M", slots.get("m"))
    if month is None:
        return _span(str(slots["Y"]), str(published.year)) if published else str(slots["Y"])
    year = slots["Y"] if "Y" in slots else _borrowed(month, slots.get("D", 1), setting)
    if published is None:
        return f"{year}-{month:02d}"
    if "D" in slots:
        return _span(dt.date(year, month, slots["D"]).isoformat(), published.isoformat())
    return _span(f"{year}-{month:02d}", f"{published:%Y-%m}")


def _weekday(slots: dict, setting: Setting) -> str:
    return _last_weekday(slots["W"], setting).isoformat()


def _weekday_last(slots: dict, setting: Setting) -> str:
    """上周三: the Wednesday of the week before the report's."""
    monday = dt.date.fromisoformat(_relative({"code": "week-1"}, setting)[:10])
    return (monday + dt.timedelta(days=slots["W"] - 1)).isoformat()


def _weekday_span(slots: dict, setting: Setting) -> str:
    last = _last_weekday(slots["W2"], setting)
    return _span((last - dt.timedelta(days=(slots["W2"] - slots["W"]) % 7)).isoformat(), last.isoformat())


def _last_weekday(weekday: int, setting: Setting) -> dt.date:
    if setting.published is None:
        raise ValueError("no date")
    return setting.published - dt.timedelta(days=(setting.published.isoweekday() - weekday) % 7)


def _past_days(slots: dict, setting: Setting) -> str:
    return _relative({"code": f"days-{slots['N']}"}, setting)


def _past_months(slots: dict, setting: Setting) -> str:
    return _relative({"code": f"months-{slots['N']}"}, setting)


def _past_years(slots: dict, setting: Setting) -> str:
    return _relative({"code": f"months-{12 * slots['N']}"}, setting)


def _to_month(slots: dict, setting: Setting) -> str:
    """今年截至10月: January to October; 截至10月 alone tells how things stand in October."""
    if "Y" in slots:
        return _months_of(1, slots["m"], slots, setting)
    return _month(slots, setting)


def _past_full_years(slots: dict, setting: Setting) -> str:
    """过去五年, said in January 2020: 2015 to 2019; later in a year, the months up to the report's."""
    if setting.published is None:
        raise ValueError("no date")
    if setting.published.month > 3:
        return _past_years(slots, setting)
    last = setting.published.year - 1
    return _span(str(last - slots["N"] + 1), str(last))


def _same(slots: dict, setting: Setting) -> str:
    return setting.period


def _years_earlier(slots: dict, setting: Setting) -> str:
    year = setting.year or (setting.published.year if setting.published else None)
    if year is None:
        raise ValueError("no year")
    return str(year - slots["N"])


def _relative(slots: dict, setting: Setting) -> str:
    code, published = slots["code"], setting.published
    if code in ("earlier", "same"):
        return "earlier" if code == "earlier" else setting.period
    if code == "following":
        return after(setting.period)
    if code == "same_year":
        return str(setting.year or (published.year if published else "")) or ""
    if code == "whole_year":  # 全年: the year spoken of, else the last one that is over
        return str(setting.year or (published.year - (published.month <= 3) if published else "")) or ""
    if code == "next_day":
        return (dt.date.fromisoformat(setting.period) + dt.timedelta(days=1)).isoformat()
    if code == "same_end":
        return f"{setting.year}-12" if setting.year else ""
    if published is None and not (setting.year and code.startswith("spoken")):
        raise ValueError("no date")
    if code == "year_to_date":
        return _span(f"{published.year}-01", f"{published:%Y-%m}")
    if code == "week_to_date":
        monday = published - dt.timedelta(days=published.isoweekday() - 1)
        return _span(monday.isoformat(), published.isoformat())
    unit, step = _step(code)
    if unit == "fiscal":
        return _fiscal_relative(step, setting)
    if unit == "year_end":
        return f"{published.year + step}-12"
    if unit in ("year", "spoken"):  # a decade earlier than the year spoken of
        return str((setting.year if unit == "spoken" and setting.year else published.year) + step)
    if unit == "month":
        return _shift(published, step)
    if unit == "day":
        return (published + dt.timedelta(days=step)).isoformat()
    if unit in ("week", "weekend"):
        begins, more = (1, 6) if unit == "week" else (6, 1)
        first = published - dt.timedelta(days=published.isoweekday() - begins - 7 * step)
        return _span(first.isoformat(), (first + dt.timedelta(days=more)).isoformat())
    if unit == "days":
        return _span((published + dt.timedelta(days=step + 1)).isoformat(), published.isoformat())
    return _span(_shift(published, step), f"{published:%Y-%m}")


def _step(code: str) -> tuple[str, int]:
    sign = max(code.find("+"), code.find("-"))  # "week-1"
    return code[:sign], int(code[sign:])


def _shift(date: dt.date, months: int) -> str:
    index = date.year * 12 + date.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"


_KINDS = {
    "day": _day, "day_bare": _day_bare, "day_span": _day_span, "days_months": _days_months, "month": _month,
    "month_bare": _month, "month_span": _month_span, "month_span_bare": _month_span, "month_years": _month_span,
    "year": _plain_year, "year_span": _year_span, "season": _year_span, "first_months": _first_months,
    "first_months_bare": _first_months, "half_year": _half, "half_year_bare": _half, "quarter": _quarter,
    "quarter_bare": _quarter, "fiscal_year": _fiscal, "year_end": _year_end, "year_part": _plain_year,
    "since_year": _since, "since_month": _since, "since_month_bare": _since, "since_day": _since, "weekday": _weekday,
    "weekday_last": _weekday_last, "weekday_span": _weekday_span, "past_days": _past_days, "past_months": _past_months,
    "past_years": _past_years, "past_full_years": _past_full_years, "same_year": _same, "quarters": _first_quarters,
    "quarters_bare": _first_quarters, "to_month_bare": _to_month, "years_earlier": _years_earlier,
    "relative": _relative, "year_to": _year_to, "fiscal_months": _fiscal_months, "first_quarters": _first_quarters,
    "month_last": _month_last, "first_months_last": _month_last, "year_to_bare": _year_to, "month_now": _month_now,
    "month_span_now": _month_now, "month_half": _month_half, "until_month": _until, "until_day": _until,
    "same_period": _same_period, "year_so_far": _year_so_far,
}  # fmt: skip
