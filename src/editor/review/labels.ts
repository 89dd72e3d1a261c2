/** Words for findings, in the person's language. */
import * as vscode from 'vscode';
import type { Span } from '../../db/rows/spans.js';
import { MOST_LISTED, type SpanType } from '../../redaction/review/index.js';

const NAMES: Record<SpanType, () => string> = {
  UrlWithCredentials: () => vscode.l10n.t('Address with a password'),
  BearerToken: () => vscode.l10n.t('Bearer token'),
  ApiKey: () => vscode.l10n.t('API key'),
  Password: () => vscode.l10n.t('Password'),
  Ssn: () => vscode.l10n.t('Social security number'),
  CreditCard: () => vscode.l10n.t('Credit card'),
  Email: () => vscode.l10n.t('E-mail address'),
  MacAddress: () => vscode.l10n.t('MAC address'),
  Ipv6: () => vscode.l10n.t('IPv6 address'),
  Ipv4: () => vscode.l10n.t('IPv4 address'),
  PhoneNumber: () => vscode.l10n.t('Phone number'),
  Hostname: () => vscode.l10n.t('Host name'),
  PrivateKey: () => vscode.l10n.t('Private key'),
  ConnectionString: () => vscode.l10n.t('Connection string'),
  ProviderToken: () => vscode.l10n.t('Access token'),
  Jwt: () => vscode.l10n.t('JSON web token'),
  BasicAuth: () => vscode.l10n.t('Basic credentials'),
  SessionCookie: () => vscode.l10n.t('Session cookie'),
  Secret: () => vscode.l10n.t('Secret'),
  Iban: () => vscode.l10n.t('IBAN'),
  GpsPosition: () => vscode.l10n.t('Position'),
  PersonName: () => vscode.l10n.t('Name'),
  UserName: () => vscode.l10n.t('User name'),
  OwnPattern: () => vscode.l10n.t('Own pattern'),
};

/** @param type also one that another program wrote */
export function findingTypeName(type: string): string {
  const name = Object.entries(NAMES).find(([known]) => known === type)?.[1];
  return name ? name() : type;
}

/** Why it was found. */
export function ruleReason({ rule, confidence }: Pick<Span, 'rule' | 'confidence'>): string {
  if (rule === null || confidence === null) return vscode.l10n.t('Another program found it.');
  return vscode.l10n.t('Found by the rule {0}, {1} % sure.', rule, Math.round(confidence * 100));
}

/** Said where an attachment has so many findings that the rest is not listed. */
export const listedAtMost = (): string =>
  vscode.l10n.t(
    'Of each attachment the first {0} findings are listed; all are redacted in what leaves.',
    MOST_LISTED.toLocaleString(),
  );
