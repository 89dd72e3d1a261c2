/** What a search found, as the rows of its view: incidents, their attachments, the places in each. */
import type { FoundPart, Place } from '../evidence/contract/index.js';

/** A row of the search view. Commands that a row starts get the row itself. */
export type FoundNode = FoundIncident | FoundAttachment | FoundMatch;
export type Match = FoundPart['matches'][number];

export class FoundIncident {
  readonly attachments: FoundAttachment[] = [];

  constructor(readonly incident: Place['incident']) {}
}

export class FoundAttachment {
  readonly matches: FoundMatch[] = [];
  /** How many matches there are, with those that have no row. */
  count = 0;

  constructor(
    readonly attachment: Place['attachment'],
    readonly parent: FoundIncident,
    /** Whether it begins unfolded. */
    readonly unfolded: boolean,
  ) {}
}

export class FoundMatch {
  constructor(
    readonly match: Match,
    readonly parent: FoundAttachment,
  ) {}
}

/** Attachments beyond this many begin folded, so that the view can be overlooked. */
const UNFOLDED = 20;

/** What was found so far, in the order in which it came. */
export class Results {
  readonly incidents: FoundIncident[] = [];
  #attachments = 0;
  #count = 0;
  #told = 0;

  /** How many matches there are, with those that have no row. */
  get count(): number {
    return this.#count;
  }

  get told(): number {
    return this.#told;
  }

  get attachments(): number {
    return this.#attachments;
  }

  /** @returns the row whose children changed; undefined where it is the list of incidents */
  add({ place, matches, count }: FoundPart): FoundIncident | FoundAttachment | undefined {
    let incident = this.incidents.at(-1);
    const isNew = incident?.incident.id !== place.incident.id;
    if (!incident || isNew) this.incidents.push((incident = new FoundIncident(place.incident)));
    let attachment = incident.attachments.at(-1);
    const isOther = attachment?.attachment.id !== place.attachment.id;
    if (!attachment || isOther) {
      attachment = new FoundAttachment(place.attachment, incident, this.#attachments < UNFOLDED);
      incident.attachments.push(attachment);
      this.#attachments++;
    }
    for (const match of matches) attachment.matches.push(new FoundMatch(match, attachment));
    this.#count += count - attachment.count;
    this.#told += matches.length;
    attachment.count = count;
    if (isNew) return undefined;
    return isOther ? incident : attachment;
  }
}
