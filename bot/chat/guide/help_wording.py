"""What /help says to editors and admins beside what it says to everybody, in English: a line for each command."""

from bot.languages.speech import Speech

_FORMATS = ("Markdown", "HTML", "PDF", "DOCX", "EPUB", "RTF", "ODT")
_LISTS = ("CSV", "JSONL")
_LIMIT_MB = 20
_LINE = "publisher: The Weir Post"

HELP_EDITORS = (
    "For editors: send a file (text, {formats}, up to {limit} MB), several at once, a {archive} or a list ({lists}) of "
    "reports, a link, a long text, or forward a post; lines under a file such as “{line}” give details. I read it and "
    "show what I found; nothing is added before you press a button."
)
EDITOR_LINES: tuple[str, ...] = (
    "/add TEXT — offer a short text, or with /add as a reply, the message to which you reply",
    "/replace ID — give a report new wording: the next file, link or text, or a file with this under it",
    "/correct ID NOTE — mark a report as corrected, with new wording if you like",
    "/history ID — what happened to a report, and what each change of wording changed",
    "/reports WORDS — the whole shelf, searched",
    "/gaps — questions that no report answers",
    "/stats — how the shelf stands and what was asked",
    "/feedback — what readers say of the answers",
    "Without an ID, as a reply to an answer or with words of a title, you choose from a list.",
)
HELP_ADMINS = "For admins: /withdraw ID REASON, /restore ID, and /log — who did what"


def say_help_of_editors(speech: Speech) -> str:
    """Say how editors add and change reports, and what they are shown."""
    asked = speech.say(HELP_EDITORS, formats=_FORMATS, limit=_LIMIT_MB, archive="ZIP", lists=_LISTS, line=_LINE)
    lines = [f"{speech.line_start}{speech.say(each)}" for each in EDITOR_LINES]
    return "\n".join([asked, *lines, "", speech.say(HELP_ADMINS)])
