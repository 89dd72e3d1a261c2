import type { SpanType } from '../types.js';

/** What kind of harm a finding does when it leaves: a door is open, a person is known, a network is known. */
export type FindingClass = 'secret' | 'personal' | 'network';

const PERSONAL = new Set<string>([
  'Ssn',
  'CreditCard',
  'Email',
  'PhoneNumber',
  'Iban',
  'GpsPosition',
  'PersonName',
  'UserName',
  'OwnPattern',
] satisfies SpanType[]);
const NETWORK = new Set<string>(['MacAddress', 'Ipv6', 'Ipv4', 'Hostname'] satisfies SpanType[]);

/** @param type also one that another program wrote: what is not known counts as a secret */
export function findingClass(type: string): FindingClass {
  if (PERSONAL.has(type)) return 'personal';
  return NETWORK.has(type) ? 'network' : 'secret';
}
