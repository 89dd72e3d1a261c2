import { getAttachment } from '../db/attachments.js';
import { openStore } from '../db/connection.js';
import { placesOfStored } from '../redaction/stored/index.js';
import type { Jobs } from './api.js';

export const placeFindings: Jobs['placeFindings'] = ({ store, id }, { nativeBinding, progress, tell }) => {
  const db = openStore(store, nativeBinding);
  try {
    const attachment = getAttachment(db, { id });
    const total = attachment.file_size ?? 0;
    let done = 0;
    for (const places of placesOfStored(db, attachment)) {
      progress({ done: ++done, total });
      if (places.length > 0) tell(places);
    }
  } finally {
    db.close();
  }
};
