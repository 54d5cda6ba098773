"""Common given names by usual gender, for pronouns. Names used for both are left out on purpose."""

from __future__ import annotations

import unicodedata

FEMALE = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela
    shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria
    heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl
    hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn janice jean alice abigail julia judy sophia
    grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis
    lori claire fiona nicola theresa angela ursula hillary nancy priya aisha fatima zainab leila layla yasmin noor amina
    khadija mei ling xiu yuki keiko akiko sakura svetlana natalia olga irina tatiana elena ekaterina yulia oksana katya
    ines nora eva ingrid astrid freya sigrid birgit greta heidi petra sabine monika chiara giulia francesca lucia carmen
    rosa pilar dolores gabriela valentina camila sofia beatriz catarina ana joana siobhan niamh aoife maeve bridget deirdre
    moira morag eilidh gwen rhiannon cerys bronwen nadia rania hala samira mona salma dina rana maryam farah shirin soraya
    anjali lakshmi meera kavita sunita deepa radha nisha pooja divya lena hanna johanna colette sujata wendy tracy tracey
    sheila rose ruby lily lucy ellen eleanor edith agnes agatha harriet hazel iris ivy jane jenny jill joanna josephine
    judi kate katie kathy kerry kirsty lorraine louise lydia lynn mabel maggie mandy marina marion matilda maureen may mercy
    mia mildred miriam molly muriel myra naomi norma opal paula pauline peggy penelope penny philippa phoebe polly rita
    roberta rosemary roxanne sally selina serena sheryl simone sonia stella sue susanna suzanne sylvia tamara tanya tessa
    thelma tina trudy una valerie vanessa vera veronica vivian wanda winifred yvonne zoe amara ngozi chiamaka adaeze abena
    akua esi thandi nomsa zanele wanjiru achieng leanne lyndsey lindsay gemma kirsten karina bethany beth becky debbie dawn deirdre dorothy doreen mavis
    ethel elsie ada greta gretchen gwendolyn hilda imogen ingeborg isobel isla jasmine jade janine jemima jolene juliet
    kirstie lara leah libby linda lois lorna luisa mabel mandy marcia margot marianne marta mariana mathilde mei-ling nadine
    natasha nathalie nia odette olive paige patsy philomena priscilla ramona renee rhoda rosalind rosie roxana sadie sian
    saoirse shannon sharifa sinead sonja stacey tabitha tina ulrike vicky yolanda yvette zara zofia agnieszka magdalena
    malgorzata katarzyna ewa jana lenka petra hana ivana mirjana jelena milica daria anastasia ludmila galina amira hiba
    rosa alicia catalina esperanza guadalupe ximena helene astrid solveig liv sunita rekha usha shreya ananya divya fatou
    aminata mariam awa ndeye hye-jin soo-jin ji-woo min-ji xiaoling""".split()
)
MALE = frozenset(
    """james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric
    jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry
    tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah jeremy christian keith roger terry sean
    austin carl arthur lawrence dylan jesse bryan joe billy bruce albert willie gabriel logan alan juan wayne ralph roy
    eugene randy vincent russell louis philip bobby johnny bradley antony barack vladimir dmitry sergei sergey ivan boris
    mikhail nikolai alexei yuri igor oleg andrei pavel viktor mevlut recep mehmet mustafa ahmed ahmad mohamed mohammed
    muhammad mahmoud hassan hussein ali omar khaled khalid ibrahim yusuf abdullah abdul faisal saeed tariq bashar suleiman
    hamid reza javad hiroshi kenji takeshi shinzo kim jong-un xi jintao jinping wei jun ming hao raj rajesh sanjay vijay
    anil sunil amit arun narendra hans klaus jurgen wolfgang dieter gunther olaf lars sven erik nils henrik jens bjorn
    pierre jean-claude francois jacques michel emmanuel luc claude marcel carlos luis miguel pedro pablo diego javier
    fernando manuel antonio marco luigi giovanni giuseppe paolo matteo silvio mario liam connor declan cormac seamus
    padraig eoin ewan hamish angus callum alasdair alastair rhys gareth huw owen dafydd ray haley mitch harry tom tim tony
    jim bill bob ben dan dave don ed fred gerald gordon graham greg harold howard hugh ian jeff joel ken leo leonard luke
    malcolm marcus martin maurice max neil nick nigel norman oliver oscar percy phil ralph reginald rob rodney rory rupert
    sam sid simon stan stanley stuart ted theo toby trevor vernon victor warren will wilfred julian justin craig colin clive
    clifford barry barney basil bernard alfred alfie archie edmund edgar elliot ernest geoffrey gilbert godfrey herbert
    horace hubert isaac ivor jasper jeremiah kwame kofi chinedu emeka oluwaseun tunde babatunde thabo sipho mandla otieno
    kamau mwangi juma bilal karim rashid salim jamal nasser samir walid ziad tomas jakub piotr pawel krzysztof andrzej
    janos laszlo istvan stefan stefanos giorgos nikos dimitris mike matt steve chris pete gavin kev kelvin darren wayne shane glenn glen lee ross bryn
    emrys iwan geraint aled gethin tomos fergus finlay lachlan murdo rob rohan nikhil vikram ashok imran kamran faisal
    omari kwabena yaw ikenna obinna chidi segun femi musa idris marek tomasz pavel jiri milan zoran goran dragan nikola
    luka mateo tomas hugo bruno rui joao paulo vitor felipe rafael ramon raul sergio alvaro enrique esteban gustavo julio
    cesar hector ernesto ricardo eduardo alejandro craig grant brett brad chad cody derek dwight earl elias eli ezra floyd
    garrett gene glen lloyd lyle marvin morgan nathaniel otis perry piers quentin roland roman ronnie ruben seth spencer
    stewart tyrone wesley winston zack colm cian ciaran fintan oisin diarmuid dirk kurt felix moritz""".split()
)


def is_given_name(word: str) -> bool:
    return plain_letters(word) in FEMALE or plain_letters(word) in MALE


def plain_letters(word: str) -> str:
    """Lower case without accents, as the lists are written."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def gender_of(given_name: str) -> str | None:
    """Return "f", "m", or None where the name does not tell."""
    name = plain_letters(given_name)
    female, male = name in FEMALE, name in MALE
    return None if female == male else ("f" if female else "m")
