import type { Delivery } from '../lib/door/egress-door.ts';

/** A delivery to an address that cannot exist (RFC 2606). */
export const aDelivery = (over: Partial<Delivery> = {}): Delivery => ({
  kind: 'mail',
  mode: 'SIMULATION',
  destination: 'jo@example.com',
  summary: 'First message to Jo',
  body: 'Hello Jo',
  subjectRef: 'attempt-1',
  ...over,
});
