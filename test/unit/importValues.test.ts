import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { bring, rows } from './imports.js';
import { openWindow } from './stores.js';
import { insert, issue, makeTftsr } from './tftsr.js';

/** As TFTSR's security model has it: AES-256-GCM under the SHA-256 of the key material. */
function sealedByTftsr(material: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', createHash('sha256').update(material).digest(), nonce);
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
}

describe('values of a TFTSR database', () => {
  it('says of every value what was brought to our form, and of every row that did not come why', async () => {
    const window = await openWindow();
    const good = uuid();
    const file = makeTftsr(db => {
      db.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
      insert(
        db,
        'issues',
        issue({
          id: good,
          severity: 'P1',
          status: 'Resolved',
          tags: 'db, net',
          created_at: '2025-03-01T12:00:00.123+02:00',
          updated_at: 'yesterday',
          resolved_at: 1_740_823_500,
        }),
      );
      insert(db, 'issues', issue({ id: 'INC-7' }));
      const lost = { issue_id: 'INC-7', step_order: 1, why_question: '?', created_at: '2025-03-01 10:00:00' };
      insert(db, 'resolution_steps', { id: uuid(), ...lost });
      insert(db, 'resolution_steps', { id: uuid(), ...lost, issue_id: uuid() });
      insert(db, 'timeline_events', {
        id: uuid(),
        issue_id: good,
        event_type: 'x',
        description: 'y',
        metadata: 'not json',
        created_at: 'Z',
      });
      const conversation_id = insert(db, 'ai_conversations', {
        id: uuid(),
        issue_id: good,
        provider: 'p',
        model: 'm',
        created_at: '2025-03-01',
      });
      insert(db, 'ai_messages', {
        id: uuid(),
        conversation_id,
        role: 'robot',
        content: 'x',
        created_at: '2025-03-01 10:00:00',
      });
      insert(db, 'credentials', {
        id: uuid(),
        service: 'confluence',
        token_hash: 'h',
        encrypted_token: 'AAAA',
        created_at: '2025-03-01 10:00:00',
      });
      insert(db, 'mcp_servers', {
        id: uuid(),
        name: 'n',
        url: 'u',
        transport_type: 'stdio',
        auth_type: 'bearer',
        auth_value: 'AAAA',
        enabled: 1,
      });
      insert(db, 'approval_decisions', { id: uuid(), command_pattern: 'rm', decision: 'allow_session' });
      insert(db, 'integration_config', {
        id: uuid(),
        service: 'servicenow',
        base_url: 'https://x',
        updated_at: '2025-03-01 10:00:00',
      });
    });
    const { notes } = await bring(window, file);
    const told = notes.map(({ what, table, column }) => [what, table, column].join(' ')).sort();
    expect(told).toEqual([
      'badId issues id',
      'badValue ai_messages ',
      'disabled approval_decisions expires_at',
      'disabled mcp_servers enabled',
      'filled issues updated_at',
      'filled timeline_events created_at',
      'form issues tags',
      'form timeline_events metadata',
      'noParent resolution_steps ',
      'noParent resolution_steps issue_id',
      'sealed credentials encrypted_token',
      'secret mcp_servers auth_value',
      'time ai_conversations created_at',
      'time issues created_at',
      'time issues resolved_at',
      'word issues severity',
      'word issues status',
    ]);
    expect(await window.store.getIncident({ id: good })).toMatchObject({
      severity: 'medium',
      status: 'resolved',
      created_at: '2025-03-01 10:00:00',
      updated_at: '2025-03-01 10:00:00',
      resolved_at: '2025-03-01 10:05:00',
    });
    expect(rows(window, 'SELECT enabled, auth_value FROM mcp_servers')).toEqual([
      { enabled: 0, auth_value: null },
    ]);
    // Whatever came can be shown.
    const { store } = window;
    const some = { limit: 100 };
    await Promise.all([
      store.listIncidents(some),
      store.listEvents({ issue_id: good, ...some }),
      store.listMcpServers(some),
      store.listApprovals(some),
      store.listConversations({ issue_id: good, ...some }),
      store.listIntegrations(some),
    ]);
    const again = await bring(window, file);
    expect(again.came).toBe(0);
    expect(again.notes.filter(({ what }) => what === 'conflict')).toEqual([]);
  });

  it('seals secrets anew that the passphrase opens, and says of the others that they have to be entered again', async () => {
    const window = await openWindow();
    const file = makeTftsr(
      db => {
        const at = { created_at: '2025-03-01 10:00:00' };
        const sealed = sealedByTftsr('the passphrase', 'token of a service');
        insert(db, 'credentials', {
          id: uuid(),
          service: 'confluence',
          token_hash: 'h',
          encrypted_token: sealed,
          ...at,
        });
        insert(db, 'credentials', {
          id: uuid(),
          service: 'servicenow',
          token_hash: 'h',
          encrypted_token: sealedByTftsr('other', 'x'),
          ...at,
        });
      },
      { passphrase: 'the passphrase' },
    );
    const { notes } = await bring(window, file, 'the passphrase');
    expect(notes).toMatchObject([{ what: 'sealed', table: 'credentials', count: 1 }]);
    expect(await window.store.readCredential({ service: 'confluence' })).toBe('token of a service');
    expect(await bring(window, file, 'the passphrase')).toMatchObject({ came: 0, notes });
  });

  it('keeps hostile text byte by byte', async () => {
    const window = await openWindow();
    const texts = [
      'a\0b',
      "'; DROP TABLE issues; --",
      '\u202Ertl \u200F',
      '\uFFFD',
      'x'.repeat(10_000_000),
      '💥',
    ];
    const file = makeTftsr(db => {
      for (const title of texts) insert(db, 'issues', issue({ title }));
      // A lone surrogate, as a program without checks writes it: no UTF-8.
      db.prepare(`UPDATE issues SET title = CAST(? AS TEXT) WHERE title = ?`).run([
        new Uint8Array([0xed, 0xa0, 0x80]),
        '💥',
      ]);
    });
    const report = await bring(window, file);
    expect(report.notes).toEqual([]);
    const kept = rows(window, 'SELECT CAST(title AS BLOB) AS bytes FROM issues ORDER BY id').map(
      ({ bytes }) => bytes,
    );
    expect(kept).toEqual([
      ...texts.slice(0, -1).map(text => Buffer.from(text)),
      Buffer.from([0xed, 0xa0, 0x80]),
    ]);
    expect((await bring(window, file)).notes).toEqual([]);
  });
});
