/** A document as its renderers get it: text is plain here, whatever it may mean in the form that is written. */

/** A piece of text of one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  /** Where it leads: `http`, `https` or `mailto`. */
  readonly link?: string;
}

export interface Item {
  /** Whether it is ticked; undefined where it is no task. */
  readonly ticked: boolean | undefined;
  readonly blocks: readonly Block[];
}

export interface Table {
  readonly kind: 'table';
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly aligned: readonly Alignment[];
}

export type Cell = readonly Run[];
export type Alignment = 'left' | 'center' | 'right';

export interface List {
  readonly kind: 'list';
  /** The number of its first item; undefined where items have none. */
  readonly start: number | undefined;
  readonly items: readonly Item[];
}

export type Heading = { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] };

export type Paragraph = { readonly kind: 'paragraph'; readonly runs: readonly Run[] };

export type Block =
  | Heading
  | Paragraph
  | {
      readonly kind: 'code';
      readonly text: string;
      /** As it was named: `sh`. */
      readonly language?: string;
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | List
  | Table
  | { readonly kind: 'rule' }
  /** An image of the case. */
  | { readonly kind: 'picture'; readonly id: string; readonly alt: string }
  | {
      readonly kind: 'drawing';
      readonly drawing: DrawingName;
      readonly alt: string;
      /** Whether the text beside it tells what it shows. */
      readonly told?: boolean;
    };

export type DrawingName = 'whys' | 'timeline';

/** The text alone; a line break is a line feed. */
export function plain(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}
