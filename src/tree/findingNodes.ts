import type { Finding, Span } from '../db/rows/spans.js';
import type { FoundType } from './findings.js';

/** A row of the findings view. Commands that a row starts get the row itself. */
export type FindingsNode = TypeNode | ValueNode | FindingNode;

export class TypeNode {
  constructor(
    readonly type: FoundType,
    readonly issue_id: string,
  ) {}
}

export class ValueNode {
  constructor(
    readonly finding: Finding,
    readonly issue_id: string,
    readonly parent: TypeNode,
  ) {}
}

export class FindingNode {
  constructor(
    readonly span: Span,
    readonly fileName: string,
    readonly parent: ValueNode,
  ) {}
}
