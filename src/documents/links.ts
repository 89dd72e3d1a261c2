/** What is a link in a document, in exports and in the preview alike. */
import type { MarkdownIt } from 'markdown-it';

const FOLLOWED = /^(?:https?:\/\/|mailto:)/i;

/** Whether something leads to the web or to mail. */
export function isFollowed(address: string): boolean {
  return FOLLOWED.test(address);
}

/** Addresses of the web, of mail and of evidence are links, also where they stand as they are; all else stays text. */
export function readLinks(markdown: MarkdownIt): void {
  markdown.set({ linkify: true });
  markdown.validateLink = address => isFollowed(address.trim()) || address.trim().startsWith('whydunit:');
  const { linkify } = markdown;
  linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false }).add('ftp:', null).add('//', null);
}
