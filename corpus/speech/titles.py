"""Words that tell what kind of thing a name names: honorifics, titles, roles, bodies, outlets.

Only lists, in lower case; how they are read is decided in `corpus.speech.phrases` and `corpus.speech.speakers`.
"""

from corpus.abbreviations import list_words

MALE = list_words("mr sir lord mister messrs herr monsieur señor signor don")
FEMALE = list_words("ms mrs miss lady dame mme madame mlle frau señora signora")
HONORIFICS = MALE | FEMALE | list_words("dr prof mx rev hon st fr")
"""What stands before a name and is no role (“St” only where it begins a name: a saint is a place)."""

MALE_ROLES = list_words(
    "spokesman chairman businessman policeman fireman salesman father brother husband son uncle grandfather king "
    "prince duke councilman congressman alderman statesman clergyman fisherman craftsman man boy nephew widower "
    "sportsman widow's cameraman nobleman waiter actor monk priest imam host"
)
FEMALE_ROLES = list_words(
    "spokeswoman chairwoman businesswoman policewoman mother sister wife daughter aunt grandmother queen princess "
    "duchess councilwoman congresswoman actress woman girl niece widow waitress nun heroine hostess"
)

TITLES = (
    MALE_ROLES
    | FEMALE_ROLES
    | list_words(
        "minister president premier chancellor secretary senator congressman representative judge justice magistrate "
        "mayor governor sergeant superintendent detective inspector constable captain colonel major general "
        "lieutenant corporal commander commodore admiral marshal brigadier professor chief executive officer director "
        "chair chairperson bishop archbishop cardinal pope rabbi ayatollah imam sheikh sheik emir sultan ambassador "
        "attorney prosecutor solicitor barrister counsel deputy vice commissioner councillor councilor alderman "
        "speaker leader head manager spokesperson treasurer keeper curator editor author analyst economist historian "
        "scientist researcher engineer architect pilot ferrymaster harbourmaster stationmaster headteacher headmaster "
        "headmistress teacher lecturer fellow principal dean rector provost coroner sheriff warden registrar auditor "
        "ombudsman trustee founder owner partner coach midfielder striker goalkeeper defender referee player driver "
        "conductor composer singer writer poet novelist journalist reporter correspondent columnist presenter "
        "broadcaster farmer grower brewer baker butcher shopkeeper nurse doctor surgeon physician midwife pharmacist "
        "vet veterinarian biologist chemist physicist geologist astronomer meteorologist forecaster hydrologist "
        "ecologist botanist zoologist archaeologist linguist sociologist psychologist expert specialist consultant "
        "adviser advisor aide lawyer advocate activist campaigner organiser organizer volunteer member candidate mp "
        "mep lawmaker legislator diplomat envoy consul attaché negotiator mediator official clerk agent investigator "
        "examiner surveyor assessor witness resident neighbour neighbor passenger survivor victim student pupil "
        "graduate co-founder cofounder co-author coauthor ceo cfo coo cto boss skipper sailor deckhand cook chef "
        "waiter librarian postman shepherd gardener mechanic electrician plumber carpenter joiner potter weaver "
        "painter sculptor artist photographer filmmaker producer actor comedian dancer choreographer musician "
        "guitarist violinist organist priest vicar pastor chaplain deacon monk nun abbot abbess landlord landlady "
        "tenant foreman worker miner welder rigger docker trader banker broker investor entrepreneur developer "
        "designer programmer technician operator dispatcher supervisor coordinator co-ordinator convener convenor "
        "steward delegate whip minister-designate ex-minister undersecretary under-secretary scholar academic handler "
        "trainer lord secretary-general vice-president vice-chair vice-chairman co-chair co-leader restorer hacker "
        "guide ranger patrolman custodian caretaker watchman seller vendor buyer administrator "
        "customer client"
    )
)
"""Nouns for what someone does, as a title before a name or alone."""

RANKS = list_words(
    "assistant associate acting interim senior junior former deputy vice prime foreign finance interior defence "
    "defense transport health education chief first second general attorney lord lead managing executive supreme "
    "emeritus national state federal regional local home justice environment trade energy culture labour labor "
    "technical medical news press harbour harbor"
)
"""Words that stand with a title inside a role (“Prime Minister”)."""

BODIES = list_words(
    "guild union board council committee commission agency ministry department office authority association "
    "federation institute university college school academy hospital infirmary clinic church party government "
    "parliament senate congress assembly court tribunal police force forces service services army navy guard guards "
    "company corporation corp inc ltd llc plc group bank fund trust foundation society club league alliance coalition "
    "movement front network organisation organization centre center laboratory lab museum library observatory bureau "
    "secretariat embassy consulate cabinet administration inspectorate regulator operator firm studio press times "
    "post news herald courier register lantern gazette radio television tv journal tribune telegraph guardian "
    "chronicle observer magazine weekly daily broadcasting media newspaper railway railways airline airlines airways "
    "ferries crossings lines line works mills partnership cooperative co-operative forum conference team crew staff "
    "brigade corps regiment squad unit task panel inquiry house chamber exchange market industries systems "
    "technologies holdings partners brothers sons associates international nations states kingdom republic charity "
    "campaign archive archives treasury exchequer directorate division branch faculty jury families residents "
    "officials sources people researchers scientists experts witnesses prosecutors lawyers authorities diplomats "
    "detectives investigators inspectors engineers pilots drivers growers farmers workers strikers members leaders "
    "ministers organisers organizers critics opponents supporters campaigners activists neighbours passengers "
    "survivors relatives doctors nurses auditors analysts economists historians statisticians publisher publishers "
    "watchdog think-tank thinktank consortium syndicate chapter diocese parish borough county municipality city town "
    "parent parents villagers locals traders owners shareholders directors trustees sheriffs senators councillors "
    "opposition monarchy palace kremlin pentagon state-run site website portal outlet"
)
"""Nouns for bodies and for several people together: what “it” or “they” say."""

COMPANIES = list_words(
    "inc ltd llc plc corp corporation company group holdings partners motors aggregates foods energy power pharma "
    "stores steel oil gas water airlines airways rail railways buses ferries crossings mills mines telecom bank "
    "industries systems technologies brothers sons daughters associates works lines"
)
"""Last words of the names of companies, which are also called by their first word alone."""

OUTLETS = list_words(
    "agency press times post news herald courier lantern gazette radio television tv journal tribune telegraph "
    "guardian chronicle observer magazine weekly daily broadcasting media newspaper newspapers broadcaster wire "
    "outlet site website portal bulletin mail mirror sun star independent bbc cnn reuters afp ap npr abc cbs nbc itv "
    "bloomberg axios politico al-jazeera jazeera isna irna tass xinhua kyodo dpa ansa efe anadolu yonhap upi pti ani "
    "mehr fars tasnim irib wikinews programme program podcast channel station network blog argus echo examiner globe "
    "inquirer sentinel standard register record voice monitor advertiser dispatch enquirer express messenger review"
)
"""Words of the names of outlets: what relays speech."""

DOCUMENTS = list_words(
    "report statement letter bulletin document documents study survey record records file files note notice memo "
    "review release email e-mail message messages post tweet blog article announcement declaration communiqué "
    "communique indictment complaint lawsuit filing filings book manual paper papers poll research data "
    "results figures statistics findings analysis summary ruling judgment judgement verdict order website "
    "leaflet log logs diary "
    "minutes transcript audit accounts forecast forecasts translation video footage headline editorial column"
)
"""What speaks for whoever wrote it."""

PARTICLES = list_words(
    "& al el bin ibn de del della di da dos van von der den ter la le du st saint abu ben bint of y e"
)
PLACES = list_words("north south east west northern southern eastern western central upper lower new old great")
AUDIENCES = list_words(
    "reporters journalists parliament congress senate court members supporters people lawmakers ministers colleagues "
    "investigators police jurors voters delegates viewers listeners readers council committee crowd audience inquiry "
    "hearing conference programme program commons lords jury judge tribunal assembly mourners fans staff shareholders "
    "users press media"
)
"""Who is told something without passing it on."""
