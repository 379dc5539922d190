import { parseInstant, type Instant } from '@aicmo/core-kernel';
import { MailboxLimits, MailboxTest } from '../../contract/mailbox.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';

/** A mailbox as planning sees it. */
export interface OutreachMailbox {
  readonly id: string;
  readonly address: string;
  /** By what its places are counted: its address in lower case, so that one that is removed and added again goes on. */
  readonly key: string;
  readonly isPaused: boolean;
  /** Why it is paused; empty when nobody said. */
  readonly reason: string;
  /** Whether logging in for sending worked when it was tested last. */
  readonly isTested: boolean;
  readonly limits: MailboxLimits;
  readonly failingSince: Instant | null;
  readonly row: MailboxRow;
}

/** The key by which the places of an address are counted. */
export const mailboxKey = (address: string): string => address.toLowerCase();

/** A mailbox that is in use or paused, as planning sees it. */
export function outreachMailboxOf(row: MailboxRow): OutreachMailbox {
  return {
    ...{ id: row.id, address: row.address, key: mailboxKey(row.address), row },
    ...{ isPaused: row.status !== 'ACTIVE', reason: row.statusReason.trim().replace(/[.\s]+$/, '') },
    isTested: row.test !== null && canSend(row.test),
    limits: limitsOf(row.limits),
    failingSince: row.failingSince === null ? null : parseInstant(row.failingSince),
  };
}

/** Parses what is asked for each message and changes once a week only once. */
function remembered<Value>(parse: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= 1000) known.clear();
    const made = parse(text);
    known.set(text, made);
    return made;
  };
}

const limitsOf = remembered((text) => readJsonColumn(MailboxLimits, text, 'cam_mailbox.limits'));
const canSend = remembered((text) =>
  readJsonColumn(MailboxTest, text, 'cam_mailbox.test').steps.some(
    ({ step, verdict }) => step === 'smtp' && verdict === 'pass',
  ),
);
