/** A person's machine for one test: a workspace, a profile, a store and a browser, all gone afterwards. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HOSTS } from '../../scripts/bootstrap.mjs';
import { addressOf, freePort, installExtension, type Profile, startHost } from '../../scripts/host.mjs';
import { Workbench } from './workbench.js';

const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** An editor that was left open, and the browser in it. */
interface Session {
  readonly folder: string;
  readonly workbench: Workbench;
  readonly end: () => Promise<void>;
  readonly kill: () => void;
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
   * Starts the editor, gives the workbench to `work`, and ends both.
   *
   * @param folder the folder or workspace to open, or `none`
   */
  async run(work: (workbench: Workbench) => Promise<void>, folder: string = this.logs): Promise<void> {
    await this.#end();
    try {
      await this.share(work, folder);
    } finally {
      await this.#end();
    }
  }

  /** As `run`, but leaves the editor as it is for the next one that shares it, where nothing failed. */
  async share(work: (workbench: Workbench) => Promise<void>, folder: string = this.logs): Promise<void> {
    if (this.#session?.folder !== folder) await this.#end();
    const { workbench } = (this.#session ??= await this.#begin(folder));
    try {
      await work(workbench);
    } catch (error) {
      await workbench.screenshot(`failed-${Date.now()}`);
      await this.#end();
      throw error;
    }
  }

  async #begin(folder: string): Promise<Session> {
    const host = await startHost(this.profile, { port: this.port });
    try {
      const address = addressOf(host.origin, folder === 'none' ? {} : { folder });
      const workbench = await Workbench.open(address, join(this.home, 'browser'));
      const end = async () => {
        await workbench.close().finally(() => host.stop());
      };
      return { folder, workbench, end, kill: host.kill };
    } catch (error) {
      await host.stop();
      throw error;
    }
  }

  async #end(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.end();
  }

  /** Kills the editor that runs, with all its processes. */
  crash(): void {
    this.#session?.kill();
  }

  async remove(): Promise<void> {
    await this.#end();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
