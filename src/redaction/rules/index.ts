/** Every rule there is. Where two find the same text, the longer find wins, then the one that stands here first. */
import type { Rule } from '../types.js';
import { commonLog, passwdLine, domainAccount, homePath, otherHome } from './accounts.js';
import { accountsBefore } from './accountsBefore.js';
import { actor } from './actors.js';
import { mailboxName, rowName } from './addressedNames.js';
import { adminCommands } from './adminCommands.js';
import {
  authorization,
  basic,
  bearer,
  cookies,
  digest,
  hashedCookie,
  saidSession,
  sessionObject,
  storedCookie,
  storedSession,
} from './auth.js';
import { commandSecrets } from './commands.js';
import { deviceSecrets } from './devices.js';
import { email } from './email.js';
import { foreignKey, foreignPerson } from './foreignKeys.js';
import { namedHash, passwordHash } from './hashes.js';
import {
  cloudNode,
  deviceName,
  fullHostName,
  hostNameOfAddress,
  soughtHost,
  windowsName,
} from './hostname.js';
import { insertedValues } from './inserted.js';
import { keyValue } from './keyValue.js';
import { calls } from './calls.js';
import { ipv4 } from './ipv4.js';
import { hostWithPort, nodeOfLine, numberedHost, shareHost, spokenHost, syslogHost } from './machines.js';
import { ipv6, mac, shortMac } from './network.js';
import { card, cardCode, iban, socialSecurity } from './numbers.js';
import { describedName, namedHandle, nameBefore, quotedName, spokenName, titledName } from './persons.js';
import {
  calledPhone,
  codedPhone,
  encodedPhone,
  internationalPhone,
  messagePhone,
  nationalPhone,
  spokenPhone,
} from './phone.js';
import { printedMachines } from './printedMachines.js';
import { spokenPasswords } from './spokenPasswords.js';
import { accountAt, prompt } from './prompt.js';
import {
  angles,
  barePair,
  coordinates,
  halfPosition,
  keyedPosition,
  placeAt,
  point,
  receiver,
} from './position.js';
import {
  builderName,
  cellBesideNumber,
  chatHead,
  chatName,
  claimName,
  clientName,
  deviceOf,
  deviceOwner,
  greetedName,
  rowBeforeNumber,
  signature,
  signedOff,
} from './writtenNames.js';
import { auditRow, chatNick, handle, saidAccounts } from './saidAccounts.js';
import { accountName, codedName, entryName, placedName } from './recordedNames.js';
import { encodedKey, privateKey, puttyKey } from './privateKeys.js';
import { leakedToken, namedToken } from './saidTokens.js';
import { drawnTable, tableRows } from './tables.js';
import { shownSecret, toldCode, toldPair, toldUser } from './told.js';
import { jwt, otherTokens, providerTokens, storageKey, tokenOfAccount } from './tokens.js';
import {
  connectionString,
  driverAddress,
  jdbcUrl,
  keywordConnection,
  oracleAlone,
  oracleUrl,
  redisConnection,
  urlWithCredentials,
} from './url.js';

export const RULES: readonly Rule[] = [
  privateKey,
  puttyKey,
  encodedKey,
  ...providerTokens,
  ...otherTokens,
  tokenOfAccount,
  storageKey,
  jwt,
  passwordHash,
  namedHash,
  urlWithCredentials,
  connectionString,
  keywordConnection,
  jdbcUrl,
  redisConnection,
  oracleUrl,
  oracleAlone,
  driverAddress,
  bearer,
  basic,
  card,
  cardCode,
  iban,
  socialSecurity,
  email,
  mac,
  shortMac,
  ipv6,
  ipv4,
  internationalPhone,
  encodedPhone,
  nationalPhone,
  spokenPhone,
  calledPhone,
  messagePhone,
  codedPhone,
  keyedPosition,
  coordinates,
  placeAt,
  barePair,
  point,
  angles,
  receiver,
  halfPosition,
  cookies,
  hashedCookie,
  storedCookie,
  authorization,
  digest,
  sessionObject,
  storedSession,
  saidSession,
  ...commandSecrets,
  ...spokenPasswords,
  ...deviceSecrets,
  ...adminCommands,
  ...calls,
  toldPair,
  toldUser,
  toldCode,
  shownSecret,
  namedToken,
  leakedToken,
  keyValue,
  foreignKey,
  foreignPerson,
  insertedValues,
  tableRows,
  drawnTable,
  commonLog,
  passwdLine,
  homePath,
  domainAccount,
  ...saidAccounts,
  ...accountsBefore,
  auditRow,
  chatNick,
  handle,
  actor,
  otherHome,
  hostNameOfAddress,
  fullHostName,
  windowsName,
  cloudNode,
  deviceName,
  soughtHost,
  syslogHost,
  nodeOfLine,
  ...printedMachines,
  shareHost,
  hostWithPort,
  numberedHost,
  spokenHost,
  prompt,
  accountAt,
  titledName,
  spokenName,
  nameBefore,
  describedName,
  namedHandle,
  mailboxName,
  quotedName,
  codedName,
  entryName,
  placedName,
  accountName,
  rowName,
  chatName,
  chatHead,
  greetedName,
  signature,
  signedOff,
  builderName,
  clientName,
  claimName,
  deviceOwner,
  deviceOf,
  rowBeforeNumber,
  cellBesideNumber,
];
