from __future__ import annotations

import pytest

from storage.model import Event, Source, Stance, Statement
from storage.search import Matcher, fold

SOURCES = {
    "bbc": Source(
        "bbc",
        {"title": "Rebels close in", "container-title": "BBC News", "author": [{"family": "Saïd", "given": "Émile"}]},
        origin="Agence France-Presse",
    ),
    "book": Source("book", {"publisher": "Éditions du Seuil", "title": ["Une “histoire”"], "author": 7}),
}
STATEMENT = Statement(
    "s",
    Stance.DENIES,
    speaker="Ministry of Defence",
    role="spokesman",
    quote="Safe—and stable",
    paraphrase="The reports are false.",
    source="bbc",
    via=("CBS News",),
)
EVENT = Event(
    "e",
    "Who holds Ḥoms?",
    "2024-12-07",
    phrase="on Saturday",
    place="Homs",
    text="It’s the third-largest city",
    tags=("siege",),
    sources=("book", "gone"),
    statements=(STATEMENT,),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "homs",
        "HOLDS hom",
        "third-largest it's",
        "saturday",
        "siege",
        "stable",
        "false",
        "defence spokesman",
        "cbs",
        "rebels close",
        "emile SAID",
        "agence",
        "editions seuil",
        "histoire",
        "homs bbc",
    ],
)
def test_every_word_is_found_wherever_it_stands(text: str) -> None:
    assert Matcher(text, SOURCES).matches(EVENT)


@pytest.mark.parametrize("text", ["aleppo", "homs aleppo", "gone", "homs bbc denied"])
def test_a_word_that_stands_nowhere_matches_nothing(text: str) -> None:
    assert not Matcher(text, SOURCES).matches(EVENT)


def test_words_do_not_run_from_one_field_into_the_next() -> None:
    assert not Matcher("homson", SOURCES).matches(EVENT)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("İSTANBUL", "istanbul"),
        ("Łódź", "lodz"),
        ("ﬁnal", "final"),
        ("soft\u00adhyphen", "softhyphen"),
        ("حِمْص", "حمص"),
        ("‘it’—“so”", "'it'-\"so\""),
    ],
)
def test_folding_leaves_case_accents_and_hidden_characters_out(text: str, folded: str) -> None:
    assert fold(text) == folded
