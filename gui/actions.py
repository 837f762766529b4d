"""One table of what a reader can do: the menus, the keys and the shortcuts sheet are all made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

Key = QKeySequence.StandardKey
Keys = tuple[QKeySequence.StandardKey | str, ...]


class Scope(Enum):
    """Where an action's keys are heard."""

    WINDOW = "window"
    READING = "reading"
    """Only while the focus is in the window's central area, so that no menu or dialog loses letters."""
    EVENTS = "events"
    """Only in the list and on the timeline, where it is plain which event is meant."""
    TIMELINE = "timeline"
    """Only on the timeline: elsewhere these keys move in a list or a text."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: `group` numbers what a menu keeps together between separators.

    `also` are keys that work and need no mention: they save a Shift where "+" is typed with one.
    `submenu` marks an entry that opens a menu of its own; `choice` names the set of which one is ticked.
    """

    id: str
    text: str
    menu: str
    group: int
    keys: Keys = ()
    scope: Scope = Scope.WINDOW
    needs_story: bool = False
    checkable: bool = False
    submenu: bool = False
    choice: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    also: Keys = ()

    @property
    def label(self) -> str:
        """Return the text without the mark of the access key and without dots."""
        return self.text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _story(
    id: str,
    text: str,
    menu: str,
    group: int,
    keys: Keys = (),
    scope: Scope = Scope.WINDOW,
    *,
    checkable: bool = False,
    also: Keys = (),
) -> ActionSpec:
    return ActionSpec(id, text, menu, group, keys, scope, needs_story=True, checkable=checkable, also=also)


def _grouping(name: str, text: str) -> ActionSpec:
    return ActionSpec(f"group_{name}", text, "Group by", 1, needs_story=True, checkable=True, choice="grouping")


def _second_axis(name: str, text: str, group: int) -> ActionSpec:
    return ActionSpec(
        f"second_axis_{name}", text, "Second axis", group, needs_story=True, checkable=True, choice="second_axis"
    )


def _side_tab(name: str, text: str, key: str) -> ActionSpec:
    return ActionSpec(f"tab_{name}", text, "Left pane", 1, (key,), needs_story=True, checkable=True, choice="side_tab")


def _standing(name: str, text: str, key: str) -> ActionSpec:
    return ActionSpec(f"standing_{name}", text, "Standing", 1, (key,), Scope.READING, needs_story=True, checkable=True)


def _typed_dates(choice: str, name: str, text: str, group: int) -> ActionSpec:
    return ActionSpec(f"{choice}_{name}", text, "Typed dates", group, checkable=True, choice=choice)


_READING, _TIMELINE = Scope.READING, Scope.TIMELINE

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "&New story…", "File", 1, (Key.New,)),
    ActionSpec("open", "&Open…", "File", 1, (Key.Open,)),
    ActionSpec("open_sample", "Open &sample", "File", 1, submenu=True),
    ActionSpec("open_recent", "Open &recent", "File", 1, submenu=True),
    ActionSpec("new_window", "New &window", "File", 1, ("Ctrl+Shift+N",)),
    _story("close", "&Close", "File", 2, (Key.Close,)),
    _story("save_copy", "Save a cop&y as…", "File", 3, (Key.SaveAs, "Ctrl+Shift+S")),
    _story("print", "&Print…", "File", 3, (Key.Print,)),
    _story("export_image", "&Export image…", "File", 3, ("Ctrl+E",)),
    _story("restore", "Restore a &backup…", "File", 4),
    ActionSpec("quit", "&Quit", "File", 5, (Key.Quit, "Ctrl+Q"), role=QAction.MenuRole.QuitRole),
    ActionSpec("undo", "&Undo", "Edit", 1, (Key.Undo,)),
    ActionSpec("redo", "&Redo", "Edit", 1, (Key.Redo,), also=("Ctrl+Y", "Ctrl+Shift+Z")),
    _story("cut", "Cu&t", "Edit", 2, (Key.Cut,), Scope.EVENTS),
    _story("copy", "&Copy", "Edit", 2, (Key.Copy,)),
    _story("copy_citation", "Copy &with citation", "Edit", 2, ("Ctrl+Shift+C",)),
    _story("paste", "&Paste", "Edit", 2, (Key.Paste,)),
    _story("paste_rows", "Paste r&ows as events…", "Edit", 2, ("Ctrl+Shift+V",)),
    _story("find", "&Find…", "Edit", 3, (Key.Find, "/"), _READING),
    _story("select_all", "Select &all", "Edit", 3, (Key.SelectAll,), Scope.EVENTS),
    _story("select_none", "Select &none", "Edit", 3, ("Escape",), _READING),
    ActionSpec("clear_history", "Clear &history…", "Edit", 4),
    ActionSpec("typed_dates", "Typed &dates", "Edit", 5, submenu=True),
    _story("table", "Events as a ta&ble", "Edit", 5, ("Ctrl+T",), checkable=True),
    _typed_dates("date_order", "ask", "As&k what 8/12 means", 1),
    _typed_dates("date_order", "day-first", "8/12 is 8 &December", 1),
    _typed_dates("date_order", "month-first", "8/12 is A&ugust 12", 1),
    _typed_dates("century", "recent", "Years such as ’24 are &near to today", 2),
    _typed_dates("century", "ask", "Ask for the &century of ’24", 2),
    _story("new_event", "&New event…", "Event", 0, ("Ctrl+K", "N"), _READING),
    ActionSpec("edit_event", "&Edit event…", "Event", 0, ("F2", "Ctrl+Return"), Scope.EVENTS, also=("Ctrl+Enter",)),
    ActionSpec("new_in_form", "Ne&w event in the form…", "Event", 0, ("Ctrl+Shift+A",)),
    ActionSpec("copy_in_form", "Cop&y into the form…", "Event", 0, ("Ctrl+Shift+D",), Scope.EVENTS),
    ActionSpec("float_form", "&Float the form", "Event", 0, ("Ctrl+Shift+F",), checkable=True),
    ActionSpec("star", "&Star this event", "Event", 1, ("*",), _READING, checkable=True),
    ActionSpec("duplicate", "&Duplicate", "Event", 2, ("Ctrl+D",), Scope.EVENTS),
    ActionSpec("remove_event", "&Remove event", "Event", 2, (Key.Delete,), Scope.EVENTS),
    ActionSpec("change_events", "&Change selected events…", "Event", 3, ("Ctrl+Shift+E",)),
    _story("next_position", "Next &position", "Event", 4, ("J",), _READING),
    _story("previous_position", "Pre&vious position", "Event", 4, ("K",), _READING),
    _story("side_by_side", "Positions side &by side", "Event", 4, ("B",), _READING),
    ActionSpec("story_data", "Story &data…", "Story", 1),
    ActionSpec("categories", "&Categories…", "Story", 1, ("Ctrl+Shift+K",)),
    _story("sources", "S&ources…", "Story", 1, ("Ctrl+R",)),
    ActionSpec("find_and_replace", "Find and &replace…", "Story", 2, ("Ctrl+H",)),
    _story("zoom_in", "&Zoom in", "View", 1, ("W", "+"), _READING, also=("=",)),
    _story("zoom_out", "Zoom &out", "View", 1, ("S", "-"), _READING),
    _story("fit", "&Fit selection, then all", "View", 1, ("F",), _READING),
    _story("pan_left", "Move to &earlier", "View", 2, ("A",), _READING),
    _story("pan_right", "Move to &later", "View", 2, ("D",), _READING),
    _story("go_home", "To the &beginning", "View", 2, ("Home",), _TIMELINE),
    _story("go_end", "To the e&nd", "View", 2, ("End",), _TIMELINE),
    _story("go_to", "&Go to date…", "View", 2, ("Ctrl+G",)),
    _story("previous_event", "&Previous event", "View", 3, (",",), _READING),
    _story("next_event", "Ne&xt event", "View", 3, (".",), _READING),
    _story("measure", "&Measure by ruler", "View", 3, ("M",), _READING, checkable=True),
    _story("back", "View b&ack", "View", 3, (Key.Back, "Alt+Left")),
    _story("forward", "View fo&rward", "View", 3, (Key.Forward, "Alt+Right")),
    ActionSpec("side_tab", "Events, &questions, people", "View", 3, submenu=True),
    _side_tab("events", "&Events", "Ctrl+4"),
    _side_tab("questions", "Open &questions", "Ctrl+5"),
    _side_tab("people", "&People and outlets", "Ctrl+6"),
    _side_tab("figures", "&Figures", "Ctrl+7"),
    ActionSpec("text_size", "&Text size", "View", 4, submenu=True),
    _story("text_larger", "&Larger text", "Text size", 1, (Key.ZoomIn, "Ctrl++"), also=("Ctrl+=",)),
    _story("text_smaller", "&Smaller text", "Text size", 1, (Key.ZoomOut, "Ctrl+-")),
    _story("text_normal", "&Normal text size", "Text size", 1, ("Ctrl+0",)),
    _story("show_list", "Event li&st", "View", 5, ("Ctrl+1",), checkable=True),
    _story("show_detail", "&Detail", "View", 5, ("Ctrl+2",), checkable=True),
    _story("show_overview", "O&verview", "View", 5, ("Ctrl+3",), checkable=True),
    _story("next_pane", "S&witch pane", "View", 5, ("F6",)),
    ActionSpec("group_by", "Group rows b&y", "View", 6, submenu=True),
    _grouping("none", "&Nothing"),
    _grouping("category", "&Category"),
    _grouping("place", "&Place"),
    _grouping("speaker", "&Speaker"),
    _grouping("source", "S&ource"),
    _grouping("tag", "&Tag"),
    _story("next_grouping", "Next &grouping", "Group by", 2, ("G",), _READING),
    _story("shut_bands", "Collapse or open &all bands", "Group by", 2, ("Shift+G",), _READING),
    ActionSpec("second_axis", "Se&cond axis", "View", 6, submenu=True),
    _second_axis("none", "&None", 1),
    _second_axis("zone", "Time &zone…", 1),
    _second_axis("islamic-civil", "&Islamic (civil)", 2),
    _second_axis("persian", "&Persian", 2),
    _second_axis("julian", "&Julian", 2),
    ActionSpec("known", "As &known on", "View", 6, submenu=True),
    _story("known_earlier", "&Earlier change", "As known on", 1, ("[", "Alt+PgUp"), _READING),
    _story("known_later", "&Later change", "As known on", 1, ("]", "Alt+PgDown"), _READING),
    _story("known_play", "&Play the changes", "As known on", 1, ("P",), _READING, checkable=True),
    _story("known_on", "On a &date…", "As known on", 2, ("Ctrl+Shift+G",)),
    _story("known_now", "Back to &now", "As known on", 2, ("Alt+End",)),
    _story("two_times", "&Two times: happened and said", "As known on", 3, ("T",), _READING, checkable=True),
    ActionSpec("standing", "Stand&ing", "View", 6, submenu=True),
    _standing("contested", "Only &contested", "1"),
    _standing("denied", "Only &denied", "2"),
    _standing("unconfirmed", "Only &unconfirmed", "3"),
    _standing("single-source", "Only &single source", "4"),
    _standing("corroborated", "Only c&orroborated", "5"),
    _standing("unsourced", "Only u&nsourced", "6"),
    _story("standing_all", "However it st&ands", "Standing", 2, ("0",), _READING),
    ActionSpec("theme", "T&heme and motion", "View", 6, submenu=True),
    ActionSpec("theme_system", "As the &system", "Theme", 1, checkable=True, choice="theme"),
    ActionSpec("theme_light", "&Light", "Theme", 1, checkable=True, choice="theme"),
    ActionSpec("theme_dark", "&Dark", "Theme", 1, checkable=True, choice="theme"),
    ActionSpec("reduce_motion", "&Reduce motion", "Theme", 2, checkable=True),
    ActionSpec("full_screen", "F&ull screen", "View", 6, (Key.FullScreen, "F11"), checkable=True),
    ActionSpec("manual", "&Manual", "Help", 1, (Key.HelpContents, "F1")),
    ActionSpec("shortcuts", "&Keyboard shortcuts", "Help", 1, ("?", "Ctrl+/"), _READING),
    ActionSpec("about", "&About Timeline Reader", "Help", 2, role=QAction.MenuRole.AboutRole),
)

MENUS: tuple[tuple[str, str], ...] = (
    ("File", "&File"),
    ("Edit", "&Edit"),
    ("Event", "Eve&nt"),
    ("Story", "&Story"),
    ("View", "&View"),
    ("Help", "&Help"),
)

SUBMENUS = {
    "side_tab": "Left pane",
    "typed_dates": "Typed dates",
    "text_size": "Text size",
    "theme": "Theme",
    "group_by": "Group by",
    "second_axis": "Second axis",
    "known": "As known on",
    "standing": "Standing",
}
"""The menus that open from an entry of another, by that entry's id."""

MOUSE: tuple[tuple[str, str], ...] = (
    ("Zoom at the pointer", "Wheel or pinch"),
    ("Move in time", "Drag or flick, or wheel sideways"),
    ("Move in time, on the timeline", "Left / Right, held to speed up"),
    ("Scroll the rows of the timeline", "Ctrl+Shift and wheel, or drag"),
    ("Zoom to a stretch of time", "Shift and drag"),
    ("Measure time", "Alt and drag"),
    ("Move the ruler’s end, or to the next event", "Left / Right, or with Ctrl"),
    ("Turn to the ruler’s other end, zoom to it, end it", "Space, Enter, Esc"),
    ("List what has no room, zoom to it", "Click its chip, click again"),
    ("Collapse or open a band", "Click its heading"),
    ("Move a band", "Drag its heading up or down"),
    ("Go from heading to heading, on the timeline", "Ctrl+Up / Ctrl+Down"),
    ("Collapse or open it, move it", "Enter, Ctrl+Shift+Up / Down"),
    ("Select an event", "Click"),
    ("Select one more, or one less", "Ctrl and click"),
    ("Select all up to there", "Shift and click, in the list Shift+Up / Down"),
    ("Select what a box meets", "Ctrl and drag on empty paper"),
    ("Select and fit an event", "Double-click"),
    ("Add an event there", "Double-click empty paper"),
    ("Move the selected event", "Drag it; its start or end by the bar’s ends"),
    ("Move it freely, past the ticks", "Shift while dragging"),
    ("Leave a copy there", "Ctrl and drag an event"),
    ("Move the selected events a step, on the timeline", "Ctrl+Left / Right"),
    ("Move the end of the selected event", "Ctrl+Shift+Left / Right"),
    ("What can be done there", "Right click, Menu, Shift+F10"),
    ("Jump or stretch the view", "Drag in the overview"),
    ("Open a story", "Drop its file on the window"),
)

FORM: tuple[tuple[str, str], ...] = (
    ("Keep the event", "Ctrl+S, or Enter in a line"),
    ("Leave the form", "Esc"),
    ("Add a statement", "Ctrl+Shift+Enter"),
    ("Add a figure to the statement", "Ctrl+Shift+G"),
    ("Open or close a statement", "Enter or Space on its line"),
    ("Move a statement", "Alt+Up / Alt+Down"),
    ("Duplicate, remove a statement", "Ctrl+D, Ctrl+Shift+Del"),
)
"""The keys of the event form, which hears them itself: they mean something else outside of it."""


TWO_TIMES: tuple[tuple[str, str], ...] = (
    ("Go from statement to statement, as they were said", "Up / Down"),
    ("The same, as their events happened", "Left / Right"),
    ("Zoom to the event of the statement", "Enter, or double-click"),
    ("Move in time of happening", "Shift+Left / Right"),
    ("Move in time of saying", "Shift+Up / Down, Page Up / Page Down"),
    ("Zoom the time of saying", "Ctrl+Up / Ctrl+Down, or Ctrl and wheel"),
    ("Show all times of saying", "Double-click their axis, or F"),
)
"""The keys of the view in two times, which hears them itself."""


def key_sequences(keys: Keys) -> list[QKeySequence]:
    """Return an action's keys on this platform, each once, the usual one first."""
    found: list[QKeySequence] = []
    for key in keys:
        new = QKeySequence.keyBindings(key)[:1] if isinstance(key, QKeySequence.StandardKey) else [QKeySequence(key)]
        found.extend(sequence for sequence in new if sequence not in found and not sequence.isEmpty())
    return found


def make_actions(parent: QObject, handlers: Mapping[str, Callable[..., None]]) -> dict[str, QAction]:
    """Return an action for every row of the table that is no submenu, triggering `handlers[id]`.

    A checkable action hands its handler the new state. Raises KeyError where a handler is missing.
    """
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        if spec.submenu:
            continue
        action = QAction(spec.text, parent)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setMenuRole(spec.role)
        action.setShortcuts(key_sequences((*spec.keys, *spec.also)))
        if spec.scope is not Scope.WINDOW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.choice:
            groups.setdefault(spec.choice, QActionGroup(parent)).addAction(action)
        handler = handlers[spec.id]
        if spec.checkable:
            action.triggered.connect(lambda checked, handler=handler: handler(checked))
        else:
            action.triggered.connect(lambda _checked=False, handler=handler: handler())
        actions[spec.id] = action
    return actions


def in_scope(scope: Scope) -> Iterable[str]:
    """Return the ids of the actions whose keys are heard in that place."""
    return [spec.id for spec in ACTIONS if spec.scope is scope and not spec.submenu]


def shortcut_sheet() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the shortcuts sheet: a heading for each menu with rows of (what it does, its keys)."""
    sheet: list[tuple[str, list[tuple[str, str]]]] = []
    for menu, _title in MENUS:
        names = [menu, *(SUBMENUS[spec.id] for spec in ACTIONS if spec.menu == menu and spec.id in SUBMENUS)]
        rows = [(spec.label, _keys_in_words(spec)) for spec in ACTIONS if spec.menu in names and spec.keys]
        sheet.append((menu, [row for row in rows if row[1]]))
    sheet.append(("Event form", list(FORM)))
    sheet.append(("Two times", list(TWO_TIMES)))
    sheet.append(("Mouse and touch", list(MOUSE)))
    return sheet


def _keys_in_words(spec: ActionSpec) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  or  ".join(sequence.toString(native) for sequence in key_sequences(spec.keys))
