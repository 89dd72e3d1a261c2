/** What detection looks for: the label that stands in a replacement, `[Label-1]`, by type. */
export const LABELS = {
  // The names and labels of TFTSR, which stores keep in `pii_spans.pii_type`.
  UrlWithCredentials: 'URL',
  BearerToken: 'Bearer',
  ApiKey: 'ApiKey',
  Password: 'Password',
  Ssn: 'SSN',
  CreditCard: 'CreditCard',
  Email: 'Email',
  MacAddress: 'MAC',
  Ipv6: 'IPv6',
  Ipv4: 'IPv4',
  PhoneNumber: 'Phone',
  Hostname: 'Hostname',
  // Whydunit's own.
  PrivateKey: 'PrivateKey',
  ConnectionString: 'ConnectionString',
  ProviderToken: 'Token',
  Jwt: 'JWT',
  BasicAuth: 'BasicAuth',
  SessionCookie: 'Cookie',
  Secret: 'Secret',
  Iban: 'IBAN',
  GpsPosition: 'Position',
  PersonName: 'Name',
  UserName: 'User',
  /** Found by a person's own pattern, whose name is the label. */
  OwnPattern: 'Own',
} as const;

export type SpanType = keyof typeof LABELS;

/** The rules of a person's patterns begin with this, and end with the pattern's name. */
export const OWN_RULE = 'own:';

/** What a replacement calls a finding: that of a person's pattern by its own name. */
export function labelOf(type: SpanType, rule: string): string {
  return type === 'OwnPattern' ? rule.slice(OWN_RULE.length) : LABELS[type];
}

/** A found piece of personal data or a secret. */
export interface Span {
  readonly type: SpanType;
  /** UTF-16 units from the beginning of the text; never in the middle of a surrogate pair. */
  readonly start: number;
  readonly end: number;
  /** What stands in a redacted text instead, such as `[IPv4-1]`. */
  readonly replacement: string;
  /** How sure the rule is, from 0 to 1: a checksum or a well-known prefix is near 1, a mere context near 0.5. */
  readonly confidence: number;
  /** The rule that found it, such as `aws-access-key`; for a person's own pattern `own:` and its name. */
  readonly rule: string;
}

/** What finds by itself, beside the rules. */
export interface Finder {
  /**
   * What it finds in the text from `from` on.
   *
   * @param found what the rules found in the text
   */
  find(text: string, from: number, found: readonly Finding[]): Finding[];
}

/** What a rule found, in units of the text that it was given. */
export interface Finding {
  readonly type: SpanType;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly rule: string;
}

/**
 * A rule is asked only where one of its triggers ended: `at` is the first unit behind it. It looks a bounded way back and
 * ahead, so that a scan is linear whatever the text holds.
 */
export interface Rule {
  readonly triggers: readonly string[];
  find(text: string, at: number): Finding | readonly Finding[] | undefined;
}
