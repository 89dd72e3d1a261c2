/** Rows that a statement inserts: the values belong to the columns that stand before them. */
import type { Finding, Rule } from '../types.js';
import { judgeApart } from './keyValue.js';
import { lineBefore, matchAt } from './text.js';

const COLUMNS = /\(([\w\s,."`[\]]{1,1024})\)\s{0,4}values\s?\($/i;
const VALUE = /\s{0,4}(?:N?'((?:[^'\n]|''){0,1024})'|"([^"\n]{0,1024})"|([^\s,()'"]{1,128}))\s{0,4}([,)])/y;
/** As many rows and columns as are looked at. */
const MOST = 256;

export const insertedValues: Rule = {
  triggers: ['values (', 'values('],
  find(text, at) {
    const columns = COLUMNS.exec(lineBefore(text, at, 1200))?.[1]
      ?.split(',')
      .map(name => name.replace(/["`[\]\s]/g, ''));
    if (!columns) return undefined;
    const found: Finding[] = [];
    let place = at;
    let column = 0;
    for (let count = 0; count < MOST; count++) {
      const value = matchAt(VALUE, text, place);
      if (!value) break;
      const [whole, single, double, , behind] = value;
      const content = single ?? double;
      const name = columns[column++];
      if (content !== undefined && name !== undefined) {
        const start = place + whole.indexOf(content, whole.search(/['"]/) + 1);
        const finding = judgeApart(text, name, start, start + content.length);
        if (finding) found.push(finding);
      }
      place += whole.length;
      if (behind !== ')') continue;
      const next = matchAt(/,\s{0,4}\(/y, text, place);
      if (!next) break;
      place += next[0].length;
      column = 0;
    }
    return found;
  },
};
