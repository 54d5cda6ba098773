"""The cue table: words that report communication, and the frames each may stand in. Edit the rows, not the code.

A row is `verb: frames`, frames being letters:
c  a clause may follow without "that" (said the bridge was shut)      t  a that-clause
q  quoted words                                                       w  an indirect question (asked whether, said how)
i  may stand before its speaker (“…,” said the mayor)                 f  may close a sentence (…, the mayor said)
a  a person is addressed before the content (told the court …)        o  its object is the content (denied the charge)
n  a to-infinitive of the speaker's own (promised to pay)             p  a person is to do something (urged drivers to stay)
k  object and preposition (accused X of; described X as)              s  speech beyond doubt: any subject may speak
m  a mental verb, which counts only with quoted words                 d  usual with documents and findings
v  its object names what is voiced (expressed concern that, dismissed claims that, gave a warning to)
"""

from __future__ import annotations

VERBS = """
say: ctqwifs
tell: ctqwafsp
add: ctqifs
state: ctqifs
explain: ctqwifs
insist: ctqifs
claim: ctqifn
note: ctqif
observe: tqif
remark: tqifs
comment: tqifs
reply: ctqifs
respond: tqifs
answer: tqif
argue: ctqifs
admit: ctqifso
acknowledge: ctqifo
concede: ctqifs
confirm: ctqifwo
deny: ctqifso
warn: ctqifasp
announce: ctqifo
declare: ctqifs
stress: ctqifo
emphasise: ctqifo
emphasize: ctqifo
recall: ctqifw
repeat: tqifv
reiterate: ctqifo
report: ctqifd
write: ctqif
tweet: ctqifs
post: q
joke: ctqifs
quip: ctqifs
shout: tqif
whisper: tqif
yell: tqif
exclaim: tqif
allege: ctqifs
assert: ctqifs
contend: ctqifs
maintain: ctqif
predict: ctqifo
promise: ctqifnao
pledge: ctqifno
vow: ctqifn
threaten: tqifn
suggest: ctqifd
propose: tqifno
recommend: ctqifo
complain: ctqifs
boast: ctqifs
lament: ctqifso
conclude: ctqifd
reveal: ctqwifod
disclose: ctqwifo
testify: ctqifs
swear: ctqifn
estimate: ctqifd
agree: tqif
disagree: qtf
concur: tqif
protest: ctqif
object: tq
ask: qwifapn
inquire: qwif
wonder: qwm
urge: tqifpo
demand: tqifno
order: qpt
request: tqpo
beg: qpi
plead: qi
advise: ctqifap
instruct: qpa
command: qp
encourage: p
invite: p
caution: ctqifa
remind: tqaf
inform: ctqaf
notify: tqa
assure: ctqaf
reassure: ctqaf
accuse: k:of
blame: ok:for,on
criticise: ok
criticize: ok
condemn: o
denounce: o
slam: o
blast: o
decry: o
praise: o
hail: ok:as
welcome: o
describe: ok:as
characterise: k:as
characterize: k:as
depict: k:as
portray: k:as
dismiss: kv:as
brand: k
label: k
call: k
dub: k
liken: k:to
compare: k:to
reject: oq
refute: oq
dispute: otq
rebut: oq
find: ctfd
show: ctwfd
indicate: ctqfd
determine: tdf
demonstrate: td
document: d
read: q
rule: tdf
mention: tqo
hint: ctqf
signal: ctqf
imply: tq
counter: tqif
retort: tqifs
elaborate: q
specify: ctqif
clarify: ctqif
affirm: ctqif
reaffirm: ctqifo
attest: ctqif
calculate: ctd
forecast: ctfo
project: ctd
speculate: ctqif
theorise: ctqif
theorize: ctqif
advocate: o
opine: ctqifs
muse: ctqif
reflect: qif
continue: qi
quote: e
cite: em
stipulate: ctqd
point: -
begin: q
hear: tfd
fume: qif
sigh: qi
laugh: qi
cry: qi
bellow: qi
bark: qi
snap: qi
scoff: qif
gush: qif
enthuse: qif
rage: qif
groan: qi
thunder: qi
moan: qif
chuckle: qi
grumble: qif
shrug: qi
beam: qi
grin: qi
murmur: qi
mutter: qi
vent: qi
tease: qi
crow: qi
chime: qi
interject: qi
marvel: qif
venture: qif
volunteer: qif
confide: tqif
confess: ctqif
hope: m
believe: m
think: m
want: m
feel: m
consider: m
see: m
reckon: ctqif
express: mv
voice: v
raise: v
issue: v
give: v
make: v
renew: v
put: k:at
rate: k
remember: mk:as
record: td
accept: tq
underline: tqo
underscore: tqo
guarantee: ct
certify: t
hold: td
decree: tq
decide: td
applaud: o
commend: o
deplore: o
deride: ok:as
mock: o
ridicule: o
lambast: o
lambaste: o
castigate: o
berate: o
rebuke: oq
chide: oq
scold: oq
bemoan: o
laud: o
tout: o
extol: o
liken: k:to
implore: pqi
beseech: pq
exhort: pq
counsel: pt
surmise: ctqif
posit: ctd
hypothesise: ctd
hypothesize: ctd
recount: ctqwif
relate: tq
text: q
blog: q
email: q
bristle: qi
chortle: qi
giggle: qi
sob: qi
weep: qi
croak: qi
drawl: qi
intone: qi
snarl: qi
growl: qi
hiss: qi
howl: qi
roar: qi
scream: qi
shriek: qi
stammer: qi
mumble: qi
ponder: qi
reminisce: qi
smile: qi
nod: qi
gasp: qi
coo: qi
banter: qi
wail: qi
rejoice: qi
deadpan: qi
query: qwi
question: w
contest: o
fear: m
intend: m
"""
IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing",
    "swear": "swears swore sworn swearing", "find": "finds found finding", "show": "shows showed shown showing",
    "read": "reads read reading", "begin": "begins began begun beginning", "feel": "feels felt feeling",
    "think": "thinks thought thinking", "see": "sees saw seen seeing", "forecast": "forecasts forecast forecasting",
    "admit": "admits admitted admitting", "beg": "begs begged begging", "quip": "quips quipped quipping",
    "slam": "slams slammed slamming", "rebut": "rebuts rebutted rebutting", "dub": "dubs dubbed dubbing",
    "signal": "signals signalled signaled signalling signaling", "label": "labels labelled labeled labelling",
    "refer": "refers referred referring", "plead": "pleads pleaded pled pleading", "speak": "speaks spoke spoken speaking",
    "put": "puts put putting", "go": "goes went gone going", "make": "makes made making", "set": "sets set setting",
    "hold": "holds held holding", "shoot": "shoots shot shooting", "fire": "fires fired firing", "weep": "weeps wept weeping", "take": "takes took taken taking", "give": "gives gave given giving", "sum": "sums summed summing", "blog": "blogs blogged blogging", "sob": "sobs sobbed sobbing", "nod": "nods nodded nodding", "extol": "extols extolled extolling", "hear": "hears heard hearing", "hit": "hits hit hitting", "shrug": "shrugs shrugged shrugging", "snap": "snaps snapped snapping", "grin": "grins grinned grinning", "lay": "lays laid laying",
}  # fmt: skip
# Cues of several words: verb, the words after it, frames. {} in place of a word is any object up to that point.
COMPOUND = """
call for: o
call on: p
call upon: p
appeal to: p
appeal for: o
plead with: p
plead for: o
plead guilty: -
plead not: -
point out: ctqifs
point to: o
make clear: ctqwfs
make it clear: ctqwfs
make plain: ctqwfs
make it plain: ctqwfs
make known: ct
go on: n
rule out: o
speak of: o
warn against: o
warn of: o
warn about: o
complain of: o
complain about: o
put it: qf
put down to: b
respond with: q
hit back: tq
spell out: w
set out: w
object to: o
agree to: -
read out: -
read aloud: -
read from: -
shoot back: qi
fire back: qi
hit out: q
chime in: qi
weigh in: q
take issue with: o
make the point: t
give assurances: t
speak out against: o
accept responsibility: -
sum up: q
rail against: o
agree with: -
agree on: -
refer to: k:as
insist on: o
boast of: o
threaten with: -
report for: -
report to: -
ask for: o
tell of: o
hit out at: o
brush aside: v
brush off: v
shrug off: v
play down: v
bat away: v
laugh off: v
pour scorn on: o
pay tribute to: -
sign off: -
give evidence: -
make up: -
make out: -
give up: -
put up: -
put out: -
put in: -
put on: -
lash out at: o
"""
# Nouns that report: with their source attached, and "that", "to", "of" or quoted words behind them.
NOUNS = """
demand: to that for
claim: that of to
order: to that
call: for to
request: to for that
promise: to that of
pledge: to that of
vow: to that
threat: to of that
warning: that of to about
prediction: that of
forecast: that of
assertion: that of
allegation: that of
accusation: that of
complaint: that of about
statement: that
suggestion: that of
insistence: that on
denial: that of
admission: that of
declaration: that of
announcement: that of
assurance: that of
argument: that
contention: that
plea: for to that
appeal: for to
proposal: to that for
recommendation: to that
criticism: that of
condemnation: of
finding: that
conclusion: that
charge: that
description: of
assessment: that
estimate: that of
remark: that about
comment: that about
acknowledgement: that of
"""
# Forms that are as often a noun: they need a plainer frame than the others.
NOUN_LIKE = frozenset(
    "claims claim demands demand reports report calls call notes note states state orders order comments comment promises "
    "promise requests request threats shows show rules rule posts post warns estimates estimate forecasts forecast "
    "projects project documents document objects object protests protest finds vows pledges pledge remarks remark "
    "answers answer beginning hearing hearings reply raise raises issue issues issued issuing voice voices rate rates record records put puts make makes give gives given giving labels brands counters signals signal hints advocates advocate projects finding findings warning "
    "tweet tweets decree decrees blast blasts volunteer volunteers ruling rulings coo smile smiles nod nods text texts blog blogs email emails query queries question questions contest contests counsel hold holds held smiled nodded "
    "meaning reading showing wants sees thought saw found".split()
)
