import type { Deliverable } from '../contract/deliverable.ts';

/** A content that every check passes: a short post without pictures, for any time. */
export function aDeliverable(over: Partial<Deliverable> = {}): Deliverable {
  return {
    text: 'Rye from the stone oven, Saturday from seven.',
    mediaDigests: [],
    links: [],
    audience: '@northwind',
    channel: 'x',
    window: null,
    ...over,
  };
}
