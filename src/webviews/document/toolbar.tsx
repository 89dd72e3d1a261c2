/** What a person does to the text by mouse, and how saving goes. */
import { redo, undo } from '@codemirror/commands';
import { openSearchPanel } from '@codemirror/search';
import type { EditorView } from '@codemirror/view';
import type { JSX } from 'preact';
import {
  cycleHeading,
  insertEvidence,
  insertLink,
  insertTable,
  toggleAround,
  toggleChecklist,
  toggleList,
} from './editing.js';
import type { Saving, Strings, TextName } from './protocol.js';

interface Button {
  readonly name: TextName;
  readonly icon: string;
  readonly run: (view: EditorView) => unknown;
}

const GROUPS: readonly (readonly Button[])[] = [
  [
    { name: 'undo', icon: 'discard', run: undo },
    { name: 'redo', icon: 'redo', run: redo },
  ],
  [
    { name: 'bold', icon: 'bold', run: view => toggleAround(view, '**') },
    { name: 'italic', icon: 'italic', run: view => toggleAround(view, '*') },
    { name: 'heading', icon: 'text-size', run: cycleHeading },
  ],
  [
    { name: 'list', icon: 'list-unordered', run: toggleList },
    { name: 'checklist', icon: 'checklist', run: toggleChecklist },
    { name: 'table', icon: 'table', run: insertTable },
  ],
  [
    { name: 'link', icon: 'link', run: insertLink },
    { name: 'evidence', icon: 'references', run: view => insertEvidence(view, '[[') },
    { name: 'image', icon: 'file-media', run: view => insertEvidence(view, '![[') },
  ],
  [{ name: 'find', icon: 'search', run: openSearchPanel }],
];

export type Part = 'outline' | 'preview' | 'panel';

interface Props {
  readonly strings: Strings;
  readonly title: string;
  readonly view: EditorView | undefined;
  readonly saving: Saving;
  readonly shown: ReadonlySet<Part>;
  readonly toggle: (part: Part) => void;
  /** Absent where the document cannot be generated. */
  readonly regenerate: (() => void) | undefined;
}

export function Toolbar({ strings, title, view, saving, shown, toggle, regenerate }: Props): JSX.Element {
  const shows = (part: Part, name: TextName, icon: string) => (
    <button
      type="button"
      class="icon"
      title={strings[name]}
      aria-label={strings[name]}
      aria-pressed={shown.has(part)}
      onClick={() => toggle(part)}
    >
      <span class={`codicon codicon-${icon}`} />
    </button>
  );
  return (
    <header>
      <h1 title={title}>{title}</h1>
      <div class="toolbar" role="toolbar" aria-label={strings.toolbar} onKeyDown={walk}>
        {GROUPS.map(group => (
          <span class="group" key={group[0]?.name}>
            {group.map(({ name, icon, run }) => (
              <button
                key={name}
                type="button"
                class="icon"
                title={strings[name]}
                aria-label={strings[name]}
                disabled={!view}
                onClick={() => {
                  if (!view) return;
                  run(view);
                }}
              >
                <span class={`codicon codicon-${icon}`} />
              </button>
            ))}
          </span>
        ))}
      </div>
      <span class={`saving ${saving.state}`} role="status">
        {saving.state === 'failed' ? saving.text : strings[saving.state]}
      </span>
      {regenerate && (
        <button
          type="button"
          class="icon"
          title={strings.regenerate}
          aria-label={strings.regenerate}
          onClick={regenerate}
        >
          <span class="codicon codicon-sync" />
        </button>
      )}
      {shows('outline', 'showOutline', 'list-tree')}
      {shows('preview', 'showPreview', 'open-preview')}
      {shows('panel', 'showPanel', 'layout-panel')}
    </header>
  );
}

/** One stop for Tab; the arrows go from button to button. */
function walk(event: KeyboardEvent): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0 || !(event.currentTarget instanceof HTMLElement)) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const now = buttons.findIndex(button => button === document.activeElement);
  buttons[(now + by + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}
