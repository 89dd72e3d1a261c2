/** Machines by a name of one word, where only a machine can stand. */
import type { Finding, Rule } from '../types.js';
import { isGenericMachine, isHostName, isMachine, isPod, isPrivateName } from './hosts.js';
import { isDigit, isWord, lineBefore, matchAt, runBack, wordAt } from './text.js';

export const host = (start: number, name: string, confidence: number, rule: string): Finding => ({
  type: 'Hostname',
  start,
  end: start + name.length,
  confidence,
  rule: `hostname-${rule}`,
});

/** A name that tells one machine from others: it holds a digit or joins words, and is no pod. */
export const tells = (name: string): boolean =>
  isHostName(name) &&
  !isPod(name) &&
  (name.includes('.') ? isPrivateName(name, 'host') : /[a-z].*\d|[a-z]-[a-z]/i.test(name));

const TIME = String.raw`(?:<\d{1,3}>(?:1 )?)?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d(?: \d{4})? \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[-+]\d\d:?\d\d)) $`;
const STAMP = new RegExp(`^${TIME}`);
/** Behind a command or other words. */
const STAMP_BEHIND = new RegExp(String.raw`(?:[:|>"'\x60\]] ?|\w (?=[A-Z]))${TIME}`);
const FROM_MACHINE =
  /([a-z][\w.-]{1,63}) (?=(?:[a-z][\w.()/@-]{1,40}(?:\[\d{1,8}\])?|%[A-Z][\w-]+|\d+): |[a-z][\w./-]{1,40} (?:\d+|-) (?:[\w-]{1,32}|-) )/iy;

const FROM_PROCESS = /([a-z][\w.-]{1,63}) (?=[a-z][\w.()/@-]{1,40}\[\d{1,8}\]: |kernel: )/iy;

/** What administrators call machines after, with a number. */
export const CALLED =
  /^(?:srv|svr|web|db|app|dc|ts|fs|nas|mx|ns|gw|fw|vpn|dwh|bkp|bck|etl|erp|crm|sap|oradb|mssql|mariadb|mysql|mongo|ldap|dns|ntp|smtp|imap|zbx|jenkins|gitlab|splunk|minio|nfs|san|tape|veeam|bastion|jump|esx|esxi|vm|hv|sql|ora|pg|redis|kafka|es|mon|log|lb|proxy|rds|ws|pc|nb|lt|wks|sw|rtr|edge|core|cache|ci|build|git|mail|print|backup|hpc|gpu|file)(?:srv|svr|server|host|prod|stage|test|dev|box|farm|file|db|web|app|master|slave|primary|replica)?(?:[-_][a-z]{2,8})?[-_]?\d{1,4}$|^[a-z]{2,4}-(?:[a-z]{2,8}-)?[a-z]{2,8}\d{2,4}$|^(?=[^a-z]*-)[A-Z][A-Z\d]*(?:-[A-Z\d]+)*-?\d{2,4}$|^(?!(?:my|the|new|old|each|next|last|to|in|on|at|per|re|pre|sub|non|top|one|two|raw|set|get)-)[a-z]{2,5}-(?:srv|web|db|app|dc|ts|fs|nas|sql|mx|vpn|fw|sw|esx|hv|vm|nb|ws|pc|lt|pg|redis|kafka|mq|rabbit|mongo|mysql|maria|etcd|zk|consul|nomad|vault|k8s|kube|k3s|haproxy|solr|elastic|ceph|ldap|smtp|relay|proxy|bastion|jump|mon|edge|core|cache|lb|gw)-?\d{1,4}$|^(?!(?:us|eu|ap|sa|ca|me|af)-)[a-z]{2,5}-(?!(?:north|south|east|west|central|cluster|pool|zone|group|phase|step|stage|round|batch|sprint|day|week|case|test|part|wave|release|build|job|task|run|shard|topic|queue|bucket|volume|disk)-)[a-z]{3,10}-0\d$/;
/** Any machine may stand behind these, but so may anything else: only a name like those of machines counts. */
const TURNS =
  'drain drained restart restarted on and from to via into of at client peer zu auf von mit sur vers depuis desde hacia device switch router firewall appliance controller printer'.split(
    ' ',
  );

/** The machine that a line of syslog is from (RFC 3164, RFC 5424), in the third place. */
export const syslogHost: Rule = {
  triggers: [':\\d\\d \\a', ':\\d\\dz \\a', '\\dz \\a', '\\d:\\d\\d \\a', '\\d\\d\\d\\d \\a'],
  find(text, at) {
    const start = at - 1;
    const name = machineOfLine(text, start);
    return name === undefined || !tells(name) ? undefined : host(start, name, 0.75, 'syslog');
  },
};

function machineOfLine(text: string, start: number): string | undefined {
  const line = lineBefore(text, start, 48);
  // Behind the name of a file where lines of several were searched.
  const file = line.indexOf('log:');
  if (STAMP.test(file < 0 ? line : line.slice(file + 4).trimStart()))
    return matchAt(FROM_MACHINE, text, start)?.[1];
  // Most lines begin with a time of another form.
  if (isDigit(line.charCodeAt(0))) return undefined;
  // Behind other words only the form of a process tells.
  const name = matchAt(FROM_PROCESS, text, start)?.[1];
  return name !== undefined && STAMP_BEHIND.test(line) ? name : undefined;
}

/** The node that a line of Elasticsearch is from, in the fourth brackets. */
export const nodeOfLine: Rule = {
  triggers: ['] [\\a', ']  [\\a', '][\\a'],
  find(text, at) {
    const start = at - 1;
    if (
      !/^\[[\dT:,.Z-]{19,32}\]\[[A-Z]+ {0,2}\]\[[\w.]{3,80} {0,24}\] {0,2}\[$/.test(
        lineBefore(text, start, 160),
      )
    )
      return undefined;
    const name = matchAt(/[a-z][\w.-]{1,63}(?=\])/iy, text, start)?.[0];
    return name === undefined || !tells(name) || isGenericMachine(name)
      ? undefined
      : host(start, name, 0.75, 'node');
  },
};

/** `\\server\share`, also escaped. */
export const shareHost: Rule = {
  triggers: ['\\b\\\\\\\\\\a', '\\\\\\\\\\\\\\\\\\a'],
  find(text, at) {
    const start = at - 1;
    const slashes = /(?:^|[\s"'=(,:;<>[])(\\{2}|\\{4})$/.exec(lineBefore(text, start, 8))?.[1]?.length;
    if (slashes === undefined) return undefined;
    const name = matchAt(/[a-z][\w.-]{1,63}(?=\\{1,2}[\w$])/iy, text, start)?.[0];
    if (name === undefined || !isHostName(name) || (!tells(name) && !isMachine(name))) return undefined;
    return host(start, name, 0.75, 'share');
  },
};

/** The parts of a cluster, which stand in the name of anybody's. */
const PART =
  /-(?:master|slave|replicas?|data|headless|primary|secondary|node|broker|server|api|svc|app|worker|client|coordinator|sentinel|cluster|shard|main|leader|follower|controller|service)-\d+$|-0$/;
/** Before a port: `kafka-ber-3:9092`. */
export const hostWithPort: Rule = {
  triggers: ['-\\d:\\d\\d\\d', '-\\d\\d:\\d\\d\\d', '\\a\\d:\\d\\d\\d', '\\a\\d\\d:\\d\\d\\d'],
  find(text, at) {
    const end = at - 4;
    const start = runBack(text, end, code => isWord(code) || code === 0x2d || code === 0x2e, 64);
    const name = text.slice(start, end);
    if (!CALLED.test(name) || GENERIC.test(name) || PART.test(name)) return undefined;
    if (
      !matchAt(/(?:\d{4,5}|443|389|636|465|587|993|995)(?![\w:.-])/y, text, end + 1) ||
      !/^$|[\s"'=,[(/@]/.test(text.charAt(start - 1))
    )
      return undefined;
    return host(start, name, 0.7, 'port');
  },
};

const PADDED =
  /^(?:[a-z\d]{2,12}-){0,3}(?:srv|web|db|app|dc|ts|fs|nas|sql|mail|mx|vpn|fw|sw|rtr|esx|esxi|hv|vm|nb|ws|pc|lt|pg|redis|kafka|mq|mysql|proxy|lb|gw|bastion|jump|mon|k8s|kube|ap|erp|crm|sap|wlc|ups|gpu|hpc)(?:-[a-z]{2,8})?-?0\d{1,3}$/i;
/** Anywhere: what it is for, and a number with a zero before it, as only those write that number machines. */
export const numberedHost: Rule = {
  triggers: ['\\a-0\\d'],
  find(text, at) {
    // A long number is one of something else, as of most pods.
    if (isDigit(text.charCodeAt(at + 1)) && isDigit(text.charCodeAt(at + 2))) return undefined;
    const start = runBack(text, at, code => isWord(code) || code === 0x2d, 48);
    const name = matchAt(/[a-z][a-z\d-]{3,47}(?![\w@(=[{-]|\.\w)/iy, text, start)?.[0];
    if (
      name === undefined ||
      !name.includes('-') ||
      !PADDED.test(name) ||
      GENERIC.test(name) ||
      PART.test(name)
    )
      return undefined;
    return /^$|[\s"'`([{<=,:;|@>\\]/.test(text.charAt(start - 1))
      ? host(start, name, 0.6, 'numbered')
      : undefined;
  },
};

const NAMED = /["'`]?([a-z][\w-]{2,62})(?![\w(=[{/\\@]|\.\w|:\w|: \d)/iy;

/** In a sentence: `host srv-ber-114`. A pod, a part of a cluster and a version are none. */
export const spokenHost: Rule = {
  triggers: [
    ...'host server machine vm agent runner box node workstation terminal hypervisor servidor serveur rechner knoten reboot rebooted'.split(
      ' ',
    ),
    ...TURNS,
  ].map(word => `\\b${word} `),
  find(text, at) {
    const found = matchAt(NAMED, text, at);
    const name = found?.[1];
    // Most words are no names, and hold no digit.
    if (!found || name === undefined || !/\d/.test(name)) return undefined;
    if (!isMachine(name) || isPod(name) || wordAt(text, at - 1)) return undefined;
    if (!/[a-z]/.test(name) && !/-/.test(name)) return undefined;
    const turn = /(\w+) $/.exec(lineBefore(text, at, 16))?.[1]?.toLowerCase() ?? '';
    if (TURNS.includes(turn) && !CALLED.test(name)) return undefined;
    // Numbers alone tell parts of any cluster from each other.
    if (!/-.*\d|\d.*-|^[a-z]{2,12}\d{2,4}$/i.test(name) || GENERIC.test(name)) return undefined;
    return host(at + found[0].length - name.length, name, 0.6, 'spoken');
  },
};
export const GENERIC =
  /^(?:node|worker|master|server|host|broker|pod|shard|replica|agent|client|consumer|producer|thread|executor|task|instance|member|peer|port|version|osd|slot|step|attempt|http|ipv|sha|utf|base|level|phase|group|zone|rack|disk|cpu|eth|ens|enp|vlan|tty|pts|log4j|java|python|php|node|ruby|windows|ubuntu|debian|centos|rhel|macos|alpine|fedora|rocky|sles)[-_]?\d+(?:[-_.]\d+)*$|-(?:side|level|name|based|only|wide)$/i;
