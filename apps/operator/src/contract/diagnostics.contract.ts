import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A part that the house is made of, whether it works, and why. */
export const ServiceView = z.object({
  id: z.string(),
  title: z.string(),
  /** `off`: deliberately not in use; `unknown`: it could not be found out. */
  state: z.enum(['ok', 'off', 'failed', 'unknown']),
  reason: z.string(),
  /** What to type or do; empty when there is nothing to do. */
  remedy: z.string(),
});
export type ServiceView = z.infer<typeof ServiceView>;

export const diagnosticsContract = defineEndpoints({
  services: {
    method: 'GET',
    path: '/api/diagnostics/services',
    result: z.object({ takenAt: z.string(), services: z.array(ServiceView) }),
    summary: 'Each part of the house: whether it works, and why',
  },
});
