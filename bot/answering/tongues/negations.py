"""Whether a sentence denies something, by words that do so in each language: what was denied stays denied.

Deliberately coarse: it tells a translation that lost its only “not”, or gained one, and nothing finer.
"""

import re

from bot.languages.language import Language

MADE = (
    r"un(?!der|til|ion|it|iq|if|iv)\w{4,}|in(?:comp|corr|acc|adeq|cap|suff|val|vis|dep|eff|ab|form|act|sec|jus|eq)\w+"
    r"|im(?:poss|prop|mun)\w+|dis(?:agr|app|cl|cont|ab|all|miss|put)\w+"
)
"""English words made with “un-” and the like."""

REFUSING = {
    Language.ENGLISH: re.compile(
        rf"\b(?:den(?:y|ies|ied|ying|ial)|reject\w*|refus\w*|fail\w*|lack\w*|unable|hardly|{MADE}|just|only)\b",
        re.IGNORECASE,
    ),
    Language.PERSIAN: re.compile(r"عدم|رد (?:کرد|شد)|تکذیب|انکار|خودداری|غیر|ناتوان|فاقد|بی\u200c|تنها|فقط"),
    Language.ARABIC: re.compile(r"نف[ىيت]|ينف|رفض|أنكر|إنكار|فشل|عجز|امتنع|تعذر|غير|عدم|فقط|ما (?=زال|كان|عاد)"),
    Language.HEBREW: re.compile(r"הכחיש|מכחיש|דח[הו]|סירב|נכשל|חוסר|היעדר|בלתי|רק"),
    Language.SPANISH: re.compile(
        r"\b(?:neg\w+|nieg\w+|desmint\w+|desmient\w+|rechaz\w+|fall\w+|carec\w+|imposib\w+|incap\w+|solo|sólo)\b",
        re.IGNORECASE,
    ),
    Language.FRENCH: re.compile(
        r"\b(?:nie\w*|nié\w*|dément\w*|démenti\w*|rejet\w*|refus\w*|échou\w*|impossib\w*|incap\w*|seul\w*)\b",
        re.IGNORECASE,
    ),
}
"""Words that say most of what a “not” says."""

DENYING = {
    Language.ENGLISH: re.compile(
        r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n[’']t\b", re.IGNORECASE
    ),
    Language.PERSIAN: re.compile(
        r"(?<!\w)(?:نه|هیچ\w*|هرگز|بدون|نمی\w*|نیست\w*|نبود\w*|نباید|نکرد\w*|نشد\w*|ندار\w*|نداشت\w*|نداد\w*|نخواه\w*"
        r"|نخواست\w*|نگفت\w*|نرفت\w*|نرسید\w*|نیافت\w*|نگرفت\w*|نماند\w*|نگذاشت\w*|نپذیرفت\w*|ندید\w*|نکن\w*"
        r"|نشو\w*|نتوانست\w*|نیامد\w*|نساخت\w*|نداد\w*)(?!\w)"
    ),
    Language.ARABIC: re.compile(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس\w*|بدون|دون|عدم|أبدا|أبداً|قط|ولا)(?!\w)"),
    Language.HEBREW: re.compile(r"(?<!\w)[ושהכ]?(?:לא|אין|אינ\w{1,2}|מעולם|בלי|ללא|אל|שום|אף)(?!\w)"),
    Language.SPANISH: re.compile(r"\b(?:no|nunca|jamás|nadie|nada|ningun\w*|ningún|ni|sin|tampoco)\b", re.IGNORECASE),
    Language.FRENCH: re.compile(
        r"\b(?:ne|non|jamais|personne|rien|aucun\w*|ni|sans|pas)\b|\bn[’'](?=\w)", re.IGNORECASE
    ),
}
"""Words that deny by themselves."""

NEAR = {
    Language.ENGLISH: re.compile(
        rf"\b(?:den(?:y|ies|ied|ying|ial)|reject\w*|refus\w*|fail\w*|lack\w*|unable|{MADE}|"
        r"hardly|rarely|few|little|less|absen\w*|only|but|except|instead|rather|avoid\w*|prevent\w*|stop\w*|"
        r"\w+less|until|before|non\w*|any|ceas\w*|ban\w*|end\w*)\b",
        re.IGNORECASE,
    ),
    Language.PERSIAN: re.compile(
        r"(?<!\w)(?:عدم|رد|تکذیب|انکار|خودداری|غیر\w*|بی\w*|نا\w{3,}|فاقد|مانع|جز|تنها|فقط|کم|پیش از|ضد|لغو|ممنوع|محروم"
        r"|از دست|پایان)(?!\w)"
    ),
    Language.ARABIC: re.compile(
        r"(?<!\w)ما(?!\w)|غير|نف[ىيت]|ينف|رفض|أنكر|إنكار|فشل|عجز|امتنع|تعذر|نقص|قليل|فقط|إلا|سوى|قبل|خال|تجنب|منع|انعدام|توقف|حظر|كاذب"
    ),
    Language.HEBREW: re.compile(
        r"הכחיש|מכחיש|דח[הו]|סירב|נכשל|חוסר|היעדר|בלתי|רק|מלבד|לפני|מנע|נמנע|אסור|פסק|הפסיק|בטל"
    ),
    Language.SPANISH: re.compile(
        r"\b(?:neg\w+|neg[óo]|nieg\w+|desmint\w+|desmient\w+|rechaz\w+|fall\w+|falt\w+|carec\w+|in(?:cap|suf|comp|val|út|ef)\w+"
        r"|imp(?:os|id)\w+|des(?:ap|est|ac|mi|ca)\w+|apenas|poc\w+"
        r"|solo|sólo|salvo|excepto|sino|antes|evit\w+|imped\w+|dej\w+)\b",
        re.IGNORECASE,
    ),
    Language.FRENCH: re.compile(
        r"\b(?:ni[eé]\w*|dément\w*|démenti\w*|rejet\w*|refus\w*|échou\w*|manqu\w*"
        r"|in(?:cap|suf|comp|val|ut|ef|conn)\w+|imp(?:os|r)\w+|dés\w{3,}|peu|guère"
        r"|seul\w*|sauf|avant|évit\w*|empêch\w*|absen\w*|cess\w*)\b",
        re.IGNORECASE,
    ),
}
"""Words that another language may say with a “not”, or the other way round."""


def keeps_denials(original: str, translation: str, spoken: Language | None, asked: Language) -> bool:
    """Whether a translation denies where its original does, and not where nothing in it comes near denying."""
    if spoken is None:
        return True
    denied, denies = denies_in(original, spoken), denies_in(translation, asked)
    if denied and not denies:
        return REFUSING[asked].search(translation) is not None
    return not denies or denied or comes_near(original, spoken)


def denies_in(text: str, language: Language) -> bool:
    """Whether a word of the text denies."""
    return DENYING[language].search(text) is not None


def comes_near(text: str, language: Language) -> bool:
    """Whether a word of the text may be said by denying something else."""
    return NEAR[language].search(text) is not None
