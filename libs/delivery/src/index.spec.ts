import { expect, test } from '@jest/globals';
import * as contract from './contract/index.ts';
import * as door from './index.ts';

test('the door of delivery offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'contentHash',
    'createDelivery',
    'createDeliveryGate',
    'deliveryMigrations',
    'deliverySentinels',
  ]);
});

test('the contract of delivery offers exactly these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'Approval',
    'ArtifactVersion',
    'Deliverable',
    'QcCheck',
    'QcReport',
    'VersionEvent',
    'artifactKinds',
    'artifactName',
    'gating',
    'missingFor',
    'qcOutcomes',
    'versionStates',
  ]);
});
