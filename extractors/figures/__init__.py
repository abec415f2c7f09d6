"""Claims → figures: one story told often, the same number from many, numbers that disagree.

`build(claims, stories)` gives `Figures` (tables `table`, `members`, `near`); `FigureIndex` keeps them up to
date report by report. `stories.group(texts)` and `StoryIndex` tell which reports are copies of one text.
`explain` says every decision about a figure in sentences, `reason_text` why its value is drawn, in another
language.
"""

from extractors.figures.explaining import explain
from extractors.figures.index import Changes, FigureIndex, build
from extractors.figures.stories import StoryIndex
from extractors.figures.tables import Figures
from extractors.figures.wording import reason_text

__all__ = ["Changes", "FigureIndex", "Figures", "StoryIndex", "build", "explain", "reason_text"]
