import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as ids from '../../src/ids.js';

const text = (file: string) => readFileSync(file, 'utf8');
const manifestText = text('package.json');
const named = z.array(z.looseObject({ command: z.string(), when: z.string().optional() }));
const manifest = z
  .looseObject({
    name: z.string(),
    publisher: z.string(),
    activationEvents: z.array(z.string()),
    contributes: z.looseObject({
      commands: z.array(z.looseObject({ command: z.string(), title: z.string() })),
      menus: z.record(z.string(), named),
      keybindings: named,
      views: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
      viewsContainers: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
      viewsWelcome: z.array(z.looseObject({ view: z.string(), contents: z.string() })),
      configuration: z.looseObject({ properties: z.record(z.string(), z.unknown()) }),
      walkthroughs: z.array(z.looseObject({ id: z.string() })),
    }),
  })
  .parse(JSON.parse(manifestText));
const { contributes } = manifest;
const nls = z.record(z.string(), z.string()).parse(JSON.parse(text('package.nls.json')));
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

describe('the manifest and src/ids.ts', () => {
  it('name the same commands', () => {
    expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(
      sorted(Object.values(ids.COMMANDS)),
    );
  });

  it('name the same views, containers, settings, walkthroughs and address scheme', () => {
    const views = Object.values(contributes.views).flat();
    expect(sorted(views.map(({ id }) => id))).toEqual(sorted(Object.values(ids.VIEWS)));
    const containers = Object.values(contributes.viewsContainers).flat();
    expect(containers.map(({ id }) => id)).toEqual(ids.VIEW_CONTAINERS);
    expect(Object.keys(contributes.views)).toEqual(ids.VIEW_CONTAINERS);
    expect(sorted(Object.keys(contributes.configuration.properties))).toEqual(
      sorted(Object.values(ids.SETTINGS)),
    );
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([ids.WALKTHROUGH]);
    expect(manifest.activationEvents).toEqual([
      `onFileSystem:${ids.EVIDENCE_SCHEME}`,
      // What a terminal shows can be attached only where it was listened to.
      'onTerminalShellIntegration:*',
      ...Object.values(ids.PAGES).map(page => `onWebviewPanel:${page}`),
    ]);
    expect(`${manifest.publisher}.${manifest.name}`).toBe(ids.EXTENSION_ID);
  });

  it('agree on every id that the manifest mentions anywhere, and leave no item kind or context key unused', () => {
    const known = [
      ids.COMMANDS,
      ids.VIEWS,
      ids.CONTEXT_KEYS,
      ids.ITEM_KINDS,
      ids.SETTINGS,
      ids.EDITORS,
      ids.PAGES,
    ].flatMap(Object.values);
    const mentioned = sorted(
      [...(manifestText + text('package.nls.json')).matchAll(/whydunit(\.[a-zA-Z]+)+/g)].map(([id]) => id),
    );
    // `x.focus` is the command that VS Code makes for every view; the rest are files and other names.
    const other = mentioned.filter(
      id =>
        !known.includes(id) && !known.includes(id.replace(/\.focus$/, '')) && !/\.(svg|whydunit)$/.test(id),
    );
    expect(other).toEqual([]);
    for (const id of [
      ...Object.values(ids.CONTEXT_KEYS),
      ids.ITEM_KINDS.attachment,
      ids.ITEM_KINDS.incident,
    ]) {
      expect(mentioned).toContain(id);
    }
  });

  it('give every command of a menu or key a title, and each welcome text a view', () => {
    const commands = contributes.commands.map(({ command }) => command);
    for (const { command } of [...Object.values(contributes.menus).flat(), ...contributes.keybindings]) {
      expect(commands).toContain(command);
    }
    const views = Object.values(ids.VIEWS) as string[];
    for (const { view } of contributes.viewsWelcome) expect(views).toContain(view);
  });
});

describe('texts', () => {
  it('of the manifest are all in package.nls.json, and none there is unused', () => {
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(match => match[1] ?? '');
    expect(sorted(used)).toEqual(sorted(Object.keys(nls)));
    for (const { title } of contributes.commands) expect(title).toMatch(/^%command\..+%$/);
  });

  it('of the code are all in l10n/bundle.l10n.json, and none there is unused', () => {
    const bundle = z.record(z.string(), z.unknown()).parse(JSON.parse(text('l10n/bundle.l10n.json')));
    const literals = new Set<string>();
    for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      for (const match of text(`src/${file}`).matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g))
        literals.add(match[1] ?? '');
    }
    expect(literals.size).toBeGreaterThan(50);
    expect(sorted(Object.keys(bundle))).toEqual(sorted(literals));
  });
});
