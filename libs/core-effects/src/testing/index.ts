export { aDelivery } from './a-delivery.ts';
