import { createHash, randomBytes } from 'node:crypto';
import { internal, type Instant } from '@aicmo/core-kernel';
import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';

/** What the ledger says of one effect at one time. */
export interface ChainEvent {
  readonly ledgerId: string;
  /** The outcome from now on. */
  readonly what: string;
  readonly at: Instant;
  /** Made by {@link sealOf}: the content itself never stands in the chain, so that a person can be erased. */
  readonly seal: string;
}

/** What a check of the chain found. */
export type ChainReport =
  | { readonly ok: true; readonly links: number }
  | { readonly ok: false; readonly links: number; readonly position: number; readonly why: string };

/** The chain of hashes over the ledger: each link holds the hash of the one before. */
export interface LedgerChain {
  /** Adds links in the caller's transaction; on PostgreSQL writers wait here for one another. */
  append(tx: Tx, events: readonly ChainEvent[]): Promise<void>;
  /**
   * Computes the links again, and compares each row's last outcome and seal with the chain.
   * @param options.last only so many links at the end, taking the one before them as good; missing: all
   */
  verify(options?: { readonly last?: number }): Promise<ChainReport>;
}

/** What a seal covers, in this order. Changing the order or the names breaks every chain: do not. */
export interface SealedContent {
  readonly kind: string;
  readonly mode: string;
  readonly destination: string;
  readonly summary: string;
  readonly bodyHash: string;
  readonly subjectRef: string;
}

/** Random bytes that make a seal unguessable: without them an address could be found by trying. */
export const newSalt = (): string => randomBytes(16).toString('hex');

/** The SHA-256 of a content and its salt, in hexadecimal. */
export function sealOf(salt: string, content: SealedContent): string {
  const { kind, mode, destination, summary, bodyHash, subjectRef } = content;
  return sha256(JSON.stringify([salt, kind, mode, destination, summary, bodyHash, subjectRef]));
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const linkHash = (before: string, position: number, { ledgerId, what, at, seal }: ChainEvent): string =>
  sha256(JSON.stringify([before, position, ledgerId, what, at, seal]));

/** What stands before the first link. */
const beginning = '';
const pageSize = 1000;

/** The chain of one database. */
export function createLedgerChain(db: Database): LedgerChain {
  const handle = db.handle<CoreEffectsTables>('core-effects');
  return {
    append: async (tx, events) => {
      if (events.length === 0) return;
      const end = await handle
        .in(tx)
        .updateTable('coreEffectsChain')
        .set((row) => ({ length: row('length', '+', events.length) }))
        .where('name', '=', 'ledger')
        .returning(({ selectFrom, eb }) => [
          'length',
          selectFrom('coreEffectsLink')
            .select('hash')
            .where('position', '=', eb(eb.ref('coreEffectsChain.length'), '-', events.length))
            .as('last'),
        ])
        .executeTakeFirst();
      if (!end)
        throw internal({
          code: 'ledger-chain-lost',
          message: 'The chain of the ledger has no beginning. Run `aicmo db verify`.',
        });
      const from = end.length - events.length;
      // Who waited for another writer sees that writer's link only with a statement of its own (PostgreSQL).
      let hash = end.last ?? (await hashAt(handle, from, tx));
      const links = events.map((event, index) => {
        const position = from + index + 1;
        hash = linkHash(hash, position, event);
        return { position, ...event, hash };
      });
      await handle.in(tx).insertInto('coreEffectsLink').values(links).execute();
    },
    verify: (options = {}) => verifyChain(handle, options.last),
  };
}

async function hashAt(handle: DbHandle<CoreEffectsTables>, position: number, tx?: Tx): Promise<string> {
  if (position === 0) return beginning;
  const query = handle.in(tx).selectFrom('coreEffectsLink').select('hash').where('position', '=', position);
  const link = await query.executeTakeFirst();
  if (link) return link.hash;
  throw internal({
    code: 'ledger-chain-gap',
    message: `Link ${position} of the ledger's chain is missing. Run \`aicmo db verify\`.`,
  });
}

async function verifyChain(handle: DbHandle<CoreEffectsTables>, last = Infinity): Promise<ChainReport> {
  const chain = handle.in().selectFrom('coreEffectsChain').select('length').where('name', '=', 'ledger');
  const wanted = (await chain.executeTakeFirst())?.length ?? 0;
  let links = Math.max(0, wanted - last);
  let hash = await hashAt(handle, links);
  for (;;) {
    const query = handle.in().selectFrom('coreEffectsLink').selectAll().where('position', '>', links);
    const page = await query.orderBy('position').limit(pageSize).execute();
    const rows = await rowsOf(handle, [...new Set(page.map(({ ledgerId }) => ledgerId))]);
    for (const link of page) {
      const position = links + 1;
      if (link.position !== position) return { ok: false, links, position, why: 'a link is missing' };
      const { ledgerId, what, seal } = link;
      hash = linkHash(hash, position, { ledgerId, what, at: link.at as Instant, seal }); // written from an Instant
      const why = hash === link.hash ? whatIsWrong(link, rows.get(ledgerId)) : 'a link was changed';
      if (why !== undefined) return { ok: false, links, position, why };
      links = position;
    }
    if (page.length < pageSize) break;
  }
  if (wanted === links) return { ok: true, links };
  return { ok: false, links, position: links + 1, why: 'the last links are missing' };
}

type Link = CoreEffectsTables['coreEffectsLink'];
type Row = CoreEffectsTables['coreEffectsLedger'] & { readonly lastPosition: number };

async function rowsOf(handle: DbHandle<CoreEffectsTables>, ids: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await handle.in().selectFrom('coreEffectsLedger').selectAll().where('id', 'in', ids).execute();
  const query = handle.in().selectFrom('coreEffectsLink').where('ledgerId', 'in', ids).groupBy('ledgerId');
  const ends = await query.select(({ fn }) => ['ledgerId', fn.max('position').as('position')]).execute();
  const lastOf = new Map(ends.map(({ ledgerId, position }) => [ledgerId, Number(position)]));
  return new Map(rows.map((row) => [row.id, { ...row, lastPosition: lastOf.get(row.id) ?? 0 }]));
}

/** An erased row has lost its salt and its content; its outcome still has to be the chain's. */
function whatIsWrong(link: Link, row: Row | undefined): string | undefined {
  if (!row) return 'its row is missing';
  if (row.lastPosition === link.position && row.outcome !== link.what) return 'its row says something else';
  if (row.salt === '') return undefined;
  return sealOf(row.salt, row) === link.seal ? undefined : 'the content of its row was changed';
}
