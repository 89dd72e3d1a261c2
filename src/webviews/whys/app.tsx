/** The whys of an incident: a tree to write in. */
import { type JSX, render } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import '@vscode/codicons/dist/codicon.css';
import { gapsOf, inOrder } from '../../analysis/index.js';
import type { WhyChange } from '../../db/rows/analysis.js';
import { ask, listen } from '../ask.js';
import { Board } from './board.js';
import { Conflicts } from './conflicts.js';
import { Editing } from './editing.js';
import { Header } from './header.js';
import { useKeys } from './keys.js';
import type { Changed, Event, Page, Ready } from './protocol.js';
import { Tree } from './tree.js';
import '../page.css';
import './whys.css';

/** What is typed is saved when the person stops for so long, and at the latest after a while of typing on. */
const PAUSE_MS = 400;
const LATEST_MS = 2000;

function Whys({ strings, page: begun }: Ready): JSX.Element {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [store, setStore] = useState<Page['store'] | 'unread'>('unread');
  const [title, setTitle] = useState('');
  const [notice, setNotice] = useState('');
  const editing = useMemo(() => {
    const board = new Board(
      changes => ask<Changed>('change', { changes } satisfies { changes: WhyChange[] }),
      () => redraw(0),
    );
    return new Editing(board, strings, setNotice);
  }, []);
  const { board } = editing;

  const read = (given?: Page) => {
    const asked = board.read(async () => {
      const page = given ?? (await ask<Page>('read', {}));
      given = undefined;
      setStore(page.store);
      if (page.store !== 'open') return undefined;
      setTitle(page.title);
      return page;
    });
    asked.then(
      open => {
        // Nothing of a case is shown while its store is locked.
        if (!open) board.clear();
        else if (board.unsaved) void board.save();
      },
      (error: unknown) => setNotice(error instanceof Error ? error.message : String(error)),
    );
  };
  useEffect(() => {
    read(begun);
    listen((event: Event) => {
      if (event.type === 'changed') return read();
      void board.save().finally(() => void ask('flushed', {}));
    });
  }, []);
  useSaving(editing);
  useUnchosen(board);
  useKeys(editing);
  useEffect(() => editing.settle());
  useEffect(() => {
    if (store === 'open') requestAnimationFrame(() => performance.mark('shown'));
  }, [store]);

  if (store !== 'open') return <Nothing {...{ strings, store }} unsaved={board.unsaved} />;
  const { roots } = board;
  const whole = new Set(
    board.refs
      .filter(({ kind, fault }) => kind !== 'removed' && fault === null)
      .map(({ step_id }) => step_id),
  );
  const gaps = new Map(gapsOf(roots, id => whole.has(id)).map(({ kind, step }) => [step.id, kind]));
  return (
    <>
      <Header {...{ strings, title, editing, notice }} count={inOrder(roots).length} />
      <div class="sheet">
        <Conflicts {...{ strings, editing }} />
        {roots.length === 0 ? (
          <section class="empty">
            <h2>{strings.emptyTitle}</h2>
            <p>{strings.empty}</p>
            <p class="quiet">{strings.emptyKeys}</p>
            <button type="button" class="action" onClick={() => editing.ask(undefined, title)}>
              {strings.start}
            </button>
          </section>
        ) : (
          <Tree {...{ strings, editing, gaps }} />
        )}
      </div>
    </>
  );
}

/** Tells the panel what would be lost with this page. */
function useUnchosen({ unchosen }: Board): void {
  const texts = unchosen.map(({ field, text }) => ({ field, text }));
  const told = JSON.stringify(texts);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) void ask('unchosen', { texts });
    first.current = false;
  }, [told]);
}

/** Saves what was typed after a pause, and whenever the person turns elsewhere. */
function useSaving({ board, typed }: Editing): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let since: number | undefined;
    const save = () => {
      clearTimeout(timer);
      since = undefined;
      void board.save();
    };
    typed.heard = () => {
      clearTimeout(timer);
      since ??= Date.now();
      timer = setTimeout(save, Math.min(PAUSE_MS, Math.max(0, since + LATEST_MS - Date.now())));
    };
    const hidden = () => document.hidden && save();
    // A key that closes the tab or reloads the window comes through here first.
    const key = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && save();
    window.addEventListener('blur', save);
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', hidden);
    document.addEventListener('keydown', key, true);
    return () => {
      window.removeEventListener('blur', save);
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', hidden);
      document.removeEventListener('keydown', key, true);
    };
  }, []);
}

interface NothingProps {
  readonly strings: Ready['strings'];
  readonly store: Exclude<Page['store'], 'open'> | 'unread';
  readonly unsaved: boolean;
}

/** What to do where there is no tree. */
function Nothing({ strings, store, unsaved }: NothingProps): JSX.Element {
  const unlock = (label: string) => (
    <button type="button" class="action" onClick={() => void ask('start', { with: 'unlock' })}>
      {label}
    </button>
  );
  switch (store) {
    case 'unread':
    case 'opening':
      return <p class="nothing">{strings.opening}</p>;
    case 'locked':
      return (
        <div class="nothing" role="alert">
          <p>{unsaved ? strings.lockedUnsaved : strings.locked}</p>
          {unlock(strings.unlock)}
        </div>
      );
    case 'failed':
      return (
        <div class="nothing">
          <p>{strings.failed}</p>
          {unlock(strings.retry)}
        </div>
      );
    case 'gone':
      return <p class="nothing">{strings.gone}</p>;
  }
}

const page = document.getElementById('page');
if (page) void ask<Ready>('ready', {}).then(ready => render(<Whys {...ready} />, page));
