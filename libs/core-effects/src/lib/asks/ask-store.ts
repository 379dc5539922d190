import * as z from 'zod/mini';
import { parseInstant } from '@aicmo/core-kernel';
import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import type { AskClosing, AskOpening, RecordedAsk } from './ask-record.ts';

interface Spend {
  readonly tokens: number;
  readonly microUsd: number;
}

/** Every query over questions to language models. */
export interface AskStore {
  /** Adds to what a day has used of one payer, unless that would exceed the limit: then false, and nothing is added. */
  spend(
    day: string,
    clientId: string,
    change: Spend,
    limit: { readonly tokens: number | null; readonly cents: number | null },
    tx: Tx,
  ): Promise<boolean>;
  used(day: string, clientId: string, tx?: Tx): Promise<Spend>;
  insert(ask: AskOpening, closing: AskClosing | null, tx: Tx): Promise<void>;
  /** Closes an open one and gives it; undefined when it is closed already, or nobody knows it. */
  close(id: string, closing: AskClosing, tx: Tx): Promise<RecordedAsk | undefined>;
  list(limit: number): Promise<readonly RecordedAsk[]>;
}

type AskRow = CoreEffectsTables['coreEffectsAsk'];
const Hashes = z.record(z.string(), z.string());
const Outcome = z.enum(['ANSWERED', 'FAILED', 'REFUSED', 'CANCELLED']);

export function createAskStore(handle: DbHandle<CoreEffectsTables>): AskStore {
  return {
    spend: (day, clientId, change, limit, tx) => spend(handle, { day, clientId, change, limit }, tx),
    used: (day, clientId, tx) => used(handle, { day, clientId }, tx),
    insert: async (ask, closing, tx) => {
      await handle
        .in(tx)
        .insertInto('coreEffectsAsk')
        .values({ ...openingRow(ask), ...closingRow(closing) })
        .execute();
    },
    close: async (id, closing, tx) => {
      const row = await handle
        .in(tx)
        .updateTable('coreEffectsAsk')
        .set(closingRow(closing))
        .where('id', '=', id)
        .where('outcome', '=', 'OPEN')
        .returningAll()
        .executeTakeFirst();
      return row && toAsk(row);
    },
    list: async (limit) =>
      (
        await handle
          .in()
          .selectFrom('coreEffectsAsk')
          .selectAll()
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute()
      ).map(toAsk),
  };
}

async function used(
  handle: DbHandle<CoreEffectsTables>,
  { day, clientId }: Pick<Spending, 'day' | 'clientId'>,
  tx: Tx | undefined,
): Promise<Spend> {
  const row = await handle
    .in(tx)
    .selectFrom('coreEffectsAskSpend')
    .select(['tokens', 'microUsd'])
    .where('day', '=', day)
    .where('clientId', '=', clientId)
    .executeTakeFirst();
  return row ?? { tokens: 0, microUsd: 0 };
}

interface Spending {
  readonly day: string;
  readonly clientId: string;
  readonly change: Spend;
  readonly limit: { readonly tokens: number | null; readonly cents: number | null };
}

/** One conditional update: two at once cannot both get the last of a budget, because the second waits for the row. */
async function spend(
  handle: DbHandle<CoreEffectsTables>,
  { day, clientId, change, limit }: Spending,
  tx: Tx,
): Promise<boolean> {
  await handle
    .in(tx)
    .insertInto('coreEffectsAskSpend')
    .values({ day, clientId, tokens: 0, microUsd: 0 })
    .onConflict((on) => on.columns(['day', 'clientId']).doNothing())
    .execute();
  let update = handle
    .in(tx)
    .updateTable('coreEffectsAskSpend')
    .set((e) => ({ tokens: e('tokens', '+', change.tokens), microUsd: e('microUsd', '+', change.microUsd) }))
    .where('day', '=', day)
    .where('clientId', '=', clientId);
  if (limit.tokens !== null) update = update.where('tokens', '<=', limit.tokens - change.tokens);
  if (limit.cents !== null) update = update.where('microUsd', '<=', limit.cents * 10_000 - change.microUsd);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const openingRow = ({ prompt, inputHashes, by, estimate, content, ...ask }: AskOpening) => ({
  ...ask,
  ...{ promptName: prompt?.name ?? null, promptVersion: prompt?.version ?? null, askedBy: by, request: content },
  ...{ inputHashes: JSON.stringify(inputHashes), estimateTokens: estimate.tokens, estimateMicroUsd: estimate.microUsd },
});

const closingRow = (closing: AskClosing | null) => ({
  ...{ outcome: closing?.outcome ?? 'OPEN', code: closing?.code ?? null, reply: closing?.content ?? null },
  ...{ tokensIn: closing?.tokensIn ?? 0, tokensOut: closing?.tokensOut ?? 0, microUsd: closing?.microUsd ?? null },
  ...{ isEstimated: Number(closing?.isEstimated ?? false), latencyMs: closing?.latencyMs ?? 0 },
  attempts: closing?.attempts ?? 0,
});

const toAsk = (row: AskRow): RecordedAsk => ({
  ...{ id: row.id, questionId: row.questionId, at: parseInstant(row.at), provider: row.provider, model: row.model },
  prompt: row.promptName === null ? null : { name: row.promptName, version: row.promptVersion ?? 0 },
  inputHashes: Hashes.parse(JSON.parse(row.inputHashes)),
  ...{ by: row.askedBy, purpose: row.purpose, clientId: row.clientId, content: row.request },
  estimate: { tokens: row.estimateTokens, microUsd: row.estimateMicroUsd },
  closing:
    row.outcome === 'OPEN'
      ? null
      : {
          ...{ outcome: Outcome.parse(row.outcome), code: row.code, tokensIn: row.tokensIn, tokensOut: row.tokensOut },
          ...{ isEstimated: row.isEstimated === 1, microUsd: row.microUsd, latencyMs: row.latencyMs },
          ...{ attempts: row.attempts, content: row.reply },
        },
});
