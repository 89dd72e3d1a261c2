/**
 * Work of which one is under way at a time: whoever asks for it meanwhile has it done once more behind, however often that
 * was.
 *
 * @returns asks for it; the promise is kept once all that was asked for is done
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let again = false;
  let underWay: Promise<void> | undefined;
  const run = async () => {
    while (again) {
      again = false;
      await work();
    }
  };
  return () => {
    again = true;
    return (underWay ??= run().finally(() => (underWay = undefined)));
  };
}
