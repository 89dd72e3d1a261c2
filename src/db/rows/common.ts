import * as z from 'zod';

/** A UUID. New ones are version 7, so that their order is the order in time; imported ones may be of any version. */
export const Id = z.uuid();

/** `YYYY-MM-DD HH:MM:SS` in UTC. */
export const Timestamp = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

/** SHA-256 in lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Bytes = z.instanceof(Uint8Array<ArrayBufferLike>);

/** A boolean; 0 or 1 in the database, where the schema also allows nothing. */
export const Flag = z.codec(z.int().nullable(), z.boolean(), {
  decode: stored => stored !== null && stored !== 0,
  encode: given => (given ? 1 : 0),
});

/** A value that is JSON text in the database. */
export function json<Value extends z.ZodType>(value: Value): z.ZodCodec<z.ZodString, Value> {
  return z.codec(z.string(), value, {
    decode: (text, context) => {
      try {
        return JSON.parse(text) as z.input<Value>;
      } catch {
        context.issues.push({ code: 'invalid_format', format: 'json', input: text });
        return z.NEVER;
      }
    },
    encode: given => JSON.stringify(given),
  });
}

export const JsonObject = z.record(z.string(), z.json());

/** The input of a list that is read page by page, from behind the last row of the page before, by that row's key. */
export function page<Key extends z.ZodType>(key: Key) {
  return z.object({ after: key.exactOptional(), limit: z.int().min(1).max(1000) });
}
