import { build } from '../../scripts/build.mjs';

/** The unit tests run the store's worker as it is shipped: bundled. */
export default async function setup(): Promise<void> {
  await build();
}
