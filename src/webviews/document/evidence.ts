/** Links to evidence while writing: `[[` offers what the incident has, its lines after a colon, and `![[` its pictures. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import { EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import { findLinks, linkText } from '../../evidence/link/index.js';
import { inline } from '../../documents/index.js';
import { ask } from '../ask.js';
import type { Evidence, FoundLine, Strings } from './protocol.js';

/** What completion needs, as it is now. */
export interface Parts {
  readonly strings: Strings;
  readonly evidence: () => readonly Evidence[];
}

const OPEN = /(!?)\[\[([^[\]\n]*)$/;

export const evidenceSource =
  ({ strings, evidence }: Parts) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.matchBefore(OPEN);
    if (!before) return word(context, strings);
    const [, picture, typed = ''] = OPEN.exec(before.text) ?? [];
    const named = distinct(evidence());
    const chosen = picture ? undefined : [...named].find(([name]) => typed.startsWith(`${name}:`));
    if (chosen) {
      const [name, row] = chosen;
      const sought = typed.slice(name.length + 1);
      const lines =
        row.kind === 'text' ? await ask<FoundLine[]>('findLines', { id: row.id, text: sought }) : [];
      return {
        from: before.from,
        filter: false,
        options: [
          ...(sought.trim() === '' ? [whole(row, strings.wholeFile)] : range(row, sought)),
          ...lines.map(({ line, text }) => place(row, `L${line}`, { first: line, last: line }, text)),
        ],
      };
    }
    const rows = [...named].filter(([, { kind }]) => (picture ? kind === 'image' : true));
    return {
      from: before.from,
      filter: false,
      options: rows
        .filter(([name]) => name.toLowerCase().includes(typed.trim().toLowerCase()))
        .map(([name, row]) => (picture ? pictureOf(name, row) : attachment(name, row))),
    };
  };

/** The word itself leads there, too. */
function word(context: CompletionContext, { evidence }: Strings): CompletionResult | null {
  const before = context.matchBefore(/(?<![\w])evidence$/);
  if (!before) return null;
  return {
    from: before.from,
    options: [{ label: 'evidence', detail: evidence, apply: reopen('[[') }],
    filter: false,
  };
}

/** Names of which each is there once. */
function distinct(rows: readonly Evidence[]): Map<string, Evidence> {
  const named = new Map<string, Evidence>();
  for (const row of rows) {
    const name = row.name.replaceAll(/[[\]:\n]/g, ' ');
    let count = 1;
    while (named.has(count === 1 ? name : `${name} (${count})`)) count++;
    named.set(count === 1 ? name : `${name} (${count})`, row);
  }
  return named;
}

/** Puts a text in the place of what was typed, and asks on. */
function reopen(text: string) {
  return (view: EditorView, _: Completion, from: number, to: number) => {
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
    startCompletion(view);
  };
}

/** Puts a link in the place of what was typed, and of the brackets that were closed unasked. */
function inPlace(insert: string) {
  return (view: EditorView, _: Completion, from: number, to: number) => {
    const [closing = ''] = /^\]{0,2}/.exec(view.state.sliceDoc(to, to + 2)) ?? [];
    view.dispatch({
      changes: { from, to: to + closing.length, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.complete',
    });
  };
}

function attachment(name: string, row: Evidence): Completion {
  if (row.kind !== 'text') return whole(row, row.kind, name);
  return { label: name, type: 'text', apply: reopen(`[[${name}:`) };
}

const fileName = ({ name }: Evidence) => name.replace(/ L\d+(?:–L\d+)?$/, '');

function whole(row: Evidence, detail: string, label = row.name): Completion {
  const link = `[${inline(row.name)}](${linkText(fileName(row), { id: row.id })})`;
  return { label, detail, type: 'text', apply: inPlace(link) };
}

function pictureOf(label: string, row: Evidence): Completion {
  return {
    label,
    type: 'class',
    apply: inPlace(`![${inline(row.name)}](${linkText(fileName(row), { id: row.id })})`),
  };
}

function place(
  row: Evidence,
  label: string,
  lines: { first: number; last: number },
  detail?: string,
): Completion {
  const text = `${fileName(row)} ${label}`;
  return {
    label,
    ...(detail !== undefined && { detail }),
    type: 'text',
    apply: inPlace(`[${inline(text)}](${linkText(fileName(row), { id: row.id, lines })})`),
  };
}

/** A range of lines that was typed: `3-7`. */
function range(row: Evidence, typed: string): Completion[] {
  const [, a, b] = /^\s*L?(\d{1,9})\s*[-–]\s*L?(\d{1,9})\s*$/i.exec(typed) ?? [];
  if (a === undefined || b === undefined) return [];
  const [first, last] = [Number(a), Number(b)].sort((x, y) => x - y);
  if (!first || !last) return [];
  return [place(row, `L${first}–L${last}`, { first, last })];
}

/** The lines that a link leads to. */
export async function linesOf(address: string, strings: Strings): Promise<string> {
  const [link] = findLinks(address);
  if (!link) return address;
  try {
    const { first = null, last = null } = link.lines ?? {};
    const lines = await ask<FoundLine[]>('lines', { id: link.id, first, last });
    return lines.map(({ line, text }) => `${line}  ${text}`).join('\n') || strings.openLink;
  } catch {
    return strings.evidenceRemoved;
  }
}

export function evidenceHover(strings: Strings) {
  return hoverTooltip(async (view, position): Promise<Tooltip | null> => {
    const line = view.state.doc.lineAt(position);
    const link = findLinks(line.text).find(
      ({ start, end }) => line.from + start <= position && position < line.from + end,
    );
    if (!link) return null;
    const shown = await linesOf(line.text.slice(link.start, link.end), strings);
    return {
      pos: line.from + link.start,
      end: line.from + link.end,
      above: true,
      create: () => {
        const dom = document.createElement('pre');
        dom.className = 'lines';
        dom.textContent = shown;
        return { dom };
      },
    };
  });
}

/** Ctrl or ⌘ and a click follow a link in the text. */
export function followLinks(open: (address: string) => void) {
  return EditorView.domEventHandlers({
    mousedown: (event, view) => {
      if (!event.ctrlKey && !event.metaKey) return false;
      const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (position === null) return false;
      const line = view.state.doc.lineAt(position);
      const at = position - line.from;
      const link = findLinks(line.text).find(({ start, end }) => start <= at && at < end);
      if (!link) return false;
      open(line.text.slice(link.start, link.end));
      return true;
    },
  });
}
