import type { Database } from '@aicmo/core-db';
import type { Vault } from '@aicmo/core-effects';
import type { Sentinel } from '@aicmo/core-kernel';
import { countsSentinel } from './counts.sentinel.ts';
import { importsSentinel } from './imports.sentinel.ts';
import { noMailAccess } from '../mailboxes/mail-access.ts';
import { mailboxesSentinel } from './mailboxes.sentinel.ts';
import { orphansSentinel } from './orphans.sentinel.ts';
import { readingSentinel } from './reading.sentinel.ts';
import { sendingMailboxesSentinel } from './sending-mailboxes.sentinel.ts';
import { sequencesSentinel } from './sequences.sentinel.ts';
import { uncertainMessagesSentinel } from './uncertain-messages.sentinel.ts';

/**
 * The checks of cam.
 * @param vault where passwords of mailboxes are kept; without it they count as unreadable
 */
export const camSentinels = (db: Database, vault: Vault = noMailAccess.vault): readonly Sentinel[] => [
  orphansSentinel(db),
  sequencesSentinel(db),
  importsSentinel(db),
  mailboxesSentinel(db, vault),
  readingSentinel(db),
  sendingMailboxesSentinel(db),
  uncertainMessagesSentinel(db),
  countsSentinel(db),
];
