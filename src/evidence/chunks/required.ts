/** What a regular expression cannot match without: so a filter serves it too. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

/**
 * For each way in which the expression can match, the texts that the match holds. An expression of which nothing is
 * known has a way without texts.
 *
 * @param pattern a pattern that `RegExp` accepts with the flag `u`
 */
export function requiredTexts(pattern: string): readonly (readonly string[])[] {
  const { alternatives } = new RegExpParser().parsePattern(pattern, undefined, undefined, { unicode: true });
  return alternatives.map(textsOf);
}

function textsOf({ elements }: AST.Alternative): string[] {
  const texts = [''];
  const append = (text: string) => texts.push(`${texts.pop() ?? ''}${text}`);
  const interrupt = (...inner: readonly string[]) => texts.push(...inner, '');
  for (const element of elements) {
    const once = element.type === 'Quantifier' ? element.element : element;
    if (element.type === 'Quantifier' && element.min === 0) interrupt();
    else if (once.type === 'Character') {
      append(String.fromCodePoint(once.value));
      // More of it may follow: what comes next does not have to follow the first one.
      if (element.type === 'Quantifier') interrupt();
    } else if (
      once.type === 'Assertion' &&
      (once.kind === 'start' || once.kind === 'end' || once.kind === 'word')
    ) {
      continue;
    } else interrupt(...inGroup(once));
  }
  return texts.filter(text => text !== '');
}

function inGroup(element: AST.Element): readonly string[] {
  const isGroup = element.type === 'Group' || element.type === 'CapturingGroup';
  const hasModifiers = element.type === 'Group' && element.modifiers !== null;
  const [only, ...others] = isGroup && !hasModifiers ? element.alternatives : [];
  return only && others.length === 0 ? textsOf(only) : [];
}
