import type { Database } from './index.js';

/** The index has external content: the triggers keep it in step with `issues`. */
export default function issuesFts(db: Database): void {
  db.exec(`
    CREATE VIRTUAL TABLE issues_fts USING fts5(
      id UNINDEXED,
      title,
      description,
      content='issues',
      content_rowid='rowid'
    );
    CREATE TRIGGER issues_fts_insert AFTER INSERT ON issues BEGIN
      INSERT INTO issues_fts(rowid, id, title, description)
      VALUES (new.rowid, new.id, new.title, new.description);
    END;
    CREATE TRIGGER issues_fts_delete AFTER DELETE ON issues BEGIN
      INSERT INTO issues_fts(issues_fts, rowid, id, title, description)
      VALUES ('delete', old.rowid, old.id, old.title, old.description);
    END;
    CREATE TRIGGER issues_fts_update AFTER UPDATE OF title, description ON issues BEGIN
      INSERT INTO issues_fts(issues_fts, rowid, id, title, description)
      VALUES ('delete', old.rowid, old.id, old.title, old.description);
      INSERT INTO issues_fts(rowid, id, title, description)
      VALUES (new.rowid, new.id, new.title, new.description);
    END;
    INSERT INTO issues_fts(issues_fts) VALUES ('rebuild');
  `);
}
