"""What a host's robots.txt allows, read as Python's own urllib.robotparser reads it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. `silent` says why they could not be had: then nothing is asked for now."""

    rules: RobotFileParser | None = None
    silent: str = ""

    @classmethod
    def of(cls, status: int, body: bytes) -> Robots:
        """The rules in an answer: 401 and 403 forbid everything, any other refusal forbids nothing."""
        rules = RobotFileParser()
        if status in (401, 403):
            rules.disallow_all = True
        elif status == 200:
            try:
                rules.parse(body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
            except ValueError:  # robotparser takes "²" for a whole number
                return cls(silent="cannot be understood")
        else:
            rules.allow_all = True
        return cls(rules)

    def allow(self, agent: str, url: str) -> bool:
        """Whether `agent` may ask for `url`."""
        try:
            return self.rules is not None and self.rules.can_fetch(agent, url)
        except ValueError:  # an address that urllib does not take
            return False

    def delay(self, agent: str) -> float:
        """The seconds between two requests that the host asks for, 0 where it does not."""
        delay = self.rules.crawl_delay(agent) if self.rules is not None else None
        return float(min(delay or 0, 3600))
