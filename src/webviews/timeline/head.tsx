/** What stands above the lanes: the milestones, how many lines the logs have, and the axis. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { middleOf, rowsOf, type ShownTimes, textWidth, ticksOf } from '../../timeline/index.js';
import { type Column, columnsOf } from './histogram.js';
import type { LogVolume, Strings } from './protocol.js';
import { type Scale, SIZES } from './scale.js';

/** Pixels of a column of lines, of a letter, and between the marks of the axis. */
const COLUMN = 4;
const FONT = 11;
const BETWEEN = 100;

export interface Flag {
  readonly at: number;
  readonly name: string;
}

export interface HeadProps {
  readonly strings: Strings;
  readonly times: ShownTimes;
  readonly scale: Scale;
  readonly volumes: readonly LogVolume[];
  readonly flags: readonly Flag[];
}

const headHeight = (hasLines: boolean) => SIZES.flags + (hasLines ? SIZES.volume : 0) + SIZES.axis;

export function Head({ strings, times, scale, volumes, flags }: HeadProps): JSX.Element {
  const { width, view } = scale;
  const hasLines = volumes.length > 0;
  const bottom = SIZES.flags + (hasLines ? SIZES.volume : 0);
  const room = width - SIZES.name - SIZES.right;
  const ticks = ticksOf(view.from, view.to, Math.floor(room / BETWEEN), times);
  /** How far a label stands beside its mark, so that none goes over the zone or the end. */
  const aside = (at: number, text: string) =>
    middleOf(text, FONT, scale.x(at), SIZES.name - 4, width) - scale.x(at);
  return (
    <svg class="head" width={width} height={headHeight(hasLines)} aria-hidden="true">
      {hasLines && <Volume {...{ strings, scale, volumes }} top={SIZES.flags} />}
      <line class="axis" x1={SIZES.name} x2={width - SIZES.right} y1={bottom + 0.5} y2={bottom + 0.5} />
      {ticks.map(({ at, label, day }) => (
        <g key={at} class="tick" transform={`translate(${scale.x(at)} ${bottom})`}>
          <line y2={5} />
          <text x={aside(at, label)} y={16}>
            {label}
          </text>
          {day !== null && (
            <text class="day" x={aside(at, day)} y={29}>
              {day}
            </text>
          )}
        </g>
      ))}
      <text class="zone" x={SIZES.name - 12} y={bottom + 16}>
        {times.zone}
      </text>
      <Flags {...{ scale, flags }} />
    </svg>
  );
}

function Flags({ scale, flags }: Pick<HeadProps, 'scale' | 'flags'>): JSX.Element {
  const shown = flags.filter(({ at }) => at >= scale.view.from && at <= scale.view.to);
  const rows = rowsOf(
    shown.map(({ at, name }) => ({ x: scale.x(at), width: textWidth(name, FONT) + 8 })),
    1,
  );
  return (
    <>
      {shown.map(({ at, name }, place) => (
        <g key={`${name} ${at}`} class="flag" transform={`translate(${scale.x(at)} 0)`}>
          <line y1={2} y2={1000} />
          {rows[place] === 0 && (
            <text x={4} y={12}>
              {name}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

interface VolumeProps extends Pick<HeadProps, 'strings' | 'scale' | 'volumes'> {
  readonly top: number;
}

function Volume({ strings, scale, volumes, top }: VolumeProps): JSX.Element {
  const { width, view } = scale;
  const room = width - SIZES.name - SIZES.right;
  const columns = useMemo(
    () => columnsOf(volumes, view, Math.max(1, Math.floor(room / COLUMN))),
    [volumes, view.from, view.to, room],
  );
  const most = Math.max(1, ...columns.map(({ error, warning, other }) => error + warning + other));
  const bottom = top + SIZES.volume - 1;
  return (
    <g class="volume">
      <text class="lane-name" x={SIZES.name - 12} y={top + SIZES.volume / 2 + 4}>
        {strings.lines}
      </text>
      <text class="most" x={SIZES.name - 12} y={top + 8}>
        {most >= 1 ? Math.round(most).toLocaleString() : ''}
      </text>
      {LEVELS.map(level => (
        <path key={level} class={level} d={bars(columns, level, most, bottom)} />
      ))}
    </g>
  );
}

/** From the bottom up: what is grave stands on top, where it is seen. */
const LEVELS = ['other', 'warning', 'error'] as const;

/** All columns of a level as one path. */
function bars(columns: readonly Column[], level: keyof Column, most: number, bottom: number): string {
  const scale = (SIZES.volume - 12) / most;
  return columns
    .map((column, place) => {
      const value = column[level];
      if (value === 0) return '';
      const below = LEVELS.slice(0, LEVELS.indexOf(level)).reduce((sum, name) => sum + column[name], 0);
      // A single error among a million lines is to be seen, too.
      const height = Math.max(level === 'other' ? 1 : 2.5, value * scale);
      const y = bottom - below * scale - height;
      return `M${SIZES.name + place * COLUMN} ${y.toFixed(1)}h${COLUMN - 1}v${height.toFixed(1)}h${1 - COLUMN}z`;
    })
    .join('');
}
