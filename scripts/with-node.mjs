// node scripts/with-node.mjs PROGRAM [ARG …]: runs a tool of the project, installed first where it is missing.
import { ensureTools, toolEnvironment } from './bootstrap.mjs';
import { passThrough } from './command.mjs';
import { run } from './progress.mjs';

await run(async () => {
  await ensureTools();
  const [program, ...args] = process.argv.slice(2);
  process.exitCode = await passThrough(program, args, { env: toolEnvironment() });
});
