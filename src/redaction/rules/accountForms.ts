/** What a name of an account looks like where its surroundings tell that it is one, and the form of such surroundings. */
export const NAME = String.raw`[A-Za-z\u00c0-\u024f_][\w\u00c0-\u024f.$@+-]{0,63}`;

/** What follows a trigger, with the name as the only group. */
export type Said = readonly [rule: string, triggers: readonly string[], form: RegExp];
