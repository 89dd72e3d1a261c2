/** What a reader of a document would object to, with the line that it is on. */
import type { ActionState, StepRole, StepState } from '../../db/values.js';
import { findLinks } from '../../evidence/link/index.js';
import { codeLines, unclosedCode } from '../code.js';
import { headings } from '../sections.js';
import { findPlaceholders, isKnown } from '../template.js';
import { inline, WRITE } from '../text.js';
import { blocksOf, OPEN_END } from './blocks.js';
import { stopsAtPerson } from './person.js';
import { namesSeveral } from './several.js';

export type ProblemKind =
  /** Something is still to be written; the detail says what. */
  | 'empty'
  /** No placeholder has this name. */
  | 'unknownPlaceholder'
  /** One that is known was not filled: it makes several lines within one, or it was written here. */
  | 'unfilledPlaceholder'
  /** An answer is confirmed, or a cause is told, without evidence. */
  | 'noEvidence'
  /** The cause is a person instead of what let it happen. */
  | 'person'
  /** An answer names several causes, and the whys go on with one of them at most. */
  | 'severalCauses'
  /** Headings below are code as long as nothing ends it, so nothing below is generated anew. */
  | 'unclosedCode'
  | 'evidenceRemoved'
  | 'evidenceBroken'
  | 'noOwner'
  | 'noDate';

export interface Problem {
  readonly kind: ProblemKind;
  /** From 0. */
  readonly line: number;
  /** What it is about: a name, or the beginning of a text. */
  readonly detail: string;
}

/** What is known beside the text. */
export interface Known {
  readonly evidence: readonly { readonly id: string; readonly broken: boolean }[];
  readonly steps: readonly {
    readonly question: string;
    readonly answer: string;
    readonly state: StepState;
    readonly role: StepRole | null;
    readonly hasEvidence: boolean;
    /** Whether neither it nor an answer that it hangs on was refuted. */
    readonly holds: boolean;
    /** How many whys ask about the answer. */
    readonly next: number;
  }[];
  readonly actions: readonly {
    readonly title: string;
    readonly state: ActionState;
    readonly owner: string | null;
    readonly due_on: string | null;
  }[];
  readonly people: readonly string[];
  /** Headings of sections that tell causes, in the person's language. */
  readonly causeHeadings: readonly string[];
}

const CAUSES = /\broot causes?\b|\bcontributing (?:factors?|causes?)\b|^causes?$/i;

/** In the order of the lines. */
export function lint(text: string, known: Known): Problem[] {
  const lines = text.split('\n');
  const open = unclosedCode(lines);
  const told = causes(text, lines, known);
  const problems = [
    ...unwritten(text),
    ...(open === undefined ? [] : [{ kind: 'unclosedCode', line: open, detail: '' } as const]),
    ...links(lines, known),
    ...told,
    ...whys(lines, known).filter(why => !told.some(cause => isSame(cause, why, lines))),
    ...actionItems(lines, known),
  ];
  const seen = new Set<string>();
  return problems
    .filter(({ kind, line, detail }) => {
      const key =
        kind === 'person' || kind === 'noEvidence' ? `${kind} ${line}` : `${kind} ${line} ${detail}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.line - b.line);
}

/** The places that still ask for text. */
export function unwritten(text: string): Problem[] {
  const lines = text.split('\n');
  const code = codeLines(lines);
  return lines.flatMap((content, line): Problem[] => {
    if (code.has(line)) return [];
    if (OPEN_END.test(content)) return [{ kind: 'empty', line, detail: content.trim() }];
    const prose = content.replaceAll(/`[^`]*`/g, span => ' '.repeat(span.length));
    return findPlaceholders(prose).map(({ name, hint }) => {
      if (name === WRITE) return { kind: 'empty', line, detail: hint };
      return { kind: isKnown(name) ? 'unfilledPlaceholder' : 'unknownPlaceholder', line, detail: name };
    });
  });
}

function links(lines: readonly string[], { evidence }: Known): Problem[] {
  const byId = new Map(evidence.map(row => [row.id, row] as const));
  return lines.flatMap((content, line) =>
    findLinks(content).flatMap(({ id, start, end }): Problem[] => {
      const row = byId.get(id);
      if (row && !row.broken) return [];
      const [, path = ''] = /^whydunit:\/([^?]*)/.exec(content.slice(start, end)) ?? [];
      return [{ kind: row ? 'evidenceBroken' : 'evidenceRemoved', line, detail: decoded(path) }];
    }),
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What the sections that tell causes say. */
function causes(text: string, lines: readonly string[], known: Known): Problem[] {
  const named = new Set(known.causeHeadings.map(heading => heading.toLowerCase()));
  const all = headings(text);
  return all.flatMap(({ title, line }, at) => {
    if (!CAUSES.test(title) && !named.has(title.toLowerCase())) return [];
    const end = all[at + 1]?.line ?? lines.length;
    return blocksOf(lines, line + 1, end).flatMap((block): Problem[] => [
      ...(block.isClaim && findLinks(block.text).length === 0
        ? [{ kind: 'noEvidence', line: block.line, detail: shortened(block.text) } as const]
        : []),
      ...(!block.hasParts && stopsAtPerson(block.text, known.people)
        ? [{ kind: 'person', line: block.line, detail: shortened(block.text) } as const]
        : []),
    ]);
  });
}

function whys(lines: readonly string[], known: Known): Problem[] {
  return known.steps.flatMap((step): Problem[] => {
    const { answer, question, role, state } = step;
    if (answer === '' || !step.holds) return [];
    const line = lineOf(lines, answer) ?? lineOf(lines, question) ?? 0;
    const problem = (kind: ProblemKind) => ({ kind, line, detail: shortened(answer) });
    const isEnd = step.next === 0;
    return [
      ...(!step.hasEvidence && (state === 'confirmed' || role === 'root_cause')
        ? [problem('noEvidence')]
        : []),
      ...((isEnd || role !== null) && stopsAtPerson(answer, known.people) ? [problem('person')] : []),
      ...(step.next < 2 && namesSeveral(answer) ? [problem('severalCauses')] : []),
    ];
  });
}

function actionItems(lines: readonly string[], known: Known): Problem[] {
  return known.actions
    .filter(({ state }) => state === 'open')
    .flatMap(({ title, owner, due_on }): Problem[] => {
      const line = lineOf(lines, title) ?? 0;
      return [
        ...(owner?.trim() ? [] : [{ kind: 'noOwner', line, detail: title } as const]),
        ...(due_on ? [] : [{ kind: 'noDate', line, detail: title } as const]),
      ];
    });
}

/** A cause that its section tells is the answer of a why, which stands among the whys as well. */
const isSame = (cause: Problem, why: Problem, lines: readonly string[]) =>
  cause.kind === why.kind && (lines[cause.line] ?? '').includes(inline(why.detail.replace(/…$/, '')));

/** The line that holds a text of the case, as it was escaped. */
function lineOf(lines: readonly string[], text: string): number | undefined {
  const escaped = inline(text);
  if (escaped === '') return undefined;
  const line = lines.findIndex(content => content.includes(escaped));
  return line === -1 ? undefined : line;
}

/** How much of a text a problem quotes, in UTF-16 units. */
const QUOTED = 100;

function shortened(text: string): string {
  const plain = text
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/\\([^\w\s])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length <= QUOTED ? plain : `${plain.slice(0, QUOTED)}…`;
}
