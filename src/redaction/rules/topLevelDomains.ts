/** All domains at the top that there are, as the Public Suffix List has them. */

/** Those of countries and regions. */
export const COUNTRIES = (
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by ' +
  'bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj ' +
  'fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io ' +
  'iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg ' +
  'mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph ' +
  'pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx ' +
  'sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt ' +
  'za zm zw'
).split(' ');

/** All others, those in other scripts as they are written in ASCII without what they begin with. */
const OTHERS = new Set(
  (
    'aaa aarp abarth abb abbott abbvie abc able abogado abudhabi academy accenture accountant accountants aco ' +
    'actor ads adult aeg aero aetna afl africa agakhan agency aig airbus airforce airtel akdn alfaromeo ' +
    'alibaba alipay allfinanz allstate ally alsace alstom amazon americanexpress americanfamily amex amfam ' +
    'amica amsterdam analytics android anquan anz aol apartments app apple aquarelle arab aramco archi army ' +
    'arpa art arte asda asia associates athleta attorney auction audi audible audio auspost author auto autos ' +
    'avianca aws axa azure baby baidu banamex bananarepublic band bank bar barcelona barclaycard barclays ' +
    'barefoot bargains baseball basketball bauhaus bayern bbc bbt bbva bcg bcn beats beauty beer bentley ' +
    'berlin best bestbuy bet bharti bible bid bike bing bingo bio biz black blackfriday blockbuster blog ' +
    'bloomberg blue bms bmw bnpparibas boats boehringer bofa bom bond boo book booking bosch bostik boston ' +
    'bot boutique box bradesco bridgestone broadway broker brother brussels build builders business buy buzz ' +
    'bzh cab cafe cal call calvinklein cam camera camp canon capetown capital capitalone car caravan cards ' +
    'care career careers cars casa case cash casino cat catering catholic cba cbn cbre cbs center ceo cern ' +
    'cfa cfd chanel channel charity chase chat cheap chintai christmas chrome church cipriani circle cisco ' +
    'citadel citi citic city cityeats claims cleaning click clinic clinique clothing cloud club clubmed coach ' +
    'codes coffee college cologne com comcast commbank community company compare computer comsec condos ' +
    'construction consulting contact contractors cooking cookingchannel cool coop corsica country coupon ' +
    'coupons courses cpa credit creditcard creditunion cricket crown crs cruise cruises cuisinella cymru cyou ' +
    'dabur dad dance data date dating datsun day dclk dds deal dealer deals degree delivery dell deloitte ' +
    'delta democrat dental dentist desi design dev dhl diamonds diet digital direct directory discount ' +
    'discover dish diy dnp docs doctor dog domains dot download drive dtv dubai dunlop dupont durban dvag dvr ' +
    'earth eat eco edeka edu education email emerck energy engineer engineering enterprises epson equipment ' +
    'ericsson erni esq estate etisalat eurovision eus events exchange expert exposed express extraspace fage ' +
    'fail fairwinds faith family fan fans farm farmers fashion fast fedex feedback ferrari ferrero fiat ' +
    'fidelity fido film final finance financial fire firestone firmdale fish fishing fit fitness flickr ' +
    'flights flir florist flowers fly foo food foodnetwork football ford forex forsale forum foundation fox ' +
    'free fresenius frl frogans frontdoor frontier ftr fujitsu fun fund furniture futbol fyi gal gallery ' +
    'gallo gallup game games gap garden gay gbiz gdn gea gent genting george ggee gift gifts gives giving ' +
    'glass gle global globo gmail gmbh gmo gmx godaddy gold goldpoint golf goo goodyear goog google gop got ' +
    'gov grainger graphics gratis green gripe grocery group guardian gucci guge guide guitars guru hair ' +
    'hamburg hangout haus hbo hdfc hdfcbank health healthcare help helsinki here hermes hgtv hiphop hisamitsu ' +
    'hitachi hiv hkt hockey holdings holiday homedepot homegoods homes homesense honda horse hospital host ' +
    'hosting hot hoteles hotels hotmail house how hsbc hughes hyatt hyundai ibm icbc ice icu ieee ifm ikano ' +
    'imamat imdb immo immobilien inc industries infiniti info ing ink institute insurance insure int ' +
    'international intuit investments ipiranga irish ismaili ist istanbul itau itv jaguar java jcb jeep jetzt ' +
    'jewelry jio jll jmp jnj jobs joburg jot joy jpmorgan jprs juegos juniper kaufen kddi kerryhotels ' +
    'kerrylogistics kerryproperties kfh kia kids kim kinder kindle kitchen kiwi koeln komatsu kosher kpmg kpn ' +
    'krd kred kuokgroup kyoto lacaixa lamborghini lamer lancaster lancia land landrover lanxess lasalle lat ' +
    'latino latrobe law lawyer lds lease leclerc lefrak legal lego lexus lgbt lidl life lifeinsurance ' +
    'lifestyle lighting like lilly limited limo lincoln linde link lipsy live living llc llp loan loans ' +
    'locker locus lol london lotte lotto love lpl lplfinancial ltd ltda lundbeck luxe luxury macys madrid ' +
    'maif maison makeup man management mango map market marketing markets marriott marshalls maserati mattel ' +
    'mba mckinsey med media meet melbourne meme memorial men menu merckmsd miami microsoft mil mini mint mit ' +
    'mitsubishi mlb mls mma mobi mobile moda moe moi mom monash money monster mormon mortgage moscow moto ' +
    'motorcycles mov movie msd mtn mtr museum music mutual nab nagoya name natura navy nba nec net netbank ' +
    'netflix network neustar new news next nextdirect nexus nfl ngo nhk nico nike nikon ninja nissan nissay ' +
    'nokia northwesternmutual norton now nowruz nowtv nra nrw ntt nyc obi observer office okinawa olayan ' +
    'olayangroup oldnavy ollo omega one ong onion onl online ooo open oracle orange org organic origins osaka ' +
    'otsuka ott ovh page panasonic paris pars partners parts party passagens pay pccw pet pfizer pharmacy phd ' +
    'philips phone photo photography photos physio pics pictet pictures pid pin ping pink pioneer pizza place ' +
    'play playstation plumbing plus pnc pohl poker politie porn post pramerica praxi press prime pro prod ' +
    'productions prof progressive promo properties property protection pru prudential pub pwc qpon quebec ' +
    'quest racing radio read realestate realtor realty recipes red redstone redumbrella rehab reise reisen ' +
    'reit reliance ren rent rentals repair report republican rest restaurant review reviews rexroth rich ' +
    'richardli ricoh ril rio rip rocher rocks rodeo rogers room rsvp rugby ruhr run rwe ryukyu saarland safe ' +
    'safety sakura sale salon samsclub samsung sandvik sandvikcoromant sanofi sap sarl sas save saxo sbi sbs ' +
    'sca scb schaeffler schmidt scholarships school schule schwarz science scot search seat secure security ' +
    'seek select sener services seven sew sex sexy sfr shangrila sharp shaw shell shia shiksha shoes shop ' +
    'shopping shouji show showtime silk sina singles site ski skin sky skype sling smart smile sncf soccer ' +
    'social softbank software sohu solar solutions song sony soy spa space sport spot srl stada staples star ' +
    'statebank statefarm stc stcgroup stockholm storage store stream studio study style sucks supplies supply ' +
    'support surf surgery suzuki swatch swiss sydney systems tab taipei talk taobao target tatamotors tatar ' +
    'tattoo tax taxi tci tdk team tech technology tel temasek tennis teva thd theater theatre tiaa tickets ' +
    'tienda tiffany tips tires tirol tjmaxx tjx tkmaxx tmall today tokyo tools top toray toshiba total tours ' +
    'town toyota toys trade trading training travel travelchannel travelers travelersinsurance trust trv tube ' +
    'tui tunes tushu tvs ubank ubs unicom university uno uol ups vacations vana vanguard vegas ventures ' +
    'verisign versicherung vet viajes video vig viking villas vin vip virgin visa vision viva vivo vlaanderen ' +
    'vodka volkswagen volvo vote voting voto voyage vuelos wales walmart walter wang wanggou watch watches ' +
    'weather weatherchannel webcam weber website wedding weibo weir whoswho wien wiki williamhill win windows ' +
    'wine winners wme wolterskluwer woodside work works world wow wtc wtf xbox xerox xfinity xihuan xin xxx ' +
    'xyz yachts yahoo yamaxun yandex yodobashi yoga yokohama you youtube yun zappos zara zero zip zone ' +
    'zuerich'
  ).split(' '),
);
const IN_SCRIPTS = new Set(
  (
    '11b4c3d 1ck2e1b 1qqw23a 2scrj9c 30rr7y 3bst00m 3ds443g 3e0b707e 3hcrj9c 3pxu8k 42c2d9a 45br5cyl 45brj9c ' +
    '45q11c 4dbrk0ce 4gbrim 54b7fta0cc 55qw42g 55qx5d 5su34j936bgsg 5tzm5g 6frz82g 6qq986b3xl 80adxhks ' +
    '80ao21a 80aqecdr1a 80asehdb 80aswg 8y0a063a 90a3ac 90ae 90ais 9dbq2a 9et52u 9krt00a b4w605ferd ' +
    'bck1b9a5dre4c c1avg c2br7g cck2b3b cckwcxetd cg4bki clchc0ea0b2g2a9gcd czr694b czrs0t czru2d d1acj3b ' +
    'd1alf e1a4c eckvdtc9d efvy88h fct429k fhbei fiq228c5hs fiq64b fiqs8s fiqz9s fjq720a flw351e fpcrj9c3d ' +
    'fzc2c9e2c fzys8d69uvgm g2xx48c gckr3f0f gecrj9c gk3at1e h2breg3eve h2brj9c h2brj9c8c hxt814e i1b6b1a6a2e ' +
    'imr513n io0a7i j1aef j1amh j6w193g jlq480n2rg jvr189m kcrx77d1x4a kprw13d kpry57d kput3i l1acc ' +
    'lgbbat1ad8j mgb2ddes mgb9awbf mgba3a3ejt mgba3a4f16a mgba3a4fra mgba7c0bbn0a mgbaakc7dvf mgbaam7a8h ' +
    'mgbab2bd mgbah1a3hjkrd mgbai9a5eva00b mgbai9azgqp6j mgbayh7gpa mgbbh1a mgbbh1a71e mgbc0a9azcg mgbca7dzdo ' +
    'mgbcpq6gpa1a mgberp4a5d4a87g mgberp4a5d4ar mgbgu82a mgbi4ecexp mgbpl2fh mgbqly7c0a67fbc mgbqly7cvafr ' +
    'mgbt3dhd mgbtf8fl mgbtx2b mgbx4cd0ab mix082f mix891f mk1bu44c mxtq1m ngbc5azd ngbe9e0a ngbrx nnx388a ' +
    'node nqv7f nqv7fs00ema nyqy26a o3cw4h ogbpf8fl otu796d p1acf p1ai pgbs0dh pssy2u q7ce6a q9jyb4c qcka1pmc ' +
    'qxa6a qxam rhqv96g rovu88b rvc1e0am3e s9brj9c ses554g t60b56a tckwe tiq49xqyj unup4y vermgensberater-ctb ' +
    'vermgensberatung-pwb vhquv vuq861b w4r85el8fhu5dnra w4rs40l wgbh1c wgbl6a xhq521b xkc2al3hye2a ' +
    'xkc2dl3a5ee0h y9a3aq yfro4i67o ygbi2ammx zfr164b'
  ).split(' '),
);

const OF_COUNTRIES: ReadonlySet<string> = new Set(COUNTRIES);
export const isCountry = (ending: string): boolean =>
  OF_COUNTRIES.has(ending) || (ending.startsWith('xn--') && IN_SCRIPTS.has(ending.slice(4)));
export const isOtherTop = (ending: string): boolean => OTHERS.has(ending);
