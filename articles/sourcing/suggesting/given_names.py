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
    aminata mariam awa ndeye hye-jin soo-jin ji-woo min-ji xiaoling
    adele adriana agathe aileen ailsa aine alana alba alberta alessandra alexandra alexandria alina alison allison
    alma althea alyssa amaia amelia amelie anabel anais anastasiya andreea angelina angharad anika anita anja annabel
    annalise anneliese annette annika antonia anya aoibheann apinya araceli ariadne ariana arlene asha asma astou
    augusta aurora avril ayaka ayesha aylin azadeh bahar bea beata beatrice beatrix belinda berenice bernadette
    bernice berta bertha bethan bianca bibi blanca blanche bonnie breda bridgette briony bronagh bryony candace
    candice caoimhe cara caridad carina carla carly carole caroline carrie carys cassandra cassie cathy catrin
    catriona cecile cecilia cecily celeste celia celine chandra chantal charlene charmaine cherie chika chloe chrissy
    christa christiane ciara cindy clara clarissa claudette claudia clementine cleo clodagh colleen concepcion connie
    consuelo cora cordelia corinne cosima dagmar danuta daphne darlene davina debora delia delphine delyth denisa
    desiree devi dilys dominika donatella dora doretta dorota dulcie edie edna edwina effie eileen eirlys eithne
    elaine eleri elfriede elisa elisabeth elise eliza ella ellie elodie eloise elspeth elvira emanuela emer emilia
    emilie emmeline enid erica erika erin ernestine esme esmeralda estelle esther eugenia eugenie eunice evangeline
    eve evelina evie fanny farida farzana fatoumata faye felicia felicity ffion filomena finola fionnuala fleur flora
    francine freda frederica frieda gabrielle gail genevieve georgette georgina geraldine germaine gertrude ghada
    gilda gillian gina gisele gladys glenda glenys glynis graciela grainne gretel griselda gudrun guinevere gulsen
    gwyneth hadiza halima hanan hanne haruka harumi hatice hattie hayley heba hedwig helga henrietta hermione hester
    hilary hiroko honoria hortense ida ifeoma ilaria ilona ilse imelda inez inga inger ioana irene irma isabel
    isabelle ishbel itziar ivanka iwona izabela jacinda jacinta jaclyn jacquelyn jadwiga jamila janelle janis jasmin
    jeanette jeanne jemma jennie jessie joann joanne jocelyn jodie johannah josefina josie jovana juana juanita
    julianne julieta justine jutta kalpana kamala karin karla karolina kasia katarina katharine katherina kathie
    katrin katrina kavitha kaye kazuko keeley keira kelly-ann kendra kerri kitty klara komal kristen kristi kristin
    kristina kumiko kyoko lalita lana larisa latifa latoya lavinia leanna lenora leonie leonora lesley letitia lettie
    lilian liliana lillian lina lindy linnea lisbeth lise liz liza lizzie lorelei lorena lorenza loretta louisa
    lourdes lowri lucie lucille lucinda lucretia luz lynda lyndsay lynette lynne madeleine madeline madge maia maire
    mairead mairi maisie malala malin mandisa manuela mara marcella marcelle marcie margaretha margarita margery
    margherita margret marguerite marianna maribel marie-claire marielle marietta marika marilla marisa marisol
    marissa marit marjorie marla marlene marlies marlyn marsha martina maryann maryanne masako matilde maude maxine
    maya meena meghan meike melania melanie melinda mercedes meredith mererid merete merle mette michaela michele
    michiko mihaela milagros milena millicent millie mimi mina minerva minnie miranda mirela misaki miyuki moana
    mollie moya muireann muna nadezhda nadja nahid naima nana nanette naoko narges natalya nawal neelam nell nella
    nellie nerys nesrine nessa nesta nettie ngaire nichola nicolette nikita nilufar nina nita noelia noelle noemi
    nollaig nomvula norah noreen noura nuala nuria nyree octavia olena olga-maria oonagh ophelia orla ottilie padma
    palesa paloma pam pamella parveen pascale patrice patti patty paulette pavla perdita perpetua petronella petula
    phillipa phyllis pia polina portia prunella quynh rachael rachida radhika raisa raquel rasheda rebekah regina
    reiko renata renate reyhan rhian rhona ria ricarda rima rina riva rochelle roisin romy rosalba rosalie rosalyn
    rosamund rosana rosario rosaura roseanne roselyn rosemarie roslyn roswitha rowena roxane roya rukhsana rupal ruta
    ruvini sabah sabina sabrina sahar saira sakiko salome samia samina sandie sanna saskia satoko scarlett selma
    senait serwa shabana shahida shakira shari sharlene sharmila sharron shauna shazia sheena shelagh shelly shilpa
    shiori shona sibongile sidsel signe sigourney sile silvana silvia simona siobhain sioned siri sive slavica snezana
    sofie soledad sondra sorcha stefania steffi stephany sujatha sukhi sunniva susana susanne susie suzan suzie svenja
    sybil sylvie tahmina taina takako talia tamsin tania tanja tara tatyana teodora teresita tess thea therese thora
    tiffany tilda tilly tomoko toni tonia tova tricia trinh trish trisha tuuli tyra ulla uma ursulina valeria vanda
    vandana vasilisa veena velma verna vesna vicki victoire vida vilma viola violeta virginie viv viveca vivien
    vivienne wambui wangari wilhelmina wilma winnie xenia yael yasmina yasmine yelena yetunde yoko yoland yoshiko
    ysolde yukiko yuliana yuliya yumi zaha zahra zdenka zehra zelda zena zeynep zhanna zinaida zita zoya zsuzsa zuzana""".split()
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
    hamid reza javad hiroshi kenji takeshi shinzo jong-un xi jintao jinping wei jun ming hao raj rajesh sanjay vijay
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
    stewart tyrone wesley winston zack colm cian ciaran fintan oisin diarmuid dirk kurt felix moritz
    abdel abdelaziz abdi abdoulaye abdulaziz abdulrahman abebe abel abner abraham achim adalbert adolfo adrian agustin
    ahsan aidan ajay akash akihiko akin akira alain albie albin aldo alec alejo aleksander aleksandr aleksei
    alessandro alessio alex-james alexandre alexandros alfonso alfredo alistair alister alois alon alonso alphonse
    alun alvin amadeo amadou amando ambrose amir amiri amos anand anatoly anders andras andre andrej andres andy ansel
    anselm anselmo antoine anton antonin antti anwar archibald ariel aristide arjun arkady arlo armand armando armin
    arnaldo arnaud arne arno arnold arsene artem arturo arvid arvind asad asghar asif aslan atiku attila auberon
    aubrey augustine augusto aurelio avi axel aziz balazs baldwin barnabas barnaby barrett barrie bart bartholomew
    bartosz bayo benedict benedikt benito benny benoit bernardo bernd bernhard bernie bert bertie bertrand bevan
    bilawal birger bjarne bogdan boniface boubacar boyd bram branko brendan brent brenton brock bronson bryant burt
    byron caio calvin cameron-james camilo carlo carlton carmine carsten caspar casper cecil cedric chaim chas chester
    chibuzo chinua christoph christophe christos chukwuma claes clarence clark claudio claus clayton clemens clement
    clint clyde cole conrad constantin constantine corey cornelius cory cosmo costas curtis cuthbert cyril cyrus
    daisuke dalton damian damien damon daniele danny dante darius darrell darryl dashiell davey davide davor dawid
    deepak delroy demetrius denes deng denis denzel deon des desmond detlef dewey dexter didier diederik dieudonne
    dilip dinesh dino dion dmitri dmytro dom dominic dominik donal donnacha donovan doug dougal dougie drago duane
    dudley dugald duncan dusan dwayne eamon eamonn earnest eberhard eckhard eddie edgardo edouard edson eduard edvard
    edwin efrain egbert egon einar eitan elia elijah elio elisha elliott elmar elmer eloy elton emanuel emerson emil
    emile emilio emir emlyn emmett enda engelbert ennio enoch enzo ephraim erasmus erhard erich erkki ernie ernst
    errol erwin eryk esau etienne ettore euan eugenio eustace evander evelio everett evgeny ewald ewen eyal ezekiel
    fabian fabio fabrice fadi fahad farhan farid farouk faruk fathi faustino fausto federico feliks felton ferdinand
    ferenc fergal fernand fidel filip finbar finn flavio flemming fletcher florent florian folarin francesco francisco
    franck franco franklin frans frantisek franz freddie freddy frederic frederick frederik fredrik friedrich fritz
    fyodor gabor gabriele gaetano galen gamal garfield garrick garry gaspar gaston gaurav gavriel gaz georg georges
    georgi georgios gerard gerardo gerhard germain german gerrard gerrit gerry ghassan gideon gil giles gilles gino
    giorgio girish godwin goetz gonzalo gopal gottfried gregor gregorio grigor grigory guido guillaume guillermo
    gunnar gunter gus gustaf gustav gyorgy haakon habib hadi hafiz haji hamdi hamza hank hannes hannu hans-peter hari
    harish harlan harley harsh hartmut haruki harun harvey hasan hashim haydn heinrich heinz helge helmut hendrik
    henri henrique herb herman hermann hernan herve hideki hideo hilario hiram hiroki hisham hjalmar holger homer
    horatio horst hubertus hugues humberto humphrey hussain ibrahima ichiro iestyn ignacio ignatius ike ilan ilias
    ilya imad imre inigo ioan ioannis ion irfan irving irwin isa isaiah ishaan ishmael isidore isidro ismael ismail
    itamar itzhak ivo izaak jaakko jaap jabari jabir jacek jacopo jago jaime jakob jalal jan-erik jarek jaromir
    jaroslav jarrod jarvis javed jed jedediah jefferson jeffery jegor jem jenson jeremias jermaine jerome jerzy jethro
    jimmy jinsoo jitendra joachim joakim joaquim joaquin jock joey johan johann johannes johnathan johnnie jon jonah
    jonas jonathon joost jordi jorg jorge jorgen josef josh josiah josip jost jovan jude juha jules julien jussi kaito
    kalle kamal kapil kareem karel karl karsten kaspar kazuo keiji keir keiran keita kelechi kemal kenan kenny kenzo
    kermit khalil kiefer kieran kingsley kirk kiyoshi kjell klemens klement knut kobina kojo konrad konstantin kostas
    kris krishna kristian kristof kristoffer kumar kunal kwasi kwesi kyriakos ladislav lal lamar lambert lamine lance
    lanre lasse laurence laurent lauri lazaro lazarus leander leandro leif leland lemuel lennart lennie lenny lenox
    leon leonardo leonel leonid leopold leopoldo leroy leszek levi linus lionel lorcan lorenzo loris lothar lou luan
    lubomir lucas lucian luciano lucien lucius ludovic ludwig luiz lukas lukasz lutz lyndon maarten madan maddox
    magnus mahdi mahesh mahmood maksim malachy malik mamadou manfred manny manoj mansoor manu marc marcello marcelo
    marcin marcos mariano marlon marten marty masahiro masoud massimo mateusz mathias mathieu mats matteus matti
    mattias maurits maurizio mauro maxim maxime maximilian maxwell mehdi melvin melvyn mervyn meyer micah mick mickey
    mico miguelito mihai mihail mikael mikel mikkel miklos miko milos milton miro miroslav mladen modesto mohan mohsen
    mordecai moshe moussa mubarak muhammadu mukesh mungo murad murtaza mustapha naguib najib nasir nat natan naveed
    ned neel nestor neville niall nicanor niccolo nicol nicolae nicolai nicolas niels nikolaj nikolas nils-erik nobuo
    noel norbert norris obadiah octavio oleksandr olivier oliviero ollie olu olumide omer onni oren orlando orson
    orville osama oskar osman osvaldo oswald otto ousmane ove paavo paco pankaj pascal pascoe pasi pasquale patricio
    patryk pawan paxton pedr pekka percival pere perseus petar petr petros petrus petteri phelim philippe phineas
    pierce piero pieter pietro pim pinchas plamen prakash pranav prasad pravin prem przemyslaw quincy quinton rab
    radek radoslav radovan rafal rafe rafi raheem rahim rahul raimund rainer raja rajat rajiv rakesh ralf rama ramesh
    ramiro ramy ranald randall randolph ranjit raphael rasheed rasmus ravi raymundo reggie reginaldo reinaldo reinhard
    reinhold remi remy renato renaud rene renzo reuben reuven rex reynaldo rhodri richie rick rickey ricky rigoberto
    riku rishi robbie robby roberto robson rocco roddy roderick rodolfo rodrigo rogelio rohit rolando rolf rollo
    romain romeo romuald ronan rosco roscoe roshan rowland royce royston ruairi ruaridh rube rudi rudolf rudolph rudy
    rufus rupesh rurik ruud ryo saad sadiq sajid sajjad salah saleh salman salvador salvatore sami sammy samson sancho
    sandeep sandro sanjeev santiago santosh satish saverio sebastian sebastiao sebastien selim selwyn serge sergi
    severin seymour shafiq shahid shahzad shamus shankar sharif shaun shawn sherman shigeru shivam shlomo shota
    sigmund sigurd silas silvano silvester simeon sjoerd slobodan solomon soren spyros srdjan sridhar stanislav
    stefano steffen stellan sten stephan stephane stevan stevie stig subhash sudhir sukhdev sultan suresh svante
    sverre syed sylvain sylvester tadashi tadeusz taha takeo takumi tam tamas tapio tarek taro tarun tatsuya tavish
    teemu tenzin teppo terence terrence thaddeus thiago thierry thilo thorsten thorvald tiago tibor tiernan timo timur
    tino titus tobias tobin todd tommaso tommy torbjorn torquil torsten toshiro travis tremaine trent tristan troels
    troy tuomas uday ugo ulf ulises ulrich ulysses umar umberto unai uri urs uwe vaclav vadim valentin valentino
    valerio vasco vasily vaughan vaughn veli venkat vicente viggo vilhelm viliam ville vinay vince vincenzo vinod
    virgil vito vittorio vivek vlad vladislav vojtech volker volodymyr vuk waldemar waldo waleed walt wasim wes wilbur
    wilfrid wilhelm willem willy wilmer winfried witold wojciech woodrow wyatt xander xavier yahya yakov yann yannick
    yannis yaroslav yasir yasser yehuda yevgeny yitzhak yoav yoel yohan yosef youssef youssouf yousuf yukio yusef
    yuval yves zac zaid zak zakaria zane zayn zbigniew zdenek zeb zebedee zeev zeke zeljko zenon zhivko zlatan zoltan
    zygmunt""".split()
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
