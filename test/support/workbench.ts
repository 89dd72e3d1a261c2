/** Drives a real workbench in Chromium the way a person does: by keyboard, menus and what is to be seen. */
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Locator, type Page } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.mjs';

const SCREENSHOTS = join('out', 'screenshots');

/** How long a fresh workbench may take until the extension's commands are there. */
const READY_MS = 60_000;

/** How long the palette may take to take what is typed, before it is opened again. */
const PALETTE_MS = 5_000;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class Workbench {
  readonly page: Page;
  readonly #browser: BrowserContext;

  private constructor(browser: BrowserContext, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /**
   * Opens the workbench at an address.
   *
   * @param profile the browser's own folder: VS Code keeps secrets there when it runs in a browser
   */
  static async open(address: string, profile: string): Promise<Workbench> {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: await ensureBrowser(),
      headless: true,
      args: FLAGS,
      viewport: { width: 1280, height: 800 },
    });
    try {
      const workbench = new Workbench(browser, browser.pages()[0] ?? (await browser.newPage()));
      await workbench.#load(address);
      return workbench;
    } catch (error) {
      // One that is left would keep its profile from the next one.
      await browser.close();
      throw error;
    }
  }

  /** Leaves the window for a new one at an address. */
  async goTo(address: string): Promise<void> {
    await this.#leave();
    await this.#load(address);
  }

  /** Has the window come back as it was, as after an update. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.command('Developer: Reload Window');
    await loaded;
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: READY_MS });
  }

  async close(): Promise<void> {
    await this.#leave();
    await this.#browser.close();
  }

  async #load(address: string): Promise<void> {
    await this.page.goto(address, { timeout: READY_MS });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: READY_MS });
  }

  /** Gives the workbench the time to save its layout, as closing a tab does. */
  async #leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /**
   * Runs a command by its title, through the palette.
   *
   * @returns when it was clicked, in milliseconds since 1970
   */
  async command(title: string): Promise<number> {
    const input = this.page.locator('.quick-input-widget input').first();
    const row = this.picks.filter({ hasText: title }).first();
    let clicked = NaN;
    const run = async () => {
      await this.page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: PALETTE_MS });
      await row.waitFor({ timeout: 1000 });
      clicked = Date.now();
      await row.click({ timeout: PALETTE_MS });
    };
    // What opens at the same moment takes the keyboard, and the palette closes or does not open at all. An open palette
    // does not learn of commands that are contributed later, either: it is opened anew.
    for (const began = Date.now(); !(await succeeds(run()));) {
      if (Date.now() - began > READY_MS) throw new Error(`the palette has no command ${title}`);
      if (await input.isVisible()) await this.page.keyboard.press('Escape');
    }
    return clicked;
  }

  /** The rows of the open quick pick. */
  get picks(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  async pick(text: string): Promise<void> {
    await this.picks.filter({ hasText: text }).first().click();
  }

  /** Types into the open input box, whose title is given, and accepts it. */
  async enter(title: string, text: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget:visible', { hasText: title });
    await widget.waitFor();
    const input = widget.locator('input').first();
    await input.fill(text);
    // To the box itself: a menu that closes may give the keyboard back to the view meanwhile.
    await input.press('Enter');
  }

  /** A notification that is shown now, by a part of its text. */
  notification(text: string | RegExp): Locator {
    return this.page
      .locator('.notifications-toasts, .notifications-center')
      .locator('.notification-list-item', { hasText: text });
  }

  /**
   * Waits for a notification. VS Code now and then shows one only behind the bell, when another one ends at the same
   * moment: it is looked for there then.
   *
   * @returns the notification, for its buttons
   */
  async told(text: string | RegExp): Promise<Locator> {
    const notification = this.notification(text).first();
    for (const began = Date.now(); !(await appears(notification, 5000));) {
      if (Date.now() - began > READY_MS) throw new Error(`nobody was told: ${String(text)}`);
      await this.command('Notifications: Show Notifications');
    }
    return notification;
  }

  /** Answers a file dialog, which is a quick input in the web workbench. */
  async answerFile(title: string, file: string): Promise<void> {
    const dialog = this.page.locator('.quick-input-widget:visible', { hasText: title });
    await dialog.waitFor();
    // The dialog shows a folder of its own first, and puts its path over what was typed before: it is typed until the
    // dialog shows the folder that it leads to.
    const input = dialog.locator('input').first();
    const names = readdirSync(dirname(file));
    const shown = async () => {
      if ((await input.inputValue()) !== file) await input.fill(file);
      const picks = (await this.picks.allInnerTexts()).map(text => text.trim());
      return (await input.inputValue()) === file && picks.some(pick => names.includes(pick));
    };
    for (const began = Date.now(); !(await shown());) {
      if (Date.now() - began > READY_MS) throw new Error(`the dialog does not show the folder of ${file}`);
      await appears(this.picks.first());
    }
    const ok = dialog.getByRole('button', {
      name: /^(OK|Import|Check Backup|Export|Back Up|Export Case Bundle|Export Why Tree)$/,
    });
    await ok.first().click();
    // The next question may follow at once, in the same box.
    await ok.first().waitFor({ state: 'hidden' });
  }

  async dismissNotifications(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
    await this.page
      .locator('.notifications-toasts .notification-list-item')
      .first()
      .waitFor({ state: 'detached' });
  }

  /** The button of a modal dialog. */
  dialogButton(name: string): Locator {
    return this.page.locator('.monaco-dialog-box').getByRole('button', { name, exact: true });
  }

  get sidebar(): Locator {
    return this.page.locator('.part.sidebar');
  }

  async showIncidents(): Promise<void> {
    await this.command('Whydunit: Focus on Incidents View');
    await this.sidebar
      .locator('.pane-header, .title-label', { hasText: /incidents/i })
      .first()
      .waitFor();
  }

  /** Creates an incident that becomes the active one; the view shows it then. */
  async createIncident(title: string, severity: string): Promise<void> {
    await this.command('Whydunit: New Incident…');
    await this.enter('New Incident', title);
    await this.pick(severity);
    await this.row(title).waitFor();
  }

  /** The icon of a view container in the activity bar. */
  activity(name: string): Locator {
    return this.page.locator('.part.activitybar').getByRole('tab', { name });
  }

  /** Unfolds a row; the view may have unfolded it by itself meanwhile, which a click would undo. */
  async unfold(text: string): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    const unfolded = this.page.locator('.sidebar .monaco-list-row[aria-expanded="true"]', { hasText: text });
    for (const began = Date.now(); !(await appears(unfolded));) {
      if (Date.now() - began > READY_MS) throw new Error(`${text} does not unfold`);
      if ((await row.getAttribute('aria-expanded')) === 'false')
        await row.locator('.monaco-tl-twistie').click();
    }
  }

  async contextMenu(target: Locator, item: string): Promise<void> {
    await target.click({ button: 'right' });
    const entry = this.page
      .locator('.context-view .monaco-menu')
      .getByRole('menuitem', { name: item })
      .first();
    // A menu takes no click right after it opened; the key that follows the mouse is taken.
    await entry.hover();
    await this.page.locator('.context-view .action-item.focused', { hasText: item }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** A row of the sidebar, by a part of its text. */
  row(text: string): Locator {
    return this.page.locator('.sidebar .monaco-list-row', { hasText: text });
  }

  /** Puts the keyboard into an editor that is open beside something else. */
  async focusEditor(): Promise<void> {
    const line = this.page.locator('.monaco-editor .view-line').first();
    await line.click();
    await this.page.locator('.statusbar', { hasText: 'Ln ' }).waitFor();
  }

  async openFile(name: string): Promise<void> {
    const found = this.picks.filter({ hasText: name }).first();
    // A window that has just opened may not know its folders yet, and does not look again by itself. One of several
    // folders now and then has none at all, until it is loaded again.
    for (const began = Date.now(); ; await this.#load(this.page.url())) {
      if (Date.now() - began > READY_MS) throw new Error(`there is no file ${name} to go to`);
      await this.command('Go to File...');
      await this.page.locator('.quick-input-widget:visible input').first().fill(name);
      if (await appears(found, 5000)) break;
    }
    await this.page.keyboard.press('Enter');
    await this.tab(name).waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name });
  }

  /** Selects whole lines, without the last one's line break, in the active editor. */
  async selectLines(from: number, to: number): Promise<void> {
    await this.command('Go to Line/Column...');
    const input = this.page.locator('.quick-input-widget:visible input').first();
    await input.fill(`:${from}:1`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.page.locator('.statusbar', { hasText: `Ln ${from}, Col 1` }).waitFor();
    for (let line = from; line < to; line++) await this.page.keyboard.press('Shift+ArrowDown');
    await this.page.keyboard.press('Shift+End');
    await this.page.locator('.statusbar', { hasText: 'selected' }).waitFor();
  }

  /** The visible lines of the active editor. */
  get editorLines(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .view-line');
  }

  /** The links that the active editor has found in its text; before that there are none to open. */
  links(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .detected-link');
  }

  /** The text of the visible lines of the active editor. */
  async text(): Promise<string> {
    const lines = this.editorLines;
    await lines.first().waitFor();
    const shown = await lines.evaluateAll(elements =>
      elements
        .map(element => ({ top: element.getBoundingClientRect().top, text: element.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return shown.join('\n').replaceAll('\u00a0', ' ');
  }

  /** The page of ours that holds something, of all that are open. */
  async ours(selector: string): Promise<Frame> {
    for (const began = Date.now(); ;) {
      for (const frame of this.page.frames()) {
        // A frame that goes away meanwhile is not the one.
        const found = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (frame.parentFrame()?.parentFrame() && found > 0) return frame;
      }
      if (Date.now() - began > READY_MS) throw new Error(`no page holds ${selector}`);
      // Asking without a pause would keep the pages from loading.
      await this.page.waitForEvent('framenavigated', { timeout: 500 }).catch(() => undefined);
    }
  }

  /** Lets the window read and write the clipboard, as a person's own browser asks them once. */
  async allowClipboard(): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  }

  get statusBar(): Locator {
    return this.page.locator('.part.statusbar');
  }

  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget:visible input').first();
    await input.fill(name);
    await this.picks.filter({ hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }
}

/** Whether something comes to be seen in time. */
function appears(locator: Locator, timeout = 1000): Promise<boolean> {
  return succeeds(locator.waitFor({ timeout }));
}

function succeeds(done: Promise<unknown>): Promise<boolean> {
  return done.then(
    () => true,
    () => false,
  );
}
