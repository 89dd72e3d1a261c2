/** The word for a password in scripts and with letters that keys of programs do not have. */
import type { Rule } from '../types.js';
import { readAssignment } from './assignment.js';
import { judgeApart } from './keyValue.js';
import { textBefore } from './text.js';

const WORDS = ['contraseña', 'пароль', 'κωδικός', 'hasło', 'şifre', '密码', '密碼', 'パスワード', '비밀번호'];

/** The automaton sees the low byte of each unit. */
const lowBytes = (word: string): string =>
  Array.from(word, sign => {
    const low = String.fromCharCode(sign.charCodeAt(0) & 0xff);
    return /[\w\s]/.test(low) ? low : `\\${low}`;
  }).join('');

export const foreignPassword: Rule = {
  triggers: WORDS.flatMap(word => {
    const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
    return [...new Set([word, title, word.toUpperCase()])].map(lowBytes);
  }),
  find(text, at) {
    const before = textBefore(text, at, 12).toLowerCase();
    if (!WORDS.some(word => before.endsWith(word))) return undefined;
    const assignment = readAssignment(text, at);
    // What is said of a password in words is none.
    if (!assignment || assignment.link === 'prose' || !/[\d!@#$%^&*+]/.test(assignment.value))
      return undefined;
    return judgeApart(text, 'password', assignment.start, assignment.end);
  },
};
