import type { Attachment, Image } from '../db/rows/attachments.js';
import type { DocumentSummary } from '../db/rows/analysis.js';
import type { IncidentSummary } from '../db/rows/incidents.js';

/** A row of the incidents view. Commands that a row starts get the row itself. */
export type Node = IncidentNode | AttachmentNode | DocumentNode | MoreNode;

export class IncidentNode {
  constructor(readonly incident: IncidentSummary) {}
}

export class AttachmentNode {
  constructor(
    readonly attachment: Attachment | Image,
    readonly parent: IncidentNode,
  ) {}
}

export class DocumentNode {
  constructor(
    readonly document: DocumentSummary,
    readonly parent: IncidentNode,
  ) {}
}

/** The last row of a list that goes on. */
export class MoreNode {
  constructor(readonly parent: IncidentNode | undefined) {}
}
