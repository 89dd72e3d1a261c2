import type { Rule } from '../types.js';
import { isDigit, lastBefore, lineBefore, matchAt, runBack, textBefore, wordAt } from './text.js';

const LATITUDE = String.raw`[-+]?(?:[0-8]?\d|90)\.\d{3,15}`;
const LONGITUDE = String.raw`[-+]?(?:1[0-7]\d|0?\d?\d|180)\.\d{3,15}`;
const PAIR = new RegExp(
  String.raw`${LATITUDE}(?:\s{0,2}(?:,|%2C|;|\s|\/)\s{0,2})${LONGITUDE}(?![\d.])`,
  'iy',
);
const POINT = new RegExp(String.raw`${LONGITUDE}\s+${LATITUDE}(?![\d.])`, 'y');
const SAYS =
  /(?:geo|gps|coord\w*|position|pos|location|loc|latlng|lat_?lon|lat\/lon|ll|point|center|centre|near|origin|destination|waypoint|from|to|at|q|bbox|lnglat|place|marker\w*|where|fix|whereabouts)[\s"'\\:=([{@]{0,6}$/i;
const isNull = (found: string): boolean => /^[-+]?0?0\.0+\D+0?0?\.0+$/.test(found);

/** `52.52,13.40` where words say that it is a place. */
export const coordinates: Rule = {
  triggers: [
    'geo',
    'gps',
    'coord',
    'coords',
    'coordinates',
    'coordinate',
    'position',
    'location',
    'latlng',
    'latlon',
    'll=',
    'loc',
    'center',
    'near',
    'origin',
    'destination',
    'waypoint',
    'from=',
    'to=',
    '/@',
    'q=',
    'lnglat',
    'marker',
    'markers',
    'fix',
    'point',
    'pos',
  ],
  find(text, at) {
    const gap = matchAt(/[\s"'\\:=([{@]{0,6}(?=[-+\d])/y, text, at);
    if (!gap) return undefined;
    const start = at + gap[0].length;
    const found = (matchAt(PAIR, text, start) ??
      (/point/i.test(textBefore(text, at, 5)) || /lnglat|coordinates/i.test(textBefore(text, at, 11))
        ? matchAt(lngLat, text, start)
        : undefined))?.[0];
    if (found === undefined || isNull(found) || !SAYS.test(lineBefore(text, start, 24))) return undefined;
    return { type: 'GpsPosition', start, end: start + found.length, confidence: 0.85, rule: 'position-pair' };
  },
};
const lngLat = new RegExp(String.raw`${LONGITUDE}\s{0,2},\s{0,2}${LATITUDE}(?![\d.])`, 'y');

/** A place in a map's address, where something is, or what a phone says of a location: `<+37.331,-122.030>`. */
export const placeAt: Rule = {
  triggers: ['/@\\d', '/@-\\d', ' at \\d', ' at -\\d', ' near -\\d', '<+\\d', '<-\\d'],
  find(text, at) {
    const start = at - (/[-+]/.test(text.charAt(at - 2)) ? 2 : 1);
    const found = matchAt(PAIR, text, start)?.[0];
    // Between angles, as phones write it, both halves have a sign.
    if (text.charAt(start - 1) === '<' && !/,[-+][\d.]+$/.test(found ?? '')) return undefined;
    if (found === undefined || !found.includes(',') || isNull(found)) return undefined;
    return { type: 'GpsPosition', start, end: start + found.length, confidence: 0.8, rule: 'position-at' };
  },
};

/** A pair on its own, with decimals enough for a street, where the line speaks of places. */
export const barePair: Rule = {
  triggers: ['\\d\\d\\d\\d,\\d', '\\d\\d\\d\\d,-\\d', '\\d\\d\\d\\d, \\d', '\\d\\d\\d\\d, -\\d'],
  find(text, at) {
    const comma = lastBefore(text, at + 1, ',', 8);
    if (comma < 0) return undefined;
    const start = runBack(text, comma, code => isDigit(code) || code === 0x2e || code === 0x2d, 20);
    const found = matchAt(PAIR, text, start)?.[0];
    if (found === undefined || wordAt(text, start - 1) || isNull(found)) return undefined;
    if (
      !/\.\d{4,}\D+\d+\.\d{4,}$/.test(found) ||
      !(PLACES.test(lineBefore(text, start, 160)) || isCellOfPlace(text, start, start + found.length))
    )
      return undefined;
    return { type: 'GpsPosition', start, end: start + found.length, confidence: 0.7, rule: 'position-bare' };
  },
};
const PLACES =
  /geo|gps|\blat|lng|locat|positi|coord|\bmap|route|vehicle|driver|courier|track|fence|\bpoi\b|place|distance|near|weather|arriv|depart|stopped|pick-?up|drop-?off/i;

/** Alone in a cell of a drawn table whose heading, or another cell, speaks of a place. */
const isCellOfPlace = (text: string, start: number, end: number): boolean =>
  /\| {0,32}$/.test(textBefore(text, start, 34)) &&
  matchAt(/ {0,32}\|[^\n]{0,160}/y, text, end) !== undefined &&
  OF_PLACE.test(textBefore(text, start, 800) + (text.slice(end, end + 160).split('\n', 1)[0] ?? ''));
const OF_PLACE =
  /\b(?:geo\w*|gps|lat(?:itude)?|lng|locat\w+|positi\w+|coord\w*|koordinaten|standort|lage|ubicaci\w+|coordenadas|posizione|emplacement)\b/i;

/** Well-known text: longitude first. */
export const point: Rule = {
  triggers: ['point(', 'point (', 'point z ('],
  find(text, at) {
    const found = matchAt(POINT, text, at)?.[0];
    return found === undefined
      ? undefined
      : { type: 'GpsPosition', start: at, end: at + found.length, confidence: 0.9, rule: 'position-wkt' };
  },
};

const KEYED = new RegExp(
  String.raw`(?:itude)?\\*["']?[ ]{0,2}(?:=>|[:=]|%3D)[ ]{0,2}\\*["']?(${LATITUDE})\\*["']?(?:[\s,;&|]|%26|\\n){1,6}(?:\\*["'])?[a-z_.]{0,16}(?:lon|lng|long)(?:gitude|itude)?\\*["']?[ ]{0,2}(?:=>|[:=]|%3D)[ ]{0,2}\\*["']?(${LONGITUDE})(?![\d.])`,
  'iy',
);
const REVERSED = new RegExp(
  String.raw`(?:gitude|itude)?\\*["']?[ ]{0,2}(?:=>|[:=]|%3D)[ ]{0,2}\\*["']?(${LONGITUDE})\\*["']?(?:[\s,;&|]|%26|\\n){1,6}(?:\\*["'])?[a-z_.]{0,16}lat(?:itude)?\\*["']?[ ]{0,2}(?:=>|[:=]|%3D)[ ]{0,2}\\*["']?(${LATITUDE})(?![\d.])`,
  'iy',
);

/** `lat=… lon=…` in either order: a position as a whole, since either half alone says little less. */
export const keyedPosition: Rule = {
  triggers: ['lat', 'lon', 'lng', 'long'],
  find(text, at) {
    const form = textBefore(text, at, 3).toLowerCase() === 'lat' ? KEYED : REVERSED;
    const found = matchAt(form, text, at);
    const first = found?.[1];
    if (
      !found ||
      first === undefined ||
      (/[a-z]/i.test(text.charAt(at - (/lat|lon|lng/i.test(textBefore(text, at, 3)) ? 4 : 5))) &&
        !/[a-z][A-Z]|[_.]/.test(textBefore(text, at, 5)))
    )
      return undefined;
    // What stands between both is part of the place, and so is the first key where nothing quotes it.
    const bare = /^(?:itude|gitude)?[ ]{0,2}[:=]/.test(found[0]) && !/["'\\]/.test(found[0]);
    const key = bare ? (/[a-z]+$/i.exec(textBefore(text, at, 4))?.[0].length ?? 0) : 0;
    const start = bare ? at - key : at + found[0].indexOf(first);
    const end = at + found[0].length;
    if (isNull(`${first},${found[2] ?? ''}`)) return undefined;
    return { type: 'GpsPosition', start, end, confidence: 0.9, rule: 'position-keyed' };
  },
};

/** A half that stands alone behind its key. */
export const halfPosition: Rule = {
  triggers: ['latitude\\k', 'longitude\\k', 'lat\\k', 'lng\\k', 'lon\\k', 'gpslat\\k', 'gpslon\\k'],
  find(text, at) {
    if (
      /[a-z]/.test(
        text.charAt(at - 1 - (/([a-z]+)$/i.exec(textBefore(text, at - 1, 11))?.[0].length ?? 0) - 1),
      )
    )
      return undefined;
    const found = matchAt(
      /\\*["']?[ ]{0,2}(?:=>|[:=])[ ]{0,2}\\*["']?([-+]?\d{1,3}\.\d{4,15})(?![\d.])/y,
      text,
      at - 1,
    );
    const value = found?.[1];
    if (!found || value === undefined || Math.abs(Number(value)) > 180 || Number(value) === 0)
      return undefined;
    const end = at - 1 + found[0].length;
    return { type: 'GpsPosition', start: end - value.length, end, confidence: 0.7, rule: 'position-half' };
  },
};

const ANGLE = String.raw`\d{1,3}\s?(?:[°º]|deg)\s?\d{1,2}\s?['′’]\s?(?:\d{1,2}(?:\.\d{1,6})?\s?(?:"|″|”|''))?\s?`;
const MINUTES = String.raw`\s?\d{1,3}\s?(?:[°º]|deg)\s?\d{1,2}(?:\.\d{1,6})?\s?['′’]?(?:\s?\d{1,2}(?:\.\d{1,6})?\s?(?:"|″|”|''))?`;
const DEGREES = String.raw`\d{1,3}\.\d{2,15}\s?(?:[°º]|deg)`;
const ANGLES = new RegExp(
  String.raw`${DEGREES}\s?[NS][\s,;/]{1,3}${DEGREES}\s?[EWO](?!\w)|\b[NS]\s?${DEGREES}[\s,;/]{1,3}[EWO]\s?${DEGREES}|${ANGLE}[NS][\s,;]{1,3}${ANGLE}[EWO]|\b[NS]${MINUTES}[\s,;]{1,3}[EWO]${MINUTES}`,
  'iy',
);

const HALF = new RegExp(`${ANGLE}[NSEWO](?!\\w)`, 'iy');

/** Degrees, with minutes and seconds or decimals. The trigger is the low byte of the sign for a degree. */
export const angles: Rule = {
  triggers: ['\\d°', '\\dº', '\\d °', '\\d deg'],
  find(text, at) {
    const start =
      at -
      (/(?:\b[NS]\s?)?\d{1,3}(?:\.\d{2,15})?\s?(?:[°º]|deg)$/i.exec(textBefore(text, at, 26))?.[0].length ??
        NaN);
    // A half stands alone behind its key.
    const found = Number.isNaN(start)
      ? undefined
      : (matchAt(ANGLES, text, start) ??
          (/(?:latitude|longitude)\s{0,20}[:=]\s{0,4}["']?$/i.test(lineBefore(text, start, 48))
            ? matchAt(HALF, text, start)
            : undefined))?.[0];
    return found === undefined || wordAt(text, start - 1)
      ? undefined
      : { type: 'GpsPosition', start, end: start + found.length, confidence: 0.9, rule: 'position-angles' };
  },
};

/** A sentence of a receiver (NMEA 0183). */
export const receiver: Rule = {
  triggers: ['gga,', 'rmc,', 'gll,'],
  find(text, at) {
    const found = matchAt(/(?:[\d.]*,)?(?:[AV],)?(\d{4}\.\d{2,6},[NS],\d{5}\.\d{2,6},[EW])/y, text, at);
    const place = found?.[1];
    if (!found || place === undefined) return undefined;
    const end = at + found[0].length;
    return { type: 'GpsPosition', start: end - place.length, end, confidence: 0.95, rule: 'position-nmea' };
  },
};
