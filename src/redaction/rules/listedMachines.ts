/** Machines in lists of clouds, and in what network services say of those that ask them: only one can stand there. */
import type { Printed } from './printedMachines.js';

const NAME = String.raw`[a-z][\w.-]{1,62}\w`;
const STATE =
  'RUNNING|TERMINATED|STOPPED|STOPPING|STAGING|PROVISIONING|SUSPENDED|ACTIVE|SHUTOFF|BUILD|ERROR|PAUSED|VERIFY_RESIZE';
const MAC = String.raw`(?:[\da-f]{2}:){5}[\da-f]{2}`;

export const LISTED_MACHINES: readonly Printed[] = [
  // A node of Elasticsearch or OpenSearch, before its two ids.
  {
    triggers: ['{\\a'],
    begun: true,
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?=\}\{[\w-]{20,24}\}\{[\w-]{20,24}\}\{)`, 'iy'),
  },
  // What another machine calls itself, as Exim writes it.
  {
    triggers: [' h=(', '\nh=('],
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?=\)(?: \[|:| |$))`, 'imy'),
  },
  // The name, the zone, the kind of machine: what `gcloud` prints.
  {
    triggers: ['\\d-\\a  '],
    certain: true,
    before: new RegExp(String.raw`^(${NAME}) {2,64}[a-z]{2,16}-[a-z]{4,20}\d-[a-z] {2}$`, 'i'),
    ahead: new RegExp(String.raw`[^\n]{1,160}\b(?:${STATE})\b`, 'y'),
  },
  // Number, name and state, of OpenStack and AWS; the name comes first where Azure prints it.
  {
    triggers: ['| active', '| shutoff', '| error', '| build', '| paused'],
    certain: true,
    before: new RegExp(
      String.raw`\| [\da-f]{8}-[\da-f-]{27} \| (${NAME}) {1,64}\| (?:ACTIVE|SHUTOFF|ERROR|BUILD|PAUSED)$`,
      'i',
    ),
  },
  {
    triggers: ['\\bi-0\\h\\h'],
    certain: true,
    ahead: new RegExp(
      String.raw`[\da-f]{6,15}[ \t|]{1,32}(${NAME})[ \t|]{1,32}(?:running|stopped|stopping|pending|terminated|shutting-down)\b`,
      'iy',
    ),
  },
  {
    triggers: ['vm running', 'vm deallocated', 'vm stopped'],
    certain: true,
    before: new RegExp(String.raw`^(${NAME}) {2,64}\S[^\n]{1,160} VM (?:running|deallocated|stopped)$`, 'i'),
  },
  // Who asked for an address (dnsmasq, ISC), and who asks on behalf of others (RADIUS).
  {
    triggers: ['dhcpack(', 'dhcpoffer(', 'dhcprequest('],
    certain: true,
    ahead: new RegExp(String.raw`[\w.-]{1,16}\) \d{1,3}(?:\.\d{1,3}){3} ${MAC} (${NAME})(?=\s*$)`, 'imy'),
  },
  {
    triggers: ['dhcpack on ', 'dhcpoffer on ', 'dhcprequest for ', 'dhcpdiscover from ', 'dhcprelease of '],
    certain: true,
    ahead: new RegExp(String.raw`(?:[\d.() ]{7,40}(?:to|from) )?${MAC} \((${NAME})\) via\b`, 'iy'),
  },
  {
    triggers: ['(from client '],
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?= port \d{1,5}(?:\)| cli\b))`, 'iy'),
  },
  // What a monitor speaks of (Nagios and its kin, Zabbix), and which of its nodes a filer does.
  {
    triggers: [
      ...[
        'service alert: ',
        'host alert: ',
        'host state: ',
        'service state: ',
        'flapping alert: ',
        'downtime alert: ',
      ],
      ...['passive service check: ', 'passive host check: ', 'event handler: '],
    ],
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?=;)`, 'iy'),
  },
  {
    triggers: ['service notification: ', 'host notification: '],
    certain: true,
    ahead: new RegExp(String.raw`[\w@.-]{1,64};(${NAME})(?=;)`, 'iy'),
  },
  {
    triggers: [
      'acknowledge_svc_problem;',
      'acknowledge_host_problem;',
      'schedule_host_downtime;',
      'schedule_svc_downtime;',
      'schedule_forced_svc_check;',
      'process_service_check_result;',
    ],
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?=;)`, 'iy'),
  },
  {
    triggers: [' (ip '],
    certain: true,
    before: new RegExp(String.raw` (?:on|at|for|host|of|from) (${NAME}) \(ip $`, 'i'),
    ahead: /\d{1,3}(?:\.\d{1,3}){3}\)/y,
  },
  {
    triggers: ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'].map(
      level => `:${level}]`,
    ),
    certain: true,
    before: new RegExp(String.raw`\[(${NAME}): ?[\w.-]{1,48}: ?[\w.]{3,80}:\w{4,9}\]$`, 'i'),
  },
  // The machine that IIS wrote a request down on, behind the site.
  {
    triggers: ['w3svc\\d'],
    certain: true,
    ahead: new RegExp(String.raw`\d{0,9} (${NAME})(?= [\da-f.:]{3,45} [A-Z]{3,10} \/)`, 'iy'),
  },
  // What a device calls itself (SNMP).
  {
    triggers: ['sysname.0', '.3.6.1.2.1.1.5.0'],
    certain: true,
    ahead: new RegExp(String.raw` ?=? ?(?:STRING: ?)?"?(${NAME})(?="?\s*$)`, 'imy'),
  },
  // Where a login came from, and for which machine Windows keeps one.
  {
    triggers: ['callercomputername', 'caller computer name', 'source workstation', 'workstationname'],
    certain: true,
    ahead: new RegExp(String.raw`\s?[:=]\s{0,8}\\{1,4}(${NAME})(?![\w.\\-])`, 'iy'),
  },
  {
    triggers: ['cmdkey /add:', 'cmdkey /generic:', 'cmdkey /delete:', '/add:termsrv/', '/generic:termsrv/'],
    certain: true,
    ahead: new RegExp(String.raw`["']?(${NAME})(?=["']?(?:\s|$))`, 'imy'),
  },
  {
    triggers: ['psexec \\\\\\\\', 'psexec64 \\\\\\\\', 'psexec.exe \\\\\\\\'],
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?=\s)`, 'iy'),
  },
  // Whose name does not lead back to the address that it came from (sshd).
  {
    triggers: ['getaddrinfo for '],
    certain: true,
    ahead: new RegExp(String.raw`(${NAME})(?= \[[\da-f.:]{3,45}\] failed)`, 'iy'),
  },
];
