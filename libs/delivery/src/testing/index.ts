export { aDeliverable } from './a-deliverable.ts';
