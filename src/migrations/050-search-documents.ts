import type { Database } from './index.js';

/**
 * Documents and whys are found by the words in them. Both indexes have external content, as that of incidents has, and
 * are kept in step by triggers; what is saved without a change of the text changes no index.
 */
export default function searchDocuments(db: Database): void {
  for (const [table, columns] of INDEXED) {
    const [names, olds, news] = ['', 'old.', 'new.'].map(row =>
      columns.map(column => row + column).join(', '),
    );
    const index = `${table}_fts`;
    const changed = columns.map(column => `old.${column} IS NOT new.${column}`).join(' OR ');
    const remove = `INSERT INTO ${index}(${index}, rowid, ${names}) VALUES ('delete', old.rowid, ${olds});`;
    const add = `INSERT INTO ${index}(rowid, ${names}) VALUES (new.rowid, ${news});`;
    db.exec(`
      CREATE VIRTUAL TABLE ${index} USING fts5(${names}, content='${table}', content_rowid='rowid');
      CREATE TRIGGER ${index}_insert AFTER INSERT ON ${table} BEGIN ${add} END;
      CREATE TRIGGER ${index}_delete AFTER DELETE ON ${table} BEGIN ${remove} END;
      CREATE TRIGGER ${index}_update AFTER UPDATE OF ${names} ON ${table} WHEN ${changed}
      BEGIN ${remove} ${add} END;
      INSERT INTO ${index}(${index}) VALUES ('rebuild');
      INSERT INTO ${index}(${index}, rank) VALUES ('usermerge', 2);
    `);
  }
}

const INDEXED = [
  ['documents', ['title', 'content_md']],
  ['resolution_steps', ['why_question', 'answer']],
] as const;
