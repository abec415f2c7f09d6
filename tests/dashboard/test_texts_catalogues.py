"""The catalogues: every language says everything, with the same slots, and every text is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dashboard
from dashboard import assets, stored
from dashboard.texts import choose, languages, texts

SLOT = re.compile(r"\{(\w+)\}")
CODE = [*Path(dashboard.__file__).parent.rglob("*.py"), *assets.folder().glob("*.js")]


@pytest.mark.parametrize("language", languages())
def test_each_language_says_everything(language: str) -> None:
    english, other = texts("en").entries, texts(language).entries
    wanted = {key for key in english if not key.endswith(".one")}
    assert {key for key in other if not key.endswith(".one")} == wanted
    for key in wanted:
        assert set(SLOT.findall(english[key])) == set(SLOT.findall(other[key])), key
        assert other[key].strip() or key.startswith("list."), key


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in CODE)
    families = set(re.findall(r'f?["\']([a-z]+)\.[\w-]*\{', code)) | set(
        re.findall(r'["\']([a-z]+)\.["\'] \+', code)
    )
    families |= set(re.findall(r'section\("([a-z]+)"\)', code)) - {"script"}  # the tables' own words
    families |= {*stored.SECTIONS}
    unused = []
    for key in texts("en").entries:
        plain = key.removesuffix(".one")
        section, _, name = plain.partition(".")
        named = f'"{plain}"' in code or f"'{plain}'" in code or section in families
        in_script = section == "script" and (
            f'"{name}"' in code or re.match(r"(slot|key|reason)-|.*-note$", name)
        )
        if not named and not in_script:
            unused.append(key)
    assert unused == []


def test_the_browser_chooses_and_the_reader_overrides() -> None:
    assert choose("", "zh-CN,zh;q=0.9,en;q=0.8") == "zh"
    assert choose("", "fr-FR,de;q=0.9") == "en"
    assert choose("en", "zh-CN") == "en"
    assert choose("../../etc", "zh") == "zh"


def test_one_and_many() -> None:
    t = texts("en")
    assert t("count.figures", n=1) == "1 figure"
    assert t("count.figures", n=1234) == "1,234 figures"
    assert t.join(["a", "b", "c"]) == "a, b and c"
