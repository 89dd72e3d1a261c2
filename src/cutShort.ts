/**
 * A text that is cut between words where it is longer than that: half of a token, or of a number in groups, looks like nothing
 * that is to be redacted. A single long word is cut all the same.
 *
 * @param most in UTF-16 units, without the sign that it goes on
 */
export function cutShort(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  if (space <= 0) return `${text.slice(0, most).toWellFormed()}…`;
  const words = text.slice(0, space);
  return `${words.replace(/(?:\s+[\d-]+)+$/, '') || words}…`;
}
