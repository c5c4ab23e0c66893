"""Where a question and a sentence say opposite things though their words are alike: negations, opposites, degrees.

An embedding puts “increase” beside “decrease”; these lists take them apart again. They are English.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from bot.answering.judging.coverage import Wording, find_stem
from corpus.abbreviations import list_words

NEGATIONS = list_words(
    "not no never none nor neither without cannot nobody nothing nowhere hardly unable fail failed fails lack lacks "
    "lacked except refuse refused refuses rather instead unlike"
)
DEGREES = list_words("most least first last only")
NEGATING_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "ab", "mis")
# In letters: what is left of a word without its prefix.
LEAST_BARE = 4

# One line for each pair of opposites; each side lists words by commas.
OPPOSITES = """
more / less,fewer
most / least,fewest
first,initial,initially / last,final,finally
before,prior,preceding / after,following,subsequent
above / below
over / under
largest,biggest,greatest / smallest
highest / lowest
longest / shortest
oldest / youngest,newest
best / worst
strongest / weakest
fastest / slowest
earliest / latest
high,higher / low,lower
large,larger,big,bigger / small,smaller
long,longer / short,shorter
strong,stronger / weak,weaker
fast,faster,quick / slow,slower
old,older,ancient / new,newer,modern,recent
young,younger / old,older,elderly
early,earlier / late,later
good,better / bad,worse
hot,hotter,warm,warmer / cold,colder,cool,cooler
wet / dry
rich,wealthy / poor
heavy,heavier / light,lighter
deep / shallow
wide / narrow
full / empty
hard,difficult / easy,simple
simple / complex,complicated
common,frequent / rare,rarest,uncommon,unusual
north,northern / south,southern
east,eastern / west,western
northeast,northeastern / southwest,southwestern
northwest,northwestern / southeast,southeastern
left / right
upper / lower
up,upward / down,downward
inside,within,internal,inner / outside,external,outer
public / private
horizontal / vertical
maximum / minimum
major,majority / minor,minority
positive / negative
active / passive
odd / even
same,identical / different
always / never,sometimes
all,every,both / none,neither
many / few
several / single
everyone,everybody / nobody
male,men,man,boy,boys / female,women,woman,girl,girls
son,sons,father,fathers,husband,brother,king / daughter,daughters,mother,mothers,wife,sister,queen
uncle / aunt
parent,parents / child,children
teacher,teachers / student,students,pupil
buyer / seller
friend,ally,allies / enemy,enemies,rival,foe
winner / loser
attacker / defender
victory,win,wins,won,winning / defeat,loss,lose,loses,lost,losing
increase,rise,rising,grow,growth,raise,expand / decrease,decline,fall,falling,drop,reduce,reduction,shrink,cut,lower
increased,rose,grew,raised,expanded / decreased,declined,fell,dropped,reduced,shrank,lowered
gain,gained,gains / lose,lost,loses,loss
support,supported,supports,favor,favored,favour,favoured,back,backed / oppose,opposed,opposes,against,reject,rejected
accept,accepted,accepts / reject,rejected,refuse,refused,decline,declined
allow,allowed,allows,permit,permitted / forbid,forbade,forbidden,prohibit,prohibited,ban,banned,prevent,prevented
approve,approved / reject,rejected,veto,vetoed
agree,agreed,agrees / disagree,disagreed,refuse,refused
admit,admitted,confirm,confirmed / deny,denied,denies
encourage,encouraged,promote,promoted / discourage,discouraged,suppress,suppressed
help,helped,helps / hinder,hindered
cause,caused,causes / prevent,prevented,prevents
start,started,starts,begin,began,begun,begins / end,ended,ends,finish,finished,stop,stopped,ending,cease,ceased
open,opened,opening / close,closed,closing
enter,entered,join,joined,arrive,arrived,arrival / leave,left,depart,departed,departure,exit
attack,attacked,attacks,invade,invaded,attacking / defend,defended,defends,defending,defence,defense
build,built,create,created / destroy,destroyed,demolish,demolished
found,founded,establish,established / abolish,abolished,dissolve,dissolved
include,included,includes,add,added / exclude,excluded,excludes,remove,removed
buy,bought,purchase,purchased / sell,sold,sale
import,imports,imported / export,exports,exported
input / output
supply / demand
push,pushed,pushing,pushes / pull,pulled,pulling,pulls
ascend,ascending / descend,descending
absorb,absorbed / emit,emitted,release,released
connect,connected,join / separate,separated
appoint,appointed,elect,elected / dismiss,dismissed,sack,sacked
arrest,arrested / release,released
teach,taught / learn,learned,learnt
send,sent / receive,received
give,gave,given / take,took,taken,receive,received
lend,lent / borrow,borrowed
love,loved,like,liked / hate,hated,dislike,disliked
birth,born / death,died,die,dead
alive,survive,survived,live / dead,die,died,killed
succeed,succeeded,success,successful / fail,failed,failure,unsuccessful
remember,remembered / forget,forgot,forgotten
reveal,revealed / hide,hid,hidden,conceal,concealed
praise,praised / criticise,criticised,criticize,criticized,condemn,condemned
peace,peaceful / war,warlike
urban / rural
past / future
beginning / end
advantage,benefit,strength / disadvantage,drawback,weakness
profit / loss
guilty / innocent
true / false
presence,present / absence,absent
natural / artificial
domestic / foreign
theory,theoretical / practice,practical
legal,lawful / illegal,unlawful
known / unknown
twice / once,thrice
"""


def read_opposites(lines: str) -> Mapping[str, frozenset[str]]:
    """Give the stems of each stem's opposites."""
    opposites: defaultdict[str, set[str]] = defaultdict(set)
    for line in filter(None, lines.splitlines()):
        one, other = (set(map(find_stem, side.strip().split(","))) for side in line.split("/"))
        for word in one:
            opposites[word] |= other
        for word in other:
            opposites[word] |= one
    return {word: frozenset(others) for word, others in opposites.items()}


OPPOSITES_OF = read_opposites(OPPOSITES)


def is_negated(wording: Wording) -> bool:
    """Whether a text denies something somewhere."""
    return any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in wording.folded)


def has_opposite(question: Wording, sentence: Wording) -> bool:
    """Whether the sentence has the opposite of one of the question's words, and not that word."""
    lacking = [word for word in question.words if not sentence.has(word)]
    if any(not sentence.stems.isdisjoint(OPPOSITES_OF.get(word.stem, ())) for word in lacking):
        return True
    if ("non" in question.folded) != ("non" in sentence.folded):
        return True
    unnegated = frozenset[str]().union(*map(strip_prefixes, sentence.folded))
    return any(word.stem in unnegated or not sentence.stems.isdisjoint(strip_prefixes(word.folded)) for word in lacking)


@lru_cache(maxsize=20_000)
def strip_prefixes(word: str) -> frozenset[str]:
    """Give the stems of what a folded word may be the negation of: “unlawful” of “lawful”."""
    bare = (word.removeprefix(prefix) for prefix in NEGATING_PREFIXES if word.startswith(prefix))
    return frozenset(find_stem(each) for each in bare if len(each) >= LEAST_BARE)


def count_missing_degrees(question: Wording, sentence: Wording) -> int:
    """Count the degrees that the question asks for (“first”, “least”, “highest”) and the sentence does not have."""
    return sum(is_degree(word) and word not in sentence.folded for word in question.folded)


def is_degree(word: str) -> bool:
    """Whether a folded word says that something is at the end of an order."""
    return word in DEGREES or (word.endswith("est") and len(word) > len("rest"))
