import type { Database, DbHandle } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { ClientService } from '../clients/client-service.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { EffectDeps } from '../inbound/effects.ts';
import type { LeadActService } from '../lead-acts/lead-act-service.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import { noMailAccess, type MailAccess } from '../mailboxes/mail-access.ts';
import { createMailboxSecrets } from '../mailboxes/mailbox-secrets.ts';
import { createMailboxStore } from '../mailboxes/mailbox-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import { openMailSender } from '../sending/mail-sender.ts';
import { createSentFinder } from '../sending/sent-finder.ts';
import type { OptOutService } from '../suppression/opt-out-service.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { Undoer } from '../undo/undo-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { createAnswerService } from './answer-service.ts';
import { createAnswerStore } from './answer-store.ts';
import { createDraftService, createDraftStore } from './draft-service.ts';
import { createInboxActService } from './inbox-act-service.ts';
import { inboxUndoKind } from './inbox-change.ts';
import { createInboxListStore } from './inbox-list-store.ts';
import { createInboxService, type InboxService } from './inbox-service.ts';
import { createInboxStore } from './inbox-store.ts';
import { createInboxUndoer } from './inbox-undoer.ts';
import { createThreadStore } from './thread-store.ts';

interface Parts {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly undos: UndoStore;
  readonly clients: ClientService;
  readonly leadStore: LeadStore;
  readonly leadActs: LeadActService;
  /** By their kinds. */
  readonly leadUndoers: Readonly<Record<string, Undoer>>;
  readonly suppression: SuppressionService;
  readonly optOuts: OptOutService;
  readonly effects: EffectDeps;
  readonly mail: MailAccess | undefined;
}

/** Builds the inbox over its stores, with what takes its acts back. */
export function openInbox({ leadStore: leads, mail = noMailAccess, ...parts }: Parts): {
  readonly inbox: InboxService;
  readonly undoers: Readonly<Record<string, Undoer>>;
} {
  const { handle, clock } = parts;
  const base = {
    ...{ ...parts, leads, store: createInboxStore({ handle, clock }), drafts: createDraftStore(handle) },
    ...{ mailboxes: createMailboxStore(handle), optOut: parts.effects.optOut },
  };
  const { door, vault } = mail;
  const answers = createAnswerService({
    ...{ ...base, answers: createAnswerStore(handle), door },
    sentFinder: createSentFinder({ door, secrets: createMailboxSecrets(vault), mailboxes: base.mailboxes }),
    sender: () => openMailSender({ ...parts, door, vault }),
  });
  const inbox = createInboxService({
    ...{ ...base, answers, list: createInboxListStore(handle), threads: createThreadStore(handle) },
    ...{ acts: createInboxActService(base), draftService: createDraftService(base) },
  });
  return { inbox, undoers: { [inboxUndoKind]: createInboxUndoer(base) } };
}
