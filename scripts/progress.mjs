// What the scripts tell the person who waits.

/** An expected failure: its message is one sentence for a person, without a stack trace. */
export class Failure extends Error {}

/**
 * Tells what is being done and, at its end, how long it took.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const began = Date.now();
  process.stdout.write(`· ${what} …\n`);
  const result = await work();
  process.stdout.write(`  done after ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  return result;
}

/**
 * Runs a script's main function; a failure becomes its sentence and exit code 1.
 *
 * @param {() => Promise<void>} main
 */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
