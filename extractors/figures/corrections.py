"""What people say of figures: that two are one, or that a claim is of another. Laid over what was decided by
itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extractors.figures.topics import Item, Topic

# ("merge", one, other) or ("split", figure or "", claim[, name]); figures are named by id or by a claim
Correction = Sequence[str]


@dataclass(slots=True)
class Overlay:
    """What corrections do. `figures` holds, of every figure that they touch, its home topic and its claims
    (none: it is gone); `orphans` the corrections that fit nothing."""

    figures: dict[str, tuple[Topic, list[Item]]] = field(default_factory=dict)
    orphans: list[tuple[str, ...]] = field(default_factory=list)


def check(corrections: Iterable[Correction] | None) -> tuple[tuple[str, ...], ...]:
    """The corrections as tuples; ValueError, in one sentence, for one that is neither a merge nor a split."""
    found = tuple(tuple(str(part) for part in one) for one in corrections or ())
    for one in found:
        if not (
            one and ((one[0] == "merge" and len(one) == 3) or (one[0] == "split" and len(one) in (3, 4)))
        ):
            raise ValueError(
                f"{one!r} is no correction of figures; "
                "expected ('merge', one, other) or ('split', figure, claim)."
            )
    return found


def is_id(name: str) -> bool:
    """Whether a name can be a figure's id."""
    return len(name) == 12 and not name.strip("0123456789abcdef")


def split_id(figure: str, name: str) -> str:
    """The id of what is split off a figure under a name; the claim's id is the name of a claim split off
    alone."""
    return hashlib.blake2b(f"{figure}|split|{name}".encode(), digest_size=6).hexdigest()


def lay(
    corrections: Sequence[tuple[str, ...]],
    figure_of: Callable[[str], str | None],
    claims_of: Callable[[str], tuple[Topic, list[Item]] | None],
) -> Overlay:
    """Lay corrections over figures, in their order.

    `figure_of` gives the figure that a claim is in by itself, `claims_of` a figure's topic and claims; None:
    unknown.
    """
    result = Overlay()
    moved: dict[str, str] = {}  # claim → the figure that a correction put it in

    def named(name: str) -> str | None:
        if name in moved:
            return moved[name]
        return name if get(name) else figure_of(name)

    def get(figure: str) -> tuple[Topic, list[Item]] | None:
        if figure in result.figures:
            return result.figures[figure]
        return claims_of(figure)

    def put(figure: str, topic: Topic, items: list[Item]) -> None:
        result.figures[figure] = (topic, sorted(items, key=lambda item: item.claim))
        moved.update((item.claim, figure) for item in items)

    for one in corrections:
        done = False
        if one[0] == "merge":
            a, b = named(one[1]), named(one[2])
            to, other = (get(a) if a else None), (get(b) if b else None)
            if a and b and to and other and to[1] and other[1] and a != b and _kind(to[1]) == _kind(other[1]):
                put(a, to[0], [*to[1], *other[1]])
                result.figures[b] = (other[0], [])
                done = True
        else:
            figure, claim = named(one[2]), one[2]
            held = get(figure) if figure else None
            part = [item for item in held[1] if item.claim == claim] if held else []
            if figure and held and part and one[1] in ("", figure):
                new = split_id(figure, one[3] if len(one) > 3 else claim)
                rest = [item for item in held[1] if item.claim != claim]
                known = get(new)
                put(new, held[0], [*(known[1] if known else []), *part])
                result.figures[figure] = (held[0], rest)
                done = True
        if not done:
            result.orphans.append(one)
    return result


def _kind(items: Sequence[Item]) -> tuple[str, str]:
    return items[0].statistic, items[0].unit
