"""One statement as a row of a list: when, in which stance, in which words, and of which event."""

from __future__ import annotations

from gui.knowledge.groups import Entry, Line, Style
from gui.reader.citing import date_in_words, quote_of
from gui.signs import STANCE_SIGNS
from gui.text import NO_BREAK_SPACE, one_line, paragraphs, sentences
from storage.csl_date import csl_date
from storage.dates import display
from storage.model import Event, Statement
from storage.origins import Ground, Origins
from storage.reasons import who_says

_MOST_LINES = 4


def words_entry(event: Event, statement: Statement, row: int, origins: Origins, with_speaker: bool = False) -> Entry:
    """Return a statement's row; `with_speaker` names who says it."""
    sign, word = STANCE_SIGNS[statement.stance]
    when = said_when(statement, origins)
    title = one_line(event.title) or "Untitled event"
    lines = [Line(f"{sign}{NO_BREAK_SPACE}{NO_BREAK_SPACE}{word}", Style.STANCE, stance=statement.stance)]
    speaker = one_line(who_says(statement, origins.sources)) if with_speaker else ""
    if speaker:
        lines.append(Line(speaker, Style.TITLE, 2))
    quote, words = one_line(quote_of(statement)), " ".join(paragraphs(statement.paraphrase))
    if quote:
        lines.append(Line(quote, Style.QUOTE, _MOST_LINES))
    elif words:
        lines.append(Line(words, Style.BODY, _MOST_LINES))
    lines.append(Line(title, Style.MUTED, 2))
    spoken = sentences(f"{speaker} {word}".strip(), quote or words, title, when)
    return Entry(f"{row}:{statement.id}", tuple(lines), when, spoken, event.id, statement.id)


def said_when(statement: Statement, origins: Origins) -> str:
    """Return when a statement was made, in words: "by" the date of its source where it has none of its own."""
    ground = origins.saying(statement).ground
    if ground is Ground.SAID:
        return date_in_words(statement.said, short=True)
    source = origins.sources.get(statement.source)
    date = csl_date(source.csl, "issued") if source is not None and ground is Ground.PUBLISHED else None
    return f"by {one_line(display(date, short=True))}" if date is not None else "not dated"
