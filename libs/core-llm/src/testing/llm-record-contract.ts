import { deepEqual, equal } from 'node:assert/strict';
import { parseInstant } from '@aicmo/core-kernel';
import type { CallClosing, CallOpening, LlmRecord } from '../lib/ports/llm-record.ts';

const day = '2026-03-02';
const limits = { perDay: { tokens: 1_000, cents: 1 }, perClient: { tokens: 600, cents: null } };

const opening = (id: string, tokens: number, over: Partial<CallOpening> = {}): CallOpening => ({
  ...{
    id,
    questionId: 'question-1',
    at: parseInstant(`${day}T10:00:00.000Z`),
    provider: 'llm.example',
    model: 'small',
  },
  ...{ prompt: { name: 'spec-greeting', version: 1 }, inputHashes: { name: 'ab' }, by: 'Ana', purpose: 'a greeting' },
  ...{ clientId: null, estimate: { tokens, microUsd: null }, content: null },
  ...over,
});

const closing = (tokensIn: number, tokensOut: number, over: Partial<CallClosing> = {}): CallClosing => ({
  ...{ outcome: 'ANSWERED', code: null, tokensIn, tokensOut, isEstimated: false, microUsd: null },
  ...{ latencyMs: 20, attempts: 1, content: null },
  ...over,
});

/**
 * What every record of calls does, whatever it is made of: a title and a check that throws, for
 * `test.each(llmRecordContract)('%s', (_, check) => check(anEmptyRecord))`.
 */
export const llmRecordContract: readonly (readonly [string, (record: LlmRecord) => Promise<void>])[] = [
  [
    'holds back the most that a call can take, and counts what it took when it is closed',
    async (record) => {
      equal(await record.open(opening('a', 400), limits), null);
      deepEqual(await record.used(day), { tokens: 400, microUsd: 0 });
      await record.close('a', closing(100, 20));
      deepEqual(await record.used(day), { tokens: 120, microUsd: 0 });
      deepEqual(await record.used('2026-03-03'), { tokens: 0, microUsd: 0 });
    },
  ],
  [
    'refuses what would exceed the day, with the figures, and holds nothing back for it',
    async (record) => {
      await record.open(opening('a', 700), limits);
      deepEqual(await record.open(opening('b', 301), limits), {
        ...{ whose: 'day', unit: 'tokens', limit: 1_000, used: 700, wanted: 301 },
      });
      equal(await record.open(opening('c', 300), limits), null);
      deepEqual(await record.used(day), { tokens: 1_000, microUsd: 0 });
    },
  ],
  [
    'keeps each client’s budget apart, within that of the day',
    async (record) => {
      await record.open(opening('a', 500, { clientId: 'client-1' }), limits);
      deepEqual(await record.open(opening('b', 101, { clientId: 'client-1' }), limits), {
        ...{ whose: 'client', unit: 'tokens', limit: 600, used: 500, wanted: 101 },
      });
      equal(await record.open(opening('c', 101, { clientId: 'client-2' }), limits), null);
      deepEqual(await record.used(day, 'client-1'), { tokens: 500, microUsd: 0 });
      deepEqual(await record.used(day, 'client-2'), { tokens: 101, microUsd: 0 });
      deepEqual(await record.used(day), { tokens: 601, microUsd: 0 });
    },
  ],
  [
    'counts money in millionths of a dollar, and an unknown price as none',
    async (record) => {
      await record.open(opening('a', 10, { estimate: { tokens: 10, microUsd: 9_000 } }), limits);
      deepEqual(await record.open(opening('b', 10, { estimate: { tokens: 10, microUsd: 1_001 } }), limits), {
        ...{ whose: 'day', unit: 'microUsd', limit: 10_000, used: 9_000, wanted: 1_001 },
      });
      equal(await record.open(opening('c', 10), limits), null);
      await record.close('a', closing(5, 5, { microUsd: 123 }));
      await record.close('c', closing(5, 5));
      deepEqual(await record.used(day), { tokens: 20, microUsd: 123 });
    },
  ],
  [
    'closes a call once: the first closing counts',
    async (record) => {
      await record.open(opening('a', 400), limits);
      await record.close('a', closing(10, 0, { outcome: 'FAILED', code: 'llm-failed' }));
      await record.close('a', closing(900, 0));
      await record.close('nobody', closing(900, 0));
      deepEqual(await record.used(day), { tokens: 10, microUsd: 0 });
    },
  ],
  [
    'lets no two at once through the last of a budget',
    async (record) => {
      const wanted = Array.from({ length: 8 }, (_, index) => record.open(opening(`call-${index}`, 300), limits));
      equal((await Promise.all(wanted)).filter((excess) => excess === null).length, 3);
      deepEqual(await record.used(day), { tokens: 900, microUsd: 0 });
    },
  ],
  [
    'has no limit where none is set',
    async (record) => {
      const none = { perDay: { tokens: null, cents: null }, perClient: { tokens: null, cents: null } };
      equal(await record.open(opening('a', 10_000_000, { clientId: 'client-1' }), none), null);
    },
  ],
];
