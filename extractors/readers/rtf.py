"""Rich Text: paragraphs, notes and tables through striprtf, which is told where cells and rows end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extractors.readers import dates
from extractors.readers.draft import Draft, GridCell, Parts, raised
from extractors.readers.errors import UnreadableReport
from extractors.readers.limits import Limits
from extractors.readers.organisations import organisation

SUFFIXES = (".rtf",)

# Private characters that stand for \trowd, \cell and \row in the plain text.
_TABLE, _CELL, _ROW = "\ue000", "\ue001", "\ue002"
_PICTURES = re.compile(
    r"\{(?:\\\*)?\\(?:pict|objdata|themedata|datastore|colorschememapping|latentstyles)\b"
    r"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)
_RAISED = re.compile(
    r"(\\(?:super|up[1-9][0-9]{0,2})(?![a-z0-9])(?:\\[a-z]+-?[0-9]*[ \r\n]*)*[ \r\n]+)"
    r"([0-9a-z*,]{1,3})(?=[}\\])"
)
_HIDDEN = re.compile(r"\{[^{}]*\\(?:v|deleted)(?![a-z0-9])[^{}]*\}")
_ROW_PARTS = re.compile(r"\\(?:(trowd)|(clvmrg)|cellx(-?[0-9]{1,9})|(row))(?![a-z])")
_MARKS = (
    (re.compile(r"\\trowd(?![a-z])"), _TABLE),
    (re.compile(r"\\cell(?![a-z]) ?"), _CELL),
    (re.compile(r"\\row(?![a-z]) ?"), _ROW),
    (re.compile(r"\\nest(?:cell|row)(?![a-z])"), " "),
)

_Edges = list[tuple[int, bool]]  # in twentieths of a point


def sniff(data: bytes) -> bool:
    return data[:200].lstrip().startswith(b"{\\rtf")


def read(data: bytes, name: str, limits: Limits) -> Parts:
    source = data.decode("latin-1")
    if not source.rstrip("\0 \r\n\t").endswith("}"):
        raise UnreadableReport(f"{name} is cut short: download or save it again.")
    source = _HIDDEN.sub("", _PICTURES.sub("", source))
    draft = _described(source)
    source, notes = _without_notes(source)
    edges = _row_edges(source)
    table: list[tuple[list[str], _Edges]] = []
    for prose, cells in _rows(_plain(source)):
        if prose.strip():
            _close(draft, table)
            for paragraph in prose.split("\n"):
                draft.add(paragraph.strip())
        if cells:
            table.append((cells, next(edges, [])))
    _close(draft, table)
    for note in notes:
        draft.add(_plain("{\\rtf1\\ansi " + note + "}").strip())
    if not draft.blocks:
        raise UnreadableReport(f"{name} holds no text: check that it is the right file.")
    return draft.parts()


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    source = _RAISED.sub(lambda m: m[1] + raised(m[2]), source)
    for pattern, mark in _MARKS:
        source = pattern.sub(mark, source)
    text = rtf_to_text(source, errors="replace")
    # Characters beyond the basic plane come as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """The prose before each row and the row's cells; at last the prose behind all rows."""
    for row in text.split(_ROW)[:-1]:
        pieces = row.split(_CELL)
        before, _, first = pieces[0].partition(_TABLE)
        prose, first = (before, first) if _TABLE in pieces[0] else ("", before)
        cells = [piece.replace(_TABLE, "").strip() for piece in (first, *pieces[1:-1])]
        yield prose, cells if len(pieces) > 1 else []
    yield text.split(_ROW)[-1].replace(_CELL, " ").replace(_TABLE, ""), []


def _row_edges(source: str) -> Iterator[_Edges]:
    """For each row the right edges of its cells, and whether each belongs to the cell above it."""
    edges: _Edges = []
    joins = False
    for match in _ROW_PARTS.finditer(source):
        if match[1]:
            edges, joins = [], False
        elif match[2]:
            joins = True
        elif match[3]:
            edges.append((int(match[3]), joins))
            joins = False
        else:
            yield edges


def _close(draft: Draft, table: list[tuple[list[str], _Edges]]) -> None:
    """Writes the rows gathered so far; a cell that reaches over several columns of other rows spans them."""
    if not table:
        return
    lattice = sorted({edge for _, edges in table for edge, _ in edges})
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}
    for number, (texts, edges) in enumerate(table):
        column = 0
        for i, text in enumerate(texts):
            edge, joins = edges[i] if i < len(edges) else (0, False)
            wide = max(bisect_left(lattice, edge) + 1 - column, 1)
            if joins and column in above:
                above[column].row_span += 1
            else:
                above[column] = GridCell(text, number, column, wide)
                cells.append(above[column])
            column += wide
    if len({c.row for c in cells}) > 1 and len({c.column for c in cells if c.text}) > 1:
        draft.add_table(cells)
    else:
        for cell in cells:
            draft.add(cell.text)
    table.clear()


def _without_notes(source: str) -> tuple[str, list[str]]:
    """The source without its footnotes, and these: they would stand amid the sentences."""
    kept, notes, at = [], [], 0
    for match in re.finditer(r"\{(?:\\\*)?\\footnote(?![a-z])", source):
        if match.start() < at:
            continue
        end = _group_end(source, match.end())
        kept.append(source[at : match.start()])
        notes.append("{" + source[match.end() : end])
        at = end
    return "".join([*kept, source[at:]]), notes


def _group_end(source: str, at: int) -> int:
    depth = 1
    for brace in re.finditer(r"\\[{}\\]|[{}]", source[at:]):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return at + brace.end()
    return len(source)


def _described(source: str) -> Draft:
    author = _info(source, "company") or organisation(_info(source, "author"))
    draft = Draft(title=_info(source, "title"), publisher=author)
    created = re.search(r"\{\\creatim\\yr([0-9]{4})\\mo([0-9]{1,2})\\dy([0-9]{1,2})", source)
    draft.made = dates.parse_date("-".join(created.groups())) if created else None
    return draft


def _info(source: str, key: str) -> str:
    # A value beyond the code page comes twice: with question marks, then in Unicode.
    found = re.findall(rf"\{{(?:\\\*)?\\{key}(?![a-z]) ?([^{{}}]{{1,1000}})\}}", source)
    page = re.search(r"\\ansicpg[0-9]+", source[:500])
    return _plain(f"{{\\rtf1\\ansi{page[0] if page else ''} {found[-1]}}}").strip() if found else ""
