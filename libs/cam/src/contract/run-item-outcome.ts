import * as z from 'zod/mini';

/** What a run did to one message. */
export const RunItemOutcome = z.enum([
  ...(['SIMULATED', 'PROOFED', 'SCHEDULED', 'BLOCKED'] as const),
  ...(['SENT', 'RETRY_SCHEDULED', 'FAILED', 'UNCERTAIN'] as const),
]);
export type RunItemOutcome = z.infer<typeof RunItemOutcome>;
