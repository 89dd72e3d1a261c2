/** What the page that takes a pasted image asks its panel. */
import * as z from 'zod';

export const questions = {
  ready: z.object({}),
  /** Another incident than the one that is named. */
  chooseIncident: z.object({}),
  attach: z.object({
    name: z.string().min(1).max(200),
    bytes: z.instanceof(Uint8Array<ArrayBufferLike>),
  }),
  close: z.object({}),
} as const;

/** The title of the incident that the image will go to; null where none is chosen. */
export type Target = string | null;

export interface Ready {
  readonly target: Target;
  /** Proposed for the image, without its ending. */
  readonly name: string;
  /** A person came here because the clipboard holds no text. */
  readonly noText: boolean;
  /** The largest image that is taken. */
  readonly mostBytes: number;
  readonly strings: Strings;
}

export type Strings = Readonly<
  Record<
    | 'title'
    | 'paste'
    | 'pasteButton'
    | 'noText'
    | 'noImage'
    | 'denied'
    | 'tooLarge'
    | 'preview'
    | 'name'
    | 'incident'
    | 'noIncident'
    | 'choose'
    | 'notScanned'
    | 'attach'
    | 'cancel',
    string
  >
>;
