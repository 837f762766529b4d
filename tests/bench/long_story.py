"""A story that fills about a thousand pages of a booklet: what the measurements of printing work on."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

EVENTS = 1260
"""So many make about a thousand pages of a booklet."""
_SOURCES = 300
_WORDS = re.findall(
    r"\w+",
    "talks council convoy ceasefire road hospital minister the of after reopens rebels government forces city "
    "night prison statement reported withdrew advanced shelling civilians bridge north south border army "
    "officials denied confirmed sources region camp aid water power station school market crossing village "
    "prisoners released families",
)


def write_long_story(path: Path, events: int = EVENTS) -> None:
    """Write a story of many events with texts, statements, figures and sources; the same every time."""
    dice = random.Random(5)
    rows = {str(number): _event(dice, number) for number in range(1, events + 1)}
    sources = {str(number): _source(dice, number) for number in range(_SOURCES)}
    about = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "A long story"}
    path.write_text(json.dumps({"about": {"1": about}, "events": rows, "sources": sources}), encoding="ascii")


def _sentence(dice: random.Random, fewest: int, most: int) -> str:
    text = " ".join(dice.choices(_WORDS, k=dice.randint(fewest, most)))
    return f"{text[0].upper()}{text[1:]}."


def _event(dice: random.Random, number: int) -> dict[str, Any]:
    day = f"{dice.randint(2000, 2023)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    statements = [_statement(dice, f"{number}-{each}") for each in range(min(int(dice.expovariate(0.5)), 7))]
    texts = [_sentence(dice, 20, 110) for _ in range(dice.randint(1, 3))]
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "title": f"{_sentence(dice, 3, 10)[:-1]} {number}",
        "when": day,
        "place": dice.choice(_WORDS).capitalize(),
        "text": "\n\n".join(texts),
        "sources": [f"s{dice.randrange(_SOURCES)}"],
        "statements": statements,
    }


def _statement(dice: random.Random, name: str) -> dict[str, Any]:
    key = "quote" if dice.random() < 0.7 else "paraphrase"
    figures = [{"counted": "people", "value": dice.randint(1, 5000), "qualifier": "more than"}]
    return {
        "id": name,
        "stance": dice.choice(["asserts", "asserts", "denies", "partly", "cannot-confirm", "comments"]),
        "speaker": " ".join(dice.choices(_WORDS, k=2)).title(),
        "role": _sentence(dice, 3, 5)[:-1],
        "said": f"2024-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
        "source": f"s{dice.randrange(_SOURCES)}",
        key: _sentence(dice, 8, 60),
        "figures": figures if dice.random() < 0.3 else [],
    }


def _source(dice: random.Random, number: int) -> dict[str, Any]:
    csl = {
        "type": "article-newspaper",
        "title": _sentence(dice, 6, 10),
        "container-title": f"The {dice.choice(_WORDS).capitalize()} Times",
        "URL": f"https://example.org/news/2024/{number}/{dice.choice(_WORDS)}",
        "issued": {"date-parts": [[2024, dice.randint(1, 12), dice.randint(1, 28)]]},
    }
    return {"id": f"s{number}", "csl": csl}
