"""What people say around dates in German, French, Spanish, Arabic and Ukrainian."""

from __future__ import annotations

from storage.dates.speech_form import Speech, counts, spans, split, vague

GERMAN = Speech(
    vague=(
        *vague(
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
    before=split("vor {}|vor dem {}"),
    after=split("nach {}|nach dem {}"),
    parts=split("morgen des {}|{} morgens|{} vormittags|{} nachmittags|{} abends|{} abend|abend des {}|{} mittags"),
    nights=split("nacht zum {}|nacht vom {}|nacht auf den {}|{} nachts|nacht des {}"),
    days=(("vorgestern", -2), ("gestern", -1), ("heute", 0), ("morgen", 1), ("übermorgen", 2), ("tags darauf", 1)),
    spans=spans(
        {
            "week": ("letzte woche|vorige woche", "diese woche", "nächste woche"),
            "month": ("letzten monat|vorigen monat", "diesen monat", "nächsten monat"),
            "year": ("letztes jahr|voriges jahr", "dieses jahr", "nächstes jahr"),
        }
    ),
    counts=counts(
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
    about=split("um {}|gegen {}|rund {}|circa {}"),
    since=split("seit {}|seit dem {}|ab dem {}"),
    decades=split("{}er jahre|{}er jahren|{}er-jahren|{}ern"),
    centuries=split("{}. jahrhunderts|{}. jahrhunderte|{}. jhs."),
    from_to=split("von {} bis {}|vom {} bis {}|vom {} bis zum {}"),
    leading=split("im|am|in|den|der|die|dem|während"),
)

FRENCH = Speech(
    vague=(
        *vague(
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
    before=split("avant {}|avant le {}|avant l'{}"),
    after=split("après {}|après le {}|après l'{}"),
    parts=split("matin du {}|soir du {}|{} au matin|{} au soir|après-midi du {}|{} matin|{} soir"),
    nights=split("nuit du {}|{} dans la nuit"),
    days=(("avant-hier", -2), ("hier", -1), ("aujourd'hui", 0), ("demain", 1), ("après-demain", 2), ("lendemain", 1)),
    spans=spans(
        {
            "week": ("semaine dernière|semaine passée", "cette semaine", "semaine prochaine"),
            "month": ("mois dernier|mois passé", "ce mois|ce mois-ci", "mois prochain"),
            "year": ("année dernière|l'année dernière|an dernier|l'an dernier", "cette année", "année prochaine"),
        }
    ),
    counts=counts(
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
    about=split("environ {}|autour de {}|circa {}"),
    since=split("depuis {}|depuis le {}|dès {}|dès le {}"),
    decades=split("années {}|les années {}|décennie {}"),
    from_to=split("du {} au {}|de {} à {}|depuis {} jusqu'à {}"),
    leading=split("le|la|les|en|au|dans|pendant|durant"),
)

SPANISH = Speech(
    vague=(
        *vague(
            "principios de {}|principios del {}|comienzos de {}|comienzos del {}|inicios de {}|inicios del {}",
            "mediados de {}|mediados del {}",
            "finales de {}|finales del {}|fines de {}|fines del {}",
        ),
        ("primera mitad de {}", 0, 0, 2),
        ("primera mitad del {}", 0, 0, 2),
        ("segunda mitad de {}", 1, 1, 2),
        ("segunda mitad del {}", 1, 1, 2),
    ),
    before=split("antes de {}|antes del {}"),
    after=split("después de {}|después del {}"),
    parts=split("mañana del {}|tarde del {}|{} por la mañana|{} por la tarde|madrugada del {}|{} por la noche"),
    nights=split("noche del {}"),
    days=(("anteayer", -2), ("ayer", -1), ("hoy", 0), ("mañana", 1), ("pasado mañana", 2), ("al día siguiente", 1)),
    spans=spans(
        {
            "week": ("semana pasada", "esta semana", "próxima semana|semana próxima|semana que viene"),
            "month": ("mes pasado", "este mes", "próximo mes|mes próximo|mes que viene"),
            "year": ("año pasado", "este año", "próximo año|año próximo|año que viene"),
        }
    ),
    counts=counts(
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
    about=split("alrededor de {}|alrededor del {}|aproximadamente {}|circa {}|en torno a {}"),
    since=split("desde {}|desde el {}|a partir de {}|a partir del {}"),
    decades=split("la década de {}|los años {}|años {}|decenio de {}"),
    from_to=split("del {} al {}|de {} a {}|desde {} hasta {}|desde el {} hasta el {}"),
    leading=split("el|la|los|las|en|a|al|durante"),
)

ARABIC = Speech(
    vague=vague("أوائل {}|بداية {}|مطلع {}", "منتصف {}|أواسط {}", "أواخر {}|نهاية {}"),
    before=split("قبل {}"),
    after=split("بعد {}"),
    parts=split("صباح {}|مساء {}|فجر {}|ظهر {}|عصر {}|{} صباحا|{} مساء"),
    nights=split("ليلة {}|ليل {}"),
    days=(("أول أمس", -2), ("أمس", -1), ("اليوم", 0), ("غدا", 1), ("بعد غد", 2)),
    spans=spans(
        {
            "week": ("الأسبوع الماضي", "هذا الأسبوع", "الأسبوع المقبل|الأسبوع القادم"),
            "month": ("الشهر الماضي", "هذا الشهر", "الشهر المقبل|الشهر القادم"),
            "year": ("العام الماضي|السنة الماضية", "هذا العام|هذه السنة", "العام المقبل|السنة المقبلة"),
        }
    ),
    counts=counts(
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
    about=split("حوالي {}|تقريبا {}|{} تقريبا"),
    since=split("منذ {}|اعتبارا من {}"),
    decades=split("عقد {}|سنوات {}"),
    from_to=split("من {} إلى {}|من {} حتى {}"),
    leading=split("في|يوم|خلال|عام"),
)

UKRAINIAN = Speech(
    vague=(
        *vague(
            "початок {}|на початку {}|рання {}",
            "середина {}|в середині {}|у середині {}",
            "кінець {}|наприкінці {}|в кінці {}",
        ),
        ("перша половина {}", 0, 0, 2),
        ("друга половина {}", 1, 1, 2),
        ("у першій половині {}", 0, 0, 2),
        ("у другій половині {}", 1, 1, 2),
    ),
    before=split("до {}|перед {}|раніше {}"),
    after=split("після {}"),
    parts=split("вранці {}|увечері {}|ввечері {}|ранок {}|вечір {}|{} вранці|{} ввечері|{} увечері"),
    nights=split("ніч на {}|в ніч на {}|у ніч на {}|вночі {}"),
    days=(
        ("позавчора", -2),
        ("вчора", -1),
        ("учора", -1),
        ("сьогодні", 0),
        ("завтра", 1),
        ("післязавтра", 2),
        ("наступного дня", 1),
    ),
    spans=spans(
        {
            "week": ("минулого тижня", "цього тижня", "наступного тижня"),
            "month": ("минулого місяця", "цього місяця", "наступного місяця"),
            "year": ("минулого року|торік", "цього року", "наступного року"),
        }
    ),
    counts=counts(
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
    about=split("близько {}|приблизно {}|біля {}|орієнтовно {}"),
    since=split("з {}|від {}|починаючи з {}"),
    decades=split("{}-ті роки|{}-ті|{}-х років|{}-х"),
    centuries=split("{} сторіччя|{} ст"),
    month_forms=tuple(
        (word, number)
        for number, word in enumerate(
            split("січні|лютому|березні|квітні|травні|червні|липні|серпні|вересні|жовтні|листопаді|грудні"), 1
        )
    ),
    weekday_forms=tuple(
        (word, number)
        for number, words in enumerate(
            (
                "понеділка",
                "вівторка",
                "середи|середу",
                "четверга",
                "п'ятниці|п'ятницю",
                "суботи|суботу",
                "неділі|неділю",
            )
        )
        for word in words.split("|")
    ),
    from_to=split("з {} до {}|від {} до {}|з {} по {}"),
    leading=split("у|в|на|протягом"),
)
