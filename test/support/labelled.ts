/**
 * Reads the labelled lines of `test/fixtures/redaction`. A label is `«Type:value»`; `⟨⟩` joins what stands apart so that no
 * scanner of repositories takes it for a secret that works; `⟨hex:8⟩` and its like are filled in from a seed, and a line
 * without labels that has such places stands for several; `⏎` is a line feed, and `%%` begins a comment.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpanType } from '../../src/redaction/index.js';
import { LABELS } from '../../src/redaction/index.js';
import { passesLuhn } from '../../src/redaction/rules/numbers.js';
import { Chance } from './chance.js';

export interface Label {
  readonly type: SpanType;
  readonly start: number;
  readonly end: number;
}

export interface Sample {
  readonly text: string;
  readonly labels: readonly Label[];
  readonly file: string;
  readonly line: number;
}

const FOLDER = join(import.meta.dirname, '../fixtures/redaction');
/** How many lines a clean line with places to fill stands for. */
const TIMES = 10;
const ALPHABETS: Readonly<Record<string, string>> = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  low: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  alnum: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  b64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
};
const WORDS = ['orders', 'cart', 'billing', 'catalog', 'search', 'gateway', 'report', 'mailer'] as const;

function fill(kind: string, argument: string, chance: Chance): string {
  const length = Number(argument);
  const alphabet = ALPHABETS[kind];
  if (alphabet !== undefined)
    return Array.from({ length }, () => alphabet.charAt(chance.below(alphabet.length))).join('');
  switch (kind) {
    case '':
      return '';
    case 'uuid':
      return `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-a${chance.hex(3)}-${chance.hex(12)}`;
    case 'word':
      return chance.of(WORDS);
    case 'dd':
      return String(chance.below(length)).padStart(2, '0');
    case 'int': {
      const [from = 0, to = 0] = argument.split('-').map(Number);
      return String(from + chance.below(to - from + 1));
    }
    case 'luhn': {
      const body = `4${fill('digits', String(length - 2), chance)}`;
      const last = Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(passesLuhn);
      if (last !== undefined) return last;
    }
  }
  throw new Error(`there is no place ⟨${kind}:${argument}⟩`);
}

const isType = (name: string): name is SpanType => name in LABELS;

function parse(source: string, chance: Chance): Pick<Sample, 'text' | 'labels'> {
  const filled = source
    .replaceAll('⏎', '\n')
    .replace(/⟨(\w*):?([\d-]*)⟩/g, (_, kind: string, argument: string) => fill(kind, argument, chance));
  const labels: Label[] = [];
  let text = '';
  for (const [, before = '', type, value = ''] of filled.matchAll(/([^«]*)(?:«(\w+):([^»]*)»)?/g)) {
    text += before;
    if (type === undefined) continue;
    if (!isType(type)) throw new Error(`there is no type ${type}`);
    labels.push({ type, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, labels };
}

/** All samples of the fixtures whose name begins so. */
export function samples(prefix: string): Sample[] {
  const files = readdirSync(FOLDER)
    .filter(file => file.startsWith(prefix))
    .sort();
  return files.flatMap(file => {
    const chance = new Chance(7);
    return readFileSync(join(FOLDER, file), 'utf8')
      .split('\n')
      .flatMap((source, index) => {
        if (source === '' || source.startsWith('%%')) return [];
        const times = source.includes('«') || !/⟨\w/.test(source) ? 1 : TIMES;
        return Array.from({ length: times }, () => ({ ...parse(source, chance), file, line: index + 1 }));
      });
  });
}
