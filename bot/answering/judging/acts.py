"""Acts that a question can take for granted, such as admitting, apologising and resigning, in the words of English.

Every pattern matches whole words in small letters or capitals, in any form of the verb.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what asks about it, what shows that it was done, and what shows that it was not.

    `verbs` maps the past form of each verb that a question may use to its pattern; `does` matches what supports the
    act, `noun` names for having done it and `opposes` words for its opposite. `needs_object` says whether the past form
    alone is no whole sentence.
    """

    name: str
    verbs: Mapping[str, Pattern]
    does: Pattern
    noun: Pattern
    opposes: Pattern
    needs_object: bool


def make_pattern(*alternatives: str) -> Pattern:
    """Make a pattern of whole words; without any it matches nothing."""
    wanted = "|".join(each for each in alternatives if each)
    return re.compile(rf"\b(?:{wanted})\b" if wanted else r"(?!)", re.IGNORECASE)


def make_act(
    name: str,
    verbs: Mapping[str, str],
    also: str = "",
    *,
    noun: str = "",
    opposes: str = "",
    needs_object: bool = False,
) -> Act:
    """Make an act; `also` are words that do it though no question about it is asked with them."""
    own = {past: make_pattern(forms) for past, forms in verbs.items()}
    does = make_pattern(*verbs.values(), also)
    return Act(name, own, does, make_pattern(noun), make_pattern(opposes), needs_object)


def join_forms(verbs: Mapping[str, str]) -> str:
    """Give one alternative for all the verbs."""
    return "|".join(verbs.values())


DENY = {
    "denied": r"den(?:y|ies|ied|ying)",
    "rejected": r"reject(?:s|ed|ing)?",
    "dismissed": r"dismiss(?:es|ed|ing)?",
    "refuted": r"refut(?:e|es|ed|ing)",
    "disputed": r"disput(?:e|es|ed|ing)",
    "disavowed": r"disavow(?:s|ed|ing)?",
}
DENIAL = "|".join(
    (
        join_forms(DENY),
        r"denials?",
        r"(?:plead(?:s|ed)?|pled) not guilty",
        r"(?:protest|insist|maintain)(?:s|ed)? (?:on )?(?:his|her|its|their) innocence",
        r"(?:had|has|have|having) (?:nothing to do with|no (?:part|hand|role|involvement) in)",
        r"(?:is|are|was|were|am) (?:innocent|not guilty|not true|untrue)",
    )
)
TAKE = r"(?:accept|shoulder|assum|tak|bear)(?:e|es|s|ed|ing|en)?|took|bore"
ADMIT = {
    "admitted": r"admit(?:s|ted|ting)?",
    "confessed": r"confess(?:es|ed|ing)?",
    "conceded": r"conced(?:e|es|ed|ing)",
    "acknowledged": r"acknowledg(?:e|es|ed|ing)",
    "owned up": r"own(?:s|ed|ing)? up",
    "came clean": r"(?:come|comes|came|coming) clean",
    "pleaded guilty": r"(?:plead(?:s|ed|ing)?|pled) guilty",
    "took responsibility": rf"(?:{TAKE}) (?:\w+ )?responsibility",
    "took the blame": rf"(?:{TAKE}) (?:\w+ )?(?:blame|liability|fault|guilt)",
}
CLAIM = {
    "claimed responsibility": r"claim(?:s|ed|ing)? (?:\w+ )?responsibility",
    "claimed credit": r"claim(?:s|ed|ing)? (?:\w+ )?credit",
}
CONFIRM = {"confirmed": r"confirm(?:s|ed|ing)?"}
REFUSAL = r"refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|turn(?:s|ed|ing)? (?:\w+ ){0,4}down|declin(?:e|es|ed|ing)"

ACTS = (
    make_act("claim", CLAIM, join_forms(ADMIT), opposes=DENIAL),
    make_act(
        "admit",
        ADMIT,
        f"{join_forms(CLAIM)}|{join_forms(CONFIRM)}",
        noun="admissions?|confessions?|acknowledge?ments?|guilty plea",
        opposes=DENIAL,
        needs_object=True,
    ),
    make_act(
        "confirm",
        CONFIRM,
        f"{join_forms(ADMIT)}|{join_forms(CLAIM)}",
        noun="confirmation|admissions?",
        opposes=DENIAL,
        needs_object=True,
    ),
    make_act(
        "apologise",
        {
            "apologised": r"apologi[sz](?:e|es|ed|ing)",
            "said sorry": r"(?:say|says|said|saying) (?:\w+ ){0,3}sorry",
            "expressed regret": r"(?:express|voic)(?:e|es|ed|ing)? (?:\w+ )?(?:regret|remorse)",
        },
        r"(?:am|are|is|was|were|be|been) (?:\w+ )?sorry|regret(?:s|ted)?",
        noun="apolog(?:y|ies)",
        opposes=r"nothing to (?:apologi[sz]e|be sorry) for|no (?:reason|need|cause|call) (?:to|for) apolog\w+",
    ),
    make_act(
        "resign",
        {
            "resigned": r"resign(?:s|ed|ing)?",
            "stepped down": r"step(?:s|ped|ping)? down",
            "stood down": r"(?:stand(?:s|ing)?|stood) down",
            "quit": r"quit(?:s|ting)?",
            "left office": r"(?:leave|leaves|left|leaving) (?:office|(?:his|her|their|the) (?:post|job|seat))",
            "gave up office": r"(?:give|gives|gave|given|giving) up (?:office|(?:his|her|their|the) (?:post|job|seat))",
        },
        noun="resignations?|departure",
        opposes=r"stay(?:s|ed|ing)? (?:on|in (?:office|(?:his|her|their|the) (?:post|job)))|"
        r"remain(?:s|ed|ing)? in (?:office|(?:his|her|their|the) (?:post|job))|"
        r"no intention of (?:going|leaving|stepping|resigning|standing|quitting)|(?:would|will) not (?:go|leave)|"
        r"(?:not|n't|n’t) going anywhere",
    ),
    make_act(
        "agree",
        {
            "agreed": r"agree(?:s|d|ing)?",
            "consented": r"consent(?:s|ed|ing)?",
            "accepted": r"accept(?:s|ed|ing)?",
        },
        noun="consent|acceptance",
        opposes=rf"{REFUSAL}|disagree(?:s|d|ing)?",
    ),
    make_act(
        "deny", DENY, noun="denials?", opposes=f"{join_forms(ADMIT)}|{join_forms(CLAIM)}|confirmed", needs_object=True
    ),
    make_act(
        "approve",
        {
            "approved": r"approv(?:e|es|ed|ing)",
            "authorised": r"authori[sz](?:e|es|ed|ing)",
            "endorsed": r"endors(?:e|es|ed|ing)",
            "backed": r"back(?:s|ed|ing)?",
            "supported": r"support(?:s|ed|ing)?",
        },
        noun="approval|endorsement|backing|authori[sz]ation",
        opposes=rf"{REFUSAL}|veto(?:es|ed|ing)?|oppos(?:e|es|ed|ing)|block(?:s|ed|ing)?",
        needs_object=True,
    ),
    make_act(
        "promise",
        {
            "promised": r"promis(?:e|es|ed|ing)",
            "pledged": r"pledg(?:e|es|ed|ing)",
            "vowed": r"vow(?:s|ed|ing)?",
            "guaranteed": r"guarantee(?:s|d|ing)?",
        },
        r"undert(?:ake|akes|ook|aken|aking)|commit(?:s|ted|ting)?",
        noun="promises?|pledges?|guarantees?|undertakings?",
        opposes=f"{REFUSAL}|rul(?:e|es|ed|ing) out",
        needs_object=True,
    ),
    make_act(
        "retract",
        {
            "retracted": r"retract(?:s|ed|ing)?",
            "withdrew": r"withdr(?:aw|aws|ew|awn|awing)",
            "recanted": r"recant(?:s|ed|ing)?",
            "took back": r"(?:take|takes|took|taken|taking) (?:\w+ ){0,4}back",
        },
        noun="retractions?|withdrawals?",
        opposes=r"st(?:and|ands|ood|anding) by|(?:stick(?:s|ing)?|stuck) (?:by|to)",
        needs_object=True,
    ),
    make_act(
        "blame",
        {
            "blamed": r"blam(?:e|es|ed|ing)",
            "accused": r"accus(?:e|es|ed|ing)",
            "pointed the finger": r"point(?:s|ed|ing)? (?:the|a) finger",
        },
        r"(?:hold|holds|held|holding) (?:\w+ ){1,5}responsible|responsible for|fault",
        noun="accusations?",
        needs_object=True,
    ),
)
"""In the order in which they are tried on a question: “claim responsibility” before “take responsibility”."""
