export { aMaterial } from './a-material.ts';
export { aSeededClient, seededNumbers } from './seeded-clients.ts';
