import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** One thing that needs a person. */
export const NeedsYouRow = z.object({
  id: z.string(),
  /** `now` blocks work or money, `soon` is due today, `later` can wait. */
  urgency: z.enum(['now', 'soon', 'later']),
  /** What, in one plain sentence. */
  sentence: z.string(),
  clientId: z.nullable(z.string()),
  /** The client's name; null when it concerns the whole house. */
  clientName: z.nullable(z.string()),
  since: z.string(),
  action: z.object({
    label: z.string(),
    tab: z.string(),
    open: z.nullable(z.string()),
    /** The view of that tab; its first one without it. */
    view: z.optional(z.string()),
  }),
});
export type NeedsYouRow = z.infer<typeof NeedsYouRow>;

export const commandCenterContract = defineEndpoints({
  needsYou: {
    method: 'GET',
    path: '/api/command-center/needs-you',
    result: z.object({
      rows: z.array(NeedsYouRow),
      /** The house has no client yet: the page opens on its two doors. */
      isEmptyHouse: z.boolean(),
    }),
    summary: 'What needs a person now, across all clients, most urgent first',
  },
});
