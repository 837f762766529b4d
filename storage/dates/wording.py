"""The words around a date, one table a language; months and patterns come from the CLDR.

To add a language, add a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def _english_century(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Write a whole number in Roman figures."""
    result = ""
    for value, sign in _ROMAN:
        result += sign * (number // value)
        number %= value
    return result


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates with `{}` for a date; those ending in `_short` are for narrow columns.

    `[for a day|for anything coarser]` stands where a language needs another word before a day. `^` is where
    `about_inside` goes, if the date is approximate; without a `^`, the date itself says "about".
    """

    about: str
    about_short: str
    approximate: str
    uncertain: str
    # Nouns by component: y, m, d; what is unknown by components: d, m, md, y, yd.
    nouns: dict[str, str]
    unknown: dict[str, str]
    decade: str
    decade_short: str
    century: Callable[[int], str]
    century_short: Callable[[int], str]
    # A day or month in a decade or century.
    within: str
    between: str
    by: str
    or_later: str
    each: str
    all_to: str
    all_from: str
    from_on: str
    until: str
    unknown_start: str
    unknown_end: str
    # Years before now: plain, thousand, million, billion (10^9); an empty unit is not used.
    ago: tuple[str, str, str, str]
    ago_short: tuple[str, str, str, str]
    long_year: str
    seasons: tuple[str, str, str, str]
    northern: str
    southern: str
    quarters: tuple[str, str, str, str]
    thirds: tuple[str, str, str]
    halves: tuple[str, str]
    about_inside: str = ""


_ENGLISH = Wording(
    about="about {}",
    about_short="c. {}",
    approximate="approximate",
    uncertain="uncertain",
    nouns={"y": "year", "m": "month", "d": "day"},
    unknown={
        "d": "day unknown",
        "m": "month unknown",
        "md": "month and day unknown",
        "y": "year unknown",
        "yd": "day and year unknown",
    },
    decade="the {}s",
    decade_short="{}s",
    century=lambda number: f"{_english_century(number)} century",
    century_short=lambda number: f"{_english_century(number)} c.",
    within="{} in the {}",
    between="between {} and {}",
    by="by {}",
    or_later="{} or later",
    each="each of {}",
    all_to="all up to {}",
    all_from="all from {} on",
    from_on="from {} on",
    until="until {}",
    unknown_start="unknown start – {}",
    unknown_end="{} – unknown end",
    ago=("{} years ago", "", "{} million years ago", "{} billion years ago"),
    ago_short=("{} years ago", "{} ka", "{} Ma", "{} Ga"),
    long_year="the year {}",
    seasons=("spring {}", "summer {}", "autumn {}", "winter {}"),
    northern="northern hemisphere",
    southern="southern hemisphere",
    quarters=("first quarter of {}", "second quarter of {}", "third quarter of {}", "fourth quarter of {}"),
    thirds=("first third of {}", "second third of {}", "last third of {}"),
    halves=("first half of {}", "second half of {}"),
)

_GERMAN = Wording(
    about="[um den|etwa] {}",
    about_short="ca. {}",
    approximate="ungefähr",
    uncertain="unsicher",
    nouns={"y": "Jahr", "m": "Monat", "d": "Tag"},
    unknown={
        "d": "Tag unbekannt",
        "m": "Monat unbekannt",
        "md": "Monat und Tag unbekannt",
        "y": "Jahr unbekannt",
        "yd": "Tag und Jahr unbekannt",
    },
    decade="{}er-Jahre",
    decade_short="{}er",
    century=lambda number: f"{number}. Jahrhundert",
    century_short=lambda number: f"{number}. Jh.",
    within="{}, {}",
    between="zwischen^[ dem|] {} und^[ dem|] {}",
    by="spätestens^[ am|] {}",
    or_later="{} oder später",
    each="jeweils {}",
    all_to="alle bis^[ zum|] {}",
    all_from="alle ab^[ dem|] {}",
    from_on="ab^[ dem|] {}",
    until="bis^[ zum|] {}",
    unknown_start="unbekannter Beginn – {}",
    unknown_end="{} – unbekanntes Ende",
    ago=("vor {} Jahren", "", "vor {} Millionen Jahren", "vor {} Milliarden Jahren"),
    ago_short=("vor {} Jahren", "", "vor {} Mio. Jahren", "vor {} Mrd. Jahren"),
    long_year="Jahr {}",
    seasons=("Frühling {}", "Sommer {}", "Herbst {}", "Winter {}"),
    northern="Nordhalbkugel",
    southern="Südhalbkugel",
    quarters=("1. Quartal {}", "2. Quartal {}", "3. Quartal {}", "4. Quartal {}"),
    thirds=("erstes Drittel {}", "zweites Drittel {}", "letztes Drittel {}"),
    halves=("erstes Halbjahr {}", "zweites Halbjahr {}"),
    about_inside="etwa",
)


def _french_century(number: int) -> str:
    return f"{roman(number)}{'er' if number == 1 else 'e'}"


_FRENCH = Wording(
    about="vers[ le|] {}",
    about_short="v. {}",
    approximate="approximatif",
    uncertain="incertain",
    nouns={"y": "année", "m": "mois", "d": "jour"},
    unknown={
        "d": "jour inconnu",
        "m": "mois inconnu",
        "md": "mois et jour inconnus",
        "y": "année inconnue",
        "yd": "jour et année inconnus",
    },
    decade="années {}",
    decade_short="années {}",
    century=lambda number: f"{_french_century(number)} siècle",
    century_short=lambda number: f"{_french_century(number)} s.",
    within="{}, {}",
    between="entre^[ le|] {} et^[ le|] {}",
    by="au plus tard [le|en] {}^",
    or_later="{} ou plus tard",
    each="chacun de {}",
    all_to="tous jusqu’[au|en] {}^",
    all_from="tous à partir [du|de] {}^",
    from_on="à partir [du|de] {}^",
    until="jusqu’[au|en] {}^",
    unknown_start="début inconnu – {}",
    unknown_end="{} – fin inconnue",
    ago=("il y a {} ans", "", "il y a {} millions d’années", "il y a {} milliards d’années"),
    ago_short=("il y a {} ans", "", "il y a {} M d’années", "il y a {} Md d’années"),
    long_year="année {}",
    seasons=("printemps {}", "été {}", "automne {}", "hiver {}"),
    northern="hémisphère nord",
    southern="hémisphère sud",
    quarters=("1er trimestre {}", "2e trimestre {}", "3e trimestre {}", "4e trimestre {}"),
    thirds=("1er tiers de {}", "2e tiers de {}", "dernier tiers de {}"),
    halves=("1er semestre {}", "2e semestre {}"),
    about_inside="environ",
)

_SPANISH = Wording(
    about="hacia[ el|] {}",
    about_short="c. {}",
    approximate="aproximado",
    uncertain="incierto",
    nouns={"y": "año", "m": "mes", "d": "día"},
    unknown={
        "d": "día desconocido",
        "m": "mes desconocido",
        "md": "mes y día desconocidos",
        "y": "año desconocido",
        "yd": "día y año desconocidos",
    },
    decade="década de {}",
    decade_short="década de {}",
    century=lambda number: f"siglo {roman(number)}",
    century_short=lambda number: f"s. {roman(number)}",
    within="{}, {}",
    between="entre^[ el|] {} y^[ el|] {}",
    by="a más tardar^[ el| en] {}",
    or_later="{} o más tarde",
    each="cada uno de {}",
    all_to="todos hasta^[ el|] {}",
    all_from="todos desde^[ el|] {}",
    from_on="desde^[ el|] {}",
    until="hasta^[ el|] {}",
    unknown_start="inicio desconocido – {}",
    unknown_end="{} – fin desconocido",
    ago=("hace {} años", "", "hace {} millones de años", "hace {} mil millones de años"),
    ago_short=("hace {} años", "", "hace {} M de años", "hace {} mil M de años"),
    long_year="año {}",
    seasons=("primavera de {}", "verano de {}", "otoño de {}", "invierno de {}"),
    northern="hemisferio norte",
    southern="hemisferio sur",
    quarters=("primer trimestre de {}", "segundo trimestre de {}", "tercer trimestre de {}", "cuarto trimestre de {}"),
    thirds=("primer cuatrimestre de {}", "segundo cuatrimestre de {}", "tercer cuatrimestre de {}"),
    halves=("primer semestre de {}", "segundo semestre de {}"),
    about_inside="aproximadamente",
)

_ARABIC = Wording(
    about="نحو {}",
    about_short="نحو {}",
    approximate="تقريبي",
    uncertain="غير مؤكد",
    nouns={"y": "السنة", "m": "الشهر", "d": "اليوم"},
    unknown={
        "d": "اليوم غير معروف",
        "m": "الشهر غير معروف",
        "md": "الشهر واليوم غير معروفين",
        "y": "السنة غير معروفة",
        "yd": "اليوم والسنة غير معروفين",
    },
    decade="عقد {}",
    decade_short="عقد {}",
    century=lambda number: f"القرن {number}",
    century_short=lambda number: f"القرن {number}",
    within="{}، {}",
    between="بين {} و{}",
    by="في موعد أقصاه {}",
    or_later="{} أو بعد ذلك",
    each="كل من {}",
    all_to="كل ما حتى {}",
    all_from="كل ما منذ {}",
    from_on="منذ {}",
    until="حتى {}",
    unknown_start="بداية غير معروفة – {}",
    unknown_end="{} – نهاية غير معروفة",
    ago=("قبل {} سنة", "", "قبل {} مليون سنة", "قبل {} مليار سنة"),
    ago_short=("قبل {} سنة", "", "قبل {} مليون سنة", "قبل {} مليار سنة"),
    long_year="سنة {}",
    seasons=("ربيع {}", "صيف {}", "خريف {}", "شتاء {}"),
    northern="نصف الكرة الشمالي",
    southern="نصف الكرة الجنوبي",
    quarters=("الربع الأول من {}", "الربع الثاني من {}", "الربع الثالث من {}", "الربع الرابع من {}"),
    thirds=("الثلث الأول من {}", "الثلث الثاني من {}", "الثلث الأخير من {}"),
    halves=("النصف الأول من {}", "النصف الثاني من {}"),
)

_UKRAINIAN = Wording(
    about="прибл. {}",
    about_short="бл. {}",
    approximate="приблизно",
    uncertain="непевно",
    nouns={"y": "рік", "m": "місяць", "d": "день"},
    unknown={
        "d": "день невідомий",
        "m": "місяць невідомий",
        "md": "місяць і день невідомі",
        "y": "рік невідомий",
        "yd": "день і рік невідомі",
    },
    decade="{}-ті роки",
    decade_short="{}-ті",
    century=lambda number: f"{roman(number)} століття",
    century_short=lambda number: f"{roman(number)} ст.",
    within="{}, {}",
    between="[між|у проміжку] {} [і|–] {}",
    by="не пізніше[| ніж] {}",
    or_later="{} або пізніше",
    each="кожен із {}",
    all_to="усі по {}",
    all_from="усі від {}",
    from_on="[з|від] {}",
    until="до {} включно",
    unknown_start="невідомий початок – {}",
    unknown_end="{} – невідомий кінець",
    ago=("{} років тому", "", "{} млн років тому", "{} млрд років тому"),
    ago_short=("{} років тому", "", "{} млн років тому", "{} млрд років тому"),
    long_year="{} рік",
    seasons=("весна {}", "літо {}", "осінь {}", "зима {}"),
    northern="північна півкуля",
    southern="південна півкуля",
    quarters=("перший квартал {}", "другий квартал {}", "третій квартал {}", "четвертий квартал {}"),
    thirds=("перша третина {}", "друга третина {}", "остання третина {}"),
    halves=("перше півріччя {}", "друге півріччя {}"),
)

ABOUT_PLACE = "^"
_CHOICE = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def phrase(template: str, *texts: str, is_day: bool, abouts: Sequence[str] = ()) -> str:
    """Fill a template, with the words it has for a day or for anything coarser.

    `abouts` are the words that go in front of, or behind, each of the texts.
    """
    head, *tails = template.split(ABOUT_PLACE)
    words = [f" {word}" if word else "" for word in abouts] or [""] * len(tails)
    template = head + "".join(word + tail for word, tail in zip(words, tails, strict=True))
    return _CHOICE.sub(r"\1" if is_day else r"\2", template).format(*texts)


_WORDINGS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "ar": _ARABIC, "uk": _UKRAINIAN}


def wording_of(language: str) -> Wording:
    """Give the words of a language ("de"); English where there is no table."""
    return _WORDINGS.get(language, _ENGLISH)
