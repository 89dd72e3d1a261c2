/** Elements of SVG as text. */

type Attributes = Readonly<Record<string, string | number>>;

/** @param content SVG; what is text goes through `svgText` */
export function svgElement(name: string, attributes: Attributes, content = ''): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return content === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${content}</${name}>`;
}

/** An element that holds a text of others: it is shown as it is, on one line, in its own direction only. */
export function svgText(name: string, attributes: Attributes, text: string): string {
  return svgElement(name, attributes, escaped(onOneLine(text)) || ' ');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** Without what XML forbids, and without marks that turn the direction of what comes behind them. */
export function onOneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
}
