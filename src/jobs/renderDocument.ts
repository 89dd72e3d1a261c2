import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../db/connection.js';
import { StoreError } from '../db/errors.js';
import { images as imageRows } from '../db/images.js';
import { renderDocument as render } from '../export/index.js';
import { ShownTimes } from '../timeline/index.js';
import type { Jobs } from './api.js';

/** How many steps the progress has. */
const STEPS = 1000;

export const renderDocument: Jobs['renderDocument'] = async (
  { store, format, images, font, evidence, zone, ...texts },
  { nativeBinding, progress },
) => {
  progress({ done: 0, total: STEPS });
  const db = openStore(store, nativeBinding);
  const source = {
    ...texts,
    evidence: new Map(evidence.map(({ id, ...found }) => [id, found])),
    clock: new ShownTimes(zone),
  };
  const imageOf = (id: string) => (images ? unlessGone(() => imageRows.readImage(db, { id })) : undefined);
  try {
    const rendered = await render(
      format,
      source,
      imageOf,
      () => fontsOf(font),
      share => progress({ done: Math.round(STEPS * share), total: STEPS }),
    );
    const { bytes, ...told } = rendered;
    return { ...told, bytes: Uint8Array.from(bytes), missing: [...rendered.missing] };
  } finally {
    db.close();
  }
};

function fontsOf(own: string | null) {
  const read = (name: string) => readFileSync(join(__dirname, 'fonts', `${name}.ttf`));
  const chosen = own === null ? undefined : unlessUnreadable(() => readFileSync(own));
  return {
    normal: read('DejaVuSans'),
    bold: read('DejaVuSans-Bold'),
    italics: read('DejaVuSans-Oblique'),
    mono: read('DejaVuSansMono'),
    ...(own !== null && { own: chosen ?? new Uint8Array() }),
  };
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'gone') return undefined;
    throw error;
  }
}

/** A font that cannot be read is told like one that is none. */
function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
