/** Rows of an export: the values belong to the columns that the first line names. */
import type { Finding, Rule } from '../types.js';
import { judgeApart } from './keyValue.js';
import { lineBefore, matchAt } from './text.js';

/** The rows so far behind a header are judged by it, since no scan looks further back; what is known by its form is found everywhere. */
const FAR = 3000;
const HEAD =
  /["']?[a-z][\w .-]{0,31}["']?(?:([,;|\t])["']?[a-z][\w .-]{0,31}["']?)(?:\1["']?[a-z][\w .-]{0,31}["']?){1,40}/iy;
const PERSONAL = /^(?:e-?mail|mail|phone|mobile|tel|birth|dob|iban|ssn|first|last|given|family|gender)/i;

export const tableRows: Rule = {
  triggers: [
    'mail,',
    'mail;',
    'mail\t',
    'phone,',
    'phone;',
    'phone\t',
    'mobile,',
    'name,',
    'name;',
    'user,',
    'user;',
  ],
  find(text, at) {
    const line = lineBefore(text, at, 400);
    const start = at - line.length;
    if (start > 0 && text.charCodeAt(start - 1) !== 0x0a) return undefined;
    const head = matchAt(HEAD, text, start);
    const sign = head?.[1];
    if (!head || sign === undefined) return undefined;
    const end = matchAt(/\r?\n/y, text, start + head[0].length);
    if (!end) return undefined;
    const columns = head[0].split(sign).map(name => name.replace(/["']/g, '').trim());
    // Rows of words look like a header, but others of as many stand before them.
    if (start > 0 && lineBefore(text, start - 1, 400).split(sign).length === columns.length) return undefined;
    const personal = columns.some(name => PERSONAL.test(name));
    const found: Finding[] = [];
    let place = start + head[0].length + end[0].length;
    while (place < at + FAR) {
      const cells = cellsAt(text, place, sign);
      if (cells.length !== columns.length) break;
      cells.forEach(([from, to], column) => {
        const name = columns[column] ?? '';
        const finding = judgeApart(text, personal && /^name$/i.test(name) ? 'full_name' : name, from, to);
        if (finding && to <= at + FAR) found.push(finding);
      });
      const last = cells.at(-1)?.[1] ?? place;
      const next = matchAt(/["']?\r?\n/y, text, last);
      if (!next) break;
      place = last + next[0].length;
    }
    return found;
  },
};

type Cell = readonly [start: number, end: number];
const CELL = /"((?:[^"\n]|""){0,512})"|([^,;|\t\n"\r]{0,512})/y;
/** The values of a row, without their quotes. */
function cellsAt(text: string, from: number, sign: string): readonly Cell[] {
  const cells: Cell[] = [];
  for (let place = from; cells.length < 48; place++) {
    const cell = matchAt(CELL, text, place);
    if (!cell) break;
    const quoted = cell[1] !== undefined ? 1 : 0;
    cells.push([place + quoted, place + cell[0].length - quoted]);
    place += cell[0].length;
    if (text.charAt(place) !== sign) break;
  }
  return cells;
}
