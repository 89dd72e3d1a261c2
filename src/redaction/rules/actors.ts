/** An account at the beginning of a sentence, before what it did: `kwame_o restarted the service`. */
import type { Rule } from '../types.js';
import { isGivenName } from '../givenNames/index.js';
import { isAccount } from './names.js';
import { isMachine } from './hosts.js';
import { lineBefore, matchAt } from './text.js';

const DID =
  'restarted rebooted deployed approved acknowledged merged reverted escalated resolved opened closed reopened assigned commented ' +
  'confirmed edited changed updated deleted removed added ran executed typed joined left started stopped silenced muted triggered';
/** What only a person or an account does. */
const CAME = ['logged in', 'logged out', 'signed in', 'signed out', 'logged on', 'logged off'];
const MORE = ['rolled back', 'pushed to', 'force-pushed', 'took over', 'failed over'];

const SENTENCE = /(?:^|[\]|>)"'] |: |\d[Zz]? |\b[A-Z]{4,5} |- )([a-z][\w.-]{1,31}) ([a-z-]+(?: [a-z]+)?) ?$/;
/** Programs have parts that are called so, with a letter to tell them from each other. */
const PARTS =
  /^(?:node|pool|zone|service|svc|worker|server|srv|shard|group|cluster|replica|site|rack|queue|db|host|part|plan|option|team|phase|stage|step|task|job|thread|lib|lock|slot|unit|test|app|api|web|cache|proxy|region|vm|pod|container|line|link|port|disk|core|cpu|gpu|bus|channel|stream|topic|table|index|batch|block|set|side|leg|feed|route|path|node|peer|tier|case|class|type|model|variant|version|env|stack|canary|blue|green)$/i;
const NO_ACCOUNT =
  /ly$|^(?:users?|clients?|customers?|members?|guests?|accounts?|sessions?|already|never|not|first|being|gets?|got|still|been|was|is|are|were|has|have|had|must|who|everyone|someone|nobody|they|he|she|we|you|it|agents?|operators?|visitors?|employees?|staff|admins?|players?|bots?|devices?|apps?|browsers?|students?|patients?|tenants?|owners?|persons?|people|others|last|remain|stay|keep|kept|when|once|after|before|and|or|to|just|now|then|also|all|both|time|date|status|state|event|action|result|message|msg)$/;

/** An initial and a family name: no word begins with such two letters. Before the name of a machine it is no program, either. */
const INITIALLED =
  /^(?!b[lr]|c[hlrz]|d[rw]|f[lr]|g[hlnr]|k[nr]|p[hlrs]|s[chklmnpqtvw]|t[hrsw]|w[hr])[bcdfghjklmnpqrstvwxz]{2}[a-z]{3,14}\d?$/;

export const actor: Rule = {
  triggers: [
    ...DID.split(' ').map(verb => ` ${verb} `),
    ...CAME.map(verb => ` ${verb}`),
    ...MORE.map(verb => ` ${verb} `),
  ],
  find(text, at) {
    const line = lineBefore(text, at, 120);
    const found = SENTENCE.exec(line);
    const [all = '', name = '', verb = ''] = found ?? [];
    if (!found || !isAccount(name)) return undefined;
    if (
      !isPersons(name) &&
      !(INITIALLED.test(name) && isMachine(matchAt(/[a-z]\w*-[\w-]{1,64}/iy, text, at)?.[0] ?? '')) &&
      !(CAME.includes(verb) && /^[a-z]{4,16}\d{0,3}$/.test(name) && !NO_ACCOUNT.test(name))
    )
      return undefined;
    const start = at - all.length + all.indexOf(name);
    return { type: 'UserName', start, end: start + name.length, confidence: 0.6, rule: 'account-actor' };
  },
};

/** A given name with more, or a name with an initial. */
export function isPersons(name: string): boolean {
  const parts = name.split(/[._-]/);
  if (parts.length < 2 || parts.length > 3 || parts.some(part => !/^[a-z]+$/.test(part) || PARTS.test(part)))
    return false;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.some(part => isGivenName(part))) return true;
  return (
    parts.length === 2 &&
    Math.min(first.length, last.length) === 1 &&
    Math.max(first.length, last.length) >= 3
  );
}
