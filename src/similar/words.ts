/** Words as the search index has them. */

const MARKS = /\p{M}/gu;
/** Words that every text has; what else is common, the index tells. */
const COMMON = new Set(
  'the and for with that this was were are not but from have has had did does why what when which who will would could should been being into its our out then than there they their because after before while still also only over under more most some any all each can'.split(
    ' ',
  ),
);

/** Different words of a text that may tell it apart, in the index's form. */
export function wordsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFD')
      .replaceAll(MARKS, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.filter(word => word.length > 2 && word.length <= 40 && !COMMON.has(word) && !/^\d+$/.test(word)),
  );
}
