import { audit } from '../db/audit.js';
import { searchIndexes } from '../db/checkStore.js';
import { openStore } from '../db/connection.js';
import type { Jobs } from './api.js';

/** Makes the search indexes anew from their tables. */
export const repairSearch: Jobs['repairSearch'] = ({ store }, { nativeBinding, progress }) => {
  const db = openStore(store, nativeBinding);
  try {
    const indexes = searchIndexes(db);
    for (const [done, name] of indexes.entries()) {
      progress({ done, total: indexes.length });
      db.transaction(() => {
        db.exec(`INSERT INTO "${name}" ("${name}") VALUES ('rebuild')`);
        audit(db, { action: 'search_rebuilt', entity_type: 'store', entity_id: name });
      }).immediate();
    }
  } finally {
    db.close();
  }
};
