import type { Database } from './index.js';

/** Two parts of the search index that are alike may be merged, not only four: a search looks into each of them. */
export default function searchMerge(db: Database): void {
  db.exec(`INSERT INTO issues_fts(issues_fts, rank) VALUES ('usermerge', 2)`);
}
