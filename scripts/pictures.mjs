// npm run pictures: takes the README's pictures anew, from the end-to-end test that shows the main job.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureTools, toolEnvironment } from './bootstrap.mjs';
import { ensureBrowser } from './browser.mjs';
import { quiet } from './command.mjs';
import { OUT, ROOT } from './folders.mjs';
import { run, step } from './progress.mjs';

await run(async () => {
  await ensureTools();
  process.env.CHROME_PATH = await ensureBrowser();
  await step('Taking the pictures', () =>
    quiet('vitest', ['run', '--project', 'e2e', 'firstIncident'], { cwd: ROOT, env: toolEnvironment() }),
  );
  await mkdir(join(ROOT, 'media', 'pictures'), { recursive: true });
  for (const name of ['incident', 'case-timeline', 'case-whys', 'case-postmortem'])
    await copyFile(join(OUT, 'screenshots', `${name}.png`), join(ROOT, 'media', 'pictures', `${name}.png`));
});
