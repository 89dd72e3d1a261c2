/** Where evidence is in its source today, as UTF-16 offsets. */
export interface Located {
  readonly start: number;
  readonly end: number;
  /** Whether it is no longer on the line that it was taken from. */
  readonly moved: boolean;
}

/**
 * Finds evidence in the text of its source: first from the line that it was taken from, then anywhere, since
 * logs rotate and files are edited.
 *
 * @param lineStart the offset at which the line begins that the evidence was taken from
 */
export function locate(text: string, evidence: string, lineStart: number): Located | undefined {
  const lineEnd = text.indexOf('\n', lineStart);
  const inPlace = text.indexOf(evidence, lineStart);
  if (inPlace !== -1 && (lineEnd === -1 || inPlace <= lineEnd)) return found(inPlace, false);
  const anywhere = inPlace === -1 ? text.indexOf(evidence) : inPlace;
  return anywhere === -1 ? undefined : found(anywhere, true);

  function found(start: number, moved: boolean): Located {
    return { start, end: start + evidence.length, moved };
  }
}
