export { findSimilar, type Similar } from './stored/find.js';
export { mineTemplates } from './stored/mine.js';
