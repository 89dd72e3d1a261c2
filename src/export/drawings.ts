/** What a document has drawn: as SVG on white paper, and as text where nothing is drawn. */
import {
  type DrawColours,
  type DrawnWhy,
  type DrawWords,
  drawWhys,
  inOrder,
  levelMark,
  LISTED_LEVELS,
  whyTree,
  type WhyNode,
} from '../analysis/index.js';
import { type DrawnEvent, drawTimeline, PAPER, type TimelineOptions } from '../timeline/index.js';
import type { Item, List, Paragraph, Run } from './blocks.js';
import { visible } from './inline.js';
import type { Drawing } from './report.js';

export interface WhysWords extends DrawWords {
  readonly title: string;
  readonly description: string;
}

export interface TimelineWords {
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  readonly incident: string;
  /** `{0}` stands for the count. */
  readonly several: string;
  readonly time: string;
  readonly event: string;
  readonly source: string;
}

export type Clock = TimelineOptions['clock'];

/** In the proportions of a page's width, at the size of its text. */
const WIDTH = 720;

const COLOURS: DrawColours = {
  text: PAPER.text,
  quiet: PAPER.muted,
  background: PAPER.background,
  card: '#f6f8fa',
  line: '#b6bec8',
  rootCause: '#b35900',
  contributing: '#0550ae',
  refuted: '#57606a',
};

/** The font that documents bring along is wider than Helvetica: its small letters by their advances, bold ones the more. */
const DEJAVU = [1.15, 1.3] as const;

export function whysDrawing(steps: readonly DrawnWhy[], words: WhysWords): Drawing | undefined {
  if (steps.length === 0) return undefined;
  const { title, description } = words;
  const look = {
    title,
    description,
    words,
    colours: COLOURS,
    fontFamily: 'Sans, sans-serif',
    widths: DEJAVU,
  };
  return {
    svg: drawWhys(steps, { ...look, layout: 'outline', width: WIDTH }),
    block: whysList(whyTree(steps), words),
    shown: steps.map(({ why_question, answer }) => [visible(why_question), visible(answer ?? '')]),
  };
}

function whysList(nodes: readonly WhyNode<DrawnWhy>[], words: DrawWords): List {
  return { kind: 'list', start: undefined, items: nodes.flatMap(node => whyItems(node, words)) };
}

/** A why with those that it leads to, which stand behind it where they would be too deep in it. */
function whyItems(node: WhyNode<DrawnWhy>, words: DrawWords): Item[] {
  const { level, children } = node;
  if (level >= LISTED_LEVELS)
    return inOrder([node]).map(one => ({ ticked: undefined, blocks: [whyText(one, words)] }));
  const below = children.length > 0 ? [whysList(children, words)] : [];
  return [{ ticked: undefined, blocks: [whyText(node, words), ...below] }];
}

function whyText({ step, level }: WhyNode<DrawnWhy>, words: DrawWords): Paragraph {
  const answer = step.answer?.trim();
  const marks = [
    ...(step.role ? [step.role === 'root_cause' ? words.rootCause : words.contributing] : []),
    ...(answer ? [words[step.state]] : []),
    ...(step.role === 'root_cause' && step.shownBy.length === 0 ? [words.withoutEvidence] : []),
    ...step.shownBy,
    ...step.broken,
  ];
  const runs: Run[] = [
    { text: levelMark(level) + visible(step.why_question), bold: true },
    {
      text: `\n${answer ? visible(answer) : words.unanswered}`,
      ...(step.state === 'refuted' && { strike: true }),
    },
    ...(marks.length > 0 ? [{ text: ` (${visible(marks.join(' · '))})`, italic: true }] : []),
  ];
  return { kind: 'paragraph', runs };
}

export function timelineDrawing(
  events: readonly DrawnEvent[],
  words: TimelineWords,
  clock: Clock,
): Drawing | undefined {
  if (events.length === 0) return undefined;
  const { title, description, axis, incident } = words;
  const several = (count: number) => words.several.replace('{0}', String(count));
  return {
    svg: drawTimeline(events, {
      ...{ width: WIDTH, title, description, clock, axis, incident, several },
      ...{ colours: PAPER, font: 'Sans, sans-serif' },
    }),
    block: {
      kind: 'table',
      header: [words.time, words.event, words.source].map(text => [{ text }]),
      rows: events
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, description, source }) => [
          [{ text: `${timeText(at, clock)} ${axis}` }],
          [{ text: visible(description) }],
          [{ text: visible(source ?? '') }],
        ]),
      aligned: ['left', 'left', 'left'],
    },
    shown: events.map(({ description }) => [visible(description)]),
  };
}

/** `2026-11-20 02:41:03` */
function timeText(at: number, clock: Clock): string {
  const wall = new Date(clock.wall(at));
  return Number.isNaN(wall.getTime()) ? '' : wall.toISOString().slice(0, 19).replace('T', ' ');
}
