import { createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { MailTexts } from '@aicmo/core-effects';
import { type Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { mailPresets } from '../../contract/mail-presets.ts';
import type { DnsRecord, MailDomainReport } from '../../contract/mail-domain-report.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import { dkimRecord, judgeDkim, judgeDmarc } from './dkim-dmarc-rules.ts';
import type { MailAccess } from './mail-access.ts';
import { failingSinceAfter, mailboxChanged, unknownMailbox } from './mailbox-rules.ts';
import type { MailboxSecrets } from './mailbox-secrets.ts';
import type { MailboxStore } from './mailbox-store.ts';
import { judgeSpf, spfRecords, spfTargets } from './spf-rules.ts';

/** Whether others can see that mail of a mailbox's domain really comes from it. */
export interface MailDomainService {
  /** Asks the name servers through the door and keeps what was found. Throws `not-found` (`mailbox-unknown`). */
  check(id: string, signal?: AbortSignal): Promise<MailDomainReport>;
  /**
   * Makes a key of 2048 bits (RSA) for the mailbox, keeps its private half sealed, and gives the record that publishes the other half.
   * A key that was made before is replaced. Throws `conflict` (`mailbox-changed`) when somebody changed it since `version`.
   */
  makeSigningKey(id: string, version: number, by: string): Promise<DnsRecord>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: MailboxStore;
  readonly secrets: MailboxSecrets;
  readonly records: RecordStore;
  readonly door: Pick<MailAccess['door'], 'mailTexts'>;
}

/** An SPF record may lead anywhere; no more names than these are asked for. */
const mostNames = 24;

/** Builds the service of mail domains. */
export function createMailDomainService({ db, clock, store, secrets, records, door }: Deps): MailDomainService {
  const rowOf = async (id: string): Promise<MailboxRow> => {
    const row = await store.row(id);
    if (row && row.status !== 'ARCHIVED') return row;
    throw unknownMailbox();
  };
  return {
    check: async (id, signal) => {
      const row = await rowOf(id);
      const domain = domainOf(row);
      const ask = (name: string): Promise<MailTexts> => door.mailTexts(name, signal);
      const preset = mailPresets.find((each) => each.id === row.providerId);
      const own = await ownKey(row, secrets);
      const selectors = own ? [own.selector] : (preset?.dkimSelectors ?? []);
      const [spf, dkim, dmarc] = await Promise.all([
        readSpf(domain, ask),
        Promise.all(
          selectors.map(async (selector) => ({ selector, answer: await ask(`${selector}._domainkey.${domain}`) })),
        ),
        Promise.all(withParents(domain).map(async (each) => ({ domain: each, answer: await ask(`_dmarc.${each}`) }))),
      ]);
      const [spfFinding, dmarcFinding] = [judgeSpf(domain, spf, preset?.spf ?? null), judgeDmarc(domain, dmarc)];
      const findings = [spfFinding, judgeDkim(domain, dkim, own), dmarcFinding];
      const at = clock.now();
      const verdicts = [spfFinding.verdict, dmarcFinding.verdict];
      const failingSince = failingSinceAfter(row.failingSince, verdicts, at);
      const report: MailDomainReport = { domain, at, findings };
      await db.transaction((tx) => store.note(tx, id, { report: JSON.stringify(report), failingSince }));
      return report;
    },
    makeSigningKey: async (id, version, by) => {
      const row = await rowOf(id);
      const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
      const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const dkimSelector = `aicmo${clock.now().replaceAll(/\D/g, '').slice(0, 12)}`;
      const dkimSecret = await secrets.seal(id, 'dkim', pem);
      await db.transaction(async (tx) => {
        const next = { dkimSelector, dkimSecret, version: version + 1, updatedAt: clock.now() };
        if (!(await store.update(tx, id, version, next))) throw mailboxChanged();
        const what = `Made a key with which messages of ${row.address} can be signed`;
        const subject = { clientId: row.clientId, subjectKind: 'client', subjectId: row.clientId } as const;
        await records.append(tx, [{ ...subject, what, why: '', actor: by }]);
      });
      return dkimRecord(domainOf(row), dkimSelector, publicHalf(pem));
    },
  };
}

const domainOf = ({ address }: MailboxRow): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** In the form in which it is published: DER without line breaks. */
const publicHalf = (pem: string): string =>
  createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');

async function ownKey(row: MailboxRow, secrets: MailboxSecrets) {
  const pem = await secrets.signingKey(row);
  return pem === null || row.dkimSelector === null ? null : { selector: row.dkimSelector, publicKey: publicHalf(pem) };
}

/** The domain and those above it with at least two labels: where a policy may stand (RFC 7489, section 6.6.3). */
function withParents(domain: string): readonly string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

/** Follows a record to whatever it includes, in breadth, each name once. */
async function readSpf(domain: string, ask: (name: string) => Promise<MailTexts>) {
  const texts = new Map<string, MailTexts>();
  let next: readonly string[] = [domain];
  while (next.length > 0) {
    const answers = await Promise.all(next.map(async (name) => [name, await ask(name)] as const));
    for (const [name, answer] of answers) texts.set(name, answer);
    const found = answers.flatMap(([, answer]) => (answer.kind === 'found' ? spfRecords(answer.texts) : []));
    const fresh = new Set(found.flatMap(spfTargets).filter((name) => !texts.has(name)));
    next = [...fresh].slice(0, Math.max(0, mostNames - texts.size));
  }
  return texts;
}
