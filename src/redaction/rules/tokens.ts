/** Tokens that tell by their form who gave them out. */
import type { Finding, Rule } from '../types.js';
import { beginsAt, matchAt, wordAt } from './text.js';
import { isPlaceholder } from './values.js';

/** Provider, the trigger that the token begins with, and its form from there on. */
const TOKENS: readonly (readonly [rule: string, prefix: string, form: string])[] = [
  ['aws-access-key', 'AKIA', 'AKIA[A-Z0-9]{16}'],
  ['aws-access-key', 'ASIA', 'ASIA[A-Z0-9]{16}'],
  ['aws-access-key', 'ABIA', 'ABIA[A-Z0-9]{16}'],
  ['aws-access-key', 'ACCA', 'ACCA[A-Z0-9]{16}'],
  ['aws-access-key', 'A3T', 'A3T[A-Z0-9]{17}'],
  ...['AGPA', 'AIDA', 'AROA', 'AIPA', 'ANPA', 'ANVA', 'APKA', 'ASCA'].map(
    prefix => ['aws-id', prefix, `${prefix}[A-Z0-9]{16,17}`] as const,
  ),
  ['aws-bedrock', 'ABSK', String.raw`ABSK[A-Za-z0-9+/]{40,260}={0,2}`],
  ...['ghp_', 'gho_', 'ghu_', 'ghr_'].map(
    prefix => ['github', prefix, `${prefix}[A-Za-z0-9]{30,255}`] as const,
  ),
  ['github', 'ghs_', String.raw`ghs_(?:[A-Za-z0-9]{30,255}|\d+_[\w-]+\.[\w-]+\.[\w-]+)`],
  ['github', 'github_pat_', String.raw`github_pat_\w{22,255}`],
  ...[
    'glpat-',
    'gldt-',
    'glrt-',
    'glcbt-',
    'glptt-',
    'glft-',
    'glimt-',
    'glagent-',
    'gloas-',
    'glsoat-',
    'glffct-',
  ].map(prefix => ['gitlab', prefix, String.raw`${prefix}[\w.-]{20,160}`] as const),
  ['gitlab', 'GR1348941', String.raw`GR1348941[\w-]{20,50}`],
  ...['xoxb-', 'xoxp-', 'xoxa-', 'xoxo-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxc-', 'xoxd-', 'xapp-'].map(
    prefix => ['slack', prefix, `${prefix}[A-Za-z0-9%-]{10,400}`] as const,
  ),
  ['slack', 'xoxe.xox', 'xoxe\\.xox[bp]-[A-Za-z0-9-]{20,400}'],
  ...['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'pk_live_', 'pk_test_'].map(
    prefix => ['stripe', prefix, `${prefix}[A-Za-z0-9]{10,247}`] as const,
  ),
  ['stripe', 'whsec_', 'whsec_[A-Za-z0-9+/=]{24,99}'],
  ['npm', 'npm_', 'npm_[A-Za-z0-9_]{30,60}'],
  ['google-api-key', 'AIza', String.raw`AIza[\w-]{35}`],
  ['google-oauth', 'ya29.', String.raw`ya29\.[\w.-]{20,2048}`],
  ['google-oauth', 'GOCSPX-', String.raw`GOCSPX-[\w-]{20,40}`],
  ['google-refresh', '1//0', String.raw`1//0[\w-]{20,200}`],
  ['google-service-account', 'AQ.Ab', String.raw`AQ\.Ab[\w-]{30,200}`],
  ['sendgrid', 'SG.', String.raw`SG\.[\w-]{16,32}\.[\w-]{16,64}`],
  ['mailgun', 'key-', 'key-[0-9a-f]{32}'],
  ['mailjet-brevo', 'xkeysib-', 'xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}'],
  ['mailjet-brevo', 'xsmtpsib-', 'xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}'],
  ['postmark-resend', 're_', String.raw`re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}`],
  ...['dop_v1_', 'doo_v1_', 'dor_v1_'].map(
    prefix => ['digitalocean', prefix, `${prefix}[0-9a-f]{64}`] as const,
  ),
  ...['hvs.', 'hvb.', 'hvr.'].map(
    prefix => ['vault', prefix, String.raw`${prefix.replace('.', '\\.')}[\w-]{20,300}`] as const,
  ),
  ['age', 'AGE-SECRET-KEY-', 'AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,}'],
  ['pypi', 'pypi-', String.raw`pypi-[\w-]{40,400}`],
  ...['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shpit_'].map(
    prefix => ['shopify', prefix, `${prefix}[A-Za-z0-9]{30,64}`] as const,
  ),
  ['square', 'sq0', String.raw`sq0[a-z]{3}-[\w-]{22,43}`],
  ['square', 'EAAA', String.raw`EAAA[\w-]{60}`],
  ['facebook', 'EAA', 'EAA[A-Za-z0-9]{40,400}'],
  ['facebook', 'IGQ', String.raw`IGQ[\w-]{60,400}`],
  ['openai', 'sk-', String.raw`sk-(?:proj-|svcacct-|admin-|None-)?[A-Za-z0-9][\w-]{18,250}`],
  ['anthropic', 'sk-ant-', String.raw`sk-ant-[a-z0-9]+-[\w-]{20,200}`],
  ['openrouter', 'sk-or-', String.raw`sk-or-v1-[0-9a-f]{64}`],
  ['groq', 'gsk_', 'gsk_[A-Za-z0-9]{40,60}'],
  ['huggingface', 'hf_', 'hf_[A-Za-z0-9]{30,40}'],
  ['huggingface', 'api_org_', 'api_org_[A-Za-z0-9]{34}'],
  ['replicate', 'r8_', 'r8_[A-Za-z0-9]{37,40}'],
  ['perplexity', 'pplx-', 'pplx-[A-Za-z0-9]{32,64}'],
  ['xai', 'xai-', 'xai-[A-Za-z0-9]{70,90}'],
  ['linear', 'lin_api_', String.raw`lin_(?:api|oauth)_\w{32,128}`],
  ['notion', 'ntn_', 'ntn_[A-Za-z0-9]{40,60}'],
  ['notion', 'secret_', 'secret_[A-Za-z0-9]{43}'],
  ['docker', 'dckr_pat_', String.raw`dckr_pat_[\w-]{20,60}`],
  ['docker', 'dckr_oat_', String.raw`dckr_oat_[\w-]{20,60}`],
  ['figma', 'figd_', String.raw`figd_[\w-]{30,200}`],
  ['grafana', 'glc_', String.raw`glc_[A-Za-z0-9+/]{32,400}={0,2}`],
  ['grafana', 'glsa_', 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}'],
  ['tailscale', 'tskey-', String.raw`tskey-[a-z]+-\w{8,40}(?:-\w{16,60})?`],
  ['databricks', 'dapi', 'dapi[a-f0-9]{32}(?:-\\d)?'],
  ...['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'].map(
    prefix => ['vercel', prefix, `${prefix}[A-Za-z0-9]{20,60}`] as const,
  ),
  ...['cfk_', 'cfut_', 'cfat_'].map(
    prefix => ['cloudflare', prefix, `${prefix}[A-Za-z0-9]{40}[0-9a-f]{8}`] as const,
  ),
  ['cloudflare', 'v1.0-', 'v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}'],
  ['1password', 'ops_ey', 'ops_ey[A-Za-z0-9+/=_-]{80,1300}'],
  [
    '1password',
    'A3-',
    'A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
  ],
  ['newrelic', 'NRAK-', 'NRAK-[A-Z0-9]{27}'],
  ['newrelic', 'NRII-', String.raw`NRII-[\w-]{32}`],
  ['newrelic', 'NRJS-', 'NRJS-[a-f0-9]{19}'],
  ['dynatrace', 'dt0c01.', 'dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}'],
  ['datadog', 'ddp_', String.raw`ddp_[A-Za-z0-9]{30,40}`],
  ['honeycomb', 'hcaik_', 'hc[a-z]{3}_[a-z0-9]{58}'],
  ['sentry', 'sntrys_', String.raw`sntrys_ey[\w=+/-]{40,600}`],
  ['sentry', 'sntryu_', 'sntryu_[a-f0-9]{64}'],
  ['atlassian', 'ATATT3', String.raw`ATATT3[\w=-]{50,300}`],
  ['atlassian', 'ATCTT3', String.raw`ATCTT3[\w=-]{50,300}`],
  ['atlassian', 'ATBB', 'ATBB[A-Za-z0-9]{24,40}'],
  ['atlassian', 'BBDC-', String.raw`BBDC-[A-Za-z0-9+/]{40,60}`],
  ['postman', 'PMAK-', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'],
  ['pulumi', 'pul-', 'pul-[a-f0-9]{40}'],
  ['doppler', 'dp.', String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}`],
  ['planetscale', 'pscale_', String.raw`pscale_(?:tkn|oauth|pw)_[\w.=-]{30,64}`],
  ['supabase', 'sbp_', String.raw`sbp_(?:v\d_)?[a-f0-9]{40,64}`],
  ['supabase', 'sb_secret_', String.raw`sb_secret_[\w-]{20,60}`],
  ['neon', 'napi_', 'napi_[a-z0-9]{40,80}'],
  ['fly', 'fm2_', String.raw`fm2_[\w+/=]{80,}`],
  ['fly', 'fo1_', String.raw`fo1_[\w-]{40,60}`],
  ['render', 'rnd_', 'rnd_[A-Za-z0-9]{28,40}'],
  ['buildkite', 'bkua_', 'bkua_[a-f0-9]{40}'],
  ['circleci', 'CCIPAT_', String.raw`CCIPAT_\w{20,100}`],
  ['rubygems', 'rubygems_', 'rubygems_[a-f0-9]{48}'],
  ['nuget', 'oy2', 'oy2[a-z0-9]{43}'],
  ['cargo', 'cio', 'cio[A-Za-z0-9]{32}'],
  ['clojars', 'CLOJARS_', 'CLOJARS_[a-z0-9]{60}'],
  ['jfrog', 'AKCp', 'AKCp[A-Za-z0-9]{69}'],
  ['jfrog', 'cmVmdGtu', 'cmVmdGtu[A-Za-z0-9]{56}'],
  ['sonar', 'squ_', 'squ_[a-f0-9]{40}'],
  ['sonar', 'sqp_', 'sqp_[a-f0-9]{40}'],
  ['sonar', 'sqa_', 'sqa_[a-f0-9]{40}'],
  ['snyk', 'snyk_', String.raw`snyk_[\w.-]{30,120}`],
  ['airtable', 'pat', 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}'],
  ['adafruit', 'aio_', 'aio_[A-Za-z0-9]{28}'],
  ['contentful', 'CFPAT-', String.raw`CFPAT-[\w-]{43}`],
  ['frameio', 'fio-u-', String.raw`fio-u-[\w=-]{64}`],
  ['typeform', 'tfp_', String.raw`tfp_[\w.=-]{50,64}`],
  ...['EZAK', 'EZTK'].map(prefix => ['easypost', prefix, `${prefix}[a-zA-Z0-9]{54}`] as const),
  ['lob', 'live_', 'live_[a-f0-9]{35}'],
  ['flutterwave', 'FLWSECK', String.raw`FLWSECK(?:_TEST)?-[\w-]{16,60}`],
  ['razorpay', 'rzp_', String.raw`rzp_(?:live|test)_[A-Za-z0-9]{14,24}`],
  [
    'paypal-braintree',
    'access_token$',
    String.raw`access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}`,
  ],
  ['shippo', 'shippo_', 'shippo_(?:live|test)_[a-f0-9]{40}'],
  ['duffel', 'duffel_', String.raw`duffel_(?:live|test)_[\w=-]{43}`],
  ['alibaba', 'LTAI', 'LTAI[A-Za-z0-9]{12,26}'],
  ['tencent', 'AKID', 'AKID[A-Za-z0-9]{32}'],
  ['yandex', 'AQVN', String.raw`AQVN[\w-]{35,38}`],
  ['yandex', 't1.', String.raw`t1\.[A-Z0-9a-z_-]+={0,2}\.[\w-]{86}={0,2}`],
  ['scaleway', 'SCW', 'SCW[A-Z0-9]{17}'],
  ['heroku', 'HRKU-', String.raw`HRKU-[\w-]{36,80}`],
  ['openshift', 'sha256~', String.raw`sha256~[\w-]{30,50}`],
  ['twilio', 'SK', 'SK[0-9a-f]{32}'],
  ['twilio', 'AC', 'AC[0-9a-f]{32}'],
  ['dropbox', 'sl.', String.raw`sl\.(?:u\.)?[\w-]{100,1400}`],
  ['okta', 'SSWS 00', String.raw`SSWS 00[\w-]{40}`],
  ['microsoft-refresh', '0.AX', String.raw`0\.AX[\w-]{60,}(?:\.[\w-]{20,})*`],
  ['kubernetes-bootstrap', 'bootstrap-token-', 'bootstrap-token-[a-z0-9]{6}'],
];

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
      if (found === undefined || isMasked(found.slice(long)) || !mixed(found.slice(long))) return undefined;
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

export const otherTokens: readonly Rule[] = [
  around('mailchimp', ['-us\\d'], /(^|[^\da-f])[\da-f]{32}-us\d{1,2}(?!\w)/g, 40),
  around('terraform', ['.atlasv1.'], /(^|[^\w])\w{14}\.atlasv1\.[\w-]{60,70}/g, 30),
  around('newrelic', ['nral'], /(^|[^\da-f])[\da-f]{36}NRAL(?!\w)/g, 44),
  around('azure-ad', ['8Q~'], /(^|[^\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])/g, 8),
  around('telegram', ['\\d:AA'], /(^|\D)\d{8,10}:AA[\w-]{32,34}(?![\w-])/g, 16),
  around(
    'discord',
    ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    /()https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/[\w-]{40,100}/g,
    60,
  ),
  around(
    'slack-webhook',
    ['hooks.slack.com/'],
    /()https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z\d]{1,40}(?:\/[A-Za-z\d]{1,60}){1,4}/g,
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
  around(
    'wireguard',
    ['privatekey =', 'presharedkey =', 'privatekey=', 'presharedkey='],
    /(key ?= ?)[A-Za-z\d+/]{43}=/gi,
    14,
  ),
];

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

const PEM_KIND = /-----BEGIN[ \w]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** What a private key's lines hold, in a file or in a string: base64, headers, line ends, escapes, quotes between lines. */
const PEM_BODY =
  /(?:[A-Z][A-Za-z-]{2,20}: [^\n]{0,80}|[A-Za-z\d+/=\s]|\\+[nrt"]|\\+\/|\\+$|["'`,>|]|%0A|%0D|%2B|%2F|%3D|&#10;)*/y;
const PEM_END = /-----END[ \w]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\n)?/y;

export const privateKey: Rule = {
  triggers: ['-----begin'],
  find(text, at) {
    const start = at - 10;
    const begin = matchAt(PEM_KIND, text, start);
    if (!begin) return undefined;
    const body = matchAt(PEM_BODY, text, start + begin[0].length)?.[0] ?? '';
    const behind = start + begin[0].length + body.length;
    const end = matchAt(PEM_END, text, behind);
    const key = body.replace(/\\+[nrt]|\s/g, '');
    // The line alone, in a message about it, holds nothing.
    if (key.length < 16 || (!end && !/[A-Za-z\d+/]{24}/.test(key))) return undefined;
    const kept = end ? behind + end[0].length : behind - (/[\s"'`,>|\\]*$/.exec(body)?.[0].length ?? 0);
    return { type: 'PrivateKey', start, end: kept, confidence: 0.99, rule: 'pem' };
  },
};

/** PuTTY's own form, which has its lines counted. */
export const puttyKey: Rule = {
  triggers: ['private-lines: '],
  find(text, at) {
    const found = matchAt(/\d{1,3}\s{1,2}(?:[A-Za-z\d+/=]{1,80}\s{1,2}){1,200}/y, text, at)?.[0].trimEnd();
    return found === undefined
      ? undefined
      : { type: 'PrivateKey', start: at, end: at + found.length, confidence: 0.95, rule: 'putty' };
  },
};

/** Keys of a kubeconfig and of Terraform: base64 of a PEM. */
export const encodedKey: Rule = {
  triggers: ['LS0tLS1CRUdJTi'],
  find(text, at) {
    const start = at - 14;
    const found = matchAt(/LS0tLS1CRUdJTi[A-Za-z\d+/]{40,16384}={0,2}/y, text, start)?.[0];
    if (found === undefined || wordAt(text, start - 1)) return undefined;
    const head = Buffer.from(found.slice(0, 80), 'base64').toString('latin1');
    if (!/PRIVATE KEY/.test(head)) return undefined;
    return { type: 'PrivateKey', start, end: start + found.length, confidence: 0.98, rule: 'pem-base64' };
  },
};
