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

export class Machine {
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
    const host = await startHost(this.profile, { port: this.port });
    try {
      const workbench = await Workbench.open(
        addressOf(host.origin, folder === 'none' ? {} : { folder }),
        join(this.home, 'browser'),
      );
      try {
        await work(workbench);
      } catch (error) {
        await workbench.screenshot(`failed-${Date.now()}`);
        throw error;
      } finally {
        await workbench.close();
      }
    } finally {
      await host.stop();
    }
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
