import type { Sentinel } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import { deliveryHashesSentinel } from './delivery-hashes.sentinel.ts';

/** Delivery's checks. */
export const deliverySentinels = (deps: { readonly db: Database }): readonly Sentinel[] => [
  deliveryHashesSentinel(deps),
];
