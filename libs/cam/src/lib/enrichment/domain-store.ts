import type { DbHandle, Tx } from '@aicmo/core-db';
import type { MailDomain } from '@aicmo/core-effects';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { DomainCheckRow } from '../db/scoring-tables.ts';

/** Every query on what is known of mail domains. */
export interface DomainStore {
  /** What holds still, at most 500 domains. */
  known(domains: readonly string[], now: Instant): Promise<ReadonlyMap<string, MailDomain>>;
  keep(tx: Tx, rows: readonly DomainCheckRow[]): Promise<void>;
}

/** How each answer is written down; `unknown` never is. */
const words = {
  MX: { kind: 'takes-mail', hasMx: true },
  ADDRESS: { kind: 'takes-mail', hasMx: false },
  NO_MAIL: { kind: 'refuses-mail' },
  NO_DOMAIN: { kind: 'no-domain' },
  NO_SERVER: { kind: 'no-server' },
} as const satisfies Readonly<Record<string, MailDomain>>;

/** The word of an answer; undefined for one that says nothing about the domain. */
export const wordOf = (answer: MailDomain): string | undefined =>
  Object.entries(words).find(([, each]) => JSON.stringify(each) === JSON.stringify(answer))?.[0];

/** Opens the store of mail domains. */
export function createDomainStore(handle: DbHandle<CamTables>): DomainStore {
  return {
    known: async (domains, now) => {
      if (domains.length === 0) return new Map();
      const rows = await handle
        .in()
        .selectFrom('camDomainCheck')
        .selectAll()
        .where('domain', 'in', domains)
        .where('expiresAt', '>', now)
        .execute();
      const answers: ReadonlyMap<string, MailDomain> = new Map(Object.entries(words));
      return new Map(
        rows.flatMap(({ domain, result }) => {
          const answer = answers.get(result);
          return answer ? [[domain, answer] as const] : [];
        }),
      );
    },
    keep: async (tx, rows) => {
      if (rows.length === 0) return;
      await handle
        .in(tx)
        .insertInto('camDomainCheck')
        .values([...rows])
        .onConflict((taken) =>
          taken.column('domain').doUpdateSet((row) => ({
            result: row.ref('excluded.result'),
            checkedAt: row.ref('excluded.checkedAt'),
            expiresAt: row.ref('excluded.expiresAt'),
          })),
        )
        .execute();
    },
  };
}
