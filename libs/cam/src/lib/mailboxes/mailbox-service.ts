import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, newId, type Clock } from '@aicmo/core-kernel';
import type { Mailbox, MailboxDraft, MailboxPasswords } from '../../contract/mailbox.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { MailDomainService } from './mail-domain-service.ts';
import { checkedMailbox, mailboxChanged, mustEnterAgain, unknownMailbox, wrongMailbox } from './mailbox-rules.ts';
import type { MailboxSecrets } from './mailbox-secrets.ts';
import { mailboxOf, type MailboxStore } from './mailbox-store.ts';
import type { MailboxTester } from './mailbox-tester.ts';

/** The mailboxes of clients. No answer and no error of it holds a secret. */
export interface MailboxService {
  /** By address, without those that are archived; of one client or all. */
  list(clientId: string | null): Promise<readonly Mailbox[]>;
  /** Throws `not-found` (`mailbox-unknown`). */
  get(id: string): Promise<Mailbox>;
  /** Throws `invalid` (`mailbox-…`, with the field in the details), `conflict` (`mailbox-twice`), `unavailable` (`vault-…`). */
  add(clientId: string, draft: MailboxDraft, passwords: MailboxPasswords, by: string): Promise<Mailbox>;
  /**
   * A password that is not given stays, unless server or user change: what was entered for one server is never said to
   * another. Throws also `conflict` (`mailbox-changed`) when somebody changed it since `version`.
   */
  edit(id: string, version: number, draft: MailboxDraft, passwords: MailboxPasswords, by: string): Promise<Mailbox>;
  /** Nothing is sent from a paused one. */
  pause(id: string, version: number, reason: string, by: string): Promise<Mailbox>;
  resume(id: string, version: number, by: string): Promise<Mailbox>;
  /** It disappears from the list and its secrets are deleted; what was sent from it stays. */
  archive(id: string, version: number, by: string): Promise<void>;
  /** Logs in and looks, and with `message` sends one to the mailbox's own address and looks for it; see {@link MailboxTester}. */
  test: MailboxTester['test'];
  /** Asks the name servers about SPF, DKIM and DMARC of its domain; see {@link MailDomainService}. */
  checkDomain: MailDomainService['check'];
  /** Makes a key with which its messages are signed; see {@link MailDomainService}. */
  makeSigningKey: MailDomainService['makeSigningKey'];
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: MailboxStore;
  readonly secrets: MailboxSecrets;
  readonly clients: ClientService;
  readonly records: RecordStore;
  readonly tester: MailboxTester;
  readonly domains: MailDomainService;
}

/** Builds the service of mailboxes. */
export function createMailboxService(deps: Deps): MailboxService {
  const { db, clock, store, clients, records } = deps;
  const row = async (id: string): Promise<MailboxRow> => {
    const found = await store.row(id);
    if (found && found.status !== 'ARCHIVED') return found;
    throw unknownMailbox();
  };
  const record = (tx: Tx, clientId: string, what: string, why: string, actor: string) =>
    records.append(tx, [{ clientId, subjectKind: 'client', subjectId: clientId, what, why, actor }]);
  const change = async (id: string, version: number, set: Partial<MailboxRow>, told: Told): Promise<void> => {
    const { clientId } = await row(id);
    await db.transaction(async (tx) => {
      const next = { ...set, version: version + 1, updatedAt: clock.now() };
      if (!(await store.update(tx, id, version, next))) throw mailboxChanged();
      await record(tx, clientId, told.what, told.why ?? '', told.by);
    });
  };
  const get = async (id: string): Promise<Mailbox> => mailboxOf(await row(id));
  return {
    list: async (clientId) => (await store.list(clientId)).map(mailboxOf),
    get,
    add: async (clientId, draft, passwords, by) => {
      const client = await clients.get(clientId);
      const checked = checkedMailbox(draft);
      const id = newId(clock);
      const sealed = await sealedOf(deps, id, checked, passwords, null);
      const now = clock.now();
      await db.transaction(async (tx) => {
        await assertFree(store, tx, id, checked.address);
        const state = { status: 'ACTIVE', statusReason: '', test: null, report: null, failingSince: null, version: 1 };
        const keys = { dkimSelector: null, dkimSecret: null, createdBy: by, createdAt: now, updatedAt: now };
        await store.insert(tx, { ...columnsOf(checked), ...sealed, ...state, ...keys, id, clientId: client.id });
        await record(tx, client.id, `Added the mailbox ${checked.address}`, '', by);
      });
      return get(id);
    },
    edit: async (id, version, draft, passwords, by) => {
      const before = await row(id);
      const checked = checkedMailbox(draft);
      const sealed = await sealedOf(deps, id, checked, passwords, before);
      await db.transaction((tx) => assertFree(store, tx, id, checked.address));
      // A test and a report speak of what the mailbox was.
      const stale =
        checked.address === before.address ? { test: null } : { test: null, report: null, failingSince: null };
      const what = `Changed the mailbox ${checked.address}`;
      await change(id, version, { ...columnsOf(checked), ...sealed, ...stale }, { what, by });
      return get(id);
    },
    pause: async (id, version, reason, by) => {
      const why = reason.trim();
      if (why === '') throw invalid({ code: 'mailbox-reason', message: 'Write one short sentence why; it is kept.' });
      const what = `Paused the mailbox ${(await row(id)).address}`;
      await change(id, version, { status: 'PAUSED', statusReason: why }, { what, why, by });
      return get(id);
    },
    resume: async (id, version, by) => {
      const what = `Took the mailbox ${(await row(id)).address} into use again`;
      await change(id, version, { status: 'ACTIVE', statusReason: '' }, { what, by });
      return get(id);
    },
    archive: async (id, version, by) => {
      const what = `Removed the mailbox ${(await row(id)).address} and deleted its passwords`;
      const gone = { addressKey: null, smtpSecret: null, imapSecret: null, dkimSecret: null, dkimSelector: null };
      await change(id, version, { ...gone, status: 'ARCHIVED', statusReason: '' }, { what, by });
    },
    test: deps.tester.test,
    checkDomain: deps.domains.check,
    makeSigningKey: deps.domains.makeSigningKey,
  };
}

interface Told {
  readonly what: string;
  readonly why?: string;
  readonly by: string;
}

const columnsOf = (draft: MailboxDraft) => ({
  ...{ address: draft.address, addressKey: draft.address.toLowerCase(), senderName: draft.senderName },
  ...{ replyTo: draft.replyTo, signature: draft.signature, postalAddress: draft.postalAddress },
  ...{ providerId: draft.providerId, certificate: draft.certificate, smtp: JSON.stringify(draft.smtp) },
  imap: draft.imap === null ? null : JSON.stringify(draft.imap),
  limits: JSON.stringify(draft.limits),
});

async function sealedOf(
  { secrets }: Deps,
  id: string,
  { smtp, imap }: MailboxDraft,
  given: MailboxPasswords,
  before: MailboxRow | null,
): Promise<Pick<MailboxRow, 'smtpSecret' | 'imapSecret'>> {
  const was = before && mailboxOf(before);
  if (smtp.user !== '' && !given.smtp && mustEnterAgain(was?.smtp ?? null, smtp)) throw enterAgain('smtpPassword');
  const hasOwn = before?.imapSecret != null;
  const isGiven = Boolean(given.imap) || (!hasOwn && Boolean(given.smtp));
  if (imap && !isGiven && mustEnterAgain(was?.imap ?? null, imap)) throw enterAgain('imapPassword');
  return {
    smtpSecret: given.smtp ? await secrets.seal(id, 'smtp', given.smtp) : (before?.smtpSecret ?? null),
    imapSecret: given.imap ? await secrets.seal(id, 'imap', given.imap) : imap ? (before?.imapSecret ?? null) : null,
  };
}

const enterAgain = (field: 'smtpPassword' | 'imapPassword') =>
  wrongMailbox(field, 'Enter the password: none is stored for this server and user, and none is said to another one.');

async function assertFree(store: MailboxStore, tx: Tx, id: string, address: string): Promise<void> {
  const other = await store.withAddress(address.toLowerCase(), tx);
  if (other === undefined || other.id === id) return;
  throw conflict({
    code: 'mailbox-twice',
    message: `There is a mailbox ${other.address} already. Change that one, or remove it first.`,
    details: { field: 'address' },
  });
}
