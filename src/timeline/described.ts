import { cutShort } from '../cutShort.js';
import { onOneLine } from './svg.js';

/** How much of a line an event says, in UTF-16 units; its evidence has the rest. */
const SAID = 500;

/** What an event says of a line of a log. */
export const described = (line: string): string => cutShort(onOneLine(line), SAID);
