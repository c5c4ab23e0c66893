"""People are spoken to about their roles, and turned away, in their language."""

import re

import pytest

from bot.state.people import Role
from tests.bot.houses import ADMIN, NUMBERS, alert, confirm, serve
from tests.bot.test_chat_talk import ask, wait_for_reply

MOMENT = r"[۰-۹]+ \w+ [۰-۹]{4} \([۰-۹]+ \w+ [۰-۹]{4}\)"
PLAIN = re.compile("[\u2066-\u2069]")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("invited"), "invited")


def meet(house, code="fa", name="مریم", role=None):
    number = next(NUMBERS)
    if role:
        house.state.people.grant(number, role, "terminal")
    return house.server.person(number, name, username=None, language_code=code)


def read(message):
    """Give the words of a message, without what keeps directions apart."""
    return PLAIN.sub("", message.text if hasattr(message, "text") else message)


def test_uninvited_persian_is_told_how_to_be_let_in_and_asks_then(house):
    server, admin, maryam = house.server, house.server.person(ADMIN, "Edith", language_code="en"), meet(house)
    refused = ask(server, maryam, "کشتی کجا رها شد؟")
    assert read(refused) == (
        f"این مجموعه برای دعوت‌شدگان است. شمارهٔ خود، {maryam.id}، را به مدیران آن بدهید تا بتوانند شما را وارد کنند."
    )
    assert refused.parts("code") == [str(maryam.id)]
    link = ask(server, admin, "/invite reader").text.split("\n")[-1]
    opened = wait_for_reply(server, maryam, maryam.follows(link))
    assert read(opened) == (
        "خوش آمدید، وارد شدید: خواننده، که می‌تواند بپرسد. فرمان /start نشان می‌دهد مجموعه چه دارد و /help نشان می‌دهد "
        "چگونه بپرسید."
    )
    again = wait_for_reply(server, maryam, maryam.follows(link))
    assert read(again) == "شما پیش‌تر وارد شده‌اید: خواننده، که می‌تواند بپرسد."
    told = read(ask(server, maryam, "/whoami"))
    assert re.fullmatch(rf"شمارهٔ شما {maryam.id} است\. نقش شما: خواننده، از {MOMENT}\.", told)
    lacking = read(ask(server, maryam, "/people"))
    assert lacking == (
        f"این کار فقط از مدیران این مجموعه برمی‌آید. یکی از آن‌ها می‌تواند با شمارهٔ شما، {maryam.id}، این نقش را به شما "
        "بدهد."
    )


def test_persian_admin_gives_a_role_and_takes_it_away(house):
    server, admin, ann = house.server, meet(house, role=Role.ADMIN), meet(house, "en", "Ann")
    assert f"Give its admins your number, {ann.id}," in ask(server, ann, "/whoami").text
    usage = read(ask(server, admin, "/grant"))
    assert "برای نمونه: /grant 123456789 editor؛ یا با /grant editor به پیام" in usage
    unknown = read(ask(server, admin, f"/grant {ann.id} boss"))
    assert unknown == "«boss» نقش نیست؛ نقش‌ها این‌هاست: reader، editor و admin."
    preview = ask(server, admin, f"/grant {ann.id} editor")
    assert preview.parts("code") == [str(ann.id), "Ann"]
    assert read(preview).splitlines()[1:] == [
        "اکنون: بدون نقش. از لحظهٔ فشردن دکمه: ویراستار، که می‌تواند گزارش‌ها را اضافه، جایگزین و تصحیح کند.",
        "پیش از آنکه دکمه را بزنید چیزی تغییر نمی‌کند؛ دکمه ده دقیقه اعتبار دارد.",
    ]
    assert list(map(PLAIN.sub, ["", ""], preview.labels)) == [f"{ann.id}: ویراستار", "نقش تغییر نکند"]
    data = preview.button(preview.labels[0])["callback_data"]
    assert PLAIN.sub("", confirm(house, admin, preview, preview.labels[0])) == f"نقش {ann.id} اکنون: ویراستار."
    assert read(alert(house, admin, preview, data)).startswith("دربارهٔ این فقط مدیری که آن را خواسته است تصمیم می‌گیرد")
    assert "an editor, since" in ask(server, ann, "/whoami").text
    listed = read(ask(server, admin, "/people"))
    assert re.search(rf"{ADMIN} · مدیر همیشگی، بر پایهٔ ADMIN_IDS", listed)
    assert re.search(rf"{ann.id} · ویراستار از {MOMENT}، از سوی {admin.id} · Ann", listed)
    taking = ask(server, admin, f"/revoke {ann.id}")
    assert PLAIN.sub("", confirm(house, admin, taking, taking.labels[0])) == f"{ann.id} اکنون نقشی ندارد."


def test_persian_admin_makes_links_and_takes_them_back(house):
    server, admin = house.server, meet(house, role=Role.ADMIN)
    wrong = read(ask(server, admin, "/invite admin"))
    assert wrong.startswith("پیوند را می‌توان به دیگری داد؛ پس فقط خواننده و ویراستار وارد می‌کند.")
    made = read(ask(server, admin, "/invite editor 3"))
    says = r"این پیوند به یک نفر، یک بار، نقش ویراستار را می‌دهد؛ تا "
    says += rf"{MOMENT}، ساعت \d\d:\d\d به وقت جهانی\."
    assert re.match(says, made)
    listed = ask(server, admin, "/invites")
    assert re.search(rf"1\. ویراستار، تا {MOMENT}".replace("1", "[۰-۹]+"), read(listed))
    assert PLAIN.sub("", listed.labels[0]) == "باطل کردن ۱"
    data = listed.button(listed.labels[-1])["callback_data"]
    assert read(alert(house, admin, listed, data)) == "باطل شد؛ این پیوند دیگر کسی را وارد نمی‌کند."


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("fa", "فقط برای دعوت‌شدگان: چه باید کرد"),
        ("ar", "للمدعوين فقط: ما العمل"),
        ("he", "למוזמנים בלבד: מה לעשות"),
        ("es", "Solo para personas invitadas: qué hacer"),
        ("fr", "Sur invitation seulement\u00a0: que faire"),
        ("de", "For invited people only: what to do"),
    ],
)
def test_button_beside_a_refused_inline_question_is_in_the_askers_language(house, code, label):
    person = meet(house, code)
    asked = person.asks_inline("ferry")
    house.server.wait_for(lambda: asked.answer, 10, "the inline answer")
    assert asked.answer["results"] == []
    assert asked.answer["button"] == {"text": label, "start_parameter": "whoami"}
