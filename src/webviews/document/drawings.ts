/** The drawings of the case in the preview, in the colours of the theme. */
import DOMPurify from 'dompurify';
import { drawWhys } from '../../analysis/index.js';
import { drawTimeline, ShownTimes } from '../../timeline/index.js';
import type { About, Strings } from './protocol.js';

/** The width of drawings in pixels; the page shrinks them where there is less room. */
const WIDTH = 760;

const color = (name: string) => `var(--vscode-${name})`;

export function draw(kind: string, about: About, strings: Strings): DocumentFragment | undefined {
  const svg = kind === 'whys' ? whys(about, strings) : timeline(about, strings);
  if (svg === undefined) return undefined;
  return DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true },
    RETURN_DOM_FRAGMENT: true,
    FORBID_ATTR: ['style'],
  });
}

function whys({ steps }: About, strings: Strings): string | undefined {
  if (steps.length === 0) return undefined;
  return drawWhys(steps, {
    title: strings.whyTree,
    description: strings.steps.replace('{0}', String(steps.length)),
    layout: 'outline',
    width: WIDTH,
    fontFamily: 'inherit',
    colours: {
      text: color('foreground'),
      quiet: color('descriptionForeground'),
      background: 'none',
      card: color('editorWidget-background'),
      line: color('descriptionForeground'),
      rootCause: color('charts-red'),
      contributing: color('editorWarning-foreground'),
      refuted: color('descriptionForeground'),
    },
    words: {
      unanswered: strings.unanswered,
      rootCause: strings.rootCause,
      contributing: strings.contributing,
      confirmed: strings.confirmed,
      assumed: strings.assumed,
      refuted: strings.refuted,
      withoutEvidence: strings.withoutEvidence,
    },
  });
}

function timeline({ events, zone }: About, strings: Strings): string | undefined {
  if (events.length === 0) return undefined;
  return drawTimeline(events, {
    width: WIDTH,
    title: strings.timeline,
    description: strings.events.replace('{0}', String(events.length)),
    clock: new ShownTimes(zone),
    axis: zone,
    incident: strings.incident,
    several: count => strings.several.replace('{0}', String(count)),
    font: 'inherit',
    colours: {
      text: color('foreground'),
      muted: color('descriptionForeground'),
      line: color('editorIndentGuide-background1'),
      background: 'none',
      marks: {
        milestone: color('editorWarning-foreground'),
        evidence: color('charts-blue'),
        analysis: color('charts-purple'),
        document: color('charts-green'),
        note: color('descriptionForeground'),
      },
    },
  });
}
