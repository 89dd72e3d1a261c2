/** Attachments that are scanned and redacted in the thread that does so, for tests of both. */
import { afterAll } from 'vitest';
import { Threads } from '../../src/jobs/threads.js';
import { draftLine, openWindow, REDACTION, type OpenStore } from './stores.js';

export const LINE =
  'ünï 10.20.30.40 login failed password=hunter2hunter2 for ana.lopez@corp-mail.com from 10.20.30.40';

export const redactions = new Threads(REDACTION);
afterAll(() => redactions.end());

export async function withIncident() {
  const window = await openWindow();
  const { id } = await window.store.createIncident({ title: 'Login', severity: 'high' });
  return { ...window, issue_id: id };
}

export async function attach(window: OpenStore, issue_id: string, text = LINE, name = 'app.log') {
  return (await window.store.addAttachment(await draftLine(issue_id, text, name))).attachment;
}

export const scan = ({ access: store }: OpenStore, patterns: { name: string; pattern: string }[] = []) =>
  redactions.work('scan', { store, patterns }, {});

export const redact = ({ access: store }: OpenStore, id: string, clear: boolean) =>
  redactions.work(
    'redact',
    {
      ...{ store, id, clear, patterns: [], replacements: 'numbered', name: 'app.redacted.log' },
    },
    {},
  );

export const spansOf = ({ store }: OpenStore, log_file_id: string) =>
  store.listSpans({ log_file_id, limit: 100 });

/** What becomes of an attachment's text, or of texts that are from it. */
export const leaving = async (
  { access: store, issue_id }: OpenStore & { issue_id: string },
  id: string,
  texts?: string[],
) => {
  const input = { store, issue_id, log_file_id: id, patterns: [], replacements: 'numbered' as const };
  return (await redactions.work('redactTexts', { ...input, ...(texts && { texts }) }, {})).texts.join();
};

export const waiting = async ({ store }: OpenStore, id: string) =>
  (await store.getAttachment({ id })).waiting;
