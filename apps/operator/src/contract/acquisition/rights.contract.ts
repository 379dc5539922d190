import { Erasure, PersonExport, PersonHeld, RetentionPreview, RetentionRule, RetentionRun } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** What became of an erasure, everywhere. */
export const ErasedReport = z.object({
  erasure: Erasure,
  ledgerRows: z.number(),
  /** Files of imports that had not ended, which held the person and are gone. */
  files: z.number(),
  deleted: z.enum(['gone', 'unreadable', 'kept']),
  /** When the backups that still hold the person were made, the newest first. */
  backups: z.array(z.string()),
});
export type ErasedReport = z.infer<typeof ErasedReport>;

const whole = z.pipe(z.string().check(z.regex(/^\d{1,5}$/)), z.transform(Number));

/** What a person may ask of us, and how long things are kept. */
export const rightsEndpoints = defineEndpoints({
  personHeld: {
    method: 'GET',
    path: '/api/acquisition/person',
    query: z.object({ address: z.string() }),
    result: PersonHeld,
    summary: 'Everything held on a person, found by an address, profile or number, over all clients',
  },
  personExport: {
    method: 'GET',
    path: '/api/acquisition/person/export',
    query: z.object({ address: z.string() }),
    result: PersonExport,
    summary: 'The same with every row, to be given to the person',
  },
  personErase: {
    method: 'POST',
    path: '/api/acquisition/person/erase',
    body: z.object({ address: z.string(), reason: z.string() }),
    result: ErasedReport,
    summary: 'Erase a person everywhere, for good',
  },
  erasures: {
    method: 'GET',
    path: '/api/acquisition/erasures',
    result: z.object({ erasures: z.array(Erasure) }),
    summary: 'What was erased, when and why, without the people',
  },
  retention: {
    method: 'GET',
    path: '/api/acquisition/retention',
    result: z.object({ rules: z.array(RetentionRule), runs: z.array(RetentionRun) }),
    summary: 'How long things are kept, and what went by that',
  },
  retentionPreview: {
    method: 'GET',
    path: '/api/acquisition/retention/:kind/preview',
    query: z.object({ days: z.optional(whole) }),
    result: RetentionPreview,
    summary: 'What would go by a rule now; nothing goes',
  },
  retentionSet: {
    method: 'POST',
    path: '/api/acquisition/retention/:kind',
    body: z.object({ isOn: z.boolean(), days: z.number() }),
    summary: 'Change how long something is kept',
  },
  retentionRun: {
    method: 'POST',
    path: '/api/acquisition/retention/:kind/run',
    result: RetentionRun,
    summary: 'Carry a rule out now; what goes cannot be brought back',
  },
});
