"""The manual says what is so: its links lead somewhere, its dates and its story are read as it says."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from gui.actions import ACTIONS
from storage.dates import display
from storage.story_file import open_story

MANUAL = Path(__file__).resolve().parent.parent / "resources" / "manual"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.html")}
DATE_ROWS = re.findall(r"<tr><td><code>(.+?)</code></td><td>(.+?)</td></tr>", PAGES["dates.html"])


def test_every_link_leads_to_a_page() -> None:
    links = {link for text in PAGES.values() for link in re.findall(r'href="([^"#]+)', text)}
    assert {link for link in links if not (MANUAL / link).is_file()} == set()


def test_every_page_is_reached_from_the_contents() -> None:
    assert set(re.findall(r'href="([^"#]+\.html)', PAGES["index.html"])) == PAGES.keys() - {"index.html"}


def test_every_action_that_has_keys_is_on_the_page_of_keys() -> None:
    named = {unescape(name) for name in re.findall(r"<tr><td>(.+?)</td>", PAGES["shortcuts.html"])}
    assert {action.label for action in ACTIONS if action.keys} - named == set()


@pytest.mark.parametrize(("written", "words"), DATE_ROWS)
def test_date_is_read_as_the_manual_says(written: str, words: str) -> None:
    assert display(written) == unescape(words)


def test_story_of_the_manual_opens_without_a_problem(tmp_path: Path) -> None:
    text = re.search(r"<pre>\s*({.+})\s*</pre>", PAGES["files.html"], re.DOTALL)
    assert text is not None
    path = tmp_path / "bridge.timeline.json"
    path.write_text(unescape(text.group(1)), encoding="utf-8")
    story_file = open_story(path)
    assert (len(story_file.events), story_file.problems) == (1, ())
    story_file.close()
