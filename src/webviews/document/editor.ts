/** The editor of the Markdown: CodeMirror in the colours of VS Code. */
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from '@codemirror/commands';
import { markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, type ChangeSet, EditorState, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  type ViewUpdate,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { toCell, toggleAround, insertLink } from './editing.js';
import { evidenceHover, evidenceSource, followLinks, type Parts as EvidenceParts } from './evidence.js';
import type { Change } from './protocol.js';

/** A change that comes from the store: it is not told to it. */
const fromStore = Annotation.define<boolean>();

export interface Parts extends EvidenceParts {
  readonly changed: (changes: readonly Change[], length: number) => void;
  readonly updated: (update: ViewUpdate) => void;
  readonly scrolled: () => void;
  readonly blurred: () => void;
  readonly open: (address: string) => void;
  /** Saves at once. */
  readonly save: () => void;
}

const style = HighlightStyle.define([
  { tag: tags.heading, class: 'md-heading' },
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-emphasis' },
  { tag: tags.strikethrough, class: 'md-strike' },
  { tag: tags.link, class: 'md-link' },
  { tag: tags.url, class: 'md-url' },
  { tag: [tags.monospace, tags.processingInstruction], class: 'md-mark' },
  { tag: tags.quote, class: 'md-quote' },
  { tag: tags.contentSeparator, class: 'md-mark' },
]);

export function makeEditor(parent: HTMLElement, text: string, parts: Parts): EditorView {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorState.allowMultipleSelections.of(true),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': parts.strings.editor,
          'aria-description': parts.strings.tabHint,
          spellcheck: 'true',
          tabindex: '0',
        }),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        highlightSpecialChars(),
        closeBrackets(),
        search({ top: true }),
        // Without the parsers of HTML, CSS and JavaScript that the package's own function brings along.
        markdownLanguage.extension,
        syntaxHighlighting(style),
        autocompletion({
          override: [evidenceSource(parts)],
          icons: false,
          activateOnTyping: true,
          activateOnTypingDelay: 50,
          maxRenderedOptions: 60,
        }),
        evidenceHover(parts.strings),
        followLinks(parts.open),
        keymap.of([
          { key: 'Mod-b', run: view => toggleAround(view, '**') },
          { key: 'Mod-i', run: view => toggleAround(view, '*') },
          { key: 'Mod-k', run: insertLink },
          { key: 'Mod-s', run: () => (parts.save(), true) },
          { key: 'Tab', run: view => toCell(view, 1) },
          { key: 'Shift-Tab', run: view => toCell(view, -1) },
          ...completionKeymap,
          ...searchKeymap,
          ...markdownKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of(update => heard(update, parts)),
        EditorView.domEventHandlers({ blur: () => parts.blurred() }),
      ],
    }),
  });
  view.scrollDOM.addEventListener('scroll', () => parts.scrolled(), { passive: true });
  // What a key did here it must not do once more in the window around.
  view.dom.addEventListener('keydown', event => event.defaultPrevented && event.stopPropagation());
  undoOnce(view);
  return view;
}

/** Within this many milliseconds after the keys of undo, an undo that comes from outside is theirs. */
const SAME_UNDO_MS = 1000;

/**
 * VS Code answers the keys of undo and redo in any page by calling `execCommand`, after the editor did what they say; the
 * browser would then undo what it knows of the text besides. From a menu it comes without the keys.
 */
function undoOnce(view: EditorView): void {
  let keyed = -Infinity;
  view.contentDOM.addEventListener('keydown', ({ ctrlKey, metaKey, key }) => {
    if ((ctrlKey || metaKey) && /^[zy]$/i.test(key)) keyed = performance.now();
  });
  const native: Document['execCommand'] = Reflect.get<Document, 'execCommand'>(document, 'execCommand');
  const execCommand: Document['execCommand'] = (command, ...rest) => {
    const step = command === 'undo' ? undo : command === 'redo' ? redo : undefined;
    if (!step || !view.hasFocus) return native.call(document, command, ...rest);
    return performance.now() - keyed <= SAME_UNDO_MS || step(view);
  };
  Object.assign(document, { execCommand });
}

function heard(update: ViewUpdate, parts: Parts): void {
  if (update.docChanged) {
    const own = update.transactions.every(transaction => !transaction.annotation(fromStore));
    if (own) parts.changed(changesOf(update.changes), update.state.doc.length);
  }
  parts.updated(update);
}

function changesOf(changes: ChangeSet): Change[] {
  const all: Change[] = [];
  changes.iterChanges((from, to, _from, _to, inserted) => all.push([from, to, inserted.toString()]));
  return all;
}

/** Puts a text in the place of the whole one, and changes only what differs, so that cursor and scrolling stay. */
export function replaceText(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (old === text) return;
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) from++;
  let end = 0;
  const most = Math.min(old.length, text.length) - from;
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  view.dispatch({
    changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) },
    annotations: [fromStore.of(true), Transaction.userEvent.of('input.store'), isolateHistory.of('full')],
  });
}

/** Shows a line, from 0, and puts the cursor there. */
export function goToLine(view: EditorView, line: number): void {
  const { doc } = view.state;
  const at = doc.line(Math.max(1, Math.min(doc.lines, line + 1))).from;
  view.dispatch({
    selection: { anchor: at },
    effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 8 }),
  });
  view.focus();
}

/** The line at the top, from 0, with the part of it that is scrolled away. */
export function topLine(view: EditorView): number {
  const top = view.scrollDOM.scrollTop;
  const block = view.lineBlockAtHeight(top);
  const line = view.state.doc.lineAt(block.from).number - 1;
  return line + (block.height === 0 ? 0 : Math.max(0, top - block.top) / block.height);
}

export function scrollToLine(view: EditorView, line: number): void {
  const { doc } = view.state;
  const number = Math.max(1, Math.min(doc.lines, Math.floor(line) + 1));
  const block = view.lineBlockAt(doc.line(number).from);
  view.scrollDOM.scrollTop = block.top + (line - Math.floor(line)) * block.height;
}
