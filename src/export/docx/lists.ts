/** The names that lists of both kinds have in the document. */
export const BULLETS = 'bullets';
export const NUMBERS = 'numbers';
/** What is nested deeper stands at the last level. */
export const DEEPEST_LIST = 9;
