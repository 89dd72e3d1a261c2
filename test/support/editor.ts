/** A person's machine for one test: a workspace, a profile, a store and a browser, all gone afterwards. */
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HOSTS } from '../../scripts/bootstrap.mjs';
import { addressOf, freePort, installExtension, type Profile, startHost } from '../../scripts/host.mjs';
import { Workbench } from './workbench.js';

const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

type Host = Awaited<ReturnType<typeof startHost>>;

/** An editor that was left open, and the browser in it. */
interface Session {
  readonly folder: string;
  readonly host: Host;
  readonly workbench: Workbench;
}

export class Machine {
  #session: Session | undefined;

  private constructor(
    readonly home: string,
    private readonly profile: Profile,
    /** Always the same: VS Code in a browser keeps its secrets in the storage of the page's origin. */
    private readonly port: number,
  ) {}

  static async make(vsix: string, which: keyof typeof HOSTS = 'current'): Promise<Machine> {
    const home = await mkdtemp(join(tmpdir(), 'whydunit-e2e-'));
    const profile: Profile = { which, folder: join(home, 'profile'), dataHome: join(home, 'data') };
    const user = join(profile.folder, 'user', 'User');
    await mkdir(user, { recursive: true });
    await writeFile(join(user, 'settings.json'), JSON.stringify(SETTINGS));
    await cp('media/demo', join(home, 'logs'), { recursive: true });
    await installExtension(profile, vsix);
    return new Machine(home, profile, await freePort());
  }

  /** The folder of the demonstration's logs. */
  get logs(): string {
    return join(this.home, 'logs');
  }

  /** Where the extension is installed. */
  get extensions(): string {
    return join(this.profile.folder, 'extensions');
  }

  get storeFolder(): string {
    return join(this.profile.dataHome, 'whydunit');
  }

  /**
   * Starts the editor anew, gives the workbench to `work`, and ends both.
   *
   * @param folder the folder or workspace to open, or `none`
   */
  async run(work: (workbench: Workbench) => Promise<void>, folder: string = this.logs): Promise<void> {
    await this.close();
    try {
      await this.share(work, folder);
    } finally {
      await this.close();
    }
  }

  /** Gives `work` a new window: of the editor that runs, where one does, which takes half the time of a start. */
  async reopen(work: (workbench: Workbench) => Promise<void>, folder: string = this.logs): Promise<void> {
    await this.#show(folder);
    await this.share(work, folder);
  }

  /** Gives `work` the window that is open, as it was left, and leaves it for the next one where nothing failed. */
  async share(work: (workbench: Workbench) => Promise<void>, folder: string = this.logs): Promise<void> {
    if (this.#session?.folder !== folder) await this.#show(folder);
    const { workbench } = (this.#session ??= await this.#begin(folder));
    try {
      await work(workbench);
    } catch (error) {
      await workbench.screenshot(`failed-${Date.now()}`);
      await this.close();
      throw error;
    }
  }

  /** Leaves the window of the editor that runs for a new one. */
  async #show(folder: string): Promise<void> {
    if (!this.#session) return;
    const { host, workbench } = this.#session;
    await workbench.goTo(this.#address(host, folder));
    this.#session = { folder, host, workbench };
  }

  /** Ends the editor and its browser; nothing writes to the disk any more then. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    if (!session) return;
    try {
      await session.workbench.close();
    } finally {
      await session.host.stop();
    }
  }

  async #begin(folder: string): Promise<Session> {
    const host = await startHost(this.profile, { port: this.port });
    try {
      const workbench = await Workbench.open(this.#address(host, folder), join(this.home, 'browser'));
      return { folder, host, workbench };
    } catch (error) {
      await host.stop();
      throw error;
    }
  }

  #address({ origin }: Host, folder: string): string {
    return addressOf(origin, folder === 'none' ? {} : { folder });
  }

  /** Changes the person's settings; an editor that runs sees it a moment later. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const file = join(this.profile.folder, 'user', 'User', 'settings.json');
    await writeFile(file, JSON.stringify({ ...SETTINGS, ...settings }));
  }

  /**
   * The files of the machine, but for the demonstration's logs, in which one of the texts stands in the clear. Nothing
   * runs any more that could still write some.
   */
  async filesWith(...texts: readonly string[]): Promise<string[]> {
    await this.close();
    const sought = texts.flatMap(text => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
    return readdirSync(this.home, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .filter(file => !file.startsWith(`${this.logs}/`))
      .filter(file => {
        const content = readFileSync(file);
        return sought.some(bytes => content.includes(bytes));
      });
  }

  /** Kills the editor that runs, with all its processes. */
  crash(): void {
    this.#session?.host.kill();
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
