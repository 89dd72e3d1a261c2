import { inflateRawSync, inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { Threads } from '../../../src/jobs/threads.js';
import { labelsOf, leave } from '../../../src/redaction/review/index.js';
import { openWindow, type OpenStore, REDACTION } from '../stores.js';
import { type Input, readPdf, render, why } from './rendering.js';

const redactions = new Threads(REDACTION);
afterAll(() => redactions.end());

const SECRETS = ['ana.lopez@corp-mail.com', '10.20.30.40', 'hunter2hunter2'];
const [MAIL, ADDRESS, PASSWORD] = SECRETS;

/** Private text wherever a document can hold some. */
const MARKDOWN = `# Outage at ${ADDRESS}

## Mail of ${MAIL}

password=${PASSWORD} and [${MAIL}](https://wiki.example.com/?who=${MAIL}) \`${ADDRESS}\`

| ${MAIL} |
| --- |
| ${ADDRESS} |

\`\`\`
password=${PASSWORD} from ${ADDRESS}
\`\`\`

![${MAIL}](whydunit:whys)

![Timeline](whydunit:timeline)
`;

/** Everything that another program could find in a file: as it lies there, and unpacked. */
function layers(bytes: Uint8Array): string[] {
  const raw = Buffer.from(bytes);
  const text = raw.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: { length } }) =>
    raw.subarray(index + length, text.indexOf('endstream', index)),
  );
  const entries: Buffer[] = [];
  for (
    let at = raw.indexOf('PK\x03\x04', 0, 'latin1');
    at >= 0;
    at = raw.indexOf('PK\x03\x04', at + 4, 'latin1')
  ) {
    const begin = at + 30 + raw.readUInt16LE(at + 26) + raw.readUInt16LE(at + 28);
    entries.push(raw.subarray(begin, begin + raw.readUInt32LE(at + 18)));
  }
  const unpacked = [
    ...streams.map(stream => attempt(() => inflateSync(stream))),
    ...entries.map(entry => attempt(() => inflateRawSync(entry))),
  ];
  const pictures = [...text.matchAll(/base64,([A-Za-z0-9+/=]+)/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64'),
  );
  return [raw, ...unpacked, ...pictures].flatMap(layer => [
    layer.toString('utf8'),
    new TextDecoder('utf-16le').decode(layer),
    new TextDecoder('utf-16le').decode(layer.subarray(1)),
    new TextDecoder('utf-16be').decode(layer),
    layer
      .toString('utf8')
      .replaceAll(/<([0-9a-f\s]+)>/gi, (_, hex: string) =>
        Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').toString('latin1'),
      ),
    decodeURIComponent(layer.toString('latin1').replaceAll(/%(?![0-9a-f]{2})|%[89a-f][0-9a-f]/gi, '')),
  ]);
}

function attempt(unpack: () => Buffer): Buffer {
  try {
    return unpack();
  } catch {
    return Buffer.alloc(0);
  }
}

async function exported(window: OpenStore, format: Input['format']) {
  const { id: issue_id } = await window.store.createIncident({ title: 'Outage', severity: 'high' });
  const document = await window.store.addDocument({
    issue_id,
    doc_type: 'postmortem',
    title: `Outage of ${MAIL}`,
    content_md: MARKDOWN,
  });
  const texts = [
    document.title,
    MARKDOWN,
    `Why ${ADDRESS}?`,
    `since password=${PASSWORD}`,
    `mail to ${MAIL}`,
    `${ADDRESS}.log`,
  ];
  let sent: Uint8Array = new Uint8Array();
  const left = await leave<Uint8Array>(
    {
      redact: given =>
        redactions.work(
          'redactTexts',
          { store: window.access, issue_id, texts: [...given], patterns: [], replacements: 'numbered' },
          {},
        ),
      approve: () => Promise.resolve(true),
      record: (leaving, outcome) =>
        window.store.recordLeaving({
          ...leaving,
          issue_id,
          document_id: document.id,
          outcome,
          file_path: '/tmp/out',
        }),
    },
    {
      destination: 'file',
      format,
      texts,
      make: async ([
        title = '',
        markdown = '',
        question = '',
        answer = '',
        description = '',
        source = '',
      ]) => {
        const input = { title, markdown, format, labels: labelsOf([]) };
        const whys = [why(1, question, answer)];
        return (
          await render(window, {
            ...input,
            whys,
            events: [{ at: 0, event_type: 'note', description, source }],
          })
        ).bytes;
      },
      send: bytes => {
        sent = bytes;
        return Promise.resolve();
      },
    },
  );
  return { issue_id, document, sent, left };
}

describe('an exported document', () => {
  it.each(['pdf', 'docx', 'html', 'md'] as const)(
    'as %s holds no private text, wherever one looks',
    async format => {
      const window = await openWindow();
      const { sent } = await exported(window, format);
      const found = layers(sent);
      if (format !== 'pdf') expect(found.some(text => text.includes('IPv4-1'))).toBe(true);
      const texts =
        format === 'pdf' ? [...found, (await readPdf(sent)).text, (await readPdf(sent)).structure] : found;
      if (format === 'pdf') expect(texts.at(-2)).toContain('[IPv4-1]');
      for (const text of texts) for (const secret of SECRETS) expect(text.includes(secret)).toBe(false);
    },
  );

  it('is written down with its hash, and as an event of the incident', async () => {
    const window = await openWindow();
    const { issue_id, document, sent, left } = await exported(window, 'md');
    const [event] = (await window.store.listEvents({ issue_id, limit: 10 })).filter(
      ({ event_type }) => event_type === 'document_exported',
    );
    expect(event?.metadata).toEqual({ format: 'md', file_path: '/tmp/out' });
    const rows = await window.store.listAudit({ limit: 20 });
    const row = rows.find(({ action }) => action === 'text_left');
    expect(JSON.parse(row?.details ?? '')).toMatchObject({
      document_id: document.id,
      format: 'md',
      destination: 'file',
      hash: left?.hash,
    });
    expect(JSON.stringify(rows)).not.toContain('/tmp/out');
    expect(left?.bytes).toBe(sent.length);
  });

  it('that could not be written leaves no event behind, and both are in the audit log', async () => {
    const window = await openWindow();
    const { id: issue_id } = await window.store.createIncident({ title: 'Outage', severity: 'high' });
    const row = {
      issue_id,
      destination: 'file' as const,
      format: 'pdf',
      hash: '0'.repeat(64),
      bytes: 1,
      redacted: {},
      kept: 0,
    };
    await window.store.recordLeaving({ ...row, outcome: 'left', file_path: '/full/a.pdf' });
    await window.store.recordLeaving({ ...row, outcome: 'stayed', file_path: '/full/a.pdf' });
    const events = await window.store.listEvents({ issue_id, limit: 10 });
    expect(events.map(({ event_type }) => event_type)).not.toContain('document_exported');
    const actions = (await window.store.listAudit({ limit: 20 })).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['text_left', 'text_stayed', 'document_exported']));
  });
});
