import { describe, expect, it } from 'vitest';
import { detectSpans } from '../../../src/redaction/index.js';

const found = (text: string) =>
  detectSpans(text).map(({ type, start, end }) => [type, text.slice(start, end)]);

describe('what a reader does not see', () => {
  it.each([
    ['a zero-width space', '\u200b'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['bidi marks', '\u202e\u2066'],
    ['a colour', '\u001b[31m'],
    ['a link of a terminal', '\u001b]8;;http://x\u0007'],
  ])('hides no secret: %s', (_, mark) => {
    expect(found(`pass${mark}word=Tr33${mark}house x`)).toEqual([['Password', `Tr33${mark}house`]]);
    expect(found(`card 4111 1111${mark} 1111 1111`)).toEqual([['CreditCard', `4111 1111${mark} 1111 1111`]]);
    expect(found(`a 10.${mark}1.2.3 b`)).toEqual([['Ipv4', `10.${mark}1.2.3`]]);
  });

  it('is left out at either end', () => {
    expect(found('\u001b[1m10.1.2.3\u001b[0m')).toEqual([['Ipv4', '10.1.2.3']]);
  });
});

describe('text that is no text', () => {
  it('may have lone surrogates anywhere', () => {
    expect(found('\ud800 password=Tr33\udc00house \udfff')).toEqual([['Password', 'Tr33\udc00house']]);
  });
  it('may have letters of any script before and behind', () => {
    expect(found('日本10.1.2.3語 пароль user=jsmith ключ')).toEqual([
      ['Ipv4', '10.1.2.3'],
      ['UserName', 'jsmith'],
    ]);
  });
  it('may have NUL bytes', () => {
    expect(found('\0password=Tr33house\0\0x')).toHaveLength(1);
  });
  it('may be empty', () => {
    expect(detectSpans('')).toEqual([]);
  });
});

describe('values in a disguise', () => {
  it.each([
    ['JSON', '{"password":"Tr33 house?"}', 'Tr33 house?'],
    ['JSON in JSON', String.raw`{"body":"{\"password\":\"Tr33house\"}"}`, 'Tr33house'],
    ['JSON in JSON in JSON', String.raw`{\\\"password\\\":\\\"Tr33house\\\"}`, 'Tr33house'],
    ['JSON with a quote', String.raw`{"password":"Tr33\"house"}`, String.raw`Tr33\"house`],
    ['a URL', '/login?user=x&password=Tr33%26house&z=1', 'Tr33%26house'],
    ['a URL in a URL', 'next=%2Flogin%3Fpassword%3DTr33house%26z%3D1', 'Tr33house'],
    ['JSON in a URL', '%7B%22password%22%3A%22Tr33house%22%7D', 'Tr33house'],
    ['XML', '<a><password>Tr33house</password></a>', 'Tr33house'],
    ['HTML', '&quot;password&quot;:&quot;Tr33house&quot;', 'Tr33house'],
  ])('are found in %s', (_, text, value) => {
    expect(found(text)).toEqual([['Password', value]]);
  });

  it('are private keys in a string, wrapped or in one line', () => {
    const lines = ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA', 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4'];
    for (const end of ['\n', '\r\n', String.raw`\n`, String.raw`\\n`, ' ', '%0A', '\n    ']) {
      const key = [`-----BEGIN PRIVATE KEY-----`, ...lines, '-----END PRIVATE KEY-----'].join(end);
      expect(found(`key "${key}" end`)).toEqual([['PrivateKey', key]]);
    }
  });
});

describe('what reads like ASCII', () => {
  it('is found as what it reads like', () => {
    expect(found('peer ٨٨.١٢٣.٤.٥٦ left')).toEqual([['Ipv4', '٨٨.١٢٣.٤.٥٦']]);
    expect(found('card ४१११ ११११ ११११ ११११')).toEqual([['CreditCard', '४१११ ११११ ११११ ११११']]);
    expect(found('ｐａｓｓｗｏｒｄ＝Ｔｒ３３ｈｏｕｓｅ')).toEqual([['Password', 'Ｔｒ３３ｈｏｕｓｅ']]);
    expect(found('mail ana＠corp-mail.com')).toEqual([['Email', 'ana＠corp-mail.com']]);
  });
});

describe('base64 of a private key', () => {
  const body = Buffer.from(
    `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAZm9vYmFyYmF6cXV4Zm9v\n'.repeat(12)}-----END PRIVATE KEY-----\n`,
  ).toString('base64');
  const wrapped = (end: string, width: number) =>
    body.match(new RegExp(`.{1,${width}}`, 'g'))?.join(end) ?? '';

  it.each([
    ['in one line', body],
    ['wrapped at 76', wrapped('\n', 76)],
    ['wrapped at 64 with carriage returns', wrapped('\r\n', 64)],
    ['wrapped and indented', wrapped('\n      ', 76)],
    ['wrapped in a string', wrapped(String.raw`\n`, 64)],
  ])('is covered whole: %s', (_, key) => {
    const text = `tls.key: ${key}\nnext: line\n`;
    expect(found(text)).toEqual([['PrivateKey', key]]);
    const long = `${'lorem ipsum dolor sit amet\n'.repeat(9700)}${text}`;
    expect(found(long)).toEqual([['PrivateKey', key]]);
  });
});

describe('text made to be slow', () => {
  const size = 400_000;
  it.each([
    ['one letter', 'a'.repeat(size)],
    ['digits', '4'.repeat(size)],
    ['dots', '.'.repeat(size)],
    ['colons', ':'.repeat(size)],
    ['at signs', 'a@'.repeat(size / 2)],
    ['keys', 'password='.repeat(size / 9)],
    ['keys with spaces', 'password = '.repeat(size / 11)],
    ['quotes', '"'.repeat(size)],
    ['backslashes', '\\'.repeat(size)],
    ['escaped quotes', 'password=\\"'.repeat(size / 11)],
    ['open quotes', 'password="x '.repeat(size / 12)],
    ['brackets', 'token=([{'.repeat(size / 9)],
    ['addresses', '10.1.2.'.repeat(size / 7)],
    ['version six', 'fe80:'.repeat(size / 5)],
    ['pairs', 'aa:bb-'.repeat(size / 6)],
    ['schemes', 'http://'.repeat(size / 7)],
    ['user-infos', 'http://a:b'.repeat(size / 10)],
    ['connections', 'Server=a;'.repeat(size / 9)],
    ['rows of people', 'Aa Aa Aa Aa,a@b '.repeat(size / 16)],
    ['invitations', ';cn="Aa Aa Aa Aa'.repeat(size / 16)],
    ['secrets of devices', 'snmp user aes 128 username a secret '.repeat(size / 36)],
    ['cookies', 'Cookie: a=b; '.repeat(size / 13)],
    ['keys of PEM', '-----BEGIN PRIVATE KEY-----'.repeat(size / 27)],
    ['tokens', 'eyJ'.repeat(size / 3)],
    ['dotted tokens', 'eyJhbGciOi.'.repeat(size / 11)],
    ['phones', '+49 30 '.repeat(size / 7)],
    ['groups', '4111 '.repeat(size / 5)],
    ['account numbers', 'DE89 3704 '.repeat(size / 10)],
    ['names of hosts', 'a.com.'.repeat(size / 6)],
    ['positions', 'lat=1.23456,'.repeat(size / 12)],
    ['databases', 'dbname=x '.repeat(size / 9)],
    ['bearers', 'bearer '.repeat(size / 7)],
    ['percent signs', '%40%3d%22'.repeat(size / 9)],
    ['escapes of a terminal', '\u001b['.repeat(size / 2)],
    ['dashes', '-'.repeat(size)],
    ['users', 'for user '.repeat(size / 9)],
    ['homes', '/home/a'.repeat(size / 7)],
    ['commands', ' -p curl -u '.repeat(size / 12)],
    ['names', 'first_name=Ab '.repeat(size / 14)],
    ['rows', 'insert into t (a, password) values ('.repeat(size / 36)],
    ['columns', `insert into t (${'a,'.repeat(500)}) values (${"'b',".repeat((size - 1000) / 4)}`],
    ['plain names', '"name": "Ab Cd", '.repeat(size / 17)],
    ['people', 'by Anna '.repeat(size / 8)],
    ['quoted people', '"Anna '.repeat(size / 6)],
    ['mailboxes', 'Anna <a'.repeat(size / 7)],
    ['names of hashes', 'pbkdf2_sha1$'.repeat(size / 12)],
    ['signs like those of hashes', '\u01242a\u0124'.repeat(size / 4)],
    [
      'keys in a log',
      `-----BEGIN PRIVATE KEY-----\n${'('.repeat(90)}${'a'.repeat(280)}\n`.repeat(size / 400),
    ],
    ['lines of a log in a key', `-----BEGIN PRIVATE KEY-----\n${'(x) aaaaaaaa\n'.repeat(size / 13)}`],
    ['prompts', 'ana@web-1:~/a$ '.repeat(size / 15)],
    ['lists', `password=[${"'Tr33house',".repeat(size / 12)}`],
    ['lists of lists', "password=['Tr33house',".repeat(size / 22)],
    ['cells', '| password | Tr33house '.repeat(size / 23)],
    ['blocks', 'password: |\n '.repeat(size / 13)],
    ['angles', 'password=<<<<'.repeat(size / 13)],
    ['attributes', '<password a="b" '.repeat(size / 16)],
    ['hashes', '$6$rounds=1$a'.repeat(size / 13)],
    ['actors', 'anna_b restarted '.repeat(size / 17)],
    ['doubled quotes', `password='${"a''".repeat(size / 3)}`],
    ['handles', ' @a_b'.repeat(size / 5)],
    ['tunnels', 'ab/1'.repeat(size / 4)],
    ['accounts at addresses', 'a@1.2.3'.repeat(size / 7)],
    ['prefixes of a log', 'a@b LOG:'.repeat(size / 8)],
    ['machines', 'host srv-1 and '.repeat(size / 15)],
    ['shares', String.raw`"\\\\srv1\\`.repeat(size / 9)],
    ['syslog', 'Nov 21 03:12:07 web-1 '.repeat(size / 22)],
    ['coded names', '|AB^'.repeat(size / 4)],
    ['encoded keys', 'LS0tLS1CRUdJTi'.repeat(size / 14)],
    ['full-width signs', '\uff11'.repeat(size)],
  ])('takes no longer than its length says: %s', (_, text) => {
    detectSpans(text.slice(0, 20_000));
    const time = (length: number) => {
      const began = process.cpuUsage().user;
      detectSpans(text.slice(0, length));
      return (process.cpuUsage().user - began) / 1000;
    };
    // Four times the text takes four times as long; sixteen times as long it would be if the time grew with the square,
    // each time. A machine that slows down in between makes it longer once.
    const rounds: string[] = [];
    while (rounds.length < 3) {
      const [few, all] = [time(size / 4), time(size)];
      if (all < Math.min(4000, Math.max(10 * few, 400))) return;
      rounds.push(`${few.toFixed(0)} ms, then ${all.toFixed(0)} ms`);
    }
    expect.fail(rounds.join('; '));
  });
});
