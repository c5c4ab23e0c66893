"""What is said to people about their roles fits where it is shown, and keeps numbers and commands as they are typed."""

import pytest

from bot.chat.people import texts
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.state.people import Role, Verdict

LONGEST_NOTICE = 200
NUMBER = 9_999_999_999_999_999
NOTICES = (texts.DECISION_OVER, texts.TAKEN_BACK, texts.INVITE_GONE, texts.FORWARDED_COMMAND, texts.NOT_AS_YOURSELF)


@pytest.mark.parametrize("language", Language)
def test_notices_are_no_longer_than_telegram_shows(language):
    speech = get_speech(language)
    said = [speech.say(each) for each in (*NOTICES, *texts.PRIVATE_ONLY.values())]
    said += [texts.say_lacking(speech, role, NUMBER).text for role in Role]
    said += [texts.say_uninvited(speech, NUMBER).text, texts.say_uninvited(speech, None).text]
    assert [each for each in said if len(each.encode("utf-16-le")) // 2 > LONGEST_NOTICE] == []


@pytest.mark.parametrize("language", Language)
def test_number_in_a_sentence_is_code_that_a_tap_copies(language):
    speech = get_speech(language)
    for verdict in Verdict:
        if verdict is not Verdict.ALLOWED:
            markup = texts.say_with_number(
                speech, texts.VERDICTS[verdict], NUMBER, role=texts.say_role(speech, Role.EDITOR)
            )
            shown = [markup.text[each.offset : each.offset + each.length] for each in markup.entities]
            assert shown == ([] if verdict is Verdict.NOT_ADMIN else [str(NUMBER)])
            assert "{" not in markup.text


@pytest.mark.parametrize("language", Language)
def test_help_for_admins_names_the_roles_as_they_are_typed(language):
    lines = texts.say_help(get_speech(language)).splitlines()
    assert len(lines) == 7
    assert all(role in lines[1] for role in Role)
    assert "/grant" in lines[1]
