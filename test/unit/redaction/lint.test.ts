import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

/** What the rules say of a file that has this text. */
async function faults(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: 'src/ids.ts' });
  return (result?.messages ?? [])
    .map(({ ruleId }) => ruleId ?? '')
    .filter(id => id.startsWith('no-restricted'));
}

describe('a way to the network', () => {
  it.each([
    "await fetch('https://example.com');",
    "await globalThis.fetch('https://example.com');",
    "new WebSocket('wss://example.com');",
    "navigator.sendBeacon('https://example.com', '');",
    "import { request } from 'node:https';\nrequest('');",
    "import { connect } from 'net';\nconnect(1);",
    "import { resolve } from 'node:dns/promises';\nawait resolve('');",
    "import { spawn } from 'node:child_process';\nspawn('curl');",
    "const { get } = await import('node:http');\nget('');",
  ])('is a lint error: %s', async text => {
    expect(await faults(`${text}\nexport {};\n`)).toHaveLength(1);
  });

  it('is not what only reads like one', async () => {
    expect(
      await faults("import { join } from 'node:path';\nexport const fetched = join('a', 'b');\n"),
    ).toEqual([]);
  });
});
