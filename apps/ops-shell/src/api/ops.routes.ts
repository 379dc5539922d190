import { defineRoutes } from '@aicmo/core-server';
import { opsContract } from '../contract/ops.contract.ts';
import type { OpsHouse } from './ops-house.ts';
import { runNow, runOneNow } from './ops-pages.ts';

/** What programs may ask. */
export const opsRoutes = defineRoutes(opsContract, (house: OpsHouse) => ({
  report: () => ({ report: house.runner.latest() ?? null }),
  run: () => runNow(house),
  runOne: ({ params }) => runOneNow(house, params.id),
  events: ({ signal }) => house.runner.watch(signal),
}));
