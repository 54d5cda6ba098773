"""Word lists of newsroom English: titles, roles, groups, organisations, documents, and the small words between."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """mr mr. mrs mrs. ms ms. mx miss dr dr. prof prof. professor sir dame lord lady baroness baron rev rev. reverend fr
    fr. father sister brother rabbi imam sheikh ayatollah archbishop bishop cardinal pope sen sen. sens. senator senators
    rep rep. reps. representative congressman congresswoman gov gov. governor gen gen. general lt lt. lieutenant col col.
    colonel maj maj. major capt capt. captain sgt sgt. sergeant cpl cpl. corporal adm adm. admiral brig brigadier commander
    cmdr. president vice-president chancellor premier mayor councillor cllr alderman judge justice inspector superintendent
    di dci dc ds dsupt pcso supt supt. insp. det det. detective constable pc sheriff chief king queen prince princess emperor minister secretary
    ambassador amb. hon. coach comrade attorney marshal messrs messrs. m. mme monsieur madame herr frau señor""",
)
FEMALE_WORDS = _words(
    """mum mom mam granny grandma stepmother stepdaughter sister-in-law mother-in-law fiancée ex-wife godmother bride heiress
    duchess countess headmistress barmaid schoolgirl postwoman ballerina soprano mezzo-soprano landlady
    mrs mrs. ms ms. miss dame lady baroness sister queen princess congresswoman spokeswoman chairwoman policewoman
    businesswoman councilwoman assemblywoman actress mother wife daughter aunt grandmother woman girl niece widow madame
    mme frau waitress heroine sportswoman stateswoman midwife granddaughter girlfriend""",
)
MALE_WORDS = _words(
    """mr mr. sir lord brother king prince congressman spokesman chairman policeman businessman councilman assemblyman
    father husband son uncle grandfather man boy nephew fr. monsieur herr widower pope cardinal archbishop sportsman
    statesman grandson imam boyfriend dad grandad grandpa stepfather stepson brother-in-law father-in-law fiance fiancé
    ex-husband godfather groom bridegroom duke earl viscount headmaster barman schoolboy postman milkman lad bloke guy
    gentleman groundsman yachtsman linesman batsman choirmaster tenor baritone trawlerman landlord fisherman dutchman
    frenchman englishman irishman welshman scotsman doorman""",
)
ROLES = _words(
    """spokesman spokeswoman spokesperson chairman chairwoman chairperson chair chief head director president vice-president
    minister secretary deputy premier chancellor mayor governor senator congressman congresswoman lawmaker legislator mp mep
    msp councillor councilman councilwoman commissioner ambassador envoy diplomat diplomats consul negotiator mediator aide
    adviser advisor counsellor counselor official officer commander general colonel captain major admiral sergeant inspector
    superintendent constable detective sheriff marshal judge justice magistrate prosecutor lawyer attorney solicitor barrister
    counsel treasurer clerk bursar auditor comptroller ombudsman coroner pathologist doctor surgeon nurse midwife paramedic
    physician consultant psychologist psychiatrist therapist dentist vet professor lecturer scientist researcher biologist
    chemist physicist economist historian analyst strategist expert engineer architect planner surveyor teacher headteacher
    principal dean rector scholar author co-author coauthor writer novelist poet journalist reporter correspondent editor
    columnist commentator reviewer blogger critic broadcaster presenter producer filmmaker actor actress singer musician artist
    coach manager trainer captain goalkeeper striker midfielder defender winger skipper pitcher quarterback player athlete
    swimmer runner cyclist driver pilot fisherman farmer shopkeeper baker butcher chef owner founder co-founder boss executive
    ceo cfo coo cto entrepreneur businessman businesswoman investor trader banker broker shareholder partner landlord
    landlady tenant resident neighbour neighbor villager witness bystander passer-by survivor victim patient student pupil
    graduate parent mother father wife husband son daughter brother sister uncle aunt cousin niece nephew grandmother
    grandfather widow widower partner friend colleague activist campaigner organiser organizer volunteer leader co-leader
    member delegate candidate nominee politician statesman strongman monarch king queen prince princess pope cardinal bishop
    archbishop priest vicar pastor imam rabbi cleric monk nun chaplain reverend warden ranger keeper curator librarian
    archivist conservationist ecologist meteorologist forecaster geologist seismologist volcanologist epidemiologist
    virologist astronomer worker employee unionist steward supervisor foreman agent
    firefighter policeman policewoman detective investigator inspector soldier veteran guard gunman suspect defendant
    plaintiff claimant juror foreman whistleblower insider source lobbyist pollster pensioner retiree substitute midwife schoolteacher shipbuilder welder statistician mathematician chairholder
    archaeologist anthropologist sociologist philosopher theologian linguist coordinator co-ordinator administrator
    registrar representative rep speaker whip chairmanship man woman boy girl person child teenager customer shopper
    passenger commuter motorist tourist visitor fan supporter reader caller trustee governor deputy lieutenant
    under-secretary-general undersecretary secretary-general vice-chair vice-chairman vice-chancellor vicechancellor
    co-chair leader chieftain elder ruler dictator president-elect premier-designate harbourmaster postmaster stationmaster
    gardener counterpart opposite-number co-star costar bandmate teammate team-mate classmate roommate flatmate housemate workmate
    mum mom dad mam granny grandma grandad grandpa stepfather stepmother stepson stepdaughter sister-in-law brother-in-law
    father-in-law mother-in-law fiance fiancé fiancée girlfriend boyfriend ex-husband ex-wife godfather godmother twin
    pal mate newlywed bride groom bridegroom insider grader freshman sophomore undergraduate postgraduate user blogger
    vlogger streamer gamer influencer podcaster millionaire billionaire tycoon magnate heir heiress aristocrat peer
    baronet duke duchess earl countess viscount laird backbencher frontbencher apprentice intern trainee recruit cadet
    groundsman greenkeeper stallholder trawlerman crofter miller brewer baker florist grocer greengrocer butcher joiner
    plasterer roofer bricklayer welder mechanic machinist technician dispatcher courier postman postwoman milkman barmaid
    barman waiter cleaner caretaker janitor receptionist accountant auditor actuary bookkeeper cashier assistant
    secretary-treasurer chief-of-staff headmaster headmistress tutor governess professor provost bursar proctor
    vice-principal lodger homeowner householder occupant hostage captive prisoner inmate detainee refugee migrant
    asylum-seeker pensioner octogenarian nonagenarian centenarian toddler schoolboy schoolgirl youngster lad bloke guy
    lady gentleman stranger shopworker steelworker miner docker stevedore fisherwoman beekeeper shepherd rancher grower
    vintner winemaker distiller restaurateur hotelier barista sommelier caterer usher bouncer doorman porter concierge
    td mla mep flanker hooker prop fly-half scrum-half fullback full-back left-back right-back centre-back centre-half winger opener
    all-rounder seamer spinner linebacker shortstop catcher playmaker talisman centre-forward number-eight
    umpire referee linesman goalscorer scorer batsman batter bowler wicketkeeper jockey trainer handler breeder
    rower sailor yachtsman skater gymnast boxer wrestler golfer footballer cricketer sprinter triathlete paralympian
    archivist cartographer historian genealogist curator conservator restorer bookseller publisher printer translator
    interpreter illustrator cartoonist sculptor potter poet playwright screenwriter lyricist songwriter guitarist drummer
    pianist violinist cellist organist soprano tenor baritone bass mezzo-soprano alto accompanist choirmaster
    choreographer ballerina dramatist impresario promoter contestant finalist winner runner-up champion medallist medalist
    whistle-blower turncoat mole spy spook operative aide-de-camp attache attaché consul-general chargé
    procurator sheriff-clerk notary paralegal litigant appellant respondent complainant accuser bailiff stenographer
    carpenter electrician plumber hairdresser waitress waiter bartender publican lifeguard skier climber
    mountaineer explorer inventor designer photographer composer conductor choreographer dancer comedian host""",
)
# People in the plural, and bodies of people, that may speak without a name.
GROUPS = _words(
    """officials authorities police officers residents locals neighbours neighbors villagers witnesses bystanders onlookers
    survivors victims relatives parents families pupils students teachers staff workers employees unions campaigners
    activists protesters demonstrators organisers organizers critics opponents supporters backers experts analysts
    economists scientists researchers authors academics historians doctors medics nurses physicians surgeons paramedics
    firefighters prosecutors lawyers attorneys judges jurors detectives investigators inspectors engineers diplomats
    ministers lawmakers legislators senators mps councillors politicians republicans democrats conservatives liberals
    tories leaders rebels militants insurgents troops soldiers commanders generals sources insiders aides advisers advisors
    colleagues friends executives managers directors shareholders investors traders bankers brokers landlords tenants
    owners farmers fishermen drivers motorists passengers commuters travellers travelers customers shoppers consumers
    visitors tourists fans players coaches people men women children media reporters journalists observers monitors
    regulators rescuers meteorologists forecasters pollsters astronomers biologists ecologists geologists
    conservationists environmentalists archaeologists members delegates negotiators spokesmen spokespeople
    representatives veterans refugees migrants voters taxpayers ratepayers traditionalists sceptics skeptics some many
    others bosses chiefs aides insiders pals mums dads moms grandparents neighbours shopworkers steelworkers growers
    protestors picketers marchers strikers bystanders passers-by holidaymakers churchgoers parishioners congregants
    worshippers firemen policemen trawlermen lawmen gunmen guardsmen infantrymen businessmen businesspeople
    landowners homeowners householders shareholders stakeholders bondholders creditors lenders underwriters
    insurers auditors accountants actuaries examiners assessors surveyors planners architects builders contractors
    suppliers retailers grocers carmakers automakers drugmakers brewers exporters importers manufacturers
    publishers broadcasters organizers backbenchers loyalists moderates hardliners nationalists separatists
    unionists republicans feminists environmentalists humanitarians well-wishers mourners bereaved inmates
    prisoners detainees captives hostages settlers tribes tribesmen elders clerics priests bishops imams rabbis
    individuals teens teenagers youngsters pensioners mothers fathers neighbours patients sufferers attendees participants
    respondents candidates signatories claimants complainants defendants plaintiffs guests callers diners drinkers
    subscribers users developers designers curators trustees governors clinicians consultants midwives carers caregivers
    cabbies truckers hauliers dockers miners sailors skippers crewmates
    others several both most couple pair trio crews crew volunteers teammates rivals crowd audience crowds mob""",
)
ORGANISATIONS = _words(
    """radio television tv government administration ministry department agency authority council board commission committee panel parliament
    senate congress court tribunal police force army navy military ministry embassy bureau office service company firm
    corporation group bank fund union association federation confederation league club team party movement coalition
    alliance campaign charity foundation trust society institute institution university college school academy hospital
    clinic church diocese parish mosque synagogue museum library gallery theatre theater airline airport operator contractor builder network
    jury newspaper paper magazine journal broadcaster station channel website site portal publisher watchdog regulator
    ombudsman inspectorate treasury cabinet assembly legislature chamber exchange market retailer supermarket chain
    manufacturer maker supplier developer utility brewery carmaker automaker consortium conglomerate startup start-up
    laboratory lab observatory centre center organisation organization body secretariat directorate taskforce brigade
    battalion regiment squad unit side opposition leadership regime junta kremlin prosecution defence defense family
    household estate industry sector lobby thinktank think-tank state city county town borough district council
    authority village country nation kingdom republic trust co-operative cooperative guild syndicate presidency palace
    vatican pentagon studio label orchestra choir band daily weekly wire herald times post tribune gazette telegraph""",
)
ORGANISATION_NAMES = _words(
    """inc inc. corp corp. co. ltd ltd. llc plc gmbh group holdings partners bros associates ministry department agency
    authority council board commission committee parliament senate congress court tribunal police army navy bureau office
    service company corporation bank fund union association federation league club party movement coalition alliance
    foundation trust society institute institution university college school academy hospital church museum centre center
    organisation organization assembly chamber exchange times post herald tribune gazette telegraph journal news daily
    press network nations airlines airways motors energy oil gas water rail railways homes systems technologies
    laboratories observatory city united town rovers cross crescent watch international reserve treasury house guard
    corps force forces command administration registry inspectorate initiative project studies survey airport works
    industries electric power communications media broadcasting studios records books productions""",
)
DOCUMENTS = _words(
    """report study paper document documents papers letter statement memo memorandum note notice filing filings lawsuit suit
    complaint indictment affidavit petition motion ruling judgment judgement verdict order decree law act bill treaty
    agreement contract minutes transcript transcripts record records file files email e-mail emails e-mails text message
    messages post tweet survey poll census figures data statistics numbers results findings estimates projections analysis
    audit review inquiry inquest investigation assessment article story editorial book biography memoir diary diaries
    manifesto communique communiqué circular advisory alert dossiers writ subpoena injunction deposition testimony submission proxy prospectus whitepaper factsheet blog blogpost caption headline op-ed column note-to-self voicemail telegram fax chronology timeline spreadsheet invoice ledger register roll inventory logbook certificate certificates newsletter newsletters reply response brochure brochures pamphlet pamphlets flyer flyers advert adverts advertisement advertisements
    placard placards signs posters banners plaque leaflets contract contracts diaries epitaph headstone entry autopsy post-mortem postmortem necropsy probe specification application applications patent scores details returns blueprint resolution declaration charter code guidelines guidance rules strategy plan budget
    accounts bulletin release summary brief briefing research literature evidence test tests trial trials study's articles
    studies reports surveys polls papers documents letters leaflet poster sign banner warrant certificate inscription
    dossier cable cables log logs receipts invoices footage recording video model models simulation simulations
    questionnaire constitution statute regulation regulations terms policy inspection""",
)
UNNAMED_HEADS = _words("source sources people person insider insiders diplomat diplomats someone")
DETERMINERS = _words(
    """the a an this that these those his her its their our my your one two three four five six seven eight nine ten eleven
    twelve some many several most all both each every another other no any few dozens hundreds thousands either neither""",
)
ARTICLES = _words("the a an this that these those his her its their our my your no any each every")
POSSESSIVE_PRONOUNS = _words("his her its their our my your whose")
PRONOUNS = _words("he she it they we i you who which that this these those one")
PERSON_PRONOUNS = _words("he she it they")
AUXILIARIES = _words("has have had having is are was were be been being am do does did 's 've 'd")
BE_FORMS = _words("is are was were be been being am get got gets")
MODALS = _words("will would can could may might must shall should 'll won't wouldn't can't couldn't cannot")
NEGATIONS = _words("not never n't didn't doesn't don't hasn't haven't hadn't isn't wasn't weren't aren't neither nor")
ADVERBS = _words(
    """also then later earlier still once even ever just now again further always often already since soon first second
    thus therefore instead meanwhile however too both yesterday today tonight tomorrow quickly there here all so only
    though yet nonetheless nevertheless itself himself herself themselves jointly twice recently long indeed moreover
    furthermore besides elsewhere reportedly afterwards afterward rightly meantime originally previously""",
)
SENTENCE_ADVERBS = _words(
    """allegedly apparently finally initially privately publicly recently significantly similarly separately reportedly
    unfortunately sadly increasingly actually basically certainly clearly consequently conversely crucially curiously
    currently evidently eventually exactly fortunately frankly generally happily hopefully immediately importantly
    incidentally inevitably interestingly ironically lately mainly mostly naturally nearly notably obviously
    occasionally officially oddly ominously ordinarily originally partly perversely possibly presumably previously
    primarily probably rarely really regrettably remarkably roughly secondly seemingly seldom simply slowly specifically
    strangely strikingly subsequently suddenly supposedly surely surprisingly tellingly thirdly traditionally typically
    ultimately undoubtedly usually virtually locally historically nationally internationally only early typical""",
)
NOUNS_IN_LY = _words(
    "family assembly daily weekly ally italy reply rally supply anomaly monopoly bully july homily belly"
)
CONJUNCTIONS = _words(
    "and but or nor yet while whereas although though because as if when whenever since until unless before after than so whether where why how that what which who whom whose"
)
COORDINATORS = _words("and but or then nor yet")
PREPOSITIONS = _words(
    """of for at in from on with by to about over into under after before during since until against between among through
    within without across near off outside inside behind beyond above below around toward towards despite amid alongside
    via upon per like including regarding following concerning""",
)
LINKING_PREPOSITIONS = _words(
    "of by for at in from with on to outside inside near behind close including like across around by within"
)
TIME_WORDS = _words(
    """monday tuesday wednesday thursday friday saturday sunday mondays january february march april may june july august
    september october november december yesterday today tonight tomorrow week weeks month months year years morning
    afternoon evening night day days hour hours weekend noon midnight earlier later ago spring summer autumn winter
    moment century decade time dawn dusk noon""",
)
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
PARTICLES = _words(
    "de da di del della du van von der den ter ten la le el al bin ibn abu ben dos das do y e af av zu mac st. 't bint"
)
NAME_SUFFIXES = _words("jr jr. sr sr. ii iii iv qc sc kc mp mep msp obe mbe cbe phd md esq")
PAST_FORMS = _words(
    """was were had did went came took made gave got saw knew became left felt brought began kept held stood heard let meant
    set met ran paid sat spoke lay led grew lost fell sent built understood drew broke spent cut rose drove bought wore chose
    threw caught fought shot hit won sold flew froze hid shook sank stole struck swept tore wept hurt put quit shut spread
    burst cost beat bent bet bid bound bred clung dealt dug fled forgot hung laid lent lit rode rang sang sought shone slept
    slid spun sprang stuck stung swam swore taught woke withdrew found thought told said wrote read arose awoke backed""",
)
FINITE_HINTS = (
    AUXILIARIES
    | MODALS
    | PAST_FORMS
    | _words(
        "has is are seems appears needs wants goes comes makes takes means remains becomes gives gets keeps knows lies stands isn't wasn't weren't don't doesn't didn't hasn't haven't it's that's there's they're we're i'm you're he's she's i've we've they've i'll we'll need needs faces plans hopes believes expects i'd we'd remain seem appear"
    )
)
# Descriptions that a report uses of somebody it has just named.
EPITHETS = _words(
    """centre-half half-back wing-back wide-man keeper centre-forward bowler batsman batter wicketkeeper pitcher quarterback
    receiver jockey boxer fighter racer rider sprinter gymnast skater wrestler sailor rower climber cueman triathlete
    tycoon magnate mogul designer broadcaster presenter poet composer conductor drummer guitarist vocalist frontman
    screenwriter filmmaker photographer sculptor painter illustrator choreographer ballerina soprano tenor baritone
    octogenarian nonagenarian centenarian retiree widower divorcee redhead brunette prizewinner newcomer
    teenager ex-minister ex-president ex-soldier statesman strongman firebrand
    striker winger midfielder defender goalkeeper forward captain skipper singer actor actress author writer novelist
    senator lawmaker congressman congresswoman minister politician billionaire entrepreneur veteran champion rapper star
    teenager pensioner father mother playwright director musician comedian artist runner swimmer cyclist golfer driver
    scientist professor academic economist researcher chef politician peer activist campaigner substitute democrat
    republican flanker hooker prop fly-half scrum-half fullback full-back left-back right-back centre-back opener
    all-rounder seamer spinner linebacker playmaker newlywed surgeon dentist plumber builder plasterer skier swimmer peer mp leader premier president governor mayor councillor dutchman frenchman spaniard""",
)
# People by country, in the singular.
NATIONALS = _words(
    """spaniard dutchman dutchwoman frenchman frenchwoman englishman englishwoman irishman irishwoman welshman welshwoman scot
    scotsman swede dane finn pole turk briton argentine argentinian brazilian belgian german italian austrian norwegian
    australian american canadian russian ukrainian nigerian ghanaian kenyan egyptian moroccan algerian tunisian
    colombian mexican chilean uruguayan croat croatian serb serbian slovak slovene hungarian romanian bulgarian greek
    indian pakistani icelander filipino korean""",
)
# Works whose names stand in quotation marks, and words before a so-called name.
WORK_NOUNS = _words(
    """film movie song single album book novel play series show programme program episode documentary track poem painting
    sculpture exhibition opera musical magazine hit titled entitled called named dubbed nicknamed headlined labelled labeled
    game essay hymn anthem ballad memoir sketch""",
)
# Things that threaten, show and claim without speaking.
THINGS = _words(
    """hurricane storm typhoon cyclone earthquake tsunami flood floods fire blaze virus disease outbreak pandemic epidemic
    weather rain snow drought heatwave price prices shares stock stocks war conflict crisis fighting violence strike strikes
    attack attacks accident crash explosion blast bomb shelling damage smoke illness cancer recession inflation heat ice
    water waters river volcano lava fever""",
)
ADDRESSEES = _words(
    """reporters journalists parliament lawmakers senators congress councillors mps ministers delegates members supporters
    investors analysts shareholders staff police detectives officers jurors us me him her them you parents residents
    workers fans viewers listeners readers students pupils correspondents people voters officials crowds""",
)
