/**
 * Given names that are hardly ever another word, from many countries. Names that are words, places or programs too (`Mark`,
 * `Grace`, `Victoria`, `Cassandra`) are left out; those need words around them that speak of a person.
 */
const GIVEN_NAMES = new Set(
  (
    'abena akosua kojo kwaku yaa afia abla edem selorm mawuli chidinma chebet atieno rutendo mwila haile selam ' +
    'tigist abebe ndeye ibrahima adama kadiatou sekou thandiwe zanele bongani nokuthula siti nurul aisyah agus ' +
    'putri rizky wahyu somchai siriporn nattapong dilshod gulnara nursultan aigerim bolat tamar giorgi davit ' +
    'armen hayk tigran levon ' +
    'aaron abdul abdullah abigail adam adrian adriana ahmad ahmed aisha akira alan albert alberto alejandra alejandro ' +
    'aleksander aleksandra alessandro alessia alexander alexandra alexandre alfonso alfred ali alice alicia alina alison ' +
    'allison alvaro amanda amelia amélie amina amir amit amy ana anastasia anders andrea andreas andrei andrej andrew ' +
    'andrzej angela angelika anil anita anja anjali ankit anna annaliese anne anneliese annette annika antje antoine anton ' +
    'antonia antonio arjun arnaud arne arthur artur arturo ashley asuka astrid aurélie axel ayşe barbara bartosz bashir ' +
    'beata beatrice beatriz benedikt benjamin benoît bernard bernd bernhard bettina bianca birgit björn bogdan brandon ' +
    'brenda brian brigitte bruno caitlin camille carina carla carlos carmen carolin carolina caroline carsten catarina ' +
    'caterina catherine cecilia cédric chiara chidi chinwe christina christine christoph christophe christopher claire ' +
    'clara claudia claudio clémence colin connor constantin corinna cristina cynthia dagmar damian daniel daniela daniele ' +
    'danielle darek dariusz david dawid deborah deepak denise dennis derek diego dieter dietmar dimitri dirk dmitri ' +
    'dmitry dolores dominik dominika dominique donald donna doris dorothea dorothy douglas dragan eduardo edward ' +
    'ekaterina eleanor elena eleni elias elif elijah elisa elisabeth elizabeth ella ellen elodie emanuele emil emilia ' +
    'emiliano emilie emily emma emmanuel enrico enrique eric erica erik erika ernesto esra esteban esther ethan eugene ' +
    'eugenia eva evelyn ewa fabian fabien fabio fatima fatma federica federico felicia felipe fernanda fernando filip ' +
    'fiona florian franca francesca francesco francine francisco franz françois françoise frederic frédéric frederik ' +
    'fredrik friedrich fumiko gabriel gabriela gabriele gabriella gareth gaurav geoffrey georgina gerald gerard gerhard ' +
    'gertrud giacomo gianluca giorgio giovanni giulia giuseppe gonzalo gordana greta grzegorz guido guillaume guillermo ' +
    'gunnar gustav gustavo hamza hannah hannelore hanna hans harald haruto hassan heather hector heidi heike heinrich ' +
    'heinz helen helena helene helga helmut henrik henrique henry herbert hermann hidalgo hideo hiroshi holger hussein ' +
    'ibrahim ida ignacio igor ilse imran ines ingo ingrid irena irene irina isaac isabel isabella isabelle ivana jacek ' +
    'jacob jacqueline jacques jaime jakob jakub james jamila jan jana janet janina janine jaroslav javier jeanne jennifer ' +
    'jens jeremy jessica joachim joana joanna joão jochen johan johanna johannes johansson john jonas jonathan jörg jorge ' +
    'josé josef josefina joseph joshua joyce juan juanita judith jukka julia juliane julien juliette julio jürgen justyna kamil ' +
    'karen karim karin karina karl karolina katarina katarzyna kate katharina katherine kathleen kathrin katja katrin ' +
    'kazuki kenji kenneth kerstin kevin khalid khadija kimberly klaus konrad konstantin krishna kristian kristina ' +
    'kristin krzysztof kumar kwame lakshmi lars laura laurent leila lena lennart leon leonard leonardo leonie leticia ' +
    'liam liesbeth lieselotte linda lindsay lisa lorenzo lotte louise luca lucas lucia luciana lucie lucy ludovic ludwig ' +
    'luis luisa łukasz lukas lydia magdalena magnus mahmoud maja małgorzata manfred manuela marcel marcelo marcin marco ' +
    'marek margaret margarethe margarita maria mariam mariana marianne marie marie-claire marija marina mario marion ' +
    'marisol markus marlene marta martha martin martina martine mateusz mathias mathieu mathilde matthew matthias matteo ' +
    'maurice mauricio maximilian mehmet meike melanie melissa mercedes michael michaela michał michel michele michelle ' +
    'miguel mikhail milan milena miriam mohamed mohammad mohammed monica monika mustafa nadia nadine nancy naomi natalia ' +
    'natalie natasha nathalie nathan ngoc nguyen nicholas nicolas nicole niklas nikolai nikolaos nils nina norbert ' +
    'odile olaf oleg olga oliver olivia olivier omar oscar oskar otto pablo paola paolo pascal patricia patrick patrizia ' +
    'paul paula paulina pauline pavel pedro peter petra philipp philippe pierre piotr priya rachel rafael rafał rahul ' +
    'rainer raj rajesh ralf ramon raquel raymond rebecca regina reinhard renata renate ricardo richard riccardo rita ' +
    'robert roberta roberto rodrigo roger roland romain roman ronald rosa rosalie rosemarie rosa roxana ruben rudolf ' +
    'sabine sabrina sakura salma salvatore samantha samuel sandra sanjay santiago sara sarah sebastian sébastien sergei ' +
    'sergej sergey sergio seung shannon sharon sheila shreya sigrid silke silvia simone siobhán slawomir sofia sofie ' +
    'solange sonia sonja sophia sophie stacey stefan stefania stefanie stefano stéphane stephanie stephen steven stuart ' +
    'sunil susan susana susanne suzanne svea sven svetlana sylvia sylvie szymon takashi tamara tanja tatiana teresa ' +
    'theodor theresa thérèse thiago thomas thorsten tiago tim timothy tobias tomas tomasz torben torsten ulrich ulrike ' +
    'ursula uwe valentina valeria valerie vanessa veronica veronika véronique vicente viktor viktoria vincent vincenzo ' +
    'virginie vivian vladimir volker walter wanda wei werner wilhelm willem wojciech wolfgang xavier xiao yannick yasmin ' +
    'yolanda yuki yusuf yves yvonne zbigniew zofia zoltán zoë zuzanna siegfried nora lotte signe aurora priyanka eleonora tom jim mike dave steve jane anne alex kate joe bob giorgia mirja dietlinde ' +
    'adaeze adebayo adrián adwoa agnes agneta agnieszka aino aitor aleksi alexei amadou amara anaïs andré andrés ' +
    'aneta angus anke annegret anneke annelies anouk ansgar anthony antti antónio anupama aoife aparna arash arief ' +
    'arjen arvid ashok asif atsuko aurelio babajide bartek basak begoña bjarne bohdan boris branimir branka ' +
    'bronislaw burak bärbel callum cansu cathal celine chandra chantal chiamaka chijioke chinedu chioma chloé ' +
    'christoffer ciara cormac dagny damien danica daria deepika delphine derya devika dieudonne dinesh dorota duncan ' +
    'dörte ebba edyta eero efua egil eileen eilidh einar eino elin elke eloïse elsbeth emeka emre eoin erkki espen ' +
    'ezgi fenna ferenc ferhat filippa finn firmin folasade frauke fumio funmilayo gabor gaetano ganesh garima gaëlle ' +
    'geert genevieve georgios gerda gerrit ghislaine gianni gillian gisela gizem goran gosia gretchen guadalupe ' +
    'gudrun gunvor gyorgy gérard götz günter günther hakan halvard hanneke haruka hauke hedwig heikki heiko hendrik ' +
    'hervé hilde hiroko hisham hitoshi hrvoje iain ifeoma ikram ilona imelda imke inga ingeborg inmaculada inès inês ' +
    'ioana ioannis isidro ismail istvan iwona iñaki jarek jarmo jelena jelle jesús jiri jitka joaquim joaquin ' +
    'jolanta joost jorg joris josip jouni joël juho jutta jörn kaarina kai-uwe kalpana kanako karthik kasper kavya ' +
    'keiko kenta ketil kirsten kjell kofi koji kostas krisztina krystyna kunal kwabena käthe lachlan laszlo latoya ' +
    'leandro leif leszek lieven linnea ljiljana lorena lotta loïc lucía ludmila lutz luís lwazi léa léo maarten mads ' +
    'magda magnhild maike maite makoto malgorzata manoj manuel mareike maren marguerite marjolein marlies marten ' +
    'martín maría masako mateo maureen maëlle meera merete mette mieke mihaela mihai mikael mikko milos minh mireille ' +
    'mirjam miroslav mitsuko moira montserrat morten mwangi mónica nadezhda nagendra naledi nandini naoko naveen neha ' +
    'nele nerea nicoletta nicolás nikita nikos nkechi nneka noriko noémie nuno obinna oddvar oisin okechukwu oksana ' +
    'olabisi olena oluwaseun onur orla osamu outi ozlem paivi panagiotis parvati pekka per-olof petronella petter ' +
    'pilar pooja pradeep prakash pranav preethi purnima quirijn radek ragnar ragnhild rajiv ramesh raphaël ravi raúl ' +
    'reiko renske rocio rocío rohit roisin roswitha roxanne ruth rémi sabitha sachin sadako samira sandeep sanne ' +
    'santosh saoirse saskia satoshi satu seamus sebnem shinji shirin shiv shruti sibusiso sigurd siiri sinead sipho ' +
    'sjoerd slobodan snezana sofía solveig soren srinivas stavros stefaan suresh svenja swantje swati sönke søren ' +
    'tadeusz takeshi tanisha tapio tatsuya temitope teun thabo thandeka theodora theodoros thijs thilo tiina timo ' +
    'tinuke tomoko tomás torbjorn torbjørn torkel torunn tove trygve tuula udo ulf usha uzoma vaclav vaibhav vasilis ' +
    'venkatesh verónica viggo vikram viljo vinay vivek wenke wibke wiebke wieslaw wilfried wiremu wouter xiomara ' +
    'yasuko yetunde yoko yoshiko yukiko yuto zdenek zeynep zodwa zsofia zuzana álvaro ángel åsa åse étienne íñigo ' +
    'óscar øystein øyvind ' +
    'abdel abdelkader abdulaziz abhishek aditi aditya adnan adriano afonso ahmet aicha ajay akash akihiko akiko ' +
    'alessio aliou alok amalia amani amine amitabh amparo anand anas aniket anirudh anissa annalisa antonella anushka ' +
    'anwar araceli arantxa ariadna arvind asami ashwin asma assia ayaka aylin aymen ayoub ayumi aziz azucena belén ' +
    'benito bente berit bernardo bharat bhavna bilal birgitta björg boubacar brigitta brunhilde burkhard camila ' +
    'carlotta carmela celestine celia chaima chandan chetan chieko clemens clotilde cornelia cristiano cristóbal ' +
    'césar daichi daisuke damaris damián davide delfina delia detlef diogo divya driss débora ebru edda edeltraud ' +
    'efraín egon eiji ekkehard elfriede elvira emanuela emiko emilio emmerich ernestina erwin estefanía etsuko ' +
    'eugenio evaristo evelin eveline fabiola fabrizio fadila faisal farah farid farida fatih felisa ferdinand fermín ' +
    'filomena florin francisca frank-walter franziska frieda fritz fumiya gayatri geeta gema gerardo germán gero gesa ' +
    'gesine ghada gilberto gioia girish gisbert giselher gopal gotthard graciela gregor gregorio gundula habib hafsa ' +
    'hakim hamid hanan hannes harish harsha hartmut hartwig hasan hayato heinz-peter helge heloísa hemant henning ' +
    'henriette hermine hernán hicham hideki hinata hiroaki hiroto hitomi horacio houda hubert huda humberto ignazio ' +
    'ilka ingolf irmgard isamu ishaan isidora isolde jacinto jagdish jamal janosch jawad jimena joaquina johann jordi ' +
    'josefa julieta julius julián justus jyoti kaito kaori karan karima karsten katinka katsumi kayo kazuko kazuo ' +
    'kenichi khaled kilian konstanze kyoko laia laila lalit lamia latifa lautaro lennard leonel leopold lidia liliana ' +
    'lisandro lorenz lourdes lucio ludger ludovica luigi luise luísa macarena madhav madhuri mahesh malika malte ' +
    'manish manolo marcelino margherita mariano maribel maricarmen mariko marius maryam masahiro masao matilda ' +
    'matilde maurizio mauro mayank mayumi mechthild mehdi meryem micaela michiko minoru miquel mireia misaki mitsuru ' +
    'miyuki momoko montse moritz motoko mounir mourad mukesh nabil nadira nadja naima najat namrata naoki naresh ' +
    'natsumi nawal nikhil nikolas nilesh nisha nitin nobuko nélida núria octavio ofelia olalla omkar osvaldo ottilie ' +
    'padma pallavi parul pascual paulo philippa piero pranjal prashant pratik priti rachid radha rafaela rafik raghav ' +
    'raimund raimundo rajendra rakesh ramiro rania rashid rebeca reina reinhold rekha rishi ritu rogelio rohan ' +
    'rosalía rosana rubén ryota rüdiger sachiko safia salah salim samir sandhya sangeeta sanjana santino sarita ' +
    'sascha saturnino saurabh sayaka sebastiaan seema severin shalini shankar shashi shigeru shilpa shinichi shiori ' +
    'shizuka shobha shota shweta siddharth sieglinde siegmar sigmund silvana silvio simón smita sneha sonali sonsoles ' +
    'souad soufiane steffen sudhir sumiko sumit sunita susanna sushil sven-olof swapna tadashi takahiro takuya tamiko ' +
    'tanvi tarek tariq tatsuo telmo teodoro tetsuya tilman tilmann tiziana tobías toshiko traute tristan tsubasa ' +
    'tushar ubaldo ujjwal undine valentin valentino valentín vandana varun vasco veit verena vidya vijay vikas vinod ' +
    'vishal volkmar wafa walid waltraud warda wendelin wilma winfried wolfram ximena xoán yacine yago yasmina ' +
    'yasuhiro yogesh yoshio yosuke younes youssef yumi yuya yvette zacharias zahra zainab zaira ziad zineb ' +
    'graham bram hülya latonya meenakshi roelof padraig pádraig lashonda latasha keisha lakisha deshawn demetrius ' +
    'tyrone daan sjors ruud jeroen marieke marijke femke fleur joke wim henk piet kees dirk-jan sander jasper stijn ' +
    'niels rik rinske wietske sietske hylke tjeerd wiebe gijs koen bart joep thijmen lieke loes marloes maaike ' +
    'annemarie annemiek niamh siobhan aoibhe caoimhe grainne gráinne orlaith sorcha fionnuala eamon éamon ciaran ' +
    'ciarán declan donal fergus colm diarmuid tadhg ruairi conall padraic euan ewan hamish alasdair morag catriona ' +
    'mhairi ailsa rhona struan gavin rhys rhian sian siân cerys dafydd ieuan emyr gwen gwyneth nigel trevor clive ' +
    'keith neil alistair malcolm rupert gemma tracey beverley doreen marjorie hilary geraldine bernadette ethel ' +
    'mildred agatha gwendolyn meredith lindsey courtney kelsey mckenzie brittany tiffany kristen stacy kayla makayla ' +
    'jenna bethany brianna cheyenne dustin derrick darnell marquis jermaine terrence reginald rodney randall wendell ' +
    'clifford russell lyle vernon roscoe bożena grażyna halina jadwiga kazimierz lucyna mirosław paweł przemysław ' +
    'ryszard sławomir stanisław stanislaw urszula waldemar wiesława włodzimierz zdzisław żaneta agata ewelina kinga ' +
    'patrycja sylwia bartłomiej radosław ondřej ondrej jiří tomáš lukáš petr kateřina katerina lenka markéta marketa ' +
    'tereza zdeňka vojtěch vojtech šárka hana jaroslava milada bohumil gábor istván lászló zoltan tamás tamas ' +
    'katalin ildikó ágnes szilvia balázs balazs gergely árpád attila csaba ştefan ionuț ionut răzvan razvan cristian ' +
    'alexandru andreea călin calin dragoș dragos dimitris giorgos yannis yiannis kostis eleftheria despina vasiliki ' +
    'konstantinos nikoleta oleksandr volodymyr mykola andriy serhiy dmytro yuliia iryna olha tetiana kateryna ' +
    'vitaliy yevhen bohdana anatoliy aleksey andrey anatoly evgeny yevgeny gennady nikolay vyacheslav yaroslav ' +
    'natalya tatyana yuliya yulia lyudmila galina zhanna emine ayşegül aysegul hatice hüseyin huseyin osman murat ' +
    'serkan tolga volkan yılmaz yavuz gökhan gokhan özlem pınar şule tuğba tugba selin merve kübra büşra oğuz umut ' +
    'reza hossein mehrdad babak kaveh shahin nasrin parisa soraya farzad farhad behnam yousef yasser nader fatimah ' +
    'abdulrahman abdelrahman ibtissam khadidja oumar ousmane mamadou aissatou fatoumata moussa seydou babatunde ' +
    'olumide oluwatobi ngozi adanna chukwuma chinonso ifeanyi kelechi uchenna amaka yemi femi folake titilayo ' +
    'wanjiru njeri wambui otieno achieng kamau kiprop tendai tafadzwa thabiso lerato nomvula siphiwe mpho arun ' +
    'ashwini bhaskar chitra deepti gautam geetha girija hema jayashree jayant kamala kishore lata madhavi malini ' +
    'mohan mukul murali nandita neelam nirmala padmini parvathi poornima prasad pratibha radhika raghu rajan rajeev ' +
    'revathi rohini savita shailesh shanti sharmila shobana srinivasan subramanian sudha sujata sundar sushma swathi ' +
    'tejas uday vasudha venkat vimala yamini zoya anirban arnab debashis sourav subhash tanmoy nguyễn minh-anh thuy ' +
    'thanh hoang phuong trang huong quang tuan khanh ngoc-anh wei-ling xiaoming xiaoling jianguo jianhua guoqiang ' +
    'haiyan yanling meiling lihua zhiwei chunhua mingming weiming jihoon minjun seoyeon jiwoo hyunwoo sunghoon eunji ' +
    'minji jisoo youngho kyungsoo haruki daiki misato chihiro shogo yutaka masaki kumiko tomomi joaquín iker unai ' +
    'ainhoa amaia leire gorka mikel xabier aritz maider josu igone mafalda gonçalo rui leonor duarte filipe ' +
    'guilherme heitor letícia larissa vinícius juliana giovanna ginevra alessandra raffaele raffaella gennaro ' +
    'carmine pasquale rosaria concetta assunta immacolata ornella loredana graziella gaëtan océane maëva léonie ' +
    'clément thibault thibaut baptiste romane agathe maxence corentin yann erwan gwenaël gwenaëlle solène morgane ' +
    'élodie élise hélène geneviève jean-luc jean-pierre jean-marc jean-claude marie-claude anne-marie pierre-yves ' +
    'hans-peter hans-jürgen karl-heinz klaus-dieter heinz-georg wolf-dieter eva-maria ann-kathrin marie-luise ' +
    'jan-philipp lisbeth rosmarie urs reto ueli vreni regula silvan livia jürg hansruedi maximiliane tjark fenja ' +
    'enno onno okko eike heiner friedhelm eckhard ekkehart reinhild mechtild gernot volkhard rasmus mikkel jeppe ' +
    'nikolaj frederikke kirstine birthe inger flemming preben jesper trine eirik håkon sindre vegard ingvild marit ' +
    'turid gunhild sigrun åshild torill bjørg björk guðrún sigurður jón ólafur þórdís hrafn anneli riikka päivi ' +
    'pirjo pirkko marjatta tuomas ville janne antero juhani jarkko jussi veikko gediminas mindaugas vytautas jurgita ' +
    'kęstutis jānis juris ilze inese kristaps maarja tiit toomas kadri ülle eveliina kaisa sanna ' +
    'göran jörgen måns åke örjan märta sören gösta håkan kjell-åke börje torbjörn åsa-lena øyvor pål ståle gørild ' +
    'sølvi bjørnar kåre bård lærke þóra þór þorsteinn sigríður kristín steinunn ragnheiður guðmundur gunnlaugur ' +
    'hildur ásta ásdís jóhanna jóhann össur björgvin ásgeir árni ásmundur þórður þuríður łucja łukasz-jan ' +
    'świętosława zdzisława bogusław bolesław wacław wiesław zbyszko mieczysław jarosław stanisława władysława ' +
    'władysław włodek żanna świerad zdeněk miloš matěj štěpán šimon květa růžena věra žofie eliška dominik-jan ' +
    'blažej břetislav vladěna čeněk přemysl jaroměr ľubomír ľudmila šarlota ľuboš čedomir željko živko žarko ' +
    'đorđe đurđa nebojša dušan dušica snežana slađana saša šime jadranka tihomir zvonimir anđela anđelko krešimir ' +
    'șerban ștefan ștefania cătălin cătălina mădălina măriuca nicușor viorica ilinca jenő józsef jános józsi ' +
    'györgy andrás lőrinc éva réka zsófia zsolt zsuzsa zsuzsanna ödön örs ákos áron ádám dénes dezső erzsébet ' +
    'ferike gyöngyi gyula csilla csongor kálmán lóránt mária márta mátyás orsolya piroska sándor szabolcs tünde ' +
    'ibolya çağla çağrı çiğdem ömer özge özgür özgül gülşen gülay gülcan şebnem şükrü şeyma ünal ümit ülkü uğur ' +
    'ışıl ilknur nurgül barış cüneyt doğan erdoğan ertuğrul müge nevşin sıla süleyman tülay tuğçe yağmur yıldız ' +
    'zülal inácio antônio conceição márcia cláudia cláudio fábio flávia flávio lúcia thaís érica érika mônica ' +
    'rogério sérgio otávio luciène júlio júlia júnior natália patrício simão estêvão gastão sebastião ângela ' +
    'ângelo éder élcio césaria maría-josé iñigo ramón germán-luis adrián-josé asunción encarnación concepción ' +
    'consuelo rocío-ana purificación leocadia ángela ángeles íñaki óliver úrsula émile édouard éric érick ' +
    'estelle-marie eugénie frédérique gaétan gisèle hélios honoré ivonne joséphine aïcha noël noëlle raphaëlle ' +
    'rené renée sélim séverine stéphanie théo théophile valérie zoé zélie aimée amélia benoîte bérénice bérengère ' +
    'célia clémentine désiré désirée édith éléonore félix félicité geoffroy ghyslain joëlle jérémie jérémy jérôme ' +
    'laurène léopold ludivine maïté maëlys mélanie mélissa michèle naïma nathanaël océanne ophélie régine régis ' +
    'rémy yaël anaëlle loïck brieuc tanguy mārtiņš ģirts ēriks ņina āris ilmārs kārlis pēteris raimonds žanis ' +
    'līga inga-līga zigurds aušra žydrūnas šarūnas ąžuolas rūta živilė dovilė eglė ieva jūratė kęstas vaidotas ' +
    'õie ülar ülo jüri tõnu tõnis mäaris väino vello heino kristjan pääsu kätlin piret'
  ).split(' '),
);

/** Whether the first word is a given name. */
export const isGivenName = (name: string): boolean =>
  GIVEN_NAMES.has(name.split(/[ ,]/, 1)[0]?.toLowerCase() ?? '');
