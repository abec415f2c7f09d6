"""Which blocks of a page are its story: trafilatura says where it is; what stands there is kept whole."""

from __future__ import annotations

import re

from extractors.readers.html.blocks import Block

_SQUASH = re.compile(r"[\W_]+")


def main_blocks(root, blocks: list[Block]) -> list[Block]:
    """The blocks of the story in order: its paragraphs, headings, captions, lists and tables."""
    candidates = [b for b in blocks if not b.side and b.size]
    linked = sum(b.linked for b in candidates)
    total = sum(b.size for b in candidates)
    if len(candidates) == len(blocks) and linked <= 0.1 * total:
        return candidates  # nothing stands beside the story
    own = [b for b in candidates if b.linked <= 0.5 * b.size]
    kept = _found_by_trafilatura(root, blocks)
    if sum(b.size for b in kept) < 0.3 * sum(b.size for b in own):
        return own or candidates or blocks
    container = _widened(_container(kept), blocks, own)
    found, usable = {id(b) for b in kept}, {id(b) for b in own}
    chosen = [b for b in blocks if id(b) in found or (id(b) in usable and _within(b.element, container))]
    return _without_lone_headings(_head_of(chosen[0], blocks, usable) + chosen, kept)


def _found_by_trafilatura(root, blocks: list[Block]) -> list[Block]:
    import copy

    import trafilatura

    text = trafilatura.extract(
        copy.deepcopy(root), include_comments=False, include_tables=True, deduplicate=False
    )
    if not text:
        return []
    lines = {_squash(line) for line in text.split("\n")}
    whole = _squash(text) if len(text) < 200_000 else ""
    found = []
    for block in blocks:
        if block.kind == "table":
            words = [_squash(c.text) for c in block.cells if c.text][:40]
            if words and sum(w in whole for w in words) > 0.8 * len(words) and not block.side:
                found.append(block)
            continue
        squashed = _squash(block.text)
        if squashed in lines or (len(squashed) > 25 and squashed in whole):
            found.append(block)
    return found


def _container(kept: list[Block]):
    """The deepest element that holds nine tenths of the story."""
    weights: dict[object, int] = {}
    depth: dict[object, int] = {}
    total = 0
    for block in kept:
        total += block.size
        chain = [*block.element.iterancestors()] or [block.element]
        for level, element in enumerate(reversed(chain)):
            weights[element] = weights.get(element, 0) + block.size
            depth[element] = level
    return max((e for e, w in weights.items() if w >= 0.9 * total), key=lambda e: depth[e])


def _head_of(first: Block, blocks: list[Block], usable: set[int]) -> list[Block]:
    """The headings directly above the story, wherever they hang in the tree."""
    at = next(i for i, block in enumerate(blocks) if block is first)
    start = at
    while start and blocks[start - 1].kind in ("heading", "caption") and id(blocks[start - 1]) in usable:
        start -= 1
    return blocks[start:at]


def _widened(container, blocks: list[Block], own: list[Block]):
    """The container, or what stands around it as long as that holds few links: a report in sections."""
    usable = {id(b) for b in own}
    while (parent := container.getparent()) is not None:
        around = [b for b in blocks if _within(b.element, parent)]
        outside = [b for b in around if id(b) in usable and not _within(b.element, container)]
        linked, size = sum(b.linked for b in around), sum(b.size for b in around)
        if linked > 0.15 * size or sum(b.size for b in outside if b.size < 40) > 0.1 * size:
            return container
        container = parent
    return container


def _within(element, container) -> bool:
    return element is container or any(each is container for each in element.iterancestors())


def _without_lone_headings(blocks: list[Block], kept: list[Block]) -> list[Block]:
    """Headings at the very end name what was left out ("Related stories")."""
    while blocks and blocks[-1].kind == "heading" and blocks[-1] not in kept:
        blocks.pop()
    return blocks


def _squash(text: str) -> str:
    return _SQUASH.sub("", text)
