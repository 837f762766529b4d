"""What people say around dates in English."""

from __future__ import annotations

from storage.dates.speech_form import Speech, counts, spans, split, vague

_DAY_PARTS = (
    "early morning|late morning|morning|forenoon|midday|afternoon|late afternoon|early evening|evening|dawn|dusk"
)

ENGLISH = Speech(
    vague=(
        ("early-to-mid {}", 0, 1, 3),
        ("mid-to-late {}", 1, 2, 3),
        *vague(
            "early {}|early in {}|earlier in {}|beginning of {}|start of {}|first days of {}|first weeks of {}|"
            "first years of {}|early part of {}",
            "mid {}|mid-{}|middle of {}|midway through {}|halfway through {}",
            "late {}|late in {}|later in {}|end of {}|close of {}|last days of {}|last weeks of {}|last years of {}|"
            "late part of {}",
        ),
        ("first third of {}", 0, 0, 3),
        ("second third of {}", 1, 1, 3),
        ("last third of {}", 2, 2, 3),
        ("first half of {}", 0, 0, 2),
        ("second half of {}", 1, 1, 2),
        ("last half of {}", 1, 1, 2),
        ("first quarter of {}", 0, 0, 4),
        ("second quarter of {}", 1, 1, 4),
        ("third quarter of {}", 2, 2, 4),
        ("fourth quarter of {}", 3, 3, 4),
        ("last quarter of {}", 3, 3, 4),
    ),
    before=split("before {}|prior to {}|earlier than {}|pre-{}"),
    after=split("after {}|later than {}|post-{}"),
    parts=(
        *(f"{part} of {{}}" for part in _DAY_PARTS.split("|")),
        *(f"{{}} {part}" for part in _DAY_PARTS.split("|")),
        *(f"{{}} in the {part}" for part in ("morning", "afternoon", "evening", "early morning")),
        *(f"{{}} ({part})" for part in ("morning", "afternoon", "evening")),
        *split("early on {}|late on {}|{} at dawn|{} at dusk|dawn on {}|dusk on {}"),
        *split("morning on {}|afternoon on {}|evening on {}|small hours of {}|early hours of {}"),
    ),
    nights=split(
        "night of {}|night on {}|night between {}|night from {}|night {}|overnight {}|overnight on {}|{} night|"
        "{} at night|{} overnight|{} (night)"
    ),
    days=(
        ("day before yesterday", -2),
        ("day after tomorrow", 2),
        ("yesterday", -1),
        ("today", 0),
        ("tomorrow", 1),
        ("previous day", -1),
        ("preceding day", -1),
        ("day before", -1),
        ("next day", 1),
        ("following day", 1),
        ("day after", 1),
        ("same day", 0),
        ("that day", 0),
    ),
    spans=spans(
        {
            "week": (
                "last week|previous week|past week",
                "this week|same week",
                "next week|following week|coming week",
            ),
            "weekend": ("last weekend|past weekend", "this weekend|weekend", "next weekend|coming weekend"),
            "month": ("last month|previous month", "this month|same month", "next month|following month|coming month"),
            "year": ("last year|previous year", "this year|same year", "next year|following year|coming year"),
        }
    ),
    counts=counts(
        {
            "day": "day|days",
            "week": "week|weeks",
            "month": "month|months",
            "year": "year|years",
            "decade": "decade|decades",
        },
        "{} … ago|{} … earlier|{} … before|{} … previously",
        "{} … later|{} … after|{} … afterwards|{} … hence|in {} …|{} … from now|{} … on",
    ),
    weekdays=(
        ("last {}", "last"),
        ("past {}", "last"),
        ("previous {}", "last"),
        ("{} last", "last"),
        ("this {}", "this"),
        ("next {}", "next"),
        ("coming {}", "coming"),
        ("following {}", "coming"),
    ),
    moments=(
        ("tonight", 0, "night"),
        ("last night", -1, "night"),
        ("this morning", 0, "morning"),
        ("this afternoon", 0, "afternoon"),
        ("this evening", 0, "evening"),
        ("following morning", 1, "morning"),
        ("next morning", 1, "morning"),
        ("following evening", 1, "evening"),
        ("next evening", 1, "evening"),
        ("following night", 1, "night"),
        ("that night", 0, "night"),
        ("that evening", 0, "evening"),
        ("that morning", 0, "morning"),
    ),
    from_to=split("from {} to {}|from {} until {}|from {} till {}|from {} through {}"),
    leading=split("sometime|some time|at some point|during|throughout|in|on|at|the"),
)
