/** Names of people's accounts that stand in a fixed place: in paths, in the common log format, behind a domain. */
import type { Finding, Rule } from '../types.js';
import { isAccount, isPersonName, isUser, NO_NAME } from './names.js';
import { lastBefore, lineBefore, matchAt, textBefore } from './text.js';

const NOT_PEOPLE =
  /^(?:public|default|all users|default user|shared|guest|linuxbrew|circleci|travis|vscode|codespace|gitpod|jovyan|coder|sign_?in|sign_?up|sign_?out|login|logout|me|new|edit|password|profile|register|session|sessions|search|current|self|all|list|create|update|delete|export|import|count|settings|node|app|appuser|nonroot|site|wwwroot|web|sites|data|www|ec2-user|runner|work|lib|bin|\w+[-_]exporter|\.\w*|\w+\.(?:html?|js|ts|py|php|json|txt|log|md|csv|xml|ya?ml|zip))$/i;

export const homePath: Rule = {
  triggers: [
    '/home/',
    '\\\\home\\\\',
    '/users/',
    '\\\\users\\\\',
    '%2fhome%2f',
    '%2fusers%2f',
    '\\\\/home\\\\/',
    '\\\\/users\\\\/',
    'documents and settings\\\\',
    '/export/home/',
    '/var/mail/',
    '/var/spool/mail/',
    '/maildir/',
    '/media/',
    '~/../',
  ],
  find(text, at) {
    // With a small letter and without a further part it is a page rather than a folder.
    const isRoute =
      /[^.\w]\/users\/$/.test(textBefore(text, at, 8)) && !matchAt(/[^\s"'?#/]{1,64}\/[\w.]/y, text, at);
    if (isRoute) return undefined;
    const separators = /^(?:\\{1,4})?/.exec(text.slice(at, at + 4))?.[0].length ?? 0;
    const start = at + (text.charAt(at - 1) === '\\' ? separators : 0);
    const before = textBefore(text, at, 32);
    // In an address `/users/` is a collection, and `/home/` a page.
    if (
      !/(?:^|[\s"'=:(])\/export\/home\/$/.test(before) &&
      /https?:\/\/[^\s"']*$|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) [^\s]*$|\/api\/|\/v\d\/|[\w.-]\/(?:users|media|home)\/$/i.test(
        lineBefore(text, at, 200),
      )
    )
      return undefined;
    const end = '[\\\\/:"\'\\s<>|?*,;)\\]}%`&]|$';
    const form = /users.$|settings\W$|users\\+$/i.test(before)
      ? `[\\p{L}\\p{N}][\\p{L}\\p{N}._@$+-]{0,63}(?: [\\p{L}\\p{N}._-]{1,30}(?=[\\\\/]))?(?=${end})`
      : `[\\p{L}\\p{N}_][\\p{L}\\p{N}._@+-]{0,63}(?=${end})`;
    const name = matchAt(new RegExp(form, 'uy'), text, start)?.[0].replace(/\.$/, '');
    if (name === undefined || NOT_PEOPLE.test(name) || !isAccount(name.replace(/ /g, '.'))) return undefined;
    return { type: 'UserName', start, end: start + name.length, confidence: 0.85, rule: 'home-path' };
  },
};

/** `~name/`, the home of somebody else. */
export const otherHome: Rule = {
  triggers: ['~\\a'],
  find(text, at) {
    const name = matchAt(/[a-z][\w.-]{1,31}(?=\/)/iy, text, at - 1)?.[0];
    if (
      name === undefined ||
      !/^$|[\s"'=:(]/.test(text.charAt(at - 3)) ||
      NOT_PEOPLE.test(name) ||
      !isAccount(name)
    )
      return undefined;
    return { type: 'UserName', start: at - 1, end: at - 1 + name.length, confidence: 0.7, rule: 'home-path' };
  },
};

/** The third field of the common log format: whom the server took the client for. */
export const commonLog: Rule = {
  triggers: [' [\\d\\d/\\a\\a\\a/\\d'],
  find(text, at) {
    const open = lastBefore(text, at, '[', 16);
    if (open < 0) return undefined;
    const line = lineBefore(text, open, 400);
    const name =
      /^\S+ \S+ ([\w.@\\+-]{2,64}) $/.exec(line)?.[1] ?? /\s- ([\w.@\\+-]{2,64}) $/.exec(line)?.[1];
    if (name === undefined || name.includes('@')) return undefined;
    const account = name.slice(name.lastIndexOf('\\') + 1);
    if (!isAccount(account)) return undefined;
    return {
      type: 'UserName',
      start: open - 1 - account.length,
      end: open - 1,
      confidence: 0.85,
      rule: 'common-log',
    };
  },
};

/** A line of `/etc/passwd`: an account that a person was given, and often their name. */
export const passwdLine: Rule = {
  triggers: [':x:\\d', ':*:\\d', ':!:\\d'],
  find(text, at) {
    // Accounts of the system have lower numbers.
    const rest = matchAt(/(?!5534:)\d{3,9}:\d{1,10}:([^:\n]{0,80}):\//y, text, at);
    const name = /(?:^|[\s>"'])([a-z][\w.-]{1,31}):[x*!]:\d$/i.exec(lineBefore(text, at, 48))?.[1];
    if (!rest || name === undefined || !isUser(name)) return undefined;
    const start = at - 4 - name.length;
    const found: Finding[] = [
      { type: 'UserName', start, end: start + name.length, confidence: 0.85, rule: 'passwd-line' },
    ];
    const [whole, gecos = ''] = rest;
    const person = gecos.split(',', 1)[0] ?? '';
    const from = at + whole.lastIndexOf(`:${gecos}:/`) + 1;
    if (isPersonName(person, 2) && !NO_NAME.test(person))
      found.push({
        type: 'PersonName',
        start: from,
        end: from + person.length,
        confidence: 0.8,
        rule: 'passwd-line',
      });
    return found;
  },
};

/** `DOMAIN\name`: the domain is in capitals, the name goes on to no file. */
export const domainAccount: Rule = {
  triggers: ['\\a\\\\\\a', '\\a\\\\\\\\\\a', '\\d\\\\\\a'],
  find(text, at) {
    const start = at - 1;
    const line = lineBefore(text, start, 40);
    // In small letters it is a folder, but for a field of a row.
    const domain =
      /(?:^|[\s"'=:(,[<])([A-Z][A-Z\d-]{1,14})\\{1,2}$/.exec(line)?.[1] ??
      (matchAt(/[\w.-]{2,32},/y, text, start)
        ? /,(?!(?:src|app|lib|bin|obj|test|tests|dist|public|config|build|packages|node_modules|target|out|docs|assets|data|logs?|temp|tmp|windows|system32|users|program)\\)([a-z][a-z\d-]{1,14})\\{1,2}$/.exec(
            line,
          )?.[1]
        : undefined);
    if (
      domain === undefined ||
      // The instance of a server of databases.
      / -S [^\s]*$/.test(line) ||
      /^(?:NT|BUILTIN|IIS|C|D|HKLM|HKCU|HKEY|WINDOWS|WORKGROUP|AUTHORITY|SERVICE|FONT|IIS APPPOOL|SOFTWARE|SYSTEM|MACHINE|REGISTRY)$/.test(
        domain,
      )
    )
      return undefined;
    const name = matchAt(/[A-Za-z][\w.-]{1,31}(?![\\\w$/]|\.\w)/y, text, start)?.[0];
    if (name === undefined || !isAccount(name) || /^[A-Z][a-z]+[A-Z]/.test(name)) return undefined;
    return { type: 'UserName', start, end: start + name.length, confidence: 0.75, rule: 'domain-account' };
  },
};
