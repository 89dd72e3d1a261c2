/** Whether a value in a secret's place is one: not a placeholder, a reference, a mask or a word of prose. */

/** Written instead of a value: references to it, formats, types, masks, and what a log says about it. */
const PLACEHOLDER = new RegExp(
  `^(?:${[
    String.raw`[*.•xX#_\-?]+|0{8}-(?:0{4}-){3}0{12}`,
    String.raw`\\*\$[{(].*|\\*\$(?:env:)?(?:[a-z_]+|\d)|\$[a-z_]\w*(?:::|/).*`,
    String.raw`%[-\d.]*[sdvq]|%{1,2}[\w.-]+%{1,2}|\${1,2}[\w.-]+\${1,2}|%\(\w+\)s|%\{.*|@{1,2}[\w.-]+@{1,2}|#\{.*|#\w+#|__[a-z]\w*__`,
    String.raw`\((?:sensitive|known|user|null|none|hidden|empty|not|unset|redacted|omitted|optional|required|default|nicht|leer|keine?s?|non|vide|aucun|sin|vac[ií][oa]|geen|niet|n[ãa]o|vazi[oa])(?![\w-]).*|\{+[^{}]*\}*|\{\{.*|\[[^\]]*\]|<[^<>]*>.*|<\D*|&lt;.*`,
    String.raw`!\w+|autogenerate.*|env[:.(].*|vault:.*|ssm:.*|secret:.*|file:.*|ref\+.*|op://.*|kms:.*|arn:aws:.*|projects/.*|process\.env.*|os\.(?:environ|getenv).*`,
    String.raw`(?:/(?:run|var|etc|mnt|opt|tmp|usr|home|vault|secrets?)/).*`,
    // What SOPS, Jasypt and configuration servers have encrypted: it says nothing without their key.
    String.raw`enc[[(].*|\{cipher\}.*`,
    String.raw`[a-z_][\w.$]{2,}(?:::[\w.$]+){0,6}[!?]?\(.*|(?:get|read|convertto|convertfrom|import|invoke)-[a-z]{3,24}|~+[^~]*~+|env\[.*|passwd-file\(.*|[a-z]\w+\{.*`,
    // What a program reads by its key or number.
    String.raw`\$?[a-z_]+(?:[.?!]+[a-z_]\w*)*\[|(?:\$[a-z_]\w*|[a-z_]\w*(?:[.?!]+[a-z_]\w*)+|args|argv|params|parts|rows?|fields|match|cols|config|settings|rules|opts|creds)\[\w{0,40}\](?:[.[(].*)?`,
    String.raw`(?:your|example|sample|dummy|placeholder|insert|enter)[-_ ].*|your\w*(?:password|token|key|secret)\w*|(?:replace|insert|put|add|enter|fill)[-_ ]?(?:me|this|with|your|here|in)\b.*|change[-_]me.*|\w*(?:goes|_)here`,
    String.raw`(?:var|vars|local|locals|data|module|each|self|this|config|configuration|settings|options|opts|props|params|args|env|environ|secrets?|values|inputs?|outputs?|request|req|ctx|context|process|app|state)(?:\.[a-z_]\w*|\[.*)+(?:[()\]},;:|?+"'!].*)?`,
    String.raw`(?:java|javax|android|com|org|net|io)\.\w+\..*`,
  ].join('|')})$`,
  'i',
);

const MASKED =
  /\*{3,}|•{3,}|x{6,}|X{6,}|\[(?:redacted|filtered|masked|hidden|secret|password|token)|redacted|<hidden>|\.{4,}|…/i;

const WORDS = new Set(
  (
    'null nil none undefined nan true false yes no on off empty blank unset set n/a na not required optional missing ' +
    'invalid valid expired expires expiring incorrect wrong bad ok okay success failed failure fail failing error ' +
    'denied rejected accepted accept provided given present absent changed unchanged updated reset removed deleted ' +
    'created generated rotated revoked refreshed renewed verified validated checked matches match mismatch mismatched ' +
    'string str text varchar number integer int bool boolean object array list any bytes char type password passwd ' +
    'pwd secret token apikey key value user username login authentication auth authorization credentials field ' +
    'hidden masked redacted filtered encrypted hashed protected sensitive omitted removed unknown default disabled ' +
    'enabled internal external basic bearer digest negotiate ntlm oauth oauth2 jwt saml ldap kerberos plain md5 sha1 ' +
    'sha256 sha512 bcrypt argon2 scrypt pbkdf2 rsa hmac aes the a an is was are be for from to of in at by with and or ' +
    'has have had must should can cannot could would will may this that it its please enter confirm prompt using use ' +
    'used via new old first last both same strong weak too long short only current previous next primary secondary ' +
    'refresh access client server session cookie header body query config file path env environment variable ' +
    'policy rotation expiry length mode manager service store provider exchange request response found lookup ' +
    'files compat systemd sss nis shell more two await async enc ' +
    'leer keine keins keines nicht gesetzt falsch richtig ungültig abgelaufen geändert vergeben unbekannt gesperrt vide aucun ' +
    'invalide incorrecte expiré inconnu modifié ninguna ninguno vacía incorrecta inválida caducada cambiada geen leeg ' +
    'nicht kein non não ikke inte niet desconocido desconocida onjuist verlopen nessuna errata scaduta vazia incorreta ' +
    'passwort kennwort benutzername benutzer nutzername anmeldename utilisateur identifiant usuario contraseña contrasena ' +
    'senha wachtwoord gebruikersnaam hasło haslo użytkownik lösenord adgangskode passord brugernavn brukernavn utente şifre parola ' +
    'secure secured unassigned changeme anonymous nobody retrieved cached loaded read write signing signed unsigned public private global local test'
  ).split(' '),
);

/** How keys end that the documentation of AWS shows. */
const EXAMPLE = /EXAMPLE(?:KEY|TOKEN)?={0,2}$/;

/** A mask, a reference, a format or a word that only speaks of the value. */
export function isPlaceholder(value: string): boolean {
  if (value.length === 0 || MASKED.test(value) || EXAMPLE.test(value)) return true;
  if (PLACEHOLDER.test(value)) return true;
  return WORDS.has(value.toLowerCase().replace(/[.,;:!?)]+$/, ''));
}

/** Shannon entropy in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Letters and digits alone as a machine draws them: in both cases, or in hex; most of it no words. */
export const isDrawn = (value: string): boolean =>
  /^(?=(?:\D*\d){2})(?=.*[a-z])(?=.*[A-Z])[A-Za-z\d]{20,256}$|^(?=.*\d)(?=.*[a-f])[\da-f]{32,128}$/.test(
    value,
  ) &&
  looksRandom(value) &&
  (value.match(/[A-Z]?[a-z]{3,}/g) ?? []).join('').length * 10 < value.length * 7;

const WORDY = /^[a-z]{2,}(?:[-_. ][a-z]{2,}\d{0,3})*$|^[A-Z][a-z]+(?:[A-Z][a-z]+)*$|^[a-z]+(?:[A-Z][a-z]+)+$/;
const SENTENCE = /\s\S+\s/;

/** Drawn by chance rather than written: letters mixed with digits, or no words, and few repetitions. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || SENTENCE.test(value)) return false;
  const sample = value.slice(0, 256);
  if (/^\d+$/.test(sample)) return value.length >= 16;
  if (WORDY.test(sample)) return sample.length >= 20 && !/[-_. ]/.test(sample) && entropy(sample) > 3.9;
  return entropy(sample) >= (sample.length < 12 ? 2.2 : 2.7);
}

/** Text that could be chosen as a password: not a sentence, not a number of tests that passed. */
export function looksChosen(value: string): boolean {
  return !SENTENCE.test(value) && !/^\d{1,3}$|^\d+(?:\.\d+)?(?:ms|s|%|m|h|d)$/.test(value);
}

/** Holds a digit, a symbol or letters in mixed case: unlike a word of prose. */
export const isUnlikeProse = (value: string): boolean =>
  /\d|[^\w\s.,;:'")\]-]|[a-z][A-Z]|[A-Z]{2}[a-z]|_/.test(value);
