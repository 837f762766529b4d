from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.plain_text import table, visible, width_columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Homs, 7–8 December", "Homs, 7–8 December"),
        ("حمص", "حمص"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Windows\r\nline end", "Windows\nline end"),
        ("\x00\x1b[31mred\x7f", "␀␛[31mred␡"),
        ("a\rb", "a␍b"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("exe\u202egnp", "exe⟨U+202E⟩gnp"),
        ("\u2066\u200f\u061c", "⟨U+2066⟩⟨U+200F⟩⟨U+061C⟩"),
        ("\ufeff\u2028", "⟨U+FEFF⟩⟨U+2028⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_characters_that_steer_become_visible_and_others_stay(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_single_line_shows_its_line_ends() -> None:
    assert visible("a\nb\tc", keep="") == "a␊b␉c"


@given(st.text(st.characters()))
def test_what_is_visible_can_be_written_and_stays_as_it_is(text: str) -> None:
    shown = visible(text, keep="")
    shown.encode()
    assert visible(shown, keep="") == shown
    assert len(shown.splitlines()) <= 1


def test_columns_count_wide_letters_twice_and_accents_not() -> None:
    assert [width_columns(text) for text in ("abc", "日本", "e\u0301", "حمص")] == [3, 4, 1, 3]


def test_a_table_aligns_its_columns_by_their_width() -> None:
    assert table([("a", "日本", "x"), ("bcd", "é", "y\n")]) == ["a    日本  x", "bcd  é     y␊"]


def test_a_table_of_nothing_has_no_lines() -> None:
    assert table([]) == []
