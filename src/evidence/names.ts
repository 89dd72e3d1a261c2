/**
 * A name that is only a name, on every file system: the last segment, without characters that are control
 * characters, reorder text or are reserved on Windows, and never empty, `.` or `..`.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .slice(0, 200);
  return clean === '' ? 'attachment' : clean;
}
