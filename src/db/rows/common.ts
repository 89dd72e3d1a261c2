import * as z from 'zod';

/** A UUID. New ones are version 7, so that their order is the order in time; imported ones may be of any version. */
export const Id = z.uuid();

/** `YYYY-MM-DD HH:MM:SS` in UTC. */
export const Timestamp = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
