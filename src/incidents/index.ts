/** Incidents as people speak of them: searches and details that are typed. */
export { fromOneLine, isDay, LINE_BREAK, MAX_WORD, me, toOneLine, toTags } from './details.js';
export { FILTERS, parseQuery, type Query } from './query.js';
