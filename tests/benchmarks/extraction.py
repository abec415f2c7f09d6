"""How fast text is read: `python tests/benchmarks/extraction.py`. Prints megabytes a second beside a plain digits scan.

Dense text is made of the sample reports, news of sentences that name no drug; each figure is the best of three runs.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

from extractors.claims import read_claims

REPORTS = Path(__file__).parents[2] / "data" / "reports"
SIZE = 2_000_000
NEWS = (
    "The minister said on Tuesday that 240 villages would get water by 2019, at a cost of $12 million. "
    "Heavy rain fell over the northern hills for 3 days, and 1,200 people left their homes. "
)


def best_of(work, times: int = 3) -> float:
    """Seconds of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def dense_text(language: str) -> str:
    """About SIZE characters of the sample reports of a language."""
    chinese = language == "zh"
    texts = [f.read_text("utf-8") for f in sorted(REPORTS.rglob("*.md"))]
    texts = [t for t in texts if ("language: zh" in t) == chinese]
    body = "\n\n".join(t.split("---", 2)[-1] for t in texts)
    return (body + "\n\n") * (SIZE // len(body) + 1)


def main() -> None:
    """Print the table."""
    cases = [("dense English", "en", dense_text("en")[:SIZE]), ("dense Chinese", "zh", dense_text("zh")[:SIZE]),
             ("news without drugs", "en", NEWS * (SIZE // len(NEWS)))]  # fmt: skip
    read_claims("Police seized 3 kg of heroin.", "en")
    read_claims("缴获海洛因3公斤。", "zh")
    print(f"{'text':<20} {'MB/s':>8} {'digits scan MB/s':>18} {'ratio':>8}")
    for name, language, text in cases:
        size = len(text.encode()) / 1e6
        digits = best_of(lambda text=text: sum(1 for _ in re.finditer(r"\d[\d,.]*", text)))
        read = best_of(lambda text=text, language=language: read_claims(text, language), 1)
        print(f"{name:<20} {size / read:>8.2f} {size / digits:>18.1f} {digits / read:>8.4f}")


if __name__ == "__main__":
    main()
