import { RULES } from '../rules/index.js';
import { type Finding, LABELS } from '../types.js';
import { type Automaton, buildAutomaton, runAutomaton } from './automaton.js';

/** What stands in the place of a finding, which is none itself. */
const REPLACED = new RegExp(String.raw`\[(?:${Object.values(LABELS).join('|')})(?:-\d{1,9})?\]`, 'y');

function isReplaced(text: string, { start, end }: Finding): boolean {
  if (text.charCodeAt(start - 1) !== 0x5b) return false;
  REPLACED.lastIndex = start - 1;
  return REPLACED.test(text) && end <= REPLACED.lastIndex;
}

/** Made at the first use, since that takes a while. */
let made: Automaton | undefined;
function automaton(): Automaton {
  const triggers = () =>
    RULES.flatMap((rule, owner) => rule.triggers.map(trigger => [trigger, owner] as const));
  return (made ??= buildAutomaton(triggers()));
}

/** Makes what the first use would have to wait for. */
export const prepareScans = (): void => void automaton();

/** One byte a unit, taken anew when a longer text comes. Finding is synchronous, so nobody else uses it meanwhile. */
let bytes = Buffer.alloc(0);

/**
 * What all rules find in a text, in no order, possibly overlapping.
 *
 * The automaton sees the low byte of each unit: triggers are ASCII (and a few signs of Latin-1), and where another unit
 * looks like one, the rule itself reads the text and finds nothing.
 *
 * @param upTo where the last trigger may end; rules read on behind it
 */
export function findAll(text: string, upTo = text.length): Finding[] {
  const length = Math.min(upTo, text.length);
  if (bytes.length < length) bytes = Buffer.allocUnsafeSlow(length);
  bytes.write(text.slice(0, length), 'latin1');
  const found: Finding[] = [];
  // A rule is not asked again within what it found.
  const done = new Uint32Array(RULES.length);
  runAutomaton(automaton(), bytes, length, (owner, at) => {
    if (at <= (done[owner] ?? 0)) return;
    const finds = RULES[owner]?.find(text, at);
    if (finds === undefined) return;
    for (const finding of 'type' in finds ? [finds] : finds) {
      if (isReplaced(text, finding)) continue;
      found.push(finding);
      done[owner] = Math.max(done[owner] ?? 0, finding.end);
    }
  });
  // A thread that waits for its next text holds nothing of this one.
  bytes.fill(0, 0, length);
  return found;
}
