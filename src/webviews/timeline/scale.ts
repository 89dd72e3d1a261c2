/** Where moments stand in the chart. */
import type { View } from './view.js';

/** Pixels: the names of lanes, the room right of everything, a lane, a mark, and the parts above the lanes. */
export const SIZES = { name: 150, right: 12, lane: 38, mark: 14, flags: 18, volume: 64, axis: 34 } as const;

export interface Scale {
  /** Of the whole chart, in pixels. */
  readonly width: number;
  readonly view: View;
  /** Milliseconds of a pixel. */
  readonly step: number;
  readonly x: (at: number) => number;
  /** The moment at a place, in whole milliseconds. */
  readonly at: (x: number) => number;
}

export function scaleOf(view: View, width: number): Scale {
  const room = Math.max(1, width - SIZES.name - SIZES.right);
  const step = (view.to - view.from) / room;
  return {
    width,
    view,
    step,
    x: at => SIZES.name + (at - view.from) / step,
    at: x => Math.round(view.from + (x - SIZES.name) * step),
  };
}
