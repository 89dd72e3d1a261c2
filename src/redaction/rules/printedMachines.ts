/** Machines in what programs print that work on many of them: nodes of clusters, hosts of plays, runners, workers. */
import type { Rule } from '../types.js';
import { isHostName, isPod } from './hosts.js';
import { LISTED_MACHINES } from './listedMachines.js';
import { GENERIC, host, tells } from './machines.js';
import { lineBefore, matchAt } from './text.js';

const NAME = String.raw`[a-z][\w.-]{1,62}\w`;

/** Joined, numbered or in capitals; a single word may be a group, and a public name is told by its form. */
const isOne = (name: string): boolean =>
  isHostName(name) &&
  !isPod(name) &&
  !/^[a-z]{1,2}-?\d$/i.test(name) &&
  /[A-Za-z].*\d|[A-Za-z]-[A-Za-z]|^[A-Z][A-Z\d-]{3,}$|\./.test(name);

export interface Printed {
  readonly triggers: readonly string[];
  /** What the line before must hold up to the trigger, with the name as its only group where it stands there. */
  readonly before?: RegExp;
  /** The trigger ends with the first letter of the name. */
  readonly begun?: true;
  /** Only a machine can stand there, whatever it is called. */
  readonly certain?: true;
  /** What follows the trigger, with the name as its only group where it stands there. */
  readonly ahead?: RegExp;
}

const PRINTED: readonly Printed[] = [
  // Ansible: the result of a task, the recap of a play, a line of an inventory.
  {
    triggers: ['ok', 'changed', 'fatal', 'failed', 'skipping', 'unreachable', 'rescued', 'ignored'].map(
      result => `\\b${result}: [`,
    ),
    ahead: new RegExp(String.raw`(${NAME})(?=(?: -> [\w.-]{1,64}(?:\([\w.-]{1,64}\))?)?\])`, 'iy'),
  },
  // There only a host stands in the brackets.
  {
    triggers: ['ok', 'changed', 'fatal', 'skipping', 'unreachable', 'rescued'].map(
      result => `\\b${result}: [`,
    ),
    certain: true,
    before: /^(?:ok|changed|fatal|skipping|unreachable|rescued): \[$/,
    ahead: new RegExp(String.raw`(${NAME})(?=\](?: =>|: (?:FAILED|UNREACHABLE)!|[ \t]*$))`, 'imy'),
  },
  { triggers: [' : ok='], before: new RegExp(String.raw`^(${NAME}) {1,64}: ok=$`, 'i') },
  { triggers: [' ansible_\\a'], before: new RegExp(String.raw`^(${NAME}) ansible_\w$`, 'i') },
  // Kubernetes: tables of nodes and pods, events, what was done to a node.
  {
    triggers: ['  ready ', '  ready,', '  notready ', '  notready,'],
    before: new RegExp(String.raw`^(${NAME}) {2,64}(?:Not)?Ready[ ,]$`),
    ahead: /(?:SchedulingDisabled)? {0,32}(?:<none>|[a-z][a-z,-]{2,60}) {1,32}\d{1,5}[smhdy]/y,
  },
  {
    triggers: ['  <none>'],
    certain: true,
    before: new RegExp(
      String.raw`(?: \d{1,3}(?:\.\d{1,3}){3}| [\da-f:]{4,39}) {2,32}(${NAME}) {2,64}<none>$`,
      'i',
    ),
  },
  { triggers: ['assigned \\a'], ahead: new RegExp(String.raw`[\w./-]{1,120} to (${NAME})(?![\w/])`, 'iy') },
  {
    triggers: ['\\bnode/'],
    ahead: new RegExp(
      String.raw`(${NAME})(?= {2,}| (?:already )?(?:(?:un)?cordoned|drained|labeled|unlabeled|annotated|(?:un)?tainted|patched|deleted|evicted|modified|debugger)\b|\s*$)`,
      'imy',
    ),
  },
  {
    triggers: ['kubectl drain ', 'kubectl cordon ', 'kubectl uncordon '],
    ahead: new RegExp(String.raw`(${NAME})(?=\s|$)`, 'iy'),
  },
  // Runners of builds.
  {
    triggers: ['with gitlab-runner '],
    ahead: new RegExp(
      String.raw`\d[\w.~-]{1,32}(?: \([\da-f]{6,40}\))?\s{1,8}on (${NAME})(?= [\w-]{6,12}\b)`,
      'iy',
    ),
  },
  { triggers: ['-concurrent-'], ahead: new RegExp(String.raw`\d{1,4} via (${NAME})(?=\.{3}|\s|$)`, 'iy') },
  {
    triggers: ['building remotely on ', 'building on ', 'running on '],
    ahead: new RegExp(String.raw`(${NAME})(?= (?:\([\w .-]{1,80}\) )?in (?:workspace|/|[A-Z]:))`, 'iy'),
  },
  { triggers: ['executor on '], ahead: new RegExp(String.raw`["'‘]?(${NAME})(?=["'’]?(?:\s|$))`, 'imy') },
  // What Ansible and Fabric say of a host in one line.
  {
    triggers: [' | unreachable!', ' | success', ' | failed', ' | changed'],
    before: new RegExp(String.raw`^(${NAME}) \| (?:UNREACHABLE!|SUCCESS|FAILED|CHANGED)$`, 'i'),
    ahead: /!? (?:=>|\| rc=|>>)/y,
  },
  {
    triggers: ['] executing task', '] run: ', '] out: ', '] sudo: '],
    before: new RegExp(String.raw`^\[(${NAME})\] (?:Executing task|(?:run|out|sudo): )$`, 'i'),
  },
  { triggers: ['host_vars/'], ahead: new RegExp(String.raw`(${NAME})(?=\.ya?ml\b|/)`, 'iy') },
  // What commands are told to reach: joined and numbered, as words are not.
  {
    triggers: ['\\bssh ', '\\bping ', '\\btelnet ', '\\btraceroute ', '\\bmtr ', '\\bnslookup '],
    ahead: /(?:-[\w-]{1,12} )?([a-z][a-z\d]*-[a-z\d-]*\d[a-z\d]*)(?=\s*$|\s+["'-]|:\s)/imy,
  },
  {
    triggers: [' -h '],
    before:
      /\b(?:psql|pg_\w+|createdb|dropdb|mysql\w*|mariadb\w*|redis-cli|mongo\w*|influx)\b[^|;&\n]{0,160} -h $/i,
    ahead: new RegExp(String.raw`(${NAME})(?=\s|$)`, 'iy'),
  },
  {
    triggers: [' -h\\a'],
    begun: true,
    before:
      /\b(?:psql|pg_\w+|createdb|dropdb|mysql\w*|mydumper|mariadb\w*|redis-cli|mongo\w*|influx)\b[^|;&\n]{0,160} -h$/i,
    ahead: new RegExp(String.raw`(${NAME})(?=\s|$)`, 'iy'),
  },
  {
    triggers: [' -S '],
    certain: true,
    before: /\b(?:sqlcmd|bcp|osql|isql|tsql)\b[^|;&\n]{0,160} -S $/i,
    ahead: /["']?(?:tcp:|np:|lpc:)?([a-z][\w-]{1,62})(?=[,\\"'\s]|$)/iy,
  },
  // What a ticket is about.
  {
    triggers: ['\\bci: ', 'configuration item: ', 'cmdb_ci: ', 'cmdb_ci=', 'affected asset: '],
    certain: true,
    before:
      /(?:(?:\b(?:INC|CHG|PRB|RITM|REQ|TASK)\d{4,}|\b(?:Caller|Requester|Priority|Impact|Urgency|Affected)\b)[^\n]{0,160}\bCI|item|cmdb_ci|asset)[:=] ?$/i,
    ahead:
      /["']?(?!(?:build|run|job|pipeline|stage|node|step)[-_]?\d)([a-z][\w-]{2,62})(?=["']?(?:[ \t]*[|;,)]|\s*$))/imy,
  },
  // The server that HAProxy sent a request to or found changed, and shares that are mounted.
  {
    triggers: ['haproxy['],
    ahead: new RegExp(
      String.raw`\d{1,8}\]: [\da-f.:]{3,45}:\d{1,5} \[[^\]\n]{10,40}\] [\w.~-]{1,64} [\w.-]{1,64}/(?=[\w.]*-)(${NAME})(?= -?\d)`,
      'iy',
    ),
  },
  {
    triggers: ['\\bserver '],
    ahead: new RegExp(
      String.raw`[\w.-]{1,64}/(?=[\w.]*-[\w.]*-|[\w.]*-0\d)(${NAME})(?= (?:is (?:going )?(?:DOWN|UP|READY|MAINT|DRAIN|stopping)\b|failed|succeeded|was DOWN|, ))`,
      'iy',
    ),
  },
  {
    triggers: ['cifs //', 'smb3 //', 'smbclient //', "smbclient '//", 'smbclient "//', '-l //', 'smb://'],
    ahead: new RegExp(String.raw`(${NAME})(?=/[\w$])`, 'iy'),
  },
  {
    triggers: ['\n//\\a'],
    begun: true,
    ahead: new RegExp(String.raw`(${NAME})(?=/\S{1,160}\s{1,16}/\S{1,160}\s{1,16}(?:cifs|smb3?)\s)`, 'iy'),
  },
  // Where an account of MySQL came from.
  { triggers: ["'@'", '`@`'], ahead: new RegExp(String.raw`(${NAME})(?=['\x60])`, 'iy') },
  // Where a program connects to, with the port: two digits number a machine, and one a part of any cluster.
  {
    triggers: [
      'connecting to ',
      'connect to ',
      'connected to ',
      'connection to ',
      'reconnect to ',
      'contacting ',
    ],
    ahead: new RegExp(
      String.raw`["'\x60]?(?:tcp:\/\/)?(?=[\w-]*(?:\d\d|[a-z]\d):)([a-z][\w-]{1,62})(?=:\d{2,5}(?!\d|\.\d))`,
      'iy',
    ),
  },
  // Beside the address that its name leads to.
  {
    triggers: ['\\d/\\d'],
    before: new RegExp(String.raw`[\s([,=](${NAME})\/\d$`, 'i'),
    ahead: /\d{0,2}(?:\.\d{1,3}){3}(?::\d{2,5})?(?=[)\],]| failed\b|\. |\s*$)/my,
  },
  // Nodes of Celery and Erlang.
  {
    triggers: ['celery@', 'rabbit@', 'emqx@', 'ejabberd@', 'couchdb@', 'riak@', 'vernemq@', '\\bworker\\d@'],
    ahead: new RegExp(String.raw`(${NAME})(?![\w@])`, 'iy'),
  },
];

export const printedMachines: readonly Rule[] = [...PRINTED, ...LISTED_MACHINES].map(
  ({ triggers, before, ahead, certain, begun }) => ({
    triggers,
    find(text, end) {
      const at = begun ? end - 1 : end;
      const behind = ahead && matchAt(ahead, text, at);
      if (ahead && !behind) return undefined;
      const line = before?.exec(lineBefore(text, at, 200));
      if (before && !line) return undefined;
      const name = behind?.[1] ?? line?.[1];
      if (
        name === undefined ||
        (certain ? !isOne(name) : !tells(name) || GENERIC.test(name) || !/\d/.test(name))
      )
        return undefined;
      const start =
        behind?.[1] === undefined && line
          ? at - line[0].length + line[0].indexOf(name)
          : at + (behind?.[0].lastIndexOf(name) ?? 0);
      return host(start, name, 0.75, 'printed');
    },
  }),
);
