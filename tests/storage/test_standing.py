from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.dates import bounds
from storage.model import Event, Source, Stance, Statement
from storage.standing import StandingKind, standing

A, P, D, N, C = Stance.ASSERTS, Stance.PARTLY, Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.COMMENTS


def source(name: str, outlet: str, origin: str = "", year: int = 2024) -> Source:
    return Source(name, {"container-title": outlet, "issued": {"date-parts": [[year]]}}, origin)


ALL = (
    source("bbc", "BBC News"),
    source("cnn", "CNN", "Reuters"),
    source("sky", "Sky", "reuters"),
    source("nyt", "The New York Times", year=2030),
)
SOURCES = {each.id: each for each in ALL}
Row = tuple[Stance, str, str, tuple[str, ...]]


def event(*rows: Row, sources: tuple[str, ...] = ()) -> Event:
    statements = tuple(
        Statement(str(number), stance, speaker=speaker, source=source_id, via=via)
        for number, (stance, speaker, source_id, via) in enumerate(rows)
    )
    return Event("e", "Who holds Homs?", "2024-12-07", sources=sources, statements=statements)


def said(stance: Stance, speaker: str = "", source_id: str = "bbc", *via: str) -> Row:
    return stance, speaker, source_id, via


TABLE = [
    # What is said about the event; how it stands, and from how many origins.
    ("contested", 2, [said(A, "Ghani"), said(D, "Ministry")]),
    ("contested", 2, [said(P, "SOHR"), said(D, "Ministry")]),
    ("contested", 3, [said(A, "Ghani"), said(D, "Ministry"), said(N, "BBC News")]),
    ("contested", 1, [said(A, "Ghani"), said(D, "Ghani")]),
    ("contested", 4, [said(A, "Ghani"), said(A, "Jolani"), said(A, "Zaina"), said(D, "Ministry")]),
    ("contested", 5, [said(A, "Jolani"), said(A, "Ghani"), said(P, "SOHR"), said(D, "Ministry"), said(N, "BBC")]),
    ("denied", 1, [said(D, "Ministry")]),
    ("denied", 2, [said(D, "Ministry"), said(D, "President")]),
    ("denied", 2, [said(D, "Ministry"), said(N, "BBC")]),
    ("denied", 1, [said(D, "Ministry"), said(C, "Ghani")]),
    ("unconfirmed", 2, [said(A, "Ghani"), said(N, "BBC")]),
    ("unconfirmed", 3, [said(A, "Ghani"), said(A, "Jolani"), said(N, "BBC")]),
    ("unconfirmed", 1, [said(N, "BBC")]),
    ("single-source", 1, [said(A, "Ghani")]),
    ("single-source", 1, [said(P, "SOHR")]),
    ("single-source", 1, [said(A, "Ghani", "bbc"), said(A, "GHANI ", "cnn"), said(A, "the Ghani", "sky")]),
    ("single-source", 1, [said(A, "", "cnn"), said(A, "", "sky"), said(A, "Sky", "sky")]),
    ("single-source", 1, [said(A, "", "bbc", "Reuters", "BBC News"), said(A, "CNN", "cnn")]),
    ("single-source", 1, [said(A, "", "gone"), said(A, "", "lost")]),
    ("single-source", 1, [said(A, "", "bbc", "CBS"), said(A, "CBS", "")]),
    ("single-source", 1, [said(A, "US official", "bbc", "CBS"), said(A, "US official", "nyt", "AP")]),
    ("single-source", 1, [said(C, "Pedersen", "bbc"), said(C, "Turkmani", "bbc")]),
    ("corroborated", 2, [said(A, "Ghani"), said(P, "SOHR")]),
    ("corroborated", 2, [said(A, "", "bbc"), said(A, "", "cnn")]),
    ("corroborated", 2, [said(A, "Ghani"), said(A, "BBC News")]),
    ("corroborated", 2, [said(A, "Ghani", "cnn"), said(A, "Jolani", "cnn")]),
    ("corroborated", 2, [said(C, "Pedersen", "bbc"), said(C, "Turkmani", "nyt")]),
    ("unsourced", 0, []),
    ("unsourced", 0, [said(A, "", "")]),
    ("unsourced", 0, [said(C, "Pedersen", "")]),
]


@pytest.mark.parametrize(("kind", "origins", "rows"), TABLE)
def test_standing_follows_from_stances_and_origins(kind: str, origins: int, rows: list[Row]) -> None:
    held = standing(event(*rows), SOURCES)
    assert (held.kind.value, held.origins) == (kind, origins)


@pytest.mark.parametrize(
    ("kind", "origins", "named"),
    [
        ("single-source", 1, ("bbc",)),
        ("single-source", 1, ("cnn", "sky")),
        ("corroborated", 2, ("bbc", "cnn", "sky")),
        ("single-source", 1, ("gone", "lost")),
    ],
)
def test_an_event_without_positions_rests_on_the_origins_of_its_sources(
    kind: str, origins: int, named: tuple[str, ...]
) -> None:
    held = standing(event(sources=named), SOURCES)
    assert (held.kind.value, held.origins) == (kind, origins)


def test_sources_do_not_count_beside_positions() -> None:
    assert standing(event(said(A, "Ghani"), sources=("bbc", "nyt")), SOURCES).kind is StandingKind.SINGLE_SOURCE


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            "Asserted by two, partly by one, denied by one; one who looked cannot confirm. 5 positions from 5 origins.",
            TABLE[5][2],
        ),
        ("Partly asserted by one, denied by one. 2 positions from 2 origins.", TABLE[1][2]),
        ("Asserted by one. 3 positions from 1 origin.", TABLE[16][2]),
        ("One who looked cannot confirm. 1 position from 1 origin.", [said(N, "BBC")]),
        ("Denied by one. 1 position without a speaker or source.", [said(D, "", "")]),
        ("No statement takes a position. 1 source from 1 origin.", [said(C, "Pedersen")]),
        ("No statement takes a position, and no source is named.", []),
        ("Asserted by 13. 13 positions from 13 origins.", [said(A, f"Witness {number}") for number in range(13)]),
    ],
)
def test_the_sentence_counts_who_takes_which_position(sentence: str, rows: list[Row]) -> None:
    assert standing(event(*rows), SOURCES).sentence == sentence


def dated(*days: str) -> Event:
    """Asserted, then denied, on the days given; "" leaves the day to the source."""
    both = event(said(A, "Ghani"), said(D, "Ministry"))
    return replace(
        both, statements=tuple(replace(each, said=day) for each, day in zip(both.statements, days, strict=True))
    )


@pytest.mark.parametrize(
    ("as_of", "kind"),
    [
        ("2024-12-06", "unsourced"),
        ("2024-12-07", "single-source"),
        ("2024-12-08", "contested"),
    ],
)
def test_only_what_had_been_said_counts(as_of: str, kind: str) -> None:
    as_of_s = bounds(as_of, "Asia/Damascus").latest_s
    assert standing(dated("2024-12-07", "2024-12-08"), SOURCES, as_of_s, "Asia/Damascus").kind.value == kind


def test_days_end_by_the_clock_of_the_zone() -> None:
    evening_in_utc_s = bounds("2024-12-07T21:30:00Z").latest_s
    story = dated("2024-12-07", "2024-12-08")
    assert standing(story, SOURCES, evening_in_utc_s, "Asia/Damascus").kind is StandingKind.SINGLE_SOURCE
    assert standing(story, SOURCES, evening_in_utc_s, "UTC").kind is StandingKind.UNSOURCED


def test_a_statement_without_a_date_is_as_old_as_its_source() -> None:
    story = dated("", "2025")
    assert standing(story, SOURCES, bounds("2023").latest_s).kind is StandingKind.UNSOURCED
    assert standing(story, SOURCES, bounds("2024").latest_s).kind is StandingKind.SINGLE_SOURCE


def test_a_source_counts_from_its_publication() -> None:
    story = event(sources=("bbc", "nyt"))
    assert standing(story, SOURCES, bounds("2024").latest_s).origins == 1
    assert standing(story, SOURCES, bounds("2030").latest_s).origins == 2


def test_an_open_date_counts_from_its_start_and_one_that_cannot_be_read_always() -> None:
    assert standing(dated("2024-12-07/..", "nonsense"), SOURCES, bounds("2024").latest_s).kind is StandingKind.CONTESTED


rows = st.builds(
    said,
    st.sampled_from(Stance),
    st.sampled_from(["", "Ghani", "Ministry", "BBC News", "Reuters"]),
    st.sampled_from(["", "bbc", "cnn", "sky", "gone"]),
    st.sampled_from(["Reuters", "CBS", "BBC News"]),
)


@given(st.lists(rows, max_size=6), st.randoms())
def test_the_order_of_statements_never_matters(given_rows: list[Row], random: object) -> None:
    shuffled = list(given_rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(event(*given_rows), SOURCES) == standing(event(*shuffled), SOURCES)


@given(st.lists(rows, max_size=6))
def test_a_denial_never_makes_anything_more_certain(given_rows: list[Row]) -> None:
    held = standing(event(*given_rows, said(D, "Ministry")), SOURCES)
    assert held.kind in (StandingKind.CONTESTED, StandingKind.DENIED)


@given(st.lists(rows, max_size=6))
def test_late_enough_equals_now(given_rows: list[Row]) -> None:
    story = event(*given_rows)
    assert standing(story, SOURCES, bounds("9999").latest_s) == standing(story, SOURCES)
