/** What is dropped on the incidents view is attached to the incident under the pointer. */
import * as vscode from 'vscode';
import { AttachmentNode, IncidentNode, type Node } from './nodes.js';

/** What was dropped: addresses, and files whose addresses the editor does not know, as in a browser. */
export interface Dropped {
  readonly uris: readonly vscode.Uri[];
  readonly files: readonly vscode.DataTransferFile[];
  /** The incident under the pointer; the active one where there is none. */
  readonly incidentId: string | undefined;
}

export class IncidentsDrop implements vscode.TreeDragAndDropController<Node> {
  readonly dropMimeTypes = ['text/uri-list', 'files'];
  readonly dragMimeTypes = [];

  constructor(private readonly dropped: (dropped: Dropped) => void) {}

  async handleDrop(target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    const list = (await data.get('text/uri-list')?.asString()) ?? '';
    const uris = list
      .split(/\r?\n/)
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => vscode.Uri.parse(line, true));
    const files: vscode.DataTransferFile[] = [];
    for (const [, item] of data) {
      const file = item.asFile();
      // One with an address is in the list as well.
      if (file && !file.uri) files.push(file);
    }
    this.dropped({ uris, files, incidentId: incidentIdOf(target) });
  }
}

function incidentIdOf(target: Node | undefined): string | undefined {
  if (target instanceof IncidentNode) return target.incident.id;
  return target instanceof AttachmentNode ? target.attachment.issue_id : undefined;
}
