export { aDelivery } from './a-delivery.ts';
export { startNameServer } from './name-server.ts';
export type { NameServerDouble, ZoneEntry } from './name-server.ts';
