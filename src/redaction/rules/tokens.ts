/** Tokens that tell by their form who gave them out. */
import type { Finding, Rule } from '../types.js';
import { TOKENS } from './providers.js';
import { beginsAt, matchAt } from './text.js';
import { isPlaceholder, looksRandom } from './values.js';

function tokenRule([rule, prefix, form]: (typeof TOKENS)[number]): Rule {
  const pattern = new RegExp(`(?:${form})(?![A-Za-z0-9])`, 'y');
  const long = prefix.length;
  return {
    // A prefix that stands within many words is asked for at the beginning of one only.
    triggers: [/^[A-Za-z\d]{1,4}$/.test(prefix) ? `\\b${prefix}` : prefix],
    find(text, at): Finding | undefined {
      const start = at - long;
      if (!beginsAt(text, start)) return undefined;
      const found = matchAt(pattern, text, start)?.[0];
      if (
        found === undefined ||
        isMasked(found.slice(long)) ||
        isPlaceholder(found) ||
        !(rule === 'aws-access-key' ? looksRandom : mixed)(found.slice(long))
      )
        return undefined;
      return { type: 'ProviderToken', start, end: start + found.length, confidence: 0.96, rule };
    },
  };
}
const isMasked = (rest: string): boolean => /^[xX*.]+$|x{8,}|X{8,}/.test(rest);
/** A word, or names joined by hyphens, is no token. */
const mixed = (rest: string): boolean => !/^[a-z]+(?:[-_][a-z]+)*$|^[A-Z]+(?:[-_][A-Z]+)*$/.test(rest);

export const providerTokens: readonly Rule[] = TOKENS.map(tokenRule);

/** Forms that do not begin with what tells them. */
const around = (rule: string, triggers: readonly string[], form: RegExp, back: number): Rule => ({
  triggers,
  find(text, at) {
    const from = Math.max(0, at - back);
    const piece = text.slice(from, at + 300);
    for (const found of piece.matchAll(form)) {
      const start = from + found.index + (found[1]?.length ?? 0);
      const end = from + found.index + found[0].length;
      if (from + found.index < at && end >= at && !isPlaceholder(text.slice(start, end))) {
        return { type: 'ProviderToken', start, end, confidence: 0.93, rule };
      }
    }
    return undefined;
  },
});

/** How the two first digits of an identifier begin in base64: a trigger in the middle of the token would be a quarter of the automaton. */
const DISCORD_IDS = 'MT Mj Mz ND NT Nj Nz OD OT'
  .split(' ')
  .flatMap(first => Array.from('AEIMQUYcgk', second => `\\b${first}${second}`));

export const otherTokens: readonly Rule[] = [
  around('mailchimp', ['-us\\d'], /(^|[^\da-f])[\da-f]{32}-us\d{1,2}(?!\w)/g, 40),
  around('terraform', ['.atlasv1.'], /(^|[^\w])\w{14}\.atlasv1\.[\w-]{60,70}/g, 30),
  around('newrelic', ['nral'], /(^|[^\da-f])[\da-f]{36}NRAL(?!\w)/g, 44),
  around('azure-ad', ['8Q~'], /(^|[^\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])/g, 8),
  around('telegram', ['\\d:AA'], /(^|\D)\d{8,10}:AA[\w-]{32,34}(?![\w-])/g, 16),
  around('discord', DISCORD_IDS, /(^|[^\w.-])[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g, 40),
  around(
    'discord',
    ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    /()https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/[\w-]{40,100}/g,
    60,
  ),
  around(
    'slack-webhook',
    ['hooks.slack.com/'],
    /()https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?=[A-Za-z\d/]*[1-9])[A-Za-z\d]{1,40}(?:\/[A-Za-z\d]{1,60}){1,4}/g,
    24,
  ),
  around(
    'teams-webhook',
    ['webhook.office.com/'],
    /()https:\/\/[\w-]+\.webhook\.office\.com\/webhookb2\/[\w@-]{36,90}\/IncomingWebhook\/[\w/-]{32,120}/g,
    64,
  ),
  around('azure-sas', ['&sig=', '?sig=', ';sig=', 'u0026sig='], /(sig=)[\w%+/-]{20,120}={0,2}/g, 5),
  around('aws-signature', ['x-amz-signature=', 'x-goog-signature='], /(signature=)[\da-f]{32,1024}/gi, 11),
  around(
    'aws-secret',
    [
      'secret_access_key\\k',
      'secretaccesskey\\k',
      'secret-access-key\\k',
      'secretkey\\k',
      'aws_secret_key\\k',
    ],
    /(key\\*["']?[\s:=,>\\]{1,5}(?:is )?\\*["']?)[A-Za-z\d+/]{40}(?![A-Za-z\d+/])/gi,
    12,
  ),
  around(
    'heroku',
    ['heroku'],
    /(heroku[\w .-]{0,24}["']?[\s:=]{1,3}["']?)[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi,
    8,
  ),
  around('fcm', [':apa91b'], /(^|[^\w-])[\w-]{11,40}:APA91b[\w-]{80,240}/g, 48),
  around(
    'wireguard',
    ['privatekey =', 'presharedkey =', 'privatekey=', 'presharedkey='],
    /(key ?= ?)[A-Za-z\d+/]{43}=/gi,
    14,
  ),
];

/** The SID of an account of Twilio is only an id; the token behind it opens the account. */
export const tokenOfAccount: Rule = {
  triggers: ['\\bAC\\h\\h'],
  find(text, at) {
    const found = matchAt(
      /(?<=AC[\da-f]{2})[\da-f]{30}(?:["'`]?,\s{0,8}["'`]?|["'`]?:["'`]?| )([\da-f]{32})(?!\w)/y,
      text,
      at,
    );
    if (!found) return undefined;
    const end = at + found[0].length;
    return { type: 'Secret', start: end - 32, end, confidence: 0.9, rule: 'twilio-token' };
  },
};

/** The key of an account that stores things at Azure: 64 bytes behind the account's address. */
export const storageKey: Rule = {
  triggers: ['.core.windows.net', '.core.chinacloudapi.cn', '.core.usgovcloudapi.net'],
  find(text, at) {
    const found = matchAt(
      /\\?["']?(?:[ \t]{0,8}[=:,][ \t]{0,8}|[ \t]{1,16}|<\/name>\s{0,64}<value>)\\?["']?([A-Za-z\d+/]{86}==)/y,
      text,
      at,
    );
    if (!found) return undefined;
    const end = at + found[0].length;
    return { type: 'Secret', start: end - 88, end, confidence: 0.93, rule: 'azure-storage-key' };
  },
};

/** A JSON Web Token: its parts begin with an object in base64url. An encrypted one has five. */
export const jwt: Rule = {
  triggers: ['eyj'],
  find(text, at) {
    const start = at - 3;
    if (!beginsAt(text, start)) return undefined;
    const found = matchAt(
      /eyJ[\w-]{5,2048}={0,2}(?:\.[\w-]{0,8192}={0,2}){2,4}|eyJ[\w-]{5,2048}\.eyJ[\w-]{5,8192}/y,
      text,
      start,
    )?.[0];
    if (found === undefined || found.length < 32) return undefined;
    return { type: 'Jwt', start, end: start + found.length, confidence: 0.98, rule: 'jwt' };
  },
};
