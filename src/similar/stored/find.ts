/** Past incidents that are like one, from inside a job's thread. */
import type { Database } from '../../db/connection.js';
import { StoreError } from '../../db/errors.js';
import {
  type Compared,
  comparedIncident,
  countIncidents,
  incidentsWith,
  matchWords,
  placesOfWords,
  sharing,
  templatesOf,
  templateText,
} from '../../db/templates.js';
import { rarity, scoreOf, sharedTemplates } from '../rank.js';
import { wordsOf } from '../words.js';

/** Words that are looked for, the rarest of the incident's. */
const LOOKED_FOR = 40;
/** Templates by which incidents are found at first, the rarest. */
const FOUND_BY = 200;
/** Incidents that are compared more closely. */
const COMPARED = 300;
/** Reasons that are told of each kind. */
const TOLD = 5;
/** What is less alike than that is not alike. */
const LEAST = 0.02;

interface Similar extends Omit<Compared, 'text' | 'tags' | 'category'> {
  /** 0 to 1. */
  readonly score: number;
  /** Words of both, the rarest first. */
  readonly words: string[];
  /** Kinds of log lines of both, the rarest first. */
  readonly templates: {
    readonly template: string;
    /** How many lines each has. */
    readonly ours: number;
    readonly theirs: number;
    /** In how many incidents there are such lines. */
    readonly incidents: number;
  }[];
  /** How many kinds of log lines both have. */
  readonly sharedTemplates: number;
  readonly category: string | null;
  readonly tags: string[];
}

/** @throws StoreError `gone` */
export function findSimilar(db: Database, issue_id: string, limit: number): Similar[] {
  const own = comparedIncident(db, issue_id);
  if (!own) throw new StoreError('gone', `issue ${issue_id}`);
  const incidents = countIncidents(db);
  const rarityOf = rarities(db, incidents);

  const ours = templatesOf(db, issue_id);
  const byRarity = [...ours.keys()].toSorted((a, b) => rarityOf(b) - rarityOf(a));
  const words = lookedFor(db, own, incidents);
  const matched = matchWords(db, [...words.keys()], COMPARED);
  const best = matched.get(issue_id) ?? 0;

  const candidates = new Set([...sharing(db, issue_id, byRarity.slice(0, FOUND_BY)), ...matched.keys()]);
  candidates.delete(issue_id);
  const scored = [...candidates].map(id => {
    const theirs = templatesOf(db, id);
    const templates = sharedTemplates(ours, theirs, rarityOf);
    const alike = best === 0 ? 0 : Math.min(1, (matched.get(id) ?? 0) / best);
    return {
      id,
      theirs,
      templates,
      words: alike,
      rough: scoreOf({ ...plainly, templates: templates.likeness, words: alike }),
    };
  });
  return scored
    .sort((a, b) => b.rough - a.rough)
    .slice(0, COMPARED)
    .flatMap(({ id, theirs, templates, words: alike }): Similar[] => {
      const other = comparedIncident(db, id);
      if (!other) return [];
      const { text, tags, category, ...shown } = other;
      const same = own.category !== null && own.category.toLowerCase() === category?.toLowerCase();
      const sharedTags = tags.filter(tag =>
        own.tags.some(ownTag => ownTag.toLowerCase() === tag.toLowerCase()),
      );
      const theirWords = wordsOf(text);
      const score = scoreOf({
        templates: templates.likeness,
        words: alike,
        sameCategory: same,
        tags: sharedTags.length,
      });
      return [
        {
          ...shown,
          score,
          words: [...words.keys()].filter(word => theirWords.has(word)).slice(0, TOLD),
          templates: templates.shared.slice(0, TOLD).map(template => ({
            template: templateText(db, template),
            ours: ours.get(template) ?? 0,
            theirs: theirs.get(template) ?? 0,
            incidents: incidentsWith(db, template),
          })),
          sharedTemplates: templates.shared.length,
          category: same ? category : null,
          tags: sharedTags,
        },
      ];
    })
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

const plainly = { sameCategory: false, tags: 0 };

/** How rare each template is, asked of the store once. */
function rarities(db: Database, incidents: number): (template: string) => number {
  const known = new Map<string, number>();
  return template => {
    const found = known.get(template) ?? rarity(incidents, incidentsWith(db, template));
    known.set(template, found);
    return found;
  };
}

/** The incident's words that stand elsewhere too, the rarest first, with how rare each is. */
function lookedFor(db: Database, { text }: Compared, incidents: number): Map<string, number> {
  const places = placesOfWords(db, [...wordsOf(text)]);
  const rare = [...places]
    .filter(([, count]) => count > 1)
    .map(([word, count]) => [word, rarity(Math.max(incidents, count), count)] as const)
    .sort(([, a], [, b]) => b - a)
    .slice(0, LOOKED_FOR);
  return new Map(rare);
}
