/** In a list that is text, whys nest that deep; deeper ones stand at the last level, led by the number of their own. */
export const LISTED_LEVELS = 8;

/** What leads a question in such a list: `12. `, or nothing where nesting tells its level. */
export const levelMark = (level: number): string => (level > LISTED_LEVELS ? `${level}. ` : '');
