"""Adding and taking out reports one by one gives what a rebuild from nothing gives."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from extractors.figures import FigureIndex, build, kept

_SLOTS = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(("seizure", "cultivation")),
        "statistic": st.sampled_from(("level", "level", "level", "change", "share")),
        "drug": st.sampled_from(("drugs", "heroin", "opiates", "methamphetamine")),
        "form": st.sampled_from(("", "", "tablet")),
        "value": st.sampled_from((3.0, 40.0, 100.0, 101.0, 140.0, 900.0, 33.3)),
        "bound": st.sampled_from(("exact", "exact", "about", "at_least", "at_most")),
        "period": st.sampled_from(
            ("2012", "2012", "2011", "2012-01/2012-06", "2012-05-02", "2011-10/2012-09", "")
        ),
        "place": st.sampled_from(("CN", "CN", "CN-YN", "southeast-asia", "MM", "")),
        "origin": st.sampled_from(("", "", "MM")),
        "scope": st.sampled_from(("", "", "event")),
        "attribution": st.sampled_from(("", "", "un", "unodc")),
        "start": st.integers(0, 300),
    }
)
_REPORT = st.tuples(
    st.sampled_from(("", "A", "B", "UNODC")),
    st.sampled_from((None, "2012-06-01", "2013-01-05", "2014-01-05")),
    st.lists(_SLOTS, min_size=1, max_size=4),
)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "add", "remove", "move", "keep", "keep")),
        st.integers(0, 7),
        st.integers(0, 7),
    ),
    max_size=10,
)


def claims_of(table, name, report):
    publisher, published, rows = report
    made = []
    for n, row in enumerate(rows):
        unit = {"level": "kg" if row["measure"] == "seizure" else "ha"}.get(row["statistic"], "percent")
        said = {
            "report": name,
            "claim": f"{name}-{n}",
            "publisher": publisher,
            "published": published,
            "unit": unit,
        }
        made.append({**row, **said})
    return table(*made)


def same(one, other):
    for name in ("table", "members", "near"):
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.orphans == other.orphans


def written_and_read(index, shown, claims, corrections):
    """What another process has of an index and its figures."""
    out = kept.Writer()
    index.settle(claims)
    kept.write_index(out, index, shown)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.arrow"
        kept.save(out, path, {"about": "these"})
        found, told = kept.load(path)
    assert told == {"about": "these"}
    return kept.read_index(found, corrections)


def names(reports):
    return [f"r{n}" for n in range(len(reports))]


@settings(max_examples=60)
@given(st.lists(_REPORT, min_size=1, max_size=8), st.randoms(use_true_random=False), _STEPS, st.data())
def test_any_order_gives_what_a_rebuild_gives(table, reports, random, steps, data):
    parts = {
        name: claims_of(table, name, report) for name, report in zip(names(reports), reports, strict=True)
    }
    all_claims = [claim for part in parts.values() for claim in part["claim"]]
    pick = st.sampled_from(all_claims)
    corrections = data.draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("merge"), pick, pick), st.tuples(st.just("split"), st.just(""), pick)
            ),
            max_size=3,
        )
    )
    order = list(parts)
    random.shuffle(order)
    index = FigureIndex(corrections)
    shown = index.figures()
    stories: dict[str, str] = {}

    def step(changes):
        nonlocal shown
        shown = shown.patched(changes.figures, changes.removed)

    for name in order:
        stories[name] = name
        step(index.add(parts[name], {name: name}))
    for what, at, other in steps:
        name, second = order[at % len(order)], order[other % len(order)]
        if what == "remove" and name in stories:
            del stories[name]
            step(index.remove(name))
        elif what == "add":
            stories[name] = stories.get(name, name)
            step(index.add(parts[name], {name: stories[name]}))
        elif what == "move" and name in stories and second in stories:
            stories[second] = stories[name]
            step(index.add(parts[name], {name: stories[name], second: stories[second]}))
        elif what == "keep":
            now = pd.concat([parts[name] for name in stories] or [table()])
            index, shown = written_and_read(index, shown, now, corrections)
    here = [parts[name] for name in stories] or [table()]
    rebuilt = build(pd.concat(here).sample(frac=1, random_state=1), stories, corrections=corrections)
    same(index.figures(), rebuilt)
    same(shown, rebuilt)


def test_changes_hold_what_a_report_changed(table):
    index = FigureIndex()
    index.add(
        table(
            {"report": "r1", "publisher": "A", "value": 100},
            {"report": "r1", "publisher": "A", "value": 7, "drug": "opium"},
        )
    )
    changes = index.add(table({"report": "r2", "publisher": "B", "value": 140}))
    assert list(changes.figures.table["status"]) == ["conflict"]
    assert changes.removed == ()
    gone = index.remove("r2")
    assert (list(gone.figures.table["status"]), gone.removed) == (["single"], ())
    assert index.remove("r1").removed == tuple(sorted(ids_of_both(table)))
    assert not len(index.figures().table)


def ids_of_both(table):
    figures = build(table({"value": 100}, {"value": 7, "drug": "opium"}))
    return list(figures.table["figure"])


def test_a_report_added_again_takes_the_place_of_the_old_one(table):
    index = FigureIndex()
    index.add(table({"report": "r1", "value": 100}))
    index.add(table({"report": "r1", "value": 120}))
    same(index.figures(), build(table({"report": "r1", "value": 120})))


def test_a_report_that_moves_to_another_story_is_counted_anew(table):
    index = FigureIndex()
    index.add(
        table(
            {"report": "r1", "publisher": "A", "value": 100}, {"report": "r2", "publisher": "B", "value": 100}
        )
    )
    assert index.figures().table.iloc[0]["sources"] == 2
    changes = index.add(
        table({"report": "r3", "value": 5, "drug": "opium"}), {"r1": "r1", "r2": "r1", "r3": "r3"}
    )
    assert changes.figures.table.set_index("drug")["sources"].to_dict() == {"heroin": 1, "opium": 1}


def test_nothing_is_left_behind(table):
    index = FigureIndex()
    rows = [
        {"report": f"r{n}", "value": 100 + n, "period": period}
        for n, period in enumerate(("2012", "2012-05", "", "2011"))
    ]
    for row in rows:
        index.add(table(row, {**row, "statistic": "change", "unit": "percent", "claim": "x" + row["report"]}))
    for row in rows:
        index.remove(row["report"])
    same(index.figures(), build(table()))


@pytest.mark.parametrize("method", ["add", "remove"])
def test_an_unknown_report_changes_nothing(table, method):
    index = FigureIndex()
    index.add(table({"value": 100}))
    changes = index.add(table()) if method == "add" else index.remove("nowhere")
    assert (len(changes.figures.table), changes.removed) == (0, ())


def test_other_corrections_over_the_same_claims(table):
    claims = table(
        {"report": "r1", "value": 100, "claim": "a"},
        {"report": "r2", "value": 7, "drug": "opium", "claim": "b"},
        {"report": "r3", "value": 9, "drug": "cocaine", "claim": "c"},
    )
    index = FigureIndex([("merge", "a", "b")])
    shown = index.add(claims).figures
    for corrections in (
        [("merge", "b", "c")],
        [("split", "", "a"), ("merge", "c", "a")],
        [("merge", "a", "x")],
        [],
    ):
        changes = index.correct(corrections)
        shown = shown.patched(changes.figures, changes.removed)
        same(shown, build(claims, corrections=corrections))


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-9], lambda data: data[:900] + b"!" + data[901:], lambda data: b""]
)
def test_a_file_that_is_damaged_is_none(tmp_path, table, harm):
    index = FigureIndex()
    out = kept.Writer()
    kept.write_index(out, index, index.add(table({"value": 100})).figures)
    path = tmp_path / "figures.arrow"
    kept.save(out, path, {})
    assert kept.load(path) is not None
    path.write_bytes(harm(path.read_bytes()))
    assert kept.load(path) is None
    assert kept.load(tmp_path / "nowhere") is None


def test_a_claim_merged_into_another_thing_is_counted_anew_with_its_story(table):
    claims = table(
        {"report": "r1", "publisher": "A", "value": 100, "claim": "a"},
        {"report": "r2", "publisher": "B", "value": 100, "claim": "b", "drug": "opium"},
    )
    corrections = [("merge", "a", "b")]
    index = FigureIndex(corrections)
    shown = index.add(claims).figures
    assert shown.table["sources"].tolist() == [2]
    changes = index.change(claims.iloc[:0], (), {"r1": "r1", "r2": "r1"})
    same(
        shown.patched(changes.figures, changes.removed), build(claims, {"r2": "r1"}, corrections=corrections)
    )
