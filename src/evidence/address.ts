/**
 * The path of a stored attachment's address: `/<incident>/<attachment>/<file name>`. It carries ids and the
 * file's name and nothing else of the case, since VS Code writes the addresses of opened documents to its own
 * state files.
 */
export function attachmentPath(attachment: {
  readonly issue_id: string;
  readonly id: string;
  readonly file_name: string;
}): string {
  return `/${attachment.issue_id}/${attachment.id}/${attachment.file_name}`;
}

/** The attachment that a path names, or undefined where it is not such a path. */
export function attachmentIdOf(path: string): string | undefined {
  return /^\/[0-9a-f-]{36}\/([0-9a-f-]{36})\/[^/]+$/.exec(path)?.[1];
}
