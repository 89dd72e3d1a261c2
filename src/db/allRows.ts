/**
 * All rows of a list that is read in pages.
 *
 * @param limit how many rows a page has; one with fewer is the last
 * @param read reads the page behind a row, or the first one
 */
export async function allRows<Row>(
  limit: number,
  read: (after: Row | undefined) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read(rows.at(-1));
    rows.push(...page);
    if (page.length < limit) return rows;
  }
}
