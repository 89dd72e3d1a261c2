import type { Attachment } from '../db/rows/attachments.js';

/** The parts of a stored attachment's address, of which the scheme is the editor's business. */
interface Address {
  readonly path: string;
  readonly query: string;
}

/**
 * The address of a stored attachment: its id, and a path for people, since VS Code tells tabs of the same name
 * apart by their folders. It carries nothing else of the case, since VS Code writes the addresses of opened
 * documents to its own state files.
 */
export function attachmentAddress(
  attachment: Pick<Attachment, 'id' | 'file_name' | 'start_line' | 'end_line'>,
): Address {
  const { start_line: start, end_line: end } = attachment;
  const lines = start === null || end === null ? '' : `/L${start}-L${end}`;
  return { path: `${lines}/${attachment.file_name}`, query: attachment.id };
}

/** The id of the attachment that an address names, or undefined where it names none. */
export function attachmentIdOf({ query }: Address): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(query) ? query : undefined;
}
