// The browser of the end-to-end tests: one that is there, or Debian's where it may be installed.
import { ensureProgram } from './packages.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium; installs it with apt-get where that is allowed. */
export async function ensureBrowser() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const otherwise = ', or name a program in CHROME_PATH';
  return ensureProgram(NAMES, 'chromium', 'the end-to-end tests', otherwise);
}
