"""Spanish: what it asks, denies, blames and sets aside with. Speakers are not told apart in Spanish reports."""

from bot.answering.tongues.tongue import Tongue, after, before, find, list_folded
from bot.languages.language import Language

SAID = (
    r"dij\w+|dic(?:e|en)|dicho|afirm\w+|declar\w+|sostien\w+|asegur\w+|neg(?:ó|aron|ado)|nieg\w+|según|reaccion\w+|respond\w+|respuesta|opin\w+"
    r"|explic\w+|versión"
)

SPANISH = Tongue(
    language=Language.SPANISH,
    asks_number=find(r"cuánt[oa]s?|qué (?:número|cantidad|porcentaje)|cuál (?:es|fue|era) el (?:número|total)"),
    asks_date=find(r"cuándo|(?:en )?qué (?:día|año|mes|fecha)|desde cuándo"),
    disputable=find(
        r"quién(?:es)?|a quién|por qué|qué|cuál(?:es)?|cómo|\A\W*(?:fue|fueron|ha|han|había|es|son|está|"
        r"están|era|eran|hubo)"
    ),
    who=find(r"quién(?:es)?|por qué|qué|cuál(?:es)?|cómo"),
    side=find(r"dónde|(?:en |de )?qué (?:orilla|lado|ribera|margen)|(?:en |de )?cuál (?:orilla|lado)"),
    spoken=find(SAID),
    counted=find(r"cuánt[oa]s? (?P<noun>\w+)|número de (?P<noun2>\w+)"),
    set_aside=before(r"(?:y )?no(?: de)?|en lugar de|en vez de|de las?|de los|frente a(?: las?| los)?|de|desde"),
    rough=before(
        r"unos|unas|cerca de|casi|alrededor de|más de|menos de|al menos|por lo menos|aproximadamente|hasta|como mínimo"
    ),
    of_time=before(r"a las|las|desde las|hasta las|año|número|página|artículo"),
    aged=before(r"edad de|de edad|cumplió"),
    part=after(r"(?:\w+ )?de (?:ell[oa]s|est[oa]s|l[oa]s (?:heridos|pasajeros|que))"),
    measure=after(
        r"años?|mes(?:es)?|semanas?|días?|horas?|minutos?|segundos?|por ciento|%|metros?|kilómetros?|"
        r"kilos?|toneladas?|euros?|dólares|pesos|coronas?|veces"
        r"|grados|litros?"
    ),
    denial=find(
        r"neg(?:ó|aron|ado|ando)|niega[ns]?|desm(?:intió|intieron|iente[ns]?|entido)|rechaz(?:ó|aron|a|an|ado|ando)|fals[oa]s?|infundad[oa]s?|"
        r"inocentes?|mentiras?|nada que ver"
    ),
    blame=find(
        r"acus(?:ó|aron|a|an|ado|ando)|culp(?:ó|aron|a|an|ado|ando)|responsabiliz\w+|responsables? de|"
        r"a propósito|deliberad\w+|sabotaje"
    ),
    suspicion=find(r"sospech(?:ó|a|an|aron|aba|aban)|sospechas?"),
    responsibility=find(r"reivindic\w+|se atribuy\w+|asumi\w+ la (?:responsabilidad|autoría)"),
    negation=find(r"no|nunca|jamás|nadie|ningun[oa]?|ningún|ni|sin|tampoco"),
    open=find(r"si"),
    stopped=list_folded(
        "según nosotros nosotras ustedes el la los las un una unos unas de del al a en y o u que qué por "
        "para con sin sobre entre desde "
        "hasta se su sus lo le "
        "les es son fue fueron era eran ha han había hay está están ser estar este esta estos estas ese "
        "esa eso quién quiénes "
        "cuándo cuánto cuánta cuántos cuántas dónde cómo cuál cuáles no si más muy ya también pero como "
        "cuando resultaron resultó"
    ),
    unsaid=find(r"no (?:digo|dice|dijo|diré|sé|sabe|sabemos|saben)"),
    treated=find(r"hospitalizad\w+|ingresad\w+|atendid\w+|dad\w+ de alta"),
    ordinal=find(
        r"prime\w+|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|sépti\w+|octav[oa]|noven[oa]|décim[oa]|tercios?"
    ),
)
