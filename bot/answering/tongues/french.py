"""French: what it asks, denies, blames and sets aside with. Speakers are not told apart in French reports."""

from bot.answering.tongues.tongue import Tongue, after, before, find, list_folded
from bot.languages.language import Language

SAID = (
    r"dit|disent|disait|déclar\w+|affirm\w+|assur\w+|soutien\w+|expliqu\w+|selon|d'après|réag\w+|répon\w+|réponse|ni(?:é|ent|e)|nier|dément\w*|avis"
    r"|version"
)

FRENCH = Tongue(
    language=Language.FRENCH,
    asks_number=find(r"combien|quel (?:est|était) le (?:nombre|total)|quel nombre|quelle (?:quantité|part|proportion)"),
    asks_date=find(r"quand|(?:en )?quel(?:le)? (?:jour|année|mois|date)|depuis quand"),
    disputable=find(
        r"qui|pourquoi|que|quoi|quel(?:le)?s?|comment|est-ce que|est ce que|qu'est-ce qui|\A\W*(?:est|"
        r"sont|a|ont|était|étaient)-\w+"
    ),
    who=find(r"qui|pourquoi|que|quoi|quel(?:le)?s?|comment"),
    side=find(r"où|(?:sur |de )?quel(?:le)? (?:rive|berge|côté|bord)"),
    spoken=find(SAID),
    counted=find(r"combien d[e' ](?:s )?\s*(?P<noun>\w+)|nombre d[e' ](?:s )?\s*(?P<noun2>\w+)"),
    set_aside=before(r"(?:et )?non(?: pas)?|et pas|au lieu de|plutôt que|contre|de|des|sur(?: les)?|parmi les"),
    rough=before(
        r"environ|près de|presque|plus de|moins de|au moins|autour de|quelque|jusqu'à|une? peu plus de|"
        r"à peu près|au minimum"
    ),
    of_time=before(r"à|vers|dès|page|article|numéro|année|depuis"),
    aged=before(r"âge de|âgée? de"),
    part=after(r"(?:\w+ )?d(?:'|e )(?:entre eux|entre elles|entre|ceux-ci|ces)"),
    measure=after(
        r"ans?|mois|semaines?|jours?|heures?|h|minutes?|secondes?|pour ?cent|%|mètres?|kilomètres?|km|"
        r"kilos?|tonnes?|euros?|dollars?|francs?|couronnes?"
        r"|fois|degrés?|litres?|siècles?"
    ),
    denial=find(
        r"a nié|ont nié|nie|nient|niait|niant|dément|démentent|a démenti|ont démenti|démentant|rejet(?:te|"
        r"tent|é|ant)|réfut\w+|faux|fausses?|infondé\w*"
        r"|innocent\w*|mensong\w+|rien à voir"
    ),
    blame=find(
        r"accus(?:e|ent|é|ait|ant)|reproch\w+|tien(?:t|nent) pour responsables?|responsables? de|exprès|"
        r"délibéré\w*|sabotage|imput\w+"
    ),
    suspicion=find(r"soupçonn\w+|soupçons?|suspect\w*"),
    responsibility=find(r"revendiqu\w+"),
    negation=find(r"ne|n|pas|jamais|aucune?|personne|rien|ni|sans|non"),
    open=find(r"si"),
    stopped=list_folded(
        "le la les l un une des de du d a à au aux en et ou que qui quoi quand où comment combien "
        "pourquoi quel quelle quels "
        "quelles par pour avec sans sur sous dans entre depuis jusque se s sa son ses leur leurs ce c "
        "cet cette ces il elle ils "
        "elles on est sont était étaient a ont avait été être avoir ne n pas plus très aussi mais comme "
        "si y qu t trouvait"
    ),
    unsaid=find(r"ne (?:dis|dit|dirai|sais|sait|savons|savent)"),
    treated=find(r"hospitalisé\w*|soigné\w*|admis\w*|sortis? de l'hôpital"),
    ordinal=find(r"\w+ièmes?|premi\w+|second\w*|tiers"),
)
