import { invalid } from '@aicmo/core-kernel';
import type { Client, NewClient } from '../../contract/client.ts';
import { parseEmail } from '../leads/email-identity.ts';

/** Whether a text names a zone of the IANA time zone database. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Throws `invalid` for a client without a name, with an unknown zone or an address that is none. */
export function assertClient(client: Partial<NewClient>): void {
  if (client.name !== undefined && client.name.trim() === '') {
    throw invalid({ code: 'client-name', message: 'A client needs a name. Write the name of the company.' });
  }
  if (client.timeZone !== undefined && !isTimeZone(client.timeZone)) {
    throw invalid({
      code: 'client-time-zone',
      message: `Found the time zone “${client.timeZone}”; expected a name like Europe/Berlin or America/New_York.`,
    });
  }
  const address = client.senderAddress ?? '';
  if (address !== '' && !parseEmail(address)) {
    throw invalid({
      code: 'client-sender-address',
      message: `Found “${address}” as sender; expected one mail address like anna@example.com.`,
    });
  }
}

const fieldWords = {
  name: 'Name',
  timeZone: 'Time zone',
  senderName: 'Sender’s name',
  senderAddress: 'Sender’s email',
  postalAddress: 'Postal address',
} as const;

/** What a change really changes, a sentence each: what it was and what it is now. */
export function changesOf(before: Client, change: Partial<NewClient>): readonly string[] {
  const texts = Object.entries(fieldWords).flatMap(([field, word]) => {
    const [was, now] = [before[field as keyof typeof fieldWords], change[field as keyof typeof fieldWords]?.trim()]; // the keys of fieldWords
    return now === undefined || now === was ? [] : [`${word} changed from ${quoted(was)} to ${quoted(now)}`];
  });
  const isOwn = change.isAgency ?? before.isAgency;
  const kit = change.brandKit && JSON.stringify(change.brandKit) !== JSON.stringify(before.brandKit);
  return [
    ...texts,
    ...(isOwn === before.isAgency ? [] : [isOwn ? 'Is the agency itself now' : 'Is no longer the agency itself']),
    ...(kit ? ['Brand kit changed'] : []),
  ];
}

const quoted = (text: string): string => (text === '' ? 'nothing' : `“${text}”`);
