import { defineRoutes } from '@aicmo/core-server';
import { opsContract } from '../contract/ops.contract.ts';
import type { OpsHouse } from './ops-house.ts';

/** What programs may ask. */
export const opsRoutes = defineRoutes(opsContract, ({ runner }: OpsHouse) => ({
  report: () => ({ report: runner.latest() ?? null }),
  run: () => runner.run(),
}));
