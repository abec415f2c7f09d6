"""Tables of figures with the figures that changed laid in: the same as making all of them anew, but
quicker."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from extractors.figures import Changes, Figures

_TABLE_ORDER = ("measure", "statistic", "drug", "place", "period", "figure")
_NEAR_ORDER = ("figure", "other", "reason", "wider")


def tidied(column: pd.Categorical) -> pd.Categorical:
    """`column` with the categories that occur, in order, whatever was there before."""
    used = np.bincount(column.codes[column.codes >= 0], minlength=len(column.categories)) > 0
    names = column.categories[used]
    order = names.argsort()
    renumbered = np.full(len(used) + 1, -1, dtype="int32")  # the last is for -1, missing
    renumbered[np.flatnonzero(used)[order]] = np.arange(len(names))
    return pd.Categorical.from_codes(renumbered[column.codes], pd.Index(names[order], dtype="str"))


def patched(old: Figures, changes: Sequence[Changes], orphans: tuple) -> Figures:
    """`old` with `changes`, in their order, laid in."""
    fresh = [change.figures for change in changes]
    gone = {name for change in changes for name in change.removed}
    gone.update(name for figures in fresh for name in figures.table["figure"])
    table = _joined(old.table, _once([figures.table for figures in fresh]), gone, ("figure",))
    members = _joined(old.members, _once([figures.members for figures in fresh]), gone, ("figure",))
    near = _joined(old.near, [figures.near for figures in fresh], gone, ("figure", "other"))
    return Figures(
        _sorted(table, [table[name] for name in _TABLE_ORDER]),
        _sorted(members, _member_order(members)),
        _sorted(near, [near[name] for name in _NEAR_ORDER]).drop_duplicates(ignore_index=True),
        orphans,
    )


def _joined(
    old: pd.DataFrame, fresh: Sequence[pd.DataFrame], gone: set[str], keys: Sequence[str]
) -> pd.DataFrame:
    stays = np.ones(len(old), dtype=bool)
    for key in keys:
        stays &= ~old[key].isin(gone).to_numpy()
    parts = [frame for frame in (old[stays], *fresh) if len(frame)] or [old.iloc[:0]]
    columns = {}
    for name in parts[0].columns:
        arrays = [part[name].array for part in parts]
        if isinstance(arrays[0], pd.Categorical):
            columns[name] = tidied(union_categoricals(arrays))
        else:
            columns[name] = arrays[0]._concat_same_type(arrays)
    return pd.DataFrame(columns)


def _once(fresh: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """Of a figure that several changes hold, all of them say the same: once is enough."""
    seen: set[str] = set()
    parts = []
    for frame in fresh:
        parts.append(frame[~frame["figure"].isin(seen)])
        seen.update(frame["figure"])
    return parts


def _member_order(members: pd.DataFrame) -> list[pd.Series]:
    group = members["value_group"]
    return [members["figure"], group < 0, group, members["claim"], members["role"]]


def _sorted(frame: pd.DataFrame, keys: Sequence[pd.Series]) -> pd.DataFrame:
    ranks = []
    for key in keys:
        if isinstance(key.dtype, pd.CategoricalDtype):
            ranks.append(key.cat.codes.to_numpy())
        elif pd.api.types.is_string_dtype(key.dtype):
            ranks.append(pd.factorize(key, sort=True)[0])
        else:
            ranks.append(key.to_numpy())
    return frame.take(np.lexsort(ranks[::-1])).reset_index(drop=True)
