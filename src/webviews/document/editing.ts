/** What the toolbar and keys do to the text. */
import { startCompletion } from '@codemirror/autocomplete';
import { EditorSelection, type ChangeSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** Puts a mark around each selection, or takes it away where it is there already. */
export function toggleAround(view: EditorView, mark: string): boolean {
  const { state } = view;
  const length = mark.length;
  view.dispatch(
    state.changeByRange(range => {
      const around =
        state.sliceDoc(range.from - length, range.from) === mark &&
        state.sliceDoc(range.to, range.to + length) === mark;
      const changes: ChangeSpec[] = around
        ? [
            { from: range.from - length, to: range.from },
            { from: range.to, to: range.to + length },
          ]
        : [
            { from: range.from, insert: mark },
            { from: range.to, insert: mark },
          ];
      const shift = around ? -length : length;
      return { changes, range: EditorSelection.range(range.anchor + shift, range.head + shift) };
    }),
    { scrollIntoView: true, userEvent: 'input' },
  );
  view.focus();
  return true;
}

/** Makes the chosen lines begin with a mark, or takes it away where all of them do. */
function toggleLines(view: EditorView, mark: string, other: RegExp): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
  const lines = Array.from({ length: last - first + 1 }, (_, at) => state.doc.line(first + at));
  const all = lines.every(({ text }) => text.startsWith(mark));
  const changes = lines.map(line => {
    const [had = ''] = other.exec(line.text) ?? [];
    return { from: line.from, to: line.from + had.length, insert: all ? '' : mark };
  });
  view.dispatch({ changes, scrollIntoView: true, userEvent: 'input' });
  view.focus();
  return true;
}

const ITEM = /^(?:[-*+] (?:\[[ xX]\] )?|\d+[.)] )?/;
export const toggleList = (view: EditorView) => toggleLines(view, '- ', ITEM);
export const toggleChecklist = (view: EditorView) => toggleLines(view, '- [ ] ', ITEM);

/** One level deeper with each call; from the last one back to a paragraph. */
export function cycleHeading(view: EditorView): boolean {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.head);
  const [had = ''] = /^#{1,6} /.exec(line.text) ?? [];
  const level = had === '' ? 2 : had.length;
  const insert = level > 4 ? '' : `${'#'.repeat(level)} `;
  view.dispatch({ changes: { from: line.from, to: line.from + had.length, insert }, userEvent: 'input' });
  view.focus();
  return true;
}

export function insertLink(view: EditorView): boolean {
  const { state } = view;
  const { from, to } = state.selection.main;
  const text = state.sliceDoc(from, to);
  const insert = `[${text}](https://)`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: text === '' ? from + 1 : from + insert.length - 1 },
    userEvent: 'input',
  });
  view.focus();
  return true;
}

/** Begins a link to evidence, or a picture, and offers what there is. */
export function insertEvidence(view: EditorView, begin: '[[' | '![['): boolean {
  view.dispatch(view.state.replaceSelection(begin), { userEvent: 'input' });
  view.focus();
  startCompletion(view);
  return true;
}

export function insertTable(view: EditorView): boolean {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.head);
  const before = line.text.trim() === '' ? '' : '\n\n';
  const table = `${before}|  |  |  |\n| --- | --- | --- |\n|  |  |  |\n`;
  view.dispatch({
    changes: { from: line.to, insert: table },
    selection: { anchor: line.to + before.length + 2 },
    scrollIntoView: true,
    userEvent: 'input',
  });
  view.focus();
  return true;
}

/** From cell to cell of a table; elsewhere the key does what it always does. */
export function toCell(view: EditorView, by: 1 | -1): boolean {
  const { state } = view;
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  if (!/^\s*\|/.test(line.text)) return false;
  const all = cellsAround(view, line.number);
  const now = all.findLastIndex(cell => cell.from <= head);
  const next = all[now + by];
  if (next) {
    view.dispatch({ selection: { anchor: next.from, head: next.to }, scrollIntoView: true });
    return true;
  }
  if (by < 0) return false;
  // Behind the last cell begins a new row.
  const columns = line.text.split(/(?<!\\)\|/).length - 2;
  view.dispatch({
    changes: { from: line.to, insert: `\n|${'  |'.repeat(columns)}` },
    selection: { anchor: line.to + 3 },
    scrollIntoView: true,
    userEvent: 'input',
  });
  return true;
}

/** The cells of the line and of those next to it, without the line of dashes. */
function cellsAround({ state }: EditorView, number: number): { from: number; to: number }[] {
  const cells: { from: number; to: number }[] = [];
  for (let at = Math.max(1, number - 2); at <= Math.min(state.doc.lines, number + 2); at++) {
    const line = state.doc.line(at);
    if (!/^\s*\|/.test(line.text) || /^[\s|:-]+$/.test(line.text.replace(/\|\s*\|/g, '|x|'))) continue;
    for (const { index, 0: bar } of line.text.matchAll(/(?<!\\)\|(?=.*\|\s*$)/g)) {
      const begin = index + bar.length;
      const end = line.text.slice(begin).search(/(?<!\\)\|/);
      if (end === -1) continue;
      const content = line.text.slice(begin, begin + end);
      const text = content.trim();
      const from = line.from + begin + (text === '' ? Math.min(1, content.length) : content.indexOf(text));
      cells.push({ from, to: from + text.length });
    }
  }
  return cells;
}

/** Ticks the box of a line, or unticks it. */
export function toggleTask(view: EditorView, line: number): void {
  const { doc } = view.state;
  if (line < 0 || line >= doc.lines) return;
  const { from, text } = doc.line(line + 1);
  const [, before = '', mark] = /^(\s*(?:[-*+]|\d+[.)])\s+\[)([ xX])\]/.exec(text) ?? [];
  if (mark === undefined) return;
  const at = from + before.length;
  view.dispatch({ changes: { from: at, to: at + 1, insert: mark === ' ' ? 'x' : ' ' }, userEvent: 'input' });
}
