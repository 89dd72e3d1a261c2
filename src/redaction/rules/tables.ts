/** Rows of an export: the values belong to the columns that the first line names. */
import type { Finding, Rule } from '../types.js';
import { judgeApart } from './keyValue.js';
import { isGivenName } from '../givenNames/index.js';
import { isGenericMachine, isMachine, isPod } from './hosts.js';
import { isPersonName, isUser, NO_NAME } from './names.js';
import { lineBefore, matchAt } from './text.js';

/** The rows so far behind a header are judged by it, since no scan looks further back; what is known by its form is found everywhere. */
const FAR = 3000;
const HEAD =
  /["']?\p{L}[\p{L}\d_ .-]{0,31}["']?(?:([,;|\t])["']?\p{L}[\p{L}\d_ .-]{0,31}["']?)(?:\1["']?\p{L}[\p{L}\d_ .-]{0,31}["']?){0,40}/uy;
/** What columns of people are called that may hold companies and programs as well: only a given name tells. */
const OF_PEOPLE =
  /^(?:kund(?:e|in|en)|clients?|clientes?|klient|klant|customer|contact|kontakt|contatto|contacto|nom|nome|nombre|naam|nazwisko|müşteri|isim|patient|paciente|paziente|mitarbeiter|caller|name)$/i;
/** How the words of such headings end, as the automaton sees them. */
const ENDINGS =
  'kunde kundin kunden client cliente klient klant customer contact kontakt contatto contacto nom nome nombre naam nazwisko teri isim patient paciente paziente mitarbeiter caller'.split(
    ' ',
  );
const PERSONAL =
  /^(?:e-?mail|mail|phone|mobile|tel|birth|dob|iban|ssn|gender|(?:first|last|given|family)(?:[ _-]?name)?$)/i;

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
    ...ENDINGS.flatMap(word => [',', ';', '\n'].map(sign => `${word}${sign}`)),
    ...['name', 'customer', 'client', 'contact', 'kunde'].flatMap(word => [`${word}|`, `${word}\t`]),
    // Where such a column is the last.
    ...['mail', 'phone', 'mobile', '_name', 'fullname', 'full name', 'username'].map(name => `${name}\n`),
  ],
  find(text, at) {
    const within = text.charCodeAt(at - 1) === 0x0a ? at - 1 : at;
    const line = lineBefore(text, within, 400);
    const start = within - line.length;
    if (start > 0 && text.charCodeAt(start - 1) !== 0x0a) return undefined;
    const head = matchAt(HEAD, text, start);
    const sign = head?.[1];
    if (!head || sign === undefined) return undefined;
    const end = matchAt(/\r?\n/y, text, start + head[0].length);
    if (!end) return undefined;
    const columns = head[0].split(sign).map(name => name.replace(/["']/g, '').trim());
    // Two words with a comma stand in sentences, too.
    if (columns.length < 3 && !columns.some(name => /_name$|^(?:e-?mail|phone)$/i.test(name)))
      return undefined;
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
        const finding =
          OF_PEOPLE.test(name) && isNameGiven(text.slice(from, to))
            ? named(from, to)
            : OF_PEOPLE.test(name) && !personal
              ? undefined
              : judgeApart(text, /^name$/i.test(name) ? 'full_name' : name, from, to);
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

const isNameGiven = (value: string): boolean =>
  /^\p{Lu}/u.test(value) && isPersonName(value, 2) && isGivenName(value) && !NO_NAME.test(value);
const named = (start: number, end: number): Finding => ({
  type: 'PersonName',
  start,
  end,
  confidence: 0.7,
  rule: 'table-row',
});

/** What tables call the columns of accounts and of machines. */
const HEADINGS = {
  UserName: /^(?:user(?:_?name)?|usename|login|rolname|grantee)$/i,
  PersonName:
    /^(?:(?:full|customer|patient|contact|employee|holder|client|card_?holder|first|last|given|family|person|recipient|guest|student|member|owner|subscriber)[_ ]?name|surname|nachname|vorname|cardholder|account_?holder|name_?on_?card|nom_?complet|nombre_?completo|ansprechpartner)$/i,
  Hostname: /^(?:node|host(?:_?name)?|nodelist(?:\(reason\))?|exec_host|from_host)$/i,
} as const;
type Heading = keyof typeof HEADINGS;
const LOOKED_AT: readonly Heading[] = ['UserName', 'PersonName', 'Hostname'];

/** Tables for people: their columns are parted by strokes, or stand below each other. */
export const drawnTable: Rule = {
  triggers: [
    ...[
      'usename ',
      'usename\n',
      '\\buser  ',
      '\\buser |',
      '\\buser\n',
      'username  ',
      'username |',
      ' user st ',
      'rolname ',
    ],
    ...[
      'grantee ',
      '\\bnode  ',
      '\\bnode |',
      '\\bnode\n',
      '\\bhost\n',
      'hostname\n',
      'username\n',
      ...[
        'full',
        'fullname |',
        'customer',
        'patient',
        'contact',
        'employee',
        'holder',
        'client',
        'first',
        'last',
      ].map(word => (word.includes('|') ? word : `\\b${word}_name `)),
      ...['full name |', 'full name  ', 'customer name |', 'patient name |', 'contact name |'],
      'surname  ',
      'surname |',
      'cardholder |',
      'cardholder  ',
      'nodelist',
      'exec_host',
      'hostname  ',
      '\\bhost  ',
      '\\bhost |',
      '\\blogin  ',
    ],
  ],
  find(text, at) {
    // Where the heading is the last of its line, the trigger ends behind that.
    const within = text.charCodeAt(at - 1) === 0x0a ? at - 1 : at;
    const start = within - lineBefore(text, within, 400).length;
    if (start > 0 && text.charCodeAt(start - 1) !== 0x0a) return undefined;
    const head = lineAt(text, start);
    const drawn = head.includes('|');
    if (!drawn && !isRowOfHeadings(head)) return undefined;
    const columns = headingsOf(head, drawn);
    const [first] = columns;
    // The first heading that is known speaks for the whole table.
    if (!first || within - start > first.start + first.name.length + 4) return undefined;
    const found: Finding[] = [];
    let place = start + head.length + 1;
    while (place < at + FAR) {
      const row = lineAt(text, place);
      // Another such row begins another table.
      if (row.trim() === '' || (drawn && !/[|+]/.test(row)) || headingsOf(row, drawn).length > 0) break;
      for (const column of /^[\s|+:=-]+$/.test(row) ? [] : columns) {
        const cell = cellBelow(row, column, drawn);
        const finding = cell && judgeCell(column.kind, cell.name, place + cell.start);
        if (finding && finding.end <= at + FAR) found.push(finding);
      }
      place += row.length + 1;
    }
    return found;
  },
};

const headingsOf = (line: string, drawn: boolean): readonly (Column & { readonly kind: Heading })[] =>
  columnsOf(line, drawn).flatMap(column => {
    const kind = LOOKED_AT.find(kind => HEADINGS[kind].test(column.name));
    return kind ? [{ ...column, kind }] : [];
  });

/** Words in a row, far apart, of which most begin with a capital: in a text they do not. */
function isRowOfHeadings(line: string): boolean {
  const names = line.trim().split(/ {2,}/);
  return (
    names.length > 1 &&
    /^[\w%@#()/ -]+$/.test(line) &&
    names.filter(name => /^[A-Z%#]/.test(name)).length * 3 >= names.length * 2
  );
}

const lineAt = (text: string, from: number): string => text.slice(from, from + 400).split('\n', 1)[0] ?? '';

interface Column {
  readonly name: string;
  /** Which it is, and where it stands. */
  readonly index: number;
  readonly start: number;
}
function columnsOf(line: string, drawn: boolean): readonly Column[] {
  const words = [...line.matchAll(drawn ? /[^|]+/g : /\S+/g)];
  const first = drawn && line.startsWith('|') ? 1 : 0;
  return words.map(({ 0: word, index: start }, index) => ({
    name: word.trim(),
    index: index + first,
    start: start + word.search(/\S|$/),
  }));
}

/** The cell of a row in a column: as many strokes before it, or at the same place. */
function cellBelow(row: string, { index, start, name }: Column, drawn: boolean): Column | undefined {
  const cells = columnsOf(row, drawn);
  if (drawn) return cells.find(cell => cell.index === index);
  const below = cells.filter(
    cell => cell.start < start + name.length && cell.start + cell.name.length > start,
  );
  return below.length === 1 ? below[0] : undefined;
}

function judgeCell(kind: Heading, name: string, start: number): Finding | undefined {
  if (kind === 'PersonName')
    return /^\p{Lu}/u.test(name) && isPersonName(name, 1) && !NO_NAME.test(name)
      ? { type: kind, start, end: start + name.length, confidence: 0.7, rule: 'table' }
      : undefined;
  const found = /^[A-Za-z_][\w.-]{1,62}[\w$](?=$|:\d)/.exec(name)?.[0];
  if (found === undefined || (kind === 'UserName' ? !isNamedUser(found) : !isMachine(found) || isPod(found)))
    return undefined;
  return { type: kind, start, end: start + found.length, confidence: 0.7, rule: 'table' };
}
const isNamedUser = (name: string): boolean =>
  isUser(name) && /^[a-z]/i.test(name) && !isGenericMachine(name) && !COUNTED_UP.test(name);
/** What the last row of a table may begin with, and what tells of a column itself. */
const COUNTED_UP =
  /^(?:totals?|sum|average|avg|rest|max|min|median|varchar|boolean|integer|character|timestamp|peer|trust|md5|scram-sha-256|reject)$/i;

type Cell = readonly [start: number, end: number];
/** What one holds, by the sign between them: amounts may hold a comma. */
const CELLS: Readonly<Record<string, RegExp>> = {
  ',': /"((?:[^"\n]|""){0,512})"|([^,\n"\r]{0,512})/y,
  ';': /"((?:[^"\n]|""){0,512})"|([^;\n"\r]{0,512})/y,
  '|': /"((?:[^"\n]|""){0,512})"|([^|\n"\r]{0,512})/y,
  '\t': /"((?:[^"\n]|""){0,512})"|([^\t\n"\r]{0,512})/y,
};
/** The values of a row, without their quotes. */
function cellsAt(text: string, from: number, sign: string): readonly Cell[] {
  const cells: Cell[] = [];
  const form = CELLS[sign];
  for (let place = from; cells.length < 48; place++) {
    const cell = form && matchAt(form, text, place);
    if (!cell) break;
    const quoted = cell[1] !== undefined ? 1 : 0;
    cells.push([place + quoted, place + cell[0].length - quoted]);
    place += cell[0].length;
    if (text.charAt(place) !== sign) break;
  }
  return cells;
}
