import type { SpanType } from './types.js';

/** One form for the spellings of one value, so that a redacted log shows that they are one. */
export function sameForm(type: SpanType, value: string): string {
  switch (type) {
    case 'CreditCard':
    case 'Ssn':
    case 'PhoneNumber':
      return value.replace(/[^\d+]/g, '');
    case 'Iban':
    case 'MacAddress':
      return value.replace(/[^a-z\d]/gi, '').toUpperCase();
    case 'Email':
      return value.replace(/%40|\\u0040/i, '@').toLowerCase();
    case 'Hostname':
    case 'Ipv6':
      return value.toLowerCase();
    case 'BearerToken':
    case 'BasicAuth':
      return value.replace(/^(?:bearer|basic)\W+/i, '');
    default:
      return value;
  }
}
