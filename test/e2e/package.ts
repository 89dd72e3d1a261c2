import type { TestProject } from 'vitest/node';
import { ensureHost } from '../../scripts/bootstrap.mjs';
import { packageFor, thisTarget } from '../../scripts/package.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the package that a person would install. */
    vsix: string;
  }
}

/** The end-to-end tests install the package, not the sources. */
export default async function setup(project: TestProject): Promise<void> {
  await ensureHost('current');
  await ensureHost('oldest');
  project.provide('vsix', await packageFor(thisTarget()));
}
