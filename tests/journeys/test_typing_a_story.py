"""The sample story, typed in from the beginning by keyboard alone, one line an event."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.citation import chain, short_name
from storage.model import Event, Source, Story
from storage.story_file import open_story
from tests.conftest import ROOT, SAMPLES
from tests.journeys.typed_story import new_story, press

LINES = (
    "2011/..: Civil war in Syria @Syria !Background [BBC News]; The civil war began in 2011. - BBC News",
    "2011: Civil war begins @Syria #Homs !Fighting [BBC News]; The civil war began in 2011. - BBC News; "
    "In its first days Homs became a stronghold of the opposition. - BBC News",
    "2024-11-27~/..: Rebel offensive @Syria !Background [BBC News]; "
    "The rebels have been on the offensive for a little over a week. - BBC News",
    "between c. 27 and c. 30 Nov 2024: Rebels start their biggest offensive in years @Syria !Fighting [BBC News]; "
    "A little over a week ago the rebels started their biggest offensive against the government in years. - BBC News",
    "[2024-11-27~..2024-12-07]: Government loses Aleppo @Aleppo !Fighting [BBC News]; "
    "The government has lost Aleppo since the offensive began. - BBC News",
    "[2024-11-27~..2024-12-07]: Government loses Hama @Hama !Fighting [BBC News]; "
    "The government has lost Hama since the offensive began. - BBC News",
    'by 7 Dec 2024: Armed groups take Deraa and Sweida @"Deraa and Sweida" #"the south" !Fighting [BBC News]; '
    "They have taken Deraa and Sweida. - Armed groups, in the south, near the border with Jordan",
    "7 – 8 Dec 2024: Who holds Homs? @Homs #Homs #prisoners !Fighting [BBC News] [X] [CBS News]; "
    '"historic victory" Full control of Homs\\; those who surrender are not to be harmed. '
    "- Abu Muhammad al-Jolani, leader of the Islamist group leading the insurgency; "
    '"total liberation" All of Homs has been taken, and more than 3,500 prisoners have been released. '
    "- Hassan Abdul Ghani, rebel commander [X > BBC News]; "
    '"took control of several neighborhoods" Anti-Assad fighters entered the city. '
    "- Syrian Observatory for Human Rights (SOHR), UK-based war monitor (partly); "
    '"stable and safe" The reports are false\\; this is the situation in Homs. - Syrian Ministry of Defence (denies); '
    "The claims could not be confirmed yet. - BBC News (cannot confirm); "
    '"collapsing into a rebel-held suburb" That is what appeared to be happening to the city. '
    "- Unnamed US official, to CBS News, the BBC’s US partner (comments) [CBS News > BBC News]",
    "Saturday: Rebels close in on Damascus @Damascus #Damascus !Fighting [BBC News]; "
    "The rebels are closing in on Damascus. - BBC News; "
    '"Efforts are ongoing to liberate the entire Damascus countryside, and our eyes are on the capital Damascus" '
    "- Hassan Abdul Ghani\n8 Dec 2024",
    "Saturday: Army: more forces around Damascus @Damascus #Damascus !Government [BBC News]; "
    "More forces are being sent around Damascus. - Syrian army",
    "Saturday: Where is President Assad? @Damascus #Damascus !Government [BBC News]; "
    "The president may have left. - , rumours; "
    "The rumours are untrue\\; he is still at work in Damascus. - President’s office (denies); "
    "There is no sign of him. - BBC News (comments)",
    'c. 7 Dec 2024: Crowd pulls down a statue in Jaramana @"Jaramana, Damascus" #Damascus !Civilians [BBC News] '
    "[Social media]; It shows a crowd pulling down a statue of Hafez al-Assad. "
    "- Footage on social media, nobody is named [Social media > BBC News]",
    "Saturday: Damascus: “We are scared” @Damascus #Damascus !Civilians [BBC News] "
    '"We are scared because we really don\'t know what is going to happen" - Zaina Shehla, journalist; '
    '"Nobody wants to see fighting in Damascus" - Zaina Shehla',
    "Saturday: Supplies run low in Damascus @Damascus #Damascus !Civilians [BBC News]; "
    "Her family in Damascus tells her that supplies are running low and that cash machines are running out. "
    "- Rim Turkmani, director of the Syria "
    "conflict research programme at the London School of Economics",
    "2024-11-27~/2024-12-07: More than 800 killed, by estimate @Syria #toll !Civilians [BBC News]; "
    "More than 800 people are estimated to have been killed since the offensive began. "
    "- Syrian Observatory for Human Rights (SOHR)",
    "by 7 Dec 2024: At least 370,000 displaced so far @Syria #toll !Civilians [BBC News]; "
    "At least 370,000 people have been displaced so far. - United Nations",
    'by 7 Dec 2024: Civilians in the north @"Northern Syria" !Civilians [BBC News]; '
    '"exacerbating an already dire situation for civilians in the north of the country" '
    "This is what the fighting is doing. - United Nations",
    "Saturday: Meeting in Qatar @Qatar #talks !Diplomacy [BBC News] [Five Arab countries, Iran, Turkey and Russia]; "
    "Five Arab countries met with Iran, Turkey and Russia in Qatar. - BBC News; "
    "The crisis is a threat to regional and international security. "
    "- Five Arab countries\\, Iran\\, Turkey and Russia, in a joint statement",
    "Saturday: UN envoy: a negotiated way out is still possible #talks !Diplomacy [BBC News]; "
    "A negotiated way out is still possible. - Geir Pedersen, UN special envoy",
)


def essentials(event: Event, story: Story, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return what is the same however an event was written: no ids, no days on which something was said."""
    return {
        "title": event.title,
        "when": event.when,
        "place": event.place,
        "tags": event.tags,
        "category": next((one.name for one in story.categories if one.id == event.category), ""),
        "sources": {short_name(sources[key]) for key in event.sources},
        "statements": [
            (said.stance, said.speaker, said.role, said.quote, said.paraphrase, chain(said, sources))
            for said in event.statements
        ],
    }


def all_essentials(path: Path) -> dict[str, dict[str, object]]:
    file = open_story(path, read_only=True)
    sources = {source.id: source for source in file.sources}
    found = {event.title: essentials(event, file.story, sources) for event in file.events}
    file.close()
    return found


def test_whole_sample_is_typed_by_keyboard_and_holds_the_same(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with new_story(qapp, tmp_path, "Asia/Damascus") as window:
        for count, line in enumerate(LINES, start=1):
            press(line + "\n")
            if "\n" in line:  # The day that Saturday counts from was asked for in between.
                press("\n")
            assert window.document.event_count == count, line
    typed, sample = (
        all_essentials(tmp_path / "typed.timeline.json"),
        all_essentials(SAMPLES / "homs-2024.timeline.json"),
    )
    assert typed.keys() == sample.keys()
    for title, known in sample.items():
        assert typed[title] == known
    file = open_story(tmp_path / "typed.timeline.json", read_only=True)
    said_so = {(event.phrase, event.basis) for event in file.events if event.when == "2024-12-07"}
    assert said_so == {("Saturday", "2024-12-08")}


def test_ten_typical_events_take_as_many_keys_as_is_said() -> None:
    command = [sys.executable, "-m", "tests.journeys.keystrokes"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("10 events: ")
