"""From choices to a job: the plans of the styles that were chosen, with the numbers and links that they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from gui.printing.booklet_options import BookletOptions
from gui.printing.booklet_planner import plan_booklet
from gui.printing.choices import Choices, Style
from gui.printing.chosen import Chosen
from gui.printing.job import Job, Plan
from gui.printing.list_plan import TEXT_PT, ListOptions, plan_list
from gui.printing.pdf import Attachment, PdfAbout
from gui.printing.poster import PosterOptions, plan_poster
from gui.printing.scales import read_scale
from gui.text import one_line
from storage import snapshot
from storage.dates import display
from storage.errors import TimelineError
from storage.known_file import known_chunks
from storage.story_file import StoryFile

MOST_EVENTS = 100_000
"""More would fill some thousand pages, and take minutes to lay out."""
_SUFFIX = ".timeline.json"
Telling = Callable[[str], None]
"""Called often, with what is being done in words; what it raises ends the work."""


def make_job(
    chosen: Chosen, choices: Choices, tell: Telling | None = None, copies: Mapping[str, str] | None = None
) -> Job:
    """Plan what was chosen, poster first: the booklet names its sheets. `copies` are the texts for the appendix.

    Needs a QGuiApplication. Raises TimelineError where it cannot be printed as it was asked for.
    """
    if len(chosen.events) > MOST_EVENTS:
        raise TimelineError(
            f"{len(chosen.events):,} events are too many to print at once: up to {MOST_EVENTS:,} can be. "
            "Choose a range of dates, or words to find."
        )
    say = tell or _nothing
    today = display(date.today().isoformat())
    plans: list[Plan] = []
    tiles: Mapping[str, str] = {}
    for style in Style:
        if style not in choices.styles:
            continue
        if style is Style.POSTER:
            poster = plan_poster(
                chosen,
                choices.page(style).setup,
                poster_options(choices, today),
                go_on=lambda: say("Planning the poster…"),
            )
            tiles = poster.tile_codes() if poster.pages > 1 else {}
            plans.append(poster)
        elif style is Style.BOOKLET:
            options = BookletOptions(
                grouping=choices.grouping,
                inks=choices.inks,
                text_pt=choices.booklet_pt,
                copies=copies or {},
                tiles=tiles,
                printed_on=today,
            )
            plans.append(plan_booklet(chosen, choices.page(style).setup, options, lambda *far: say(_booklet(*far))))
        else:
            # The page that was asked for leaves room for the holes.
            listing = ListOptions(choices.inks, choices.list_pt or TEXT_PT, holes=False, printed_on=today)
            plans.append(plan_list(chosen, choices.page(style).setup, listing, go_on=lambda: say("Planning the list…")))
    return Job(tuple(plans))


def poster_options(choices: Choices, printed_on: str) -> PosterOptions:
    """Return what is asked of a poster. Raises ScaleError for a scale that is none."""
    has_scale = bool(choices.scale.strip())
    return PosterOptions(
        pages_wide=None if has_scale else choices.pages_wide or None,
        pages_high=choices.pages_high or None,
        mm_per_s=read_scale(choices.scale) if has_scale else None,
        text_pt=choices.poster_pt or None,
        inks=choices.inks,
        backgrounds=choices.backgrounds,
        overlap_mm=choices.overlap_mm,
        printed_on=printed_on,
    )


def about_of(chosen: Chosen, author: str = "") -> PdfAbout:
    """Return what a PDF of a story says of itself, and who made it where somebody said so."""
    story = chosen.story
    title = one_line(story.title) or "Untitled story"
    words = chosen.words
    return PdfAbout(
        title,
        one_line(author),
        words[:1].upper() + words[1:],
        story.language or "en",
    )


def attachment_of(file: StoryFile, as_of_s: int | None = None) -> Attachment:
    """Return the story's file as it is now, with every edit in it; of what was known at a second, that alone.

    Raises FileError.
    """
    if as_of_s is None:
        return Attachment(file.path.name, b"".join(snapshot.encode(file.state())))
    # By another name, so that it never takes the place of the whole story.
    stem = file.path.name.removesuffix(_SUFFIX)
    return Attachment(f"{stem} as known then{_SUFFIX}", b"".join(known_chunks(file, as_of_s)))


def _booklet(done: int, number: int) -> str:
    return f"Planning the booklet… {done / number:.0%}" if number else "Planning the booklet…"


def _nothing(_words: str) -> None:
    pass
