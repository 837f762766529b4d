"""What people say around dates beside what is displayed: vague and relative words, one table a language.

To add a language, add a table; `{}` stands for a date, a number or a weekday. Words are read without their accents.
"""

from __future__ import annotations

from dataclasses import dataclass

# (template, first and last part, number of parts): "early {}" is the first of three.
Vague = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of a language.

    `parts` are times of day that EDTF has no word for, `days` whole words with the days they lie from the day that
    they are counted from, `spans` weeks, months and years from that one, `counts` so many units before (-1) or after
    it, `weekdays` templates with "last", "this" or "next",
    `moments` parts of a day so many days from it, in English.
    """

    vague: tuple[Vague, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    nights: tuple[str, ...] = ()
    days: tuple[tuple[str, int], ...] = ()
    spans: tuple[tuple[str, str, int], ...] = ()
    counts: tuple[tuple[str, str, int], ...] = ()
    weekdays: tuple[tuple[str, str], ...] = ()
    moments: tuple[tuple[str, int, str], ...] = ()
    from_to: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()


def _vague(early: str, mid: str, late: str) -> tuple[Vague, ...]:
    """Lay out templates for the three thirds, each a text of templates between bars."""
    thirds = enumerate((early, mid, late))
    return tuple((template, part, part, 3) for part, texts in thirds for template in texts.split("|"))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


def _counts(singular_plural: dict[str, str], ago: str, later: str) -> tuple[tuple[str, str, int], ...]:
    """Write out templates such as "{} ago": the unit's words go in the place of the dots."""
    return tuple(
        (template.replace("…", word), unit, sign)
        for unit, words in singular_plural.items()
        for word in words.split("|")
        for sign, templates in ((-1, ago), (1, later))
        for template in templates.split("|")
    )


def _spans(units: dict[str, tuple[str, str, str]]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (text, unit, number - 1)
        for unit, texts in units.items()
        for number, choices in enumerate(texts)
        for text in choices.split("|")
    )


_DAY_PARTS = (
    "early morning|late morning|morning|forenoon|midday|afternoon|late afternoon|early evening|evening|dawn|dusk"
)

_ENGLISH = Speech(
    vague=(
        ("early-to-mid {}", 0, 1, 3),
        ("mid-to-late {}", 1, 2, 3),
        *_vague(
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
    before=_split("before {}|prior to {}|earlier than {}|pre-{}"),
    after=_split("after {}|later than {}|post-{}"),
    parts=(
        *(f"{part} of {{}}" for part in _DAY_PARTS.split("|")),
        *(f"{{}} {part}" for part in _DAY_PARTS.split("|")),
        *(f"{{}} in the {part}" for part in ("morning", "afternoon", "evening", "early morning")),
        *(f"{{}} ({part})" for part in ("morning", "afternoon", "evening")),
        *_split("early on {}|late on {}|{} at dawn|{} at dusk|dawn on {}|dusk on {}"),
        *_split("morning on {}|afternoon on {}|evening on {}|small hours of {}|early hours of {}"),
    ),
    nights=_split(
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
    spans=_spans(
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
    counts=_counts(
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
    from_to=_split("from {} to {}|from {} until {}|from {} till {}|from {} through {}"),
    leading=_split("sometime|some time|at some point|during|throughout|in|on|at|the"),
)

_GERMAN = Speech(
    vague=(
        *_vague(
            "anfang {}|anfang der {}|anfang des {}|beginn der {}|beginn des {}|frühes {}|frühen {}",
            "mitte {}|mitte der {}|mitte des {}|mittleres {}",
            "ende {}|ende der {}|ende des {}|spätes {}|späten {}",
        ),
        ("erste hälfte {}", 0, 0, 2),
        ("erste hälfte des {}", 0, 0, 2),
        ("zweite hälfte {}", 1, 1, 2),
        ("zweite hälfte des {}", 1, 1, 2),
        ("1. hälfte des {}", 0, 0, 2),
        ("2. hälfte des {}", 1, 1, 2),
    ),
    before=_split("vor {}|vor dem {}"),
    after=_split("nach {}|nach dem {}"),
    parts=_split("morgen des {}|{} morgens|{} vormittags|{} nachmittags|{} abends|{} abend|abend des {}|{} mittags"),
    nights=_split("nacht zum {}|nacht vom {}|nacht auf den {}|{} nachts|nacht des {}"),
    days=(("vorgestern", -2), ("gestern", -1), ("heute", 0), ("morgen", 1), ("übermorgen", 2), ("tags darauf", 1)),
    spans=_spans(
        {
            "week": ("letzte woche|vorige woche", "diese woche", "nächste woche"),
            "month": ("letzten monat|vorigen monat", "diesen monat", "nächsten monat"),
            "year": ("letztes jahr|voriges jahr", "dieses jahr", "nächstes jahr"),
        }
    ),
    counts=_counts(
        {"day": "tag|tage|tagen", "week": "woche|wochen", "month": "monat|monate|monaten", "year": "jahr|jahre|jahren"},
        "vor {} …|{} … zuvor|{} … früher",
        "in {} …|{} … später|{} … danach",
    ),
    weekdays=(("letzten {}", "last"), ("vergangenen {}", "last"), ("diesen {}", "this"), ("nächsten {}", "next")),
    moments=(
        ("heute morgen", 0, "morning"),
        ("heute früh", 0, "morning"),
        ("heute abend", 0, "evening"),
        ("heute nacht", 0, "night"),
        ("letzte nacht", -1, "night"),
        ("gestern abend", -1, "evening"),
    ),
    from_to=_split("von {} bis {}|vom {} bis {}|vom {} bis zum {}"),
    leading=_split("im|am|in|den|der|die|dem|während"),
)

_FRENCH = Speech(
    vague=(
        *_vague(
            "début {}|début du {}|début des {}|début de {}|au début de {}|au début du {}",
            "mi-{}|mi {}|milieu du {}|milieu des {}|milieu de {}|milieu {}",
            "fin {}|fin du {}|fin des {}|fin de {}|à la fin de {}|à la fin du {}",
        ),
        ("première moitié de {}", 0, 0, 2),
        ("première moitié du {}", 0, 0, 2),
        ("seconde moitié de {}", 1, 1, 2),
        ("seconde moitié du {}", 1, 1, 2),
        ("deuxième moitié du {}", 1, 1, 2),
    ),
    before=_split("avant {}|avant le {}|avant l'{}"),
    after=_split("après {}|après le {}|après l'{}"),
    parts=_split("matin du {}|soir du {}|{} au matin|{} au soir|après-midi du {}|{} matin|{} soir"),
    nights=_split("nuit du {}|{} dans la nuit"),
    days=(("avant-hier", -2), ("hier", -1), ("aujourd'hui", 0), ("demain", 1), ("après-demain", 2), ("lendemain", 1)),
    spans=_spans(
        {
            "week": ("semaine dernière|semaine passée", "cette semaine", "semaine prochaine"),
            "month": ("mois dernier|mois passé", "ce mois|ce mois-ci", "mois prochain"),
            "year": ("année dernière|l'année dernière|an dernier|l'an dernier", "cette année", "année prochaine"),
        }
    ),
    counts=_counts(
        {"day": "jour|jours", "week": "semaine|semaines", "month": "mois", "year": "an|ans|année|années"},
        "il y a {} …|{} … plus tôt|{} … avant|{} … auparavant",
        "dans {} …|{} … plus tard|{} … après",
    ),
    weekdays=(("{} dernier", "last"), ("{} passé", "last"), ("ce {}", "this"), ("{} prochain", "next")),
    moments=(
        ("ce matin", 0, "morning"),
        ("cet après-midi", 0, "afternoon"),
        ("ce soir", 0, "evening"),
        ("cette nuit", 0, "night"),
        ("nuit dernière", -1, "night"),
        ("hier soir", -1, "evening"),
    ),
    from_to=_split("du {} au {}|de {} à {}|depuis {} jusqu'à {}"),
    leading=_split("le|la|les|en|au|dans|pendant|durant"),
)

_SPANISH = Speech(
    vague=(
        *_vague(
            "principios de {}|principios del {}|comienzos de {}|comienzos del {}|inicios de {}|inicios del {}",
            "mediados de {}|mediados del {}",
            "finales de {}|finales del {}|fines de {}|fines del {}",
        ),
        ("primera mitad de {}", 0, 0, 2),
        ("primera mitad del {}", 0, 0, 2),
        ("segunda mitad de {}", 1, 1, 2),
        ("segunda mitad del {}", 1, 1, 2),
    ),
    before=_split("antes de {}|antes del {}"),
    after=_split("después de {}|después del {}"),
    parts=_split("mañana del {}|tarde del {}|{} por la mañana|{} por la tarde|madrugada del {}|{} por la noche"),
    nights=_split("noche del {}"),
    days=(("anteayer", -2), ("ayer", -1), ("hoy", 0), ("mañana", 1), ("pasado mañana", 2), ("al día siguiente", 1)),
    spans=_spans(
        {
            "week": ("semana pasada", "esta semana", "próxima semana|semana próxima|semana que viene"),
            "month": ("mes pasado", "este mes", "próximo mes|mes próximo|mes que viene"),
            "year": ("año pasado", "este año", "próximo año|año próximo|año que viene"),
        }
    ),
    counts=_counts(
        {"day": "día|días", "week": "semana|semanas", "month": "mes|meses", "year": "año|años"},
        "hace {} …|{} … antes",
        "dentro de {} …|{} … después|{} … más tarde",
    ),
    weekdays=(("{} pasado", "last"), ("pasado {}", "last"), ("este {}", "this"), ("próximo {}", "next")),
    moments=(
        ("esta mañana", 0, "morning"),
        ("esta tarde", 0, "afternoon"),
        ("esta noche", 0, "night"),
        ("anoche", -1, "night"),
    ),
    from_to=_split("del {} al {}|de {} a {}|desde {} hasta {}|desde el {} hasta el {}"),
    leading=_split("el|la|los|las|en|a|al|durante"),
)

_ARABIC = Speech(
    vague=_vague("أوائل {}|بداية {}|مطلع {}", "منتصف {}|أواسط {}", "أواخر {}|نهاية {}"),
    before=_split("قبل {}"),
    after=_split("بعد {}"),
    parts=_split("صباح {}|مساء {}|فجر {}|ظهر {}|عصر {}|{} صباحا|{} مساء"),
    nights=_split("ليلة {}|ليل {}"),
    days=(("أول أمس", -2), ("أمس", -1), ("اليوم", 0), ("غدا", 1), ("بعد غد", 2)),
    spans=_spans(
        {
            "week": ("الأسبوع الماضي", "هذا الأسبوع", "الأسبوع المقبل|الأسبوع القادم"),
            "month": ("الشهر الماضي", "هذا الشهر", "الشهر المقبل|الشهر القادم"),
            "year": ("العام الماضي|السنة الماضية", "هذا العام|هذه السنة", "العام المقبل|السنة المقبلة"),
        }
    ),
    counts=_counts(
        {"day": "يوم|أيام|يوما", "week": "أسبوع|أسابيع", "month": "شهر|أشهر", "year": "عام|أعوام|سنة|سنوات"},
        "قبل {} …|منذ {} …",
        "بعد {} …",
    ),
    weekdays=(("{} الماضي", "last"), ("هذا {}", "this"), ("{} المقبل", "next"), ("{} القادم", "next")),
    moments=(
        ("هذا الصباح", 0, "morning"),
        ("صباح اليوم", 0, "morning"),
        ("مساء اليوم", 0, "evening"),
        ("مساء أمس", -1, "evening"),
        ("الليلة الماضية", -1, "night"),
        ("الليلة", 0, "night"),
    ),
    from_to=_split("من {} إلى {}|من {} حتى {}"),
    leading=_split("في|يوم|خلال|عام"),
)

_UKRAINIAN = Speech(
    vague=(
        *_vague(
            "початок {}|на початку {}|рання {}",
            "середина {}|в середині {}|у середині {}",
            "кінець {}|наприкінці {}|в кінці {}",
        ),
        ("перша половина {}", 0, 0, 2),
        ("друга половина {}", 1, 1, 2),
        ("у першій половині {}", 0, 0, 2),
        ("у другій половині {}", 1, 1, 2),
    ),
    before=_split("до {}|перед {}|раніше {}"),
    after=_split("після {}"),
    parts=_split("вранці {}|увечері {}|ввечері {}|ранок {}|вечір {}|{} вранці|{} ввечері|{} увечері"),
    nights=_split("ніч на {}|в ніч на {}|у ніч на {}|вночі {}"),
    days=(
        ("позавчора", -2),
        ("вчора", -1),
        ("учора", -1),
        ("сьогодні", 0),
        ("завтра", 1),
        ("післязавтра", 2),
        ("наступного дня", 1),
    ),
    spans=_spans(
        {
            "week": ("минулого тижня", "цього тижня", "наступного тижня"),
            "month": ("минулого місяця", "цього місяця", "наступного місяця"),
            "year": ("минулого року|торік", "цього року", "наступного року"),
        }
    ),
    counts=_counts(
        {
            "day": "день|дні|днів",
            "week": "тиждень|тижні|тижнів",
            "month": "місяць|місяці|місяців",
            "year": "рік|роки|років",
        },
        "{} … тому",
        "через {} …|{} … потому|за {} …",
    ),
    weekdays=(
        ("минулого {}", "last"),
        ("минулої {}", "last"),
        ("минулу {}", "last"),
        ("наступного {}", "next"),
        ("наступної {}", "next"),
    ),
    moments=(
        ("сьогодні вранці", 0, "morning"),
        ("сьогодні ввечері", 0, "evening"),
        ("сьогодні вночі", 0, "night"),
        ("минулої ночі", -1, "night"),
        ("вчора ввечері", -1, "evening"),
    ),
    from_to=_split("з {} до {}|від {} до {}|з {} по {}"),
    leading=_split("у|в|на|протягом"),
)

_SPEECHES = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "ar": _ARABIC, "uk": _UKRAINIAN}


def speech_of(language: str) -> Speech:
    """Give what is said in a language ("de"); nothing where there is no table."""
    return _SPEECHES.get(language, Speech())
