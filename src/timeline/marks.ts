/** How events are marked: what belongs together has the same colour and the same shape. */

export type MarkKind = 'milestone' | 'evidence' | 'analysis' | 'document' | 'note';

const KINDS: Readonly<Record<string, MarkKind>> = {
  triage_started: 'milestone',
  impact_started: 'milestone',
  detected: 'milestone',
  acknowledged: 'milestone',
  mitigated: 'milestone',
  resolved: 'milestone',
  reopened: 'milestone',
  log_uploaded: 'evidence',
  log_line: 'evidence',
  why_level_advanced: 'analysis',
  root_cause_identified: 'analysis',
  rca_generated: 'document',
  postmortem_generated: 'document',
  document_exported: 'document',
};

/** A person's own types are notes. */
export function markKind(event_type: string): MarkKind {
  return KINDS[event_type] ?? 'note';
}

const BY_WEIGHT: readonly MarkKind[] = ['milestone', 'analysis', 'document', 'evidence', 'note'];

/** The kind that a mark of several events has. */
export function weightiest(event_types: readonly string[]): MarkKind {
  const kinds = new Set(event_types.map(markKind));
  return BY_WEIGHT.find(kind => kinds.has(kind)) ?? 'note';
}

/** The outline of a mark around 0, 0 as an SVG path. */
export function markPath(kind: MarkKind, size: number): string {
  const r = size / 2;
  switch (kind) {
    case 'milestone':
      return `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z`;
    case 'evidence':
      return square(r * 0.8);
    case 'analysis':
      return `M0 ${-r}L${r} ${r * 0.8}L${-r} ${r * 0.8}Z`;
    case 'document':
      return `M${-r * 0.7} ${-r * 0.9}H${r * 0.3}L${r * 0.7} ${-r * 0.5}V${r * 0.9}H${-r * 0.7}Z`;
    case 'note':
      return circle(r * 0.85);
  }
}

const square = (r: number) => `M${-r} ${-r}H${r}V${r}H${-r}Z`;
const circle = (r: number) => `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
