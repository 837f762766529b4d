"""What stands around a date in words, as patterns: each a template turned around, with what it makes of the date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields

from storage.dates import typed_vague
from storage.dates.folding import folded
from storage.dates.speech import Speech
from storage.dates.wording import ABOUT_PLACE, Wording

Rule = Callable[..., str]
_CHOICE_TEXT = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_CENTURIES = 100
_SET = re.compile(r"\[([^,\[\]]+)\.\.([^,\[\]]+)\]")
_CHOICE = re.compile(r"\\\[([^|\]]*)\\\|([^\]]*)\\\]")

# What people also say in English, beside the words that are displayed.
_MORE_ABOUT = (
    *(
        "around {}",
        "circa {}",
        "ca. {}",
        "ca {}",
        "c {}",
        "c.{}",
        "ca.{}",
        "approximately {}",
        "approx. {}",
        "approx {}",
    ),
    *("roughly {}", "some time around {}", "sometime around {}", "or around {}", "~{}", "~ {}", "{} or so"),
    *("{} or thereabouts", "{} approximately", "{} roughly", "{} (approx.)"),
)
_MORE_UNCERTAIN = (
    *("{}?", "{} ?", "maybe {}", "perhaps {}", "possibly {}", "probably {}", "presumably {}", "{} perhaps"),
    *("{} (?)", "{} maybe", "{} probably"),
)
_MORE_BY = (
    "no later than {}",
    "not later than {}",
    "on or before {}",
    "in or before {}",
    "{} or earlier",
    "{} or before",
    "{} at the latest",
    "at the latest {}",
    "at the latest by {}",
)
_MORE_OR_LATER = (
    "no earlier than {}",
    "not earlier than {}",
    "not before {}",
    "on or after {}",
    "in or after {}",
    "{} or after",
    "{} at the earliest",
    "at the earliest {}",
)
_MORE_FROM_ON = (
    "since {}",
    "ever since {}",
    "from {} onwards",
    "from {} onward",
    "starting {}",
    "starting in {}",
    "starting on {}",
    "beginning on {}",
    "as of {}",
    "{} –",
    "{} onwards",
    "{} onward",
    "{} to date",
    "{} to present",
    "{} – present",
    "{} until now",
)
_MORE_UNTIL = ("till {}", "up to {}", "up until {}", "ending {}", "ending in {}", "– {}")


def rules_of(words: Wording, speech: Speech) -> Iterator[tuple[str, Rule]]:
    """Yield templates with what they make of the date (or two) that stands in them; "" where that makes no sense."""
    # Before the uncertain ones: the question mark of "1985 – ?" is for the end alone.
    for template in (words.unknown_start, "? – {}"):
        yield template, lambda edtf: _until(edtf, "/{}")
    for template in (words.unknown_end, "{} – ?"):
        yield template, lambda edtf: _from(edtf, "{}/")
    for template in _abouts(words):
        yield template, lambda edtf: marked(edtf, "~")
    for template in _uncertains(words):
        yield template, lambda edtf: marked(edtf, "?")
    for template in (words.between, "{}…{}"):
        yield template, lambda start, end: f"[{start}..{end}]"
    for template in speech.from_to:
        yield template, lambda start, end: f"{start}/{end}"
    for template in (words.by, *_MORE_BY):
        yield template, lambda edtf: _until(edtf, "[..{}]")
    for template in (words.or_later, *_MORE_OR_LATER):
        yield template, lambda edtf: _from(edtf, "[{}..]")
    for template in (words.from_on, *_MORE_FROM_ON):
        yield template, lambda edtf: _from(edtf, "{}/..")
    for template in (words.until, *_MORE_UNTIL):
        yield template, lambda edtf: _until(edtf, "../{}")
    yield words.each, lambda edtf: "{" + edtf.replace("/", "..") + "}" if "/" in edtf else ""
    yield words.all_to, lambda edtf: _until(edtf, "{{..{}}}")
    yield words.all_from, lambda edtf: _from(edtf, "{{{}..}}")
    yield from _said(speech)
    # Last: in "about 27 Nov…7 Dec" the word is for the one end alone.
    for template in _abouts(words):
        yield template, lambda edtf: marked_set(edtf, "~")
    for template in _uncertains(words):
        yield template, lambda edtf: marked_set(edtf, "?")


def _said(speech: Speech) -> Iterator[tuple[str, Rule]]:
    for template, first, last, count in speech.vague:
        yield template, lambda edtf, part=(first, last, count): typed_vague.part_of(edtf, *part)
    for template in speech.parts:
        yield template, typed_vague.same_day
    for template in speech.nights:
        yield template, typed_vague.night_of
    for template in speech.before:
        yield template, lambda edtf: typed_vague.before(rim(edtf, 0).rstrip("~") if "[" in edtf else edtf)
    for template in speech.after:
        yield template, lambda edtf: typed_vague.after(rim(edtf, 1).rstrip("~") if "[" in edtf else edtf)


def templates_of(words: Wording) -> Iterator[str]:
    """Yield every text in which a language puts a date, with the words of all its choices."""
    for field in fields(words):
        value = getattr(words, field.name)
        if callable(value):
            yield from (value(number) for number in range(1, _CENTURIES))
        else:
            texts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            yield from (_CHOICE_TEXT.sub(r" \1 \2 ", text.replace(ABOUT_PLACE, " ")) for text in texts)
    yield from (*_MORE_ABOUT, *_MORE_UNCERTAIN, *_MORE_BY, *_MORE_OR_LATER, *_MORE_FROM_ON, *_MORE_UNTIL)


def qualifiers_of(words: Wording) -> Iterator[str]:
    """Yield the templates that say "about" and "perhaps"."""
    yield from (*_abouts(words), *_uncertains(words))


def rim(edtf: str, side: int) -> str:
    """Return where "between A and B" begins (0) or ends (1), as about; "" for any other set."""
    match = _SET.fullmatch(edtf)
    return marked(match[side + 1].rstrip("~"), "~") if match else ""


def _abouts(words: Wording) -> Iterator[str]:
    yield from (words.about, words.about_short, *_MORE_ABOUT)
    if words.about_inside:
        yield from (f"{words.about_inside} {{}}", f"{{}} {words.about_inside}")


def _uncertains(words: Wording) -> Iterator[str]:
    yield from (f"{{}} ({words.uncertain})", *_MORE_UNCERTAIN)


def _from(edtf: str, form: str) -> str:
    edtf = rim(edtf, 0) if "[" in edtf else edtf
    return form.format(edtf) if edtf and "/" not in edtf and "{" not in edtf else ""


def _until(edtf: str, form: str) -> str:
    edtf = rim(edtf, 1) if "[" in edtf else edtf
    return form.format(edtf) if edtf and "/" not in edtf and "{" not in edtf else ""


def marked(edtf: str, mark: str) -> str:
    """Mark a date, or both ends of an interval, as approximate or uncertain; "" for a set."""
    return "" if "[" in edtf or "{" in edtf else "/".join(_marked_point(end, mark) for end in edtf.split("/"))


def marked_set(edtf: str, mark: str) -> str:
    """Mark both ends of "between A and B", "" for anything else."""
    match = _SET.fullmatch(edtf)
    return f"[{_marked_point(match[1], mark)}..{_marked_point(match[2], mark)}]" if match else ""


def _marked_point(edtf: str, mark: str) -> str:
    if edtf in ("", ".."):
        return edtf
    if edtf[-1] in "~?%":
        return edtf if edtf[-1] == mark else edtf[:-1] + "%"
    return edtf + mark


def pattern_of(template: str) -> re.Pattern[str]:
    """Turn a template of display around: what stands for `{}` is read."""
    # A word of the choice can also stand behind a qualifier: "bis etwa zum 7. Dezember".
    escaped = _CHOICE.sub(_any_of, re.escape(folded(template.replace(ABOUT_PLACE, ""))))
    return re.compile(escaped.replace(r"\{\}", "(.+)").replace(r"\ ", r"\s+"))


def needle_of(template: str) -> str:
    """Return the longest text that stands in whatever a template's pattern matches: looking for it first is quick."""
    parts = re.split(r"\{\}|\s", _CHOICE_TEXT.sub("{}", folded(template.replace(ABOUT_PLACE, ""))))
    return max(parts, key=len)


def _any_of(choice: re.Match[str]) -> str:
    return f"(?:{'|'.join(sorted({*choice.groups(), ''}, key=len, reverse=True))})"
