import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { StrategyLayer } from '../../contract/strategy.ts';

/**
 * SHA-256 (hex) over the canonical form (RFC 8785) of `{ layers }`: what an approval of a strategy binds. Delivery computes
 * the same over the same content; a flow's spec holds the two together.
 */
export const strategyHash = (layers: readonly StrategyLayer[]): string =>
  createHash('sha256')
    .update(canonicalize({ layers }) ?? '')
    .digest('hex');
