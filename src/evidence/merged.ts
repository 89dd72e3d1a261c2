/** The parts of the address of merged logs, of which the scheme is the editor's business. */
interface Address {
  readonly path: string;
  readonly query: string;
}

const QUERY = /^merge=((?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12},?)+)$/;

/**
 * The address of several attachments merged by time: their ids, from which the text is made again when the editor comes
 * back. It carries nothing else of the case.
 */
export function mergedAddress(ids: readonly string[]): Address {
  return { path: `/merged-${ids.length}-logs.log`, query: `merge=${ids.join(',')}` };
}

/** The ids of the attachments that an address names; undefined where it is none of merged logs. */
export function mergedIdsOf({ query }: Address): string[] | undefined {
  return QUERY.exec(query)?.[1]
    ?.split(',')
    .filter(id => id !== '');
}
