"""One fetch of all sources that are due, and one turn of a source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import filelock

from extractors.feeds import pages
from extractors.feeds.client import Answer, Client, web_address
from extractors.feeds.errors import FetchError
from extractors.feeds.result import Failure, FetchResult
from extractors.feeds.shelf import Shelf, file_name
from extractors.feeds.sources import Source, sources
from extractors.feeds.state import Memory, State, key_of, mark
from extractors.readers import feed as feed_reader
from extractors.readers.draft import Parts
from extractors.readers.errors import UnreadableReport
from extractors.readers.files import printable
from extractors.readers.sandbox import default_pool

LOCK = ".feeds.lock"
MOST_PAGES = 50  # of one source in one fetch; the others come the next time
MOST_SECONDS = 300.0  # for one source in one fetch
MOST_TRIES = 4  # of a page that may come another time
MOST_IN_A_ROW = 3  # failures of that kind, after which a source is left alone until the next time
AGAIN = dt.timedelta(minutes=15)  # after a feed that could not be had
_MOST_AFTER = 86_400.0
_OLDEST = dt.date(1990, 1, 1)

Progress = Callable[[int, int, str], None]


def fetch(
    data: Path,
    *,
    progress: Progress | None = None,
    now: dt.datetime | None = None,
    client: Client | None = None,
) -> FetchResult:
    """Fetch what is new in the feeds of `data`/sources.toml, as files in `data`/reports/feeds/.

    Without that file nothing is fetched and nothing written. `progress(done, total, name)` is called before
    each source and entry; `now` has a time zone. Raises SourcesError where the list of sources is wrong,
    OSError where files cannot be written; what is wrong with a feed or a page is in the result.
    """
    wanted = sources(data)
    if not wanted:
        return FetchResult()
    now = now or dt.datetime.now(dt.UTC)
    try:
        with filelock.FileLock(data / LOCK, timeout=0):
            return _Fetch(data, wanted, progress, now, client or Client()).run()
    except filelock.Timeout:
        return FetchResult(busy=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed, as `readers.feed` gives it."""

    id: str
    link: str
    title: str
    published: str
    content: str


class _Fetch:
    def __init__(
        self,
        data: Path,
        wanted: tuple[Source, ...],
        progress: Progress | None,
        now: dt.datetime,
        client: Client,
    ) -> None:
        self.wanted, self.progress, self.now, self.client = wanted, progress, now, client
        self.state = State.load(data)
        self.shelf = Shelf(data / "reports")
        self.new: list[Path] = []
        self.failed: list[Failure] = []
        self.unchanged: list[str] = []
        self.waiting: list[str] = []
        self.left = 0

    def run(self) -> FetchResult:
        for number, source in enumerate(self.wanted):
            self.tell(number, source.name)
            memory = self.state.sources.setdefault(source.address, Memory())
            # A time that is further away than it can be was written under another clock.
            if memory.next and self.now < memory.next <= self.now + max(source.every, dt.timedelta(days=1)):
                self.waiting.append(source.name)
                continue
            before = len(self.new), len(self.failed)
            turn = Turn(self, source, memory)
            try:
                turn.run()
            finally:
                self.left += turn.left
                self.state.save()
            if before == (len(self.new), len(self.failed)):
                self.unchanged.append(source.name)
        self.tell(len(self.wanted), "")
        known = {source.address for source in self.wanted}
        self.state.sources = {a: m for a, m in self.state.sources.items() if a in known}
        self.state.save()
        return FetchResult(
            tuple(self.new),
            tuple(self.unchanged),
            tuple(self.failed),
            tuple(self.waiting),
            self.left,
        )

    def tell(self, number: int, what: str) -> None:
        if self.progress:
            self.progress(number, len(self.wanted), printable(what))

    def fail(self, source: Source, address: str, error: FetchError) -> None:
        self.failed.append(Failure(source.name, f"{source.name}: {printable(address)[:300]} {error}."))


@dataclass(slots=True)
class Turn:
    """A source's turn: its feed, then the pages of entries not seen before, in the feed's order."""

    fetch: _Fetch
    source: Source
    memory: Memory
    left: int = 0
    asked: int = 0  # pages
    in_a_row: int = 0
    troubled: bool = False  # some pages may come another time
    after: dt.timedelta = dt.timedelta()
    language: str = ""
    began: float = 0.0

    def run(self) -> None:
        self.began = self.fetch.client.clock()
        now, source, memory = self.fetch.now, self.source, self.memory
        try:
            answer = self._get(source.address, memory.conditions())
            entries = self._entries(answer) if answer.status == 200 else []
        except FetchError as error:
            self.fetch.fail(source, source.address, error)
            memory.next = now + max(min(AGAIN, source.every), _asked_for(error))
            return
        for entry in entries:
            self._take(entry)
        if answer.status == 200:
            # A feed that is the same the next time must be sent again while something of it is left.
            whole = not self.left
            memory.etag = mark(answer.headers.get("etag", "")) if whole else ""
            memory.modified = mark(answer.headers.get("last-modified", "")) if whole else ""
        # What was left for want of time goes on at once, what failed is tried again in its own time.
        at_once = self.left and not self.troubled
        memory.next = None if at_once else now + max(source.every, self.after)

    def _entries(self, answer: Answer) -> list[Entry]:
        name = self.source.address
        job = feed_reader.job(answer.body, answer.url, answer.headers.get("content-type", ""))
        try:
            found = default_pool().run("feed", job, name)
        except UnreadableReport as error:
            raise FetchError(pages.reason(error, name)) from None
        assert isinstance(found, Parts)
        self.language = self.source.language or found.language
        return [Entry(**entry) for entry in json.loads(found.text)]

    def _get(self, address: str, headers: dict[str, str] | None = None) -> Answer:
        source = self.source
        return self.fetch.client.get(
            address, headers=headers, most=source.max_bytes, allowed=source.allow_private
        )

    def _take(self, entry: Entry) -> None:
        """An entry that was not seen before: its page, else its own text, else why there is neither."""
        state, key = self.fetch.state, self._key(entry)
        own = key_of(self.source.address, entry.id) if entry.id else key
        if state.seen & {key, own} or key in self.fetch.shelf.keys:
            return
        if self.asked >= MOST_PAGES or self.in_a_row >= MOST_IN_A_ROW or self._seconds() > MOST_SECONDS:
            self.left += 1
            return
        self.asked += 1
        self.fetch.tell(self.fetch.wanted.index(self.source), entry.title or entry.link)
        try:
            self._keep(entry, key)
            self.in_a_row = 0
        except FetchError as error:
            tries = state.tries.get(key, 0) + 1
            if error.passing and tries < MOST_TRIES:
                state.tries[key] = tries
                self._put_off(entry, error)
                return
            if not self._keep_full_text(entry, key):
                self.fetch.fail(self.source, entry.link or entry.title, error)
        state.seen |= {key, own}
        state.tries.pop(key, None)

    def _put_off(self, entry: Entry, error: FetchError) -> None:
        self.troubled = True
        self.left += 1
        self.after = max(self.after, _asked_for(error))
        # A server that asks to be left alone is.
        self.in_a_row = MOST_IN_A_ROW if self.after else self.in_a_row + 1
        self.fetch.fail(self.source, entry.link, error)

    def _key(self, entry: Entry) -> str:
        """An entry is known by what it leads to, whichever feed it stands in."""
        try:
            return key_of(str(web_address(entry.link)))
        except FetchError:
            return key_of(self.source.address, entry.id, entry.link, entry.title, entry.content)

    def _seconds(self) -> float:
        return self.fetch.client.clock() - self.began

    def _keep(self, entry: Entry, key: str) -> None:
        if not entry.link:
            raise FetchError("leads nowhere and holds no full text")
        answer = self._get(entry.link)
        final = key_of(answer.url)
        if final != key and (final in self.fetch.state.seen or final in self.fetch.shelf.keys):
            return  # another entry led to the same page
        if pages.kind_of(answer) == "pdf":
            about = self._about(entry, Parts(), answer.url)
            name = file_name(about.published, about.title, final, ".pdf")
            self._shelve(name, answer.body, about.front_matter())
        else:
            parts = pages.read_page(answer.body, answer.headers.get("content-type", ""), answer.url)
            full = self._full_text(entry)
            if full is not None and len(full.text) > 2 * len(parts.text):
                parts = replace(parts, text=full.text, tables=full.tables)  # a page that scripts fill
            self._shelve_text(self._about(entry, parts, answer.url), parts, final)
        self.fetch.state.seen.add(final)

    def _keep_full_text(self, entry: Entry, key: str) -> bool:
        full = self._full_text(entry)
        if full is not None:
            self._shelve_text(self._about(entry, full, entry.link), full, key)
        return full is not None

    def _full_text(self, entry: Entry) -> Parts | None:
        """The full text that the feed itself gives. A summary is not taken: it may be cut in a number."""
        if not entry.content:
            return None
        try:
            read = pages.read_page(entry.content.encode("utf-8"), "text/html; charset=utf-8", entry.title)
        except FetchError:
            return None
        return Parts(text=read.text, tables=read.tables)

    def _about(self, entry: Entry, parts: Parts, url: str) -> pages.About:
        """The feed's word goes before the page's, and the user's before both."""
        latest = self.fetch.now.date() + dt.timedelta(days=1)
        stated = dt.date.fromisoformat(entry.published) if entry.published else None
        days = [day for day in (stated, parts.published) if day and _OLDEST <= day <= latest]
        return pages.About(
            title=entry.title or parts.title,
            publisher=self.source.publisher or parts.publisher,
            url=url if url.startswith(("http://", "https://")) else "",
            published=days[0] if days else None,
            language=self.source.language or parts.language or self.language,
        )

    def _shelve_text(self, about: pages.About, parts: Parts, key: str) -> None:
        text = about.front_matter() + "\n" + pages.as_markdown(parts)
        self._shelve(file_name(about.published, about.title, key, ".md"), text.encode("utf-8", "replace"))

    def _shelve(self, name: str, content: bytes, beside: str = "") -> None:
        kept = self.fetch.shelf.keep(name, content, beside)
        if kept is not None:
            self.fetch.new.append(kept)


def _asked_for(error: FetchError) -> dt.timedelta:
    """How long a server asked to be left alone, a day at most."""
    return dt.timedelta(seconds=min(error.after or 0.0, _MOST_AFTER))
