/** A document: its text, its preview, and what is known beside it. */
import { type JSX, render } from 'preact';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import '@vscode/codicons/dist/codicon.css';
import { headings, lint, type Offer, offersOf, withOffers } from '../../documents/index.js';
import { ask, listen } from '../ask.js';
import { Actions } from './actions.js';
import { goToLine } from './editor.js';
import { Nothing } from './nothing.js';
import { Outline } from './outline.js';
import { Problems } from './problems.js';
import type { About, Event, Listed, OpenDocument, Read, Ready, Saving, Strings } from './protocol.js';
import { type Part, Toolbar } from './toolbar.js';
import { Compare, Versions } from './versions.js';
import { type Conflict, Writing } from './writing.js';
import '../page.css';
import './document.css';

const TABS = ['problems', 'actions', 'versions'] as const;

function Page({ strings, read: begun }: Ready): JSX.Element {
  const [read, setRead] = useState(begun);
  const [notice, setNotice] = useState('');
  const [saving, setSaving] = useState<Saving>({ state: 'saved' });
  const told = useRef<(event: Event) => void>(() => {});
  const again = useCallback(() => {
    ask<Read>('read', {}).then(setRead, (error: unknown) =>
      setNotice(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(() => {
    if (!begun) again();
    listen((event: Event) => {
      if (event.type === 'saving') return setSaving(event.saving);
      told.current(event);
    });
  }, []);
  const open = read?.store === 'open' ? read : undefined;
  if (!open) told.current = event => event.type === 'changed' && again();
  if (open)
    return (
      <Document
        key={open.id}
        {...{ strings, saving, told, notice, setNotice }}
        document={open}
        lost={store => (store === 'gone' ? again() : setRead({ store }))}
      />
    );
  return <Nothing {...{ strings, saving }} read={read ?? { store: 'opening' }} />;
}

interface Props {
  readonly strings: Strings;
  readonly document: OpenDocument;
  readonly saving: Saving;
  readonly told: { current: (event: Event) => void };
  readonly notice: string;
  readonly setNotice: (text: string) => void;
  /** The store is not open any more, or the document is gone. */
  readonly lost: (store: Exclude<Read['store'], 'open'>) => void;
}

interface Looked {
  readonly title: string;
  readonly left: { readonly name: string; readonly text: string };
  readonly right: { readonly name: string; readonly text: string };
  readonly actions: readonly { readonly name: string; readonly run: () => void }[];
}

function Document({ strings, document: opened, saving, told, notice, setNotice, lost }: Props): JSX.Element {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const [writing, setWriting] = useState<Writing>();
  const [about, setAbout] = useState<About>();
  const [conflict, setConflict] = useState<Conflict>();
  const [looked, look] = useState<Looked>();
  const [versions, versionsChanged] = useReducer((count: number) => count + 1, 0);
  const [shown, setShown] = useState<ReadonlySet<Part>>(new Set<Part>(['outline', 'preview', 'panel']));
  const [tab, setTab] = useState<(typeof TABS)[number]>('problems');
  const editorRoot = useRef<HTMLDivElement>(null);
  const previewRoot = useRef<HTMLElement>(null);
  const tell = (work: Promise<unknown>) =>
    void work.then(
      () => setNotice(''),
      (error: unknown) => setNotice(error instanceof Error ? error.message : String(error)),
    );

  useEffect(() => {
    if (!editorRoot.current || !previewRoot.current) return;
    const made = new Writing(editorRoot.current, previewRoot.current, opened, strings, {
      changed: () => changed(0),
      conflict: setConflict,
      notice: setNotice,
    });
    setWriting(made);
    made.editor.focus();
    requestAnimationFrame(() => performance.mark('shown'));
    const hide = () => document.visibilityState === 'hidden' && made.flush();
    document.addEventListener('visibilitychange', hide);
    const readAbout = () =>
      tell(
        ask<About>('about', {}).then(about => {
          setAbout(about);
          made.know(about);
        }),
      );
    readAbout();
    told.current = event => {
      if (event.type === 'outdated') return void made.catchUp();
      if (event.type !== 'changed') return;
      void ask<Read['store']>('state', {}).then(store => {
        if (store !== 'open') return lost(store);
        if (event.text) void made.catchUp().then(() => versionsChanged(0));
        if (event.about) readAbout();
      });
    };
    return () => {
      document.removeEventListener('visibilitychange', hide);
      made.end();
    };
  }, []);

  const text = writing?.text ?? opened.text;
  const problems = useMemo(() => (about ? lint(text, about.known) : []), [text, about]);
  const outline = useMemo(() => headings(text), [text]);
  const generations = writing?.generations ?? opened.generations;
  const offers = useMemo(() => offersOf(generations, text), [text, generations]);
  const words = useMemo(() => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)?.length ?? 0, [text]);
  const line = writing
    ? writing.editor.state.doc.lineAt(writing.editor.state.selection.main.head).number - 1
    : 0;
  const goTo = (line: number) => writing && goToLine(writing.editor, line);
  const toggle = (part: Part) =>
    setShown(now => {
      const next = new Set(now);
      if (!next.delete(part)) next.add(part);
      return next;
    });
  const lookAtOffer = (offer: Offer) => {
    const take = (where: 'below' | 'instead') => {
      writing?.put(withOffers(writing.text, [offer], where));
      look(undefined);
    };
    const dismiss = () => {
      look(undefined);
      tell(ask('dismiss', { key: offer.key }).then(() => writing?.catchUp()));
    };
    look({
      title: strings.offerText,
      left: { name: strings.mine, text: offer.mine },
      right: { name: strings.generated, text: offer.theirs },
      actions: [
        { name: strings.insertOffer, run: () => take('below') },
        { name: strings.takeOffer, run: () => take('instead') },
        { name: strings.dismissOffer, run: dismiss },
      ],
    });
  };
  const restore = ({ id }: Listed) => {
    look(undefined);
    // The keyboard goes on where the text is: one press of undo takes the version back.
    tell(
      ask('restore', { id })
        .then(() => writing?.catchUp())
        .then(() => writing?.editor.focus()),
    );
  };
  const tabs = {
    problems: `${strings.problems} (${problems.length + offers.length})`,
    actions: `${strings.actions} (${about?.actions.length ?? 0})`,
    versions: strings.versions,
  };
  return (
    <>
      <Toolbar
        {...{ strings, saving, shown, toggle }}
        title={`${opened.type} · ${about?.incident ?? opened.incident}`}
        view={writing?.editor}
        regenerate={opened.canGenerate ? () => tell(ask('regenerate', {})) : undefined}
      />
      {notice && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <div class="panes">
        {shown.has('outline') && <Outline {...{ strings, line, goTo }} headings={outline} />}
        <div class="editor" ref={editorRoot} />
        <article
          class={`preview${shown.has('preview') ? '' : ' hidden'}`}
          ref={previewRoot}
          tabIndex={0}
          aria-label={strings.preview}
        />
      </div>
      {shown.has('panel') && (
        <section class="panel" aria-label={strings.panel}>
          <div class="tabs">
            <div role="tablist" aria-label={strings.panel} onKeyDown={event => walkTabs(event, tab, setTab)}>
              {TABS.map(name => (
                <button
                  key={name}
                  id={`tab-${name}`}
                  type="button"
                  role="tab"
                  aria-selected={tab === name}
                  aria-controls="tabpanel"
                  tabIndex={tab === name ? 0 : -1}
                  onClick={() => setTab(name)}
                >
                  {tabs[name]}
                </button>
              ))}
            </div>
            <span class="count" role="status">
              {strings.words.replace('{0}', String(words))}
            </span>
          </div>
          <div id="tabpanel" role="tabpanel" tabIndex={0} aria-labelledby={`tab-${tab}`}>
            {tab === 'problems' && <Problems {...{ strings, problems, goTo, offers }} look={lookAtOffer} />}
            {tab === 'actions' && (
              <Actions {...{ strings }} actions={about?.actions ?? []} notice={setNotice} />
            )}
            {tab === 'versions' && (
              <Versions
                {...{ strings, restore }}
                changes={versions}
                notice={setNotice}
                compare={(version, text) =>
                  look({
                    title: `${version.when} · ${version.why}`,
                    left: { name: version.when, text },
                    right: { name: strings.now, text: writing?.text ?? '' },
                    actions: [{ name: strings.restore, run: () => restore(version) }],
                  })
                }
              />
            )}
          </div>
        </section>
      )}
      {looked && <Compare {...{ strings, ...looked }} close={() => look(undefined)} />}
      {conflict && writing && (
        <Compare
          strings={strings}
          title={strings.newerTitle}
          left={{ name: strings.mine, text: writing.text }}
          right={{ name: strings.theirs, text: conflict.newest.text }}
          actions={[
            { name: strings.keepMine, run: () => tell(writing.keepBoth(conflict)) },
            {
              name: strings.takeTheirs,
              run: () => tell(writing.takeTheirs(conflict)),
            },
          ]}
        />
      )}
    </>
  );
}

function walkTabs(
  event: KeyboardEvent,
  tab: (typeof TABS)[number],
  setTab: (tab: (typeof TABS)[number]) => void,
): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
  if (by === 0 || !next) return;
  setTab(next);
  document.getElementById(`tab-${next}`)?.focus();
  event.preventDefault();
}

const page = document.getElementById('page');
if (page) void ask<Ready>('ready', {}).then(ready => render(<Page {...ready} />, page));
