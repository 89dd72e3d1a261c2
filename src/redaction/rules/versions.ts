/** Whether four numbers with points are no address but a version, a section of a text or the number of an object. */
import { headingOf } from './columns.js';
import { isLetter, lineBefore, matchAt, textBefore } from './text.js';

/** Words behind which they are one, whatever the numbers are. */
const VERSION_WORDS = new Set(
  (
    'v ver version versions rev revision firmware build kernel schema sdk assembly fileversion ' +
    'productversion assemblyversion section sections chapter clause oid bios patch hotfix tag revno ' +
    'dll exe sys ocx msi jar apk ipa figure fig appendix annex paragraph para subsection requirement changelog'
  ).split(' '),
);
/** Words that stand before addresses as well: one of a private network is one. */
const DOUBTFUL_WORDS = new Set(
  (
    'release upgrade upgraded upgrading update updated downgrade package packages driver agent level image images loader ' +
    'bootloader module modules plugin plugins addon extension table tables article control step attribute library ' +
    'component notes app chart ipk rpm deb nuget gem sensor toolkit runtime theme pack bundle codec bumped bump'
  ).split(' '),
);
/** Products whose versions have four parts. */
const PRODUCTS = new Set(
  (
    'firefox chrome chromium safari opera brave vivaldi msedge edge thunderbird electron webview acrobat jre jdk openjdk ' +
    'anyconnect forticlient esxi vcenter sonarqube weblogic websphere ontap netscaler db2 mq splunk jboss wildfly ' +
    'falcon powershell dotnet skype teams zoom outlook excel java python php nodejs flash silverlight'
  ).split(' '),
);
/** Those whose names end with a number or a word that addresses follow, too. */
const OF_PRODUCT =
  /(?:^|\s)\.net $|\b(?:db2|log4j2?|h2|weblogic server|sql server|exchange server|application server|amd64|x86_64|arm64|noarch|x-powered-by: [\w.-]{1,40}|(?:cis|pci|nist|iso|bsi|stig)(?: control)?) $/i;
/** How names of products are written, unless the words say where something is or what went wrong. */
const AS_PRODUCT =
  /(?:\b[A-Z][a-z]+[A-Z]\w*|\b(?:Adobe|Oracle|VMware|Microsoft|Cisco|IBM|Apache|Google|Mozilla|Citrix|Juniper|Fortinet|Dell|HPE?|Intel|NVIDIA|SAP|Siemens|Sophos|ESET|Zebra|Veeam|NetApp|Atlassian|Android|Symantec|Samsung|Apple|Zabbix) (?:[A-Z]\w+ ){0,2}[A-Z]\w+)(?<!I[Pp]|[Aa]ddr(?:ess)?|[Hh]osts?|[Cc]lient|[Ss]erver|[Pp]eer|[Gg]ateway|[Ss]ource|[Dd]estination|[Ss]rc|[Dd]st|[Ff]rom|[Tt]o|[Bb]y|[Rr]outer|[Rr]esolver|[Nn]ode|[Rr]ange|[Ss]ubnet|[Nn]etwork|[Ff]or|[Aa]t|[Oo]n|[Vv]ia|[Uu]ser|[Ll]ogin|ed|ing|Exception|Error|Request|Timeout|Failure|Attempt|Connection|Session|Switch|Firewall|Proxy) $/;
/** Words that addresses stand behind, and no version does. */
const ADDRESSED = new Set(
  'ip addr address host client peer src dst via remote rhost by gateway source destination ping blocked banned'.split(
    ' ',
  ),
);
const MARKS = /[~_@^=<>/-]/;

type Octets = readonly number[];

export const isPrivate = ([a = 0, b = 0]: Octets): boolean =>
  a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
/** Versions seldom count as far as addresses do. */
const isSmall = (octets: Octets): boolean => octets.every(octet => octet < 100);

export function isVersion(text: string, start: number, octets: Octets, end: number): boolean {
  const mark = text.charAt(start - 1);
  if (MARKS.test(mark) && isMarkedVersion(text, start, mark, octets, end)) return true;
  const [word] = wordBefore(text, start);
  if (octets.every(octet => octet < 10) && !isAddressed(text, word, octets, end)) return true;
  return isSaidVersion(text, start, octets, end, 0);
}

/** Firmware counts further than other versions in its third part. To look into columns takes time, and few addresses are like that. */
const mayCount = (octets: Octets): boolean =>
  isSmall(octets) || ((octets[0] ?? 0) < 30 && (octets[1] ?? 0) < 30);

/** Whether something around says so. */
function isSaidVersion(text: string, start: number, octets: Octets, end: number, depth: number): boolean {
  const [word, from] = wordBefore(text, start);
  if (VERSION_WORDS.has(word) || word.endsWith('version')) return true;
  if (isFromVersion(text, start, word, from, octets)) return true;
  if (/^(?:windows|nt)$/.test(word) && octets[0] === 10 && octets[1] === 0) return true;
  const inside = isPrivate(octets);
  if (inside) return /\b(?:the|this|that|our)$/i.test(word) && matchAt(RELEASED, text, end) !== undefined;
  if (ADDRESSED.has(word)) return false;
  const line = lineBefore(text, start, 96);
  if (DOUBTFUL_WORDS.has(word) || PRODUCTS.has(word) || OF_PRODUCT.test(line)) return true;
  // A certificate's extensions and attributes.
  if (octets[0] === 2 && octets[1] === 5 && (octets[2] === 29 || octets[2] === 4)) return true;
  if (matchAt(isSmall(octets) ? BEHIND : RELEASED, text, end)) return true;
  if (isSmall(octets) && (AS_PRODUCT.test(line) || IMAGE.test(line) || isOfChange(text, line, octets, end)))
    return true;
  if (OF_PACKAGE.test(line) || (isSmall(octets) && IN_SENTENCE.test(line))) return true;
  return isInList(text, start, line, depth) || (mayCount(octets) && isInColumn(text, start, end, line));
}

/** An image of containers, before its tag. */
const IMAGE = /(?:^|[\s"'=])[a-z][\w.-]*(?:\/[a-z][\w.-]*)+:$/;

/** An arrow to or from another one that begins alike. */
function isOfChange(text: string, line: string, octets: Octets, end: number): boolean {
  const other =
    /((?:\d{1,2}\.){3}\d{1,2}) (?:->|=>|→) $/.exec(line)?.[1] ??
    matchAt(/ (?:->|=>|→) ((?:\d{1,2}\.){3}\d{1,2})(?![\d.:/])/y, text, end)?.[1];
  return other !== undefined && Math.abs(Number.parseInt(other, 10) - (octets[0] ?? 0)) <= 1;
}

/** What is said of versions, and what packages are for. */
const RELEASED =
  / (?:rollout|releases?|build|hotfix|patch|upgrade|downgrade|firmware|deploy(?:ment)?|version|image|package)\b(?! (?:of|to|for|from) \d)/iy;
const BEHIND =
  /['")]? (?:rollout|releases?|build|hotfix|patch|upgrade|update|downgrade|firmware|deploy(?:ment)?|version|image|package|or (?:later|newer|higher|above|older|earlier|lower)|and (?:later|newer|above|older|earlier|below)|(?:is|was) (?:now )?(?:available|released|installed|out|deprecated|vulnerable)|\[approved\]|(?:already )?installed|fix(?:es|ed)?|introduce[sd]?|ship(?:s|ped)|breaks|broke|rolled out|(?:was|is) (?:cut|tagged|shipped|rolled))\b|\+[a-z]|@sha256:|(?:[ \t]{1,8}(?:amd64|x86_64|noarch|arm64|aarch64|armhf|i[36]86)| {2,8}all)(?:\s|$)/iy;
/** Before the version of a package that is named: `Installing NLog.Web`. */
const OF_PACKAGE =
  /\b(?:packages?|dependenc(?:y|ies)|nuget|gem|brew|choco|install(?:ed|ing)?|uninstall(?:ed|ing)?|reinstall(?:ed|ing)?|restor(?:ed|ing)|upgrad(?:e|ed|ing)|updat(?:ed|ing)|downgrad(?:ed|ing)|unpacking|preparing|setting up|collecting|using(?: cached)?|downloading|fetching|resolved|requires?|modules?|plugins?|drivers?|librar(?:y|ies)|extensions?|image|chart)\b(?! (?:on|from|at|to|for|via|by|of|with)\b):? ["'`]?(?!(?:server|host|registry|mirror|repo\w*|proxy|agent|node|client|peer|machine|router|switch|gateway)\b)[a-z][\w.@/+-]{1,63}["'`]?(?:,? version)?[:,]? ?\(?["'`]?(?:\d{1,2}:)?$/i;
/** Before a version in a sentence. */
const IN_SENTENCE =
  /\b(?:(?:(?:recommended|latest|newest|expected|wanted|supported|minimum|minimal|current):?|rule|still on|(?:fixed|introduced|broken|added|removed|changed|works?|fails?) (?:in|with)|(?:we|they|i|it|you|customers?|clients?|tenants?)(?: are| is|'re|'s| were| was)?(?: still| now| all)? on)|(?:available |supported |only )?since|affects|affecting|requires?|running|runs|(?:pinned|pin|stuck|stays?) (?:at|to|on)|changelog for|(?:deploy(?:ed|ing|s)?|ship(?:ped|ping)?|releas(?:ed|ing)|publish(?:ed|ing)?|tagged)(?: (?!(?:to|on|at|by|from|via|for|in|of)\b)[a-z][\w-]{1,40})?|over \()[ "'(]?$|§ ?$|^\s*[-+~*] (?!(?:host|ip|peer|server|node|client|from|to|source|address|gateway|range)\b)[a-z][\w.-]{1,40}:? $|\bversions?\b(?![^\n]*\b(?:from|at|by|to|client|host|ip|peer|server|address|via|with|on|node)\b)[^\n]{0,40}$/i;

/** From, to, is: what was changed stands before. */
function isFromVersion(text: string, start: number, word: string, from: number, octets: Octets): boolean {
  if (!/^(?:from|to|is|at|with)$/.test(word)) return false;
  if (VERSION_WORDS.has(wordBefore(text, from)[0])) return true;
  const line = lineBefore(text, from, 56);
  if (/(?:version|releas\w+)[^,;]{0,40}$/i.test(line)) return true;
  // Both ends of a change are versions, or neither is.
  const pair =
    /(?:\d+\.){3}\d+ $/.test(line) ||
    matchAt(/[\d.]{7,15} (?:to|->|→|=>) (?:\d+\.){3}\d/y, text, start) !== undefined;
  if (isPrivate(octets) && !pair) return false;
  return CHANGED.test(line);
}
const CHANGED =
  /(?:upgrad\w+|downgrad\w+|updat\w+|roll(?:ed|ing|s)?[ -]?back|revert\w*|bump\w*|pin(?:ned)?|migrated [a-z][\w-]{1,40}(?: from [\d.]{7,15})?|mov(?:ed|ing) from [\d.]{7,15})[^,;]{0,40}$/i;

/** Several that belong together: what the first is, the others are. */
function isInList(text: string, start: number, line: string, depth: number): boolean {
  const found =
    depth < 3
      ? /((?:\d{1,3}\.){3}\d{1,3})(?:,| and| or| to| through| und| et| bis| ->| →| =>| –|,? &|\/) $/.exec(
          line,
        )
      : null;
  const first = found?.[1];
  if (!found || first === undefined) return false;
  const at = start - line.length + found.index;
  return isSaidVersion(text, at, first.split('.').map(Number), at + first.length, depth + 1);
}

/** In a table whose column is one of versions. */
function isInColumn(text: string, start: number, end: number, line: string): boolean {
  if (
    !/(?:^|[|,;\t]["' ]{0,32}| {2})$/.test(line) ||
    !matchAt(/["']? {0,32}(?:[|,;\t\r\n]|$)|[ ]{2}/y, text, end)
  )
    return false;
  return headingOf(
    text,
    start,
    end,
    (name, row) => VERSION_HEADING.test(name) || (CHANGE.test(name) && OF_SOFTWARE.test(row)),
  );
}
const VERSION_HEADING =
  /^(?:[a-z]+[ _-]?)?(?:version|release|firmware|image|build|revision|tag|ver|installed|candidate|available|latest|wanted)(?:[ _-][a-z]+)?$/i;

/** Both ends of a change, where a column beside names what is changed. */
const CHANGE = /^(?:from|to|old|new|before|after|current|target|previous)$/i;
const OF_SOFTWARE =
  /\b(?:packages?|software|components?|modules?|plugins?|librar(?:y|ies)|images?|charts?)\b/i;

/** Addresses of digits alone are rare, and versions are like that: words or a port must say that it is one. */
function isAddressed(text: string, word: string, octets: Octets, end: number): boolean {
  if (octets.every(octet => octet === octets[0]) || text.startsWith(' - ', end)) return true;
  return (
    /[:/]/.test(text.charAt(end)) ||
    /^(?:ip|addr|address|host|client|peer|src|dst|from|to|server|via|remote|for|rhost|on|at|ping|by|source|gateway)$|ip$|addr$/.test(
      word,
    )
  );
}

function isMarkedVersion(text: string, start: number, mark: string, octets: Octets, end: number): boolean {
  const line = lineBefore(text, start, 48);
  switch (mark) {
    case '-':
      return /[a-z_]-$|version=["']?[\d.]{7,15}-$/i.test(line);
    case '=':
      return /[=~!^<>]=$/.test(line);
    case '>':
      return !/[-=]>$|<[^<>]*>$/.test(line);
    case '<':
      // In brackets, as firewalls print addresses.
      return text.charAt(end) !== '>';
    case '/':
      // `host/10.1.2.3:80` is how Java writes an address; `Chrome/120.0.0.0` is how a product writes its version.
      return (
        PRODUCT.test(line) &&
        !isPrivate(octets) &&
        text.charAt(end) !== ':' &&
        !/[\d.]\S*\/$|\b(?:[A-Z]+_)*(?:DIRECT|PARENT|HIT|PEER)\/$/.test(line)
      );
    case '@':
      // `account@address`; a package's version has small numbers.
      return (
        !isPrivate(octets) &&
        (octets.every(octet => octet < 50) ||
          (isSmall(octets) && /\b(?:npm|yarn|pnpm|deprecated|node_modules|dependency)\b/.test(line)))
      );
    default:
      return true;
  }
}
const PRODUCT = /(?:^|[\s("';,])[A-Za-z][\w.+-]*[ /]?\/$/;

/** The word before a place, in lower case, past spaces and the marks between a key and its value; and where it begins. */
function wordBefore(text: string, at: number): readonly [word: string, start: number] {
  let end = at;
  while (at - end < 16 && ' \t:="\'(<v'.includes(text.charAt(end - 1)) && end > 0) end--;
  let start = end;
  while (end - start < 16 && isLetter(text.charCodeAt(start - 1))) start--;
  const word = textBefore(text, end, end - start).toLowerCase();
  return [word === '' && text.charCodeAt(end) === 0x76 ? 'v' : word, start];
}
