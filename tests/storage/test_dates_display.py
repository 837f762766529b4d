"""Dates in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from storage.dates import DateError, display, display_instant
from storage.dates.names import names_of
from storage.dates.wording import wording_of

ENGLISH = [
    ("2024", "2024", "2024"),
    ("2024-12", "December 2024", "Dec 2024"),
    ("2024-12-07", "7 December 2024", "7 Dec 2024"),
    ("2011-03~", "about March 2011", "c. Mar 2011"),
    ("2011?", "2011 (uncertain)", "2011?"),
    ("2011%", "about 2011 (uncertain)", "c. 2011?"),
    ("2004?-06-11", "11 June 2004 (year uncertain)", "11 Jun 2004 (year?)"),
    ("2004-?06-~11", "11 June 2004 (month uncertain, day approximate)", "11 Jun 2004 (month?, ~day)"),
    ("2024-11-27/2024-11-30", "27–30 November 2024", "27–30 Nov 2024"),
    ("2024-12-07/2024-12-08", "7–8 December 2024", "7–8 Dec 2024"),
    ("2024-11-28/2024-12-02", "28 November – 2 December 2024", "28 Nov – 2 Dec 2024"),
    ("2024-12-07/2025-01-02", "7 December 2024 – 2 January 2025", "7 Dec 2024 – 2 Jan 2025"),
    ("2024-12-07/2024-12-07", "7 December 2024", "7 Dec 2024"),
    ("2004-06/2004-08", "June – August 2004", "Jun – Aug 2004"),
    ("1964/2008", "1964–2008", "1964–2008"),
    ("1964~/2008~", "about 1964 – about 2008", "c. 1964 – c. 2008"),
    ("2004-06-01~/2004-06-20", "about 1 June – 20 June 2004", "c. 1 Jun – 20 Jun 2004"),
    ("2004-02-01/2005", "1 February 2004 – 2005", "1 Feb 2004 – 2005"),
    ("1985/..", "from 1985 on", "1985 –"),
    ("../1985", "until 1985", "– 1985"),
    ("1985/", "1985 – unknown end", "1985 – ?"),
    ("/1985", "unknown start – 1985", "? – 1985"),
    ("-0043", "44 BC", "44 BC"),
    ("-0043-03-15", "15 March 44 BC", "15 Mar 44 BC"),
    ("0000", "1 BC", "1 BC"),
    ("0476", "476 AD", "476 AD"),
    ("-0099/-0043", "100–44 BC", "100–44 BC"),
    ("-0043/0014", "44 BC – 14 AD", "44 BC – 14 AD"),
    ("Y-65E6", "65 million years ago", "65 Ma"),
    ("Y-64998000", "65 million years ago", "65 Ma"),
    ("Y-138E8", "13.8 billion years ago", "13.8 Ga"),
    ("Y-313000", "315,000 years ago", "315 ka"),
    ("Y-66E6~", "about 66 million years ago", "c. 66 Ma"),
    ("Y-3388E6S3", "about 3.39 billion years ago", "c. 3.39 Ga"),
    ("Y-541E6/Y-485E6", "541–485 million years ago", "541–485 Ma"),
    ("Y-12E3", "12,000 BC", "12,000 BC"),
    ("Y170000002", "the year 170,000,002", "the year 170,000,002"),
    ("1950S2", "about 1950 (between 1900 and 1999)", "c. 1950 (1900…1999)"),
    ("201X", "the 2010s", "2010s"),
    ("18XX", "19th century", "19th c."),
    ("20XX", "21st century", "21st c."),
    ("-01XX", "2nd century BC", "2nd c. BC"),
    ("1XXX", "between 1000 and 1999", "1000…1999"),
    ("XXXX", "year unknown", "year ?"),
    ("2011-XX", "2011, month unknown", "2011, month ?"),
    ("2024-12-XX", "December 2024, day unknown", "Dec 2024, day ?"),
    ("1985-XX-XX", "1985, month and day unknown", "1985, month/day ?"),
    ("XXXX-12-25", "25 December, year unknown", "25 Dec, year ?"),
    ("156X-12-25", "25 December in the 1560s", "25 Dec, 1560s"),
    ("15XX-12", "December in the 16th century", "Dec, 16th c."),
    ("1984-1X", "between October and December 1984", "Oct…Dec 1984"),
    ("2004-XX-11", "between 11 January and 11 December 2004 (2004-XX-11)", "11 Jan…11 Dec 2004 (2004-XX-11)"),
    ("[2024-11-27..2024-12-07]", "between 27 November and 7 December 2024", "27 Nov…7 Dec 2024"),
    ("[2024-11-27..2024-11-30]", "between 27 and 30 November 2024", "27…30 Nov 2024"),
    ("[..2024-12-07]", "by 7 December 2024", "by 7 Dec 2024"),
    ("[1760-12..]", "December 1760 or later", "Dec 1760 or later"),
    ("[1667,1668,1670]", "1667, 1668 or 1670", "1667, 1668 or 1670"),
    ("[1667,1668,1670..1672]", "1667, 1668 or 1670–1672", "1667, 1668 or 1670–1672"),
    ("{1960,1961-12}", "1960 and December 1961", "1960 and Dec 1961"),
    ("{1960..1970}", "each of 1960–1970", "each of 1960–1970"),
    ("{..1984}", "all up to 1984", "all up to 1984"),
    ("2024-12-07T22:15+03:00", "7 December 2024, 22:15 (UTC+3)", "7 Dec 2024, 22:15 UTC+3"),
    ("2024-12-07T22:15:30Z", "7 December 2024, 22:15:30 (UTC)", "7 Dec 2024, 22:15:30 UTC"),
    ("2024-12-07T22:15-04:30", "7 December 2024, 22:15 (UTC−4:30)", "7 Dec 2024, 22:15 UTC−4:30"),
    ("2024-12-07T22:15", "7 December 2024, 22:15", "7 Dec 2024, 22:15"),
    ("2024-12-07T22:15/2024-12-07T23:40", "7 December 2024, 22:15–23:40", "7 Dec 2024, 22:15–23:40"),
    ("2011-21", "spring 2011", "spring 2011"),
    ("2001-24", "winter 2001–02", "winter 2001–02"),
    ("1999-24", "winter 1999–2000", "winter 1999–2000"),
    ("2001-29", "spring 2001 (southern hemisphere)", "spring 2001 (southern hemisphere)"),
    ("2001-34", "second quarter of 2001", "second quarter of 2001"),
    ("2001-40", "first half of 2001", "first half of 2001"),
]

# What dates that stand together share is said once; an "about" never reaches further than it should.
TOGETHER = [
    ("[2024-12-07,2024-12-08]", "7 or 8 December 2024", "7 or 8 Dec 2024"),
    ("[2024-12-07,2024-12-08,2024-12-10]", "7, 8 or 10 December 2024", "7, 8 or 10 Dec 2024"),
    ("[2024-11-30,2024-12-01]", "30 November or 1 December 2024", "30 Nov or 1 Dec 2024"),
    ("[2024-12-07,2025-01-08]", "7 December 2024 or 8 January 2025", "7 Dec 2024 or 8 Jan 2025"),
    ("[2024-11,2024-12]", "November or December 2024", "Nov or Dec 2024"),
    ("[2024-12-07~,2024-12-08~]", "about 7 or about 8 December 2024", "c. 7 or c. 8 Dec 2024"),
    ("[2024-12-07,2024-12-08~]", "7 or about 8 December 2024", "7 or c. 8 Dec 2024"),
    ("[2024-12-07~,2024-12-08]", "about 7 December 2024 or 8 December 2024", "c. 7 Dec 2024 or 8 Dec 2024"),
    ("[2024-12-07,2024-12-08?]", "7 December 2024 or 8 December 2024 (uncertain)", "7 Dec 2024 or 8 Dec 2024?"),
    ("[1667,1668]", "1667 or 1668", "1667 or 1668"),
    ("[-0050,-0040]", "51 or 41 BC", "51 or 41 BC"),
    ("[-0050,0040]", "51 BC or 40 AD", "51 BC or 40 AD"),
    ("[2024-11-27~..2024-11-30~]", "between about 27 and about 30 November 2024", "c. 27…c. 30 Nov 2024"),
    ("[2024-11-27~..2024-11-30]", "between about 27 and 30 November 2024", "c. 27 Nov…30 Nov 2024"),
    ("[2024-11-27~..2024-12-07]", "between about 27 November and 7 December 2024", "c. 27 Nov…7 Dec 2024"),
    ("[-1626..-1500]", "between 1627 and 1501 BC", "1627…1501 BC"),
    ("[Y-451E7~..Y-4425E6~]", "between about 4.51 and about 4.425 billion years ago", "c. 4.51…c. 4.425 Ga"),
    ("2024-11-27~/2024-12-07", "about 27 November – 7 December 2024", "c. 27 Nov – 7 Dec 2024"),
    ("2024-11-27~/2024-11-30", "about 27 November – 30 November 2024", "c. 27 Nov – 30 Nov 2024"),
    ("2024-11-27~/2024-11-30~", "about 27 – about 30 November 2024", "c. 27 – c. 30 Nov 2024"),
    ("2024-11~/2024-12", "about November 2024 – December 2024", "c. Nov 2024 – Dec 2024"),
    ("-0099~/-0043", "about 100 BC – 44 BC", "c. 100 BC – 44 BC"),
    ("-0099~/-0043~", "about 100 – about 44 BC", "c. 100 – c. 44 BC"),
    ("Y-717E6~/Y-635E6~", "about 717 – about 635 million years ago", "c. 717 – c. 635 Ma"),
    ("Y-25E8/Y-5388E5", "2.5 billion – 538.8 million years ago", "2.5 Ga – 538.8 Ma"),
]

ELSEWHERE = [
    ("en-US", "2024-12-07", "December 7, 2024"),
    ("en-US", "[2024-11-27..2024-12-07]", "between November 27 and December 7, 2024"),
    ("en-US", "[2024-12-07,2024-12-08]", "December 7 or December 8, 2024"),
    ("en-US", "2024-12-07/2025-01-02", "December 7, 2024 – January 2, 2025"),
    ("de", "2024-12-07", "7. Dezember 2024"),
    ("de", "2024-11-27/2024-11-30", "27.–30. November 2024"),
    ("de", "[2024-11-27..2024-12-07]", "zwischen dem 27. November und dem 7. Dezember 2024"),
    ("de", "[2024-12-07,2024-12-08]", "7. oder 8. Dezember 2024"),
    ("de", "[2024-11-27~..2024-12-07]", "zwischen etwa dem 27. November und dem 7. Dezember 2024"),
    ("de", "2024-11-27~/2024-12-07", "um den 27. November – 7. Dezember 2024"),
    ("de", "../2024-11-27~", "bis etwa zum 27. November 2024"),
    ("de", "2011-03-05~", "um den 5. März 2011"),
    ("de", "2011-03~", "etwa März 2011"),
    ("de", "Y-138E8", "vor 13,8 Milliarden Jahren"),
    ("de", "-0043", "44 v. Chr."),
    ("fr", "2024-12-07", "7 décembre 2024"),
    ("fr", "[..2024-12-07]", "au plus tard le 7 décembre 2024"),
    ("fr", "[2024-12-07,2024-12-08]", "7 ou 8 décembre 2024"),
    ("fr", "[2024-11-27~..2024-12-07]", "entre environ le 27 novembre et le 7 décembre 2024"),
    ("fr", "2024-11-27~/..", "à partir du 27 novembre 2024 environ"),
    ("fr", "18XX", "XIXe siècle"),
    ("fr", "Y-65E6", "il y a 65 millions d’années"),
    ("es", "2024-12-07", "7 de diciembre de 2024"),
    ("es", "2024-11-27/2024-11-30", "27–30 de noviembre de 2024"),
    ("es", "[2024-12-07,2024-12-08]", "7 o 8 de diciembre de 2024"),
    ("es", "[..2011~]", "a más tardar aproximadamente en 2011"),
    ("es", "201X", "década de 2010"),
    ("ar", "2024-12-07", "7 ديسمبر 2024"),
    ("ar-SY", "2024-12-07", "7 كانون الأول 2024"),
    ("ar", "[2024-11-27..2024-12-07]", "بين 27 نوفمبر و7 ديسمبر 2024"),
    ("ar", "[2024-11-27~..2024-12-07]", "بين نحو 27 نوفمبر و7 ديسمبر 2024"),
    ("ar", "-0043", "44 ق.م"),
    ("uk", "2024-12-07", "7 грудня 2024 р."),
    ("uk", "2024-12", "грудень 2024 р."),
    ("uk", "[2024-12-07,2024-12-08]", "7 або 8 грудня 2024 р."),
    ("uk", "Y-717E6~/Y-635E6~", "прибл. 717 – прибл. 635 млн років тому"),
    ("uk", "-0043/0014", "44 до н. е. – 14 н. е."),
    ("pl", "2024-12-07", "7 grudnia 2024"),
    ("zh", "2024-11-27/2024-11-30", "2024年11月27日至30日"),
    ("zh", "-0043", "公元前44年"),
]


@pytest.mark.parametrize(("text", "long", "short"), [*ENGLISH, *TOGETHER])
def test_english_reads_as_an_editor_would_write(text: str, long: str, short: str) -> None:
    assert (display(text), display(text, short=True)) == (long, short)


@pytest.mark.parametrize(("locale", "text", "words"), ELSEWHERE)
def test_other_languages_use_their_own_months_order_and_words(locale: str, text: str, words: str) -> None:
    assert display(text, locale).replace("\u202f", " ") == words


@pytest.mark.parametrize("locale", ["xx", "", "klingon", "../../etc", "\x00", "en_XX", "de_", "x" * 999])
def test_an_unknown_locale_still_reads(locale: str) -> None:
    assert "2024" in display("2024-12-07", locale)


def test_a_language_without_its_own_words_takes_the_english_ones() -> None:
    assert display("2011-03~", "sv") == "about mars 2011"


def test_reading_one_locale_does_not_change_another() -> None:
    display("2024-12", "zh")
    names_of.cache_clear()
    assert names_of("de").months["LLLL"][11] == "Dezember"


def test_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(DateError):
        display("2024-13")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "uk"])
def test_every_language_names_the_same_things(language: str) -> None:
    words, english = wording_of(language), wording_of("en")
    assert words.nouns.keys() == english.nouns.keys()
    assert words.unknown.keys() == english.unknown.keys()
    assert language == "en" or words is not english


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("year", "2024"),
        ("month", "December 2024"),
        ("day", "8 December 2024"),
        ("minute", "8 December 2024, 01:15"),
        ("second", "8 December 2024, 01:15:00"),
    ],
)
def test_an_instant_reads_as_the_clocks_of_the_zone_show_it(precision: str, words: str) -> None:
    assert display_instant(1_733_609_700, "Asia/Damascus", precision) == words  # type: ignore[arg-type]


def test_an_instant_in_deep_time_is_rounded() -> None:
    assert display_instant(-65_123_456 * 31_556_952, "UTC", "year") == "65.12 million years ago"
    assert display_instant(-65_123_456 * 31_556_952, "UTC", "day", digits=2) == "65 million years ago"


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["en", "en-US", "de", "fr", "es", "ar", "uk"]), st.booleans())
def test_what_differs_in_meaning_differs_in_words(day: object, locale: str, short: bool) -> None:
    forms = ["{}", "{}~", "{}?", "{}%", "{}/..", "../{}", "{}/", "/{}", "[{}..]", "[..{}]"]
    words = [display(form.format(day), locale, short=short) for form in forms]
    assert len(set(words)) == len(forms)


@settings(deadline=None)
@given(st.dates(), st.dates(), st.sampled_from(["en", "en-US", "de", "fr", "es", "ar", "uk"]), st.booleans())
def test_two_dates_that_differ_in_meaning_differ_in_words(first: date, last: date, locale: str, short: bool) -> None:
    assume(first < last)
    marks = [("", ""), ("~", ""), ("", "~"), ("~", "~"), ("?", ""), ("", "?"), ("%", "%")]
    forms = [form.format(*pair) for form in ("{{}}{}/{{}}{}", "[{{}}{}..{{}}{}]", "[{{}}{},{{}}{}]") for pair in marks]
    assert len({display(form.format(first, last), locale, short=short) for form in forms}) == len(forms)
