"""Which names a report gives in two scripts, and which words in brackets are none."""

import pytest

from corpus.names_across_scripts import list_name_pairs, list_name_parts


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        ("سونیوا روک (Sunniva Rook) رئیس شورا گفت که کشتی رها شد.", [("Sunniva Rook", "سونیوا روک")]),
        ("گفت‌وگو با سونیوا روک (به انگلیسی: Sunniva Rook؛ زادهٔ ۱۳۵۰)", [("Sunniva Rook", "سونیوا روک")]),
        ("وقال كوروين هادل (بالإنجليزية: Corwin Haddle)، وزير النقل، إنه", [("Corwin Haddle", "كوروين هادل")]),
        ("שר התחבורה קורווין האדל (Corwin Haddle) אמר כי", [("Corwin Haddle", "קורווין האדל")]),
        ("Mayor Rahim Danesh (رحیم دانش) resigned on Thursday.", [("Rahim Danesh", "رحیم دانش")]),
        ("Rahim Danesh, known in Arabic as رحيم دانش, resigned.", [("Rahim Danesh", "رحيم دانش")]),
        ("Rahim Danesh (Persian: رحیم دانش; born 1962) is a pilot.", [("Rahim Danesh", "رحیم دانش")]),
        ("The ferry Anselma (آنسلما) broke loose.", [("Anselma", "آنسلما")]),
        ("Haddle (Anselma) said so, and so did the guild (RPG).", []),
        ("پنبه (به انگلیسی: Cotton) در اورنهاون نمی‌روید.", []),
        ("اتحادیه راهبران رودخانه (River Pilots’ Guild) آن را رد کرد.", []),
        ("وكالة أورنهافن للصحافة (OPA) قالت", []),
        ("The Lethwin Courier (پیک دره) wrote about it.", []),
        ("فرانسوی (به فرانسوی: La France)", []),
        ("سونیوا روک آمد. Sunniva Rook came.", []),
        ("کسی نیامد و چیزی نگفت.", []),
        ("Nobody came and nothing was said.", []),
        ("", []),
    ],
)
def test_names_that_sound_alike_are_pairs(body: str, pairs: list[tuple[str, str]]) -> None:
    found = list_name_pairs(body)
    assert [(pair.latin, pair.other) for pair in found] == pairs
    for pair in found:
        assert pair.latin_span.text_of(body) == pair.latin
        assert pair.other_span.text_of(body) == pair.other


def test_pair_given_twice_is_one() -> None:
    assert len(list_name_pairs("سونیوا روک (Sunniva Rook) آمد.\n\nسونیوا روک (Sunniva Rook) رفت.")) == 1


def test_words_of_a_pair_are_parts_of_it() -> None:
    [pair] = list_name_pairs("سونیوا روک (Sunniva Rook)")
    assert list_name_parts(pair) == [("Sunniva", "سونیوا"), ("Rook", "روک")]
