import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, EvidenceOrder } from '../../src/db/rows/attachments.js';
import { draftLine, openWindow } from './stores.js';

const ORDERS: readonly EvidenceOrder[] = ['name', 'incident', 'date', 'size', 'type'];
const all = { text: '' };

/** What each order compares, written down once more and simpler: ties go by id. */
const KEYS: Record<EvidenceOrder, (row: Evidence) => string | number> = {
  name: ({ file_name }) => file_name.toLowerCase(),
  incident: ({ issue_title }) => issue_title.toLowerCase(),
  date: ({ uploaded_at }) => uploaded_at,
  size: ({ file_size }) => file_size ?? 0,
  type: ({ type, mime_type }) => `${type} ${mime_type ?? ''}`,
};

function sorted(rows: readonly Evidence[], order: EvidenceOrder, descending: boolean): Evidence[] {
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  const ascending = [...rows].sort((a, b) => compare(KEYS[order](a), KEYS[order](b)) || compare(a.id, b.id));
  return descending ? ascending.reverse() : ascending;
}

async function filled() {
  const window = await openWindow();
  const { store } = window;
  const incidents = [];
  for (const title of ['Checkout answers 502', 'checkout again', 'Übertragung stockt']) {
    incidents.push(await store.createIncident({ title, severity: 'low' }));
  }
  const names = ['App.log', 'app.log', 'zulu.log', 'b.log', 'ÄRGER.log', 'runbook.pdf', 'core', 'a(1).log'];
  for (const [at, name] of names.entries()) {
    const issue_id = incidents[at % 3]?.id ?? '';
    const mime_type =
      name === 'core'
        ? 'application/octet-stream'
        : name.endsWith('pdf')
          ? 'application/pdf'
          : at === 0
            ? null
            : 'text/plain';
    const draft = await draftLine(issue_id, `${'x'.repeat(1 + ((at * 7) % 5))}${at}`, name);
    await store.addAttachment({ ...draft, mime_type });
  }
  for (const [at, name] of ['shot.png', 'Graph.webp', 'app.png'].entries()) {
    await store.addImage({
      issue_id: incidents[at]?.id ?? '',
      file_name: name,
      file_path: '',
      mime_type: name.endsWith('png') ? 'image/png' : 'image/webp',
      pii_warning_acknowledged: false,
      is_paste: true,
      image_data: new Uint8Array([at, 1, 2]),
    });
  }
  return { ...window, incidents };
}

describe('the list of all evidence', () => {
  it('is sorted by each column, either way, and comes the same in pages of any size', async () => {
    const { store } = await filled();
    const rows = await store.listEvidence({ filter: all, order: 'date', descending: true, limit: 100 });
    expect(rows).toHaveLength(11);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ORDERS),
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        async (order, descending, limit) => {
          const read: Evidence[] = [];
          for (;;) {
            const last = read.at(-1);
            const page = await store.listEvidence({
              ...{ filter: all, order, descending, limit },
              ...(last && { after: last }),
            });
            read.push(...page);
            if (page.length < limit) break;
          }
          expect(read).toEqual(sorted(rows, order, descending));
        },
      ),
    );
  });

  it('is narrowed by words of name and incident, in any case, and by type, and counted', async () => {
    const { store } = await filled();
    const named = async (text: string, type?: Evidence['type']) => {
      const filter = { text, ...(type && { type }) };
      const rows = await store.listEvidence({ filter, order: 'name', descending: false, limit: 100 });
      expect(await store.countEvidence({ filter })).toBe(rows.length);
      return rows.map(({ file_name }) => file_name);
    };
    expect(await named('')).toHaveLength(11);
    expect(await named('APP.')).toHaveLength(3);
    expect(await named('app 502')).toEqual(['App.log']);
    expect(await named('ärger')).toEqual(['ÄRGER.log']);
    expect(await named('ÜBERTRAGUNG')).toHaveLength(3);
    expect(await named('(1)')).toEqual(['a(1).log']);
    expect(await named(`%' OR 1`)).toEqual([]);
    expect(await named('', 'image')).toEqual(['app.png', 'Graph.webp', 'shot.png']);
    expect(await named('', 'document')).toEqual(['runbook.pdf']);
    expect(await named('', 'other')).toEqual(['core']);
    expect(await named('again', 'text')).toEqual(['a(1).log', 'app.log', 'ÄRGER.log']);
  });
});
