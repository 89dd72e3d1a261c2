export { findSimilar } from './stored/find.js';
export { mineTemplates } from './stored/mine.js';
