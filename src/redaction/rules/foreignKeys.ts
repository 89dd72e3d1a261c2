/** Keys in scripts and with letters that keys of programs do not have; each stands for one of those. */
import type { Rule } from '../types.js';
import { readAssignment } from './assignment.js';
import { judgeApart, judgeAs } from './keyValue.js';
import { phoneIn } from './phone.js';
import { matchAt, textBefore } from './text.js';

const WORDS: Readonly<Record<string, string>> = {
  password: 'contraseña пароль κωδικός hasło şifre lösenord 密码 密碼 パスワード 비밀번호',
  username:
    'usuário användarnamn użytkownika użytkownik uživatel käyttäjätunnus käyttäjä пользователя пользователь логин 用户名 账号 사용자 ユーザー名 ユーザー ユーザ名 アカウント',
  host: 'hôte máquina сервер хост 主机名 ホスト名 ホスト サーバー名 サーバー サーバ',
  phone: 'téléphone tél teléfono móvil телефон 手机号 电话 電話番号 電話 携帯',
  firstname: 'prénom имя',
  lastname: 'фамилия',
};
const KEY_OF = Object.entries(WORDS).flatMap(([key, words]) =>
  words.split(' ').map(word => [word, key] as const),
);
/** The longest of them is tried first. */
const KEYS = KEY_OF.sort(([one], [other]) => other.length - one.length);
const LONGEST = Math.max(...KEYS.map(([word]) => word.length));

/** A value between marks, without a sign before them. */
const MARKED = /[「『]([\w.@\\-]{2,64})[」』]/y;
/** Which of them it is, behind the word. */
const KIND =
  / (?:temporal|provisional|inicial|nueva|actual|tempor[aá]ria|provis[oó]ria|de contact[oe]?|fijo|fixe|portable)(?= ?[:=])/iy;

/** The automaton sees the low byte of each unit. */
const lowBytes = (word: string): string =>
  Array.from(word, sign => {
    const low = String.fromCharCode(sign.charCodeAt(0) & 0xff);
    return /[\w\s]/.test(low) ? low : `\\${low}`;
  }).join('');

export const foreignKey: Rule = {
  triggers: KEYS.flatMap(([word]) => {
    const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
    return [...new Set([word, title])].map(lowBytes);
  }),
  find(text, at) {
    const before = textBefore(text, at, LONGEST).toLowerCase();
    const found = KEYS.find(([word]) => before.endsWith(word));
    if (!found) return undefined;
    const [word, key] = found;
    const marked = key === 'password' ? undefined : matchAt(MARKED, text, at)?.[1];
    if (marked !== undefined) return judgeApart(text, key, at + 1, at + 1 + marked.length);
    const read = readAssignment(text, at + (matchAt(KIND, text, at)?.[0].length ?? 0));
    // Numbers to call follow the word without a sign, too.
    const called =
      read || key !== 'phone' ? undefined : phoneIn(text, at + (text.charAt(at) === '.' ? 1 : 0), 'keyed');
    if (called) return { type: 'PhoneNumber', ...called, confidence: 0.7, rule: 'phone-spoken' };
    if (!read || read.link === 'prose') return undefined;
    // A sentence goes on behind its marks; those of full width were made ASCII.
    const value = read.value.replace(/(?:[、。]|[,;()](?=\P{ASCII})).*$/u, '');
    const end = read.start + value.length;
    if (key === 'username' && !/[a-z]/i.test(value)) return undefined;
    if (key !== 'password') return judgeAs(text, key, { ...read, value, end, keyStart: at - word.length });
    // What is said of a password in words is none.
    return /[\d!@#$%^&*+]/.test(value) ? judgeApart(text, key, read.start, end) : undefined;
  },
};

const PERSON_WORDS = [
  '担当者',
  '担当',
  '氏名',
  '名前',
  'お客様名',
  '姓名',
  '联系人',
  '聯絡人',
  '이름',
  '성명',
];
/** A family and a given name, or both without a space: a department or a state is none. */
const PERSON =
  /[ \t]{0,4}(?:[:=][ \t]{0,4})?[「『"']?((?![未不無无])[\p{Script=Han}々]{1,4}[ \u3000][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々]{1,5}|(?![未不無无])[\p{Script=Han}々]{2,4}(?<![部課係室中済定員者])|\p{Script=Hangul}{2,4})(?=[」』"']|様|さん|님|先生|[\s,、。;|(]|$)/uy;

/** A person in Japanese, Chinese and Korean. */
export const foreignPerson: Rule = {
  triggers: PERSON_WORDS.map(lowBytes),
  find(text, at) {
    const before = textBefore(text, at, 4);
    if (!PERSON_WORDS.some(word => before.endsWith(word)) || !/[:=「『]/.test(text.slice(at, at + 6)))
      return undefined;
    PERSON.lastIndex = at;
    const found = PERSON.exec(text);
    const name = found?.[1];
    if (!found || name === undefined) return undefined;
    const start = at + found[0].length - name.length;
    return { type: 'PersonName', start, end: start + name.length, confidence: 0.7, rule: 'key-person' };
  },
};
