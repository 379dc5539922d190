import { toAppError, type AppError, type Clock } from '@aicmo/core-kernel';
import type { Database, Tx } from '@aicmo/core-db';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';

/** Something that happened in one library, for the others. */
export interface OutboxEvent {
  /** Kebab-case, its library first: `cam-lead-replied`. */
  readonly topic: string;
  /** The row it is about; events of one subject arrive in order. */
  readonly subject: string;
  /** JSON values only. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Somebody who is told of events; must be idempotent, because an event may arrive twice. */
export interface OutboxConsumer {
  /** Unique and stable: what it has been told is kept under it. */
  readonly name: string;
  readonly topics: readonly string[];
  handle(event: OutboxEvent & { readonly seq: number; readonly at: string }): Promise<void>;
}

/** What one pass delivered. */
export interface OutboxPass {
  readonly delivered: number;
  readonly failures: readonly { readonly consumer: string; readonly seq: number; readonly error: AppError }[];
}

/** Events written in the transaction of the change they tell of, and delivered at least once afterwards. */
export interface Outbox {
  publish(tx: Tx, event: OutboxEvent): Promise<void>;
  /** Tells every consumer what it has not heard, in order; a failure holds back only its own subject for its consumer. */
  deliver(consumers: readonly OutboxConsumer[]): Promise<OutboxPass>;
}

const perPass = 500;

/** The outbox of one database. */
export function createOutbox(deps: { readonly db: Database; readonly clock: Clock }): Outbox {
  const handle = deps.db.handle<CoreEffectsTables>('core-effects');
  const unheard = (consumer: OutboxConsumer) =>
    handle
      .in()
      .selectFrom('coreEffectsEvent as event')
      .leftJoin('coreEffectsDelivery as told', (join) =>
        join.onRef('told.eventSeq', '=', 'event.seq').on('told.consumer', '=', consumer.name),
      )
      .select(['event.seq', 'event.topic', 'event.subject', 'event.payload', 'event.at'])
      .where('event.topic', 'in', consumer.topics)
      .where('told.consumer', 'is', null)
      .orderBy('event.seq')
      .limit(perPass)
      .execute();
  const markTold = (consumer: OutboxConsumer, eventSeq: number) =>
    handle
      .in()
      .insertInto('coreEffectsDelivery')
      .values({ consumer: consumer.name, eventSeq, at: deps.clock.now() })
      .onConflict((on) => on.columns(['consumer', 'eventSeq']).doNothing())
      .execute();
  return {
    publish: async (tx, { topic, subject, payload }) => {
      const row = { topic, subject, payload: JSON.stringify(payload), at: deps.clock.now() };
      await handle.in(tx).insertInto('coreEffectsEvent').values(row).execute();
    },
    deliver: async (consumers) => {
      let delivered = 0;
      const failures: { consumer: string; seq: number; error: AppError }[] = [];
      for (const consumer of consumers) {
        const held = new Set<string>();
        for (const row of await unheard(consumer)) {
          const seq = row.seq ?? 0;
          if (held.has(row.subject)) continue;
          try {
            await consumer.handle({ ...row, seq, payload: JSON.parse(row.payload) as Record<string, unknown> }); // written by publish
            await markTold(consumer, seq);
            delivered += 1;
          } catch (error) {
            held.add(row.subject);
            failures.push({ consumer: consumer.name, seq, error: toAppError(error) });
          }
        }
      }
      return { delivered, failures };
    },
  };
}
