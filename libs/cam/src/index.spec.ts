import { expect, test } from '@jest/globals';
import * as contract from './contract/index.ts';
import * as door from './index.ts';

test('the door of the library gives these names and no others', () => {
  expect(Object.keys(door).sort()).toEqual([
    'Campaign',
    'Channel',
    'Client',
    'Lead',
    'camMigrations',
    'createCam',
    'explainScore',
    'scoreLead',
  ]);
});

test('the door that browsers may use gives these names and no others', () => {
  expect(Object.keys(contract).sort()).toMatchInlineSnapshot(`
   [
     "AttemptFilter",
     "AttemptMode",
     "AttemptPage",
     "AttemptState",
     "BrandKit",
     "Campaign",
     "CampaignDraft",
     "CampaignLimits",
     "CampaignMode",
     "CampaignStatus",
     "Channel",
     "Client",
     "ColumnGuess",
     "ColumnMapping",
     "CompanySize",
     "Consent",
     "DuplicatePolicy",
     "EnrolmentStatus",
     "Factor",
     "Grade",
     "IdealCustomer",
     "ImportBatch",
     "ImportPreview",
     "ImportStatus",
     "Lead",
     "LeadCounts",
     "LeadDetail",
     "LeadEnrolment",
     "LeadField",
     "LeadFilter",
     "LeadPage",
     "LeadScore",
     "LeadState",
     "MergeConflict",
     "MessagePreview",
     "NewClient",
     "OrchestratorRun",
     "OutreachAttempt",
     "RejectedRow",
     "RunCounters",
     "RunItemOutcome",
     "RunOutcome",
     "RunStatus",
     "Sequence",
     "SequenceEdit",
     "SequenceStep",
     "Signal",
     "StoredRefusal",
     "StoryEntry",
     "Suppression",
     "SuppressionKind",
     "Tier",
     "anyCustomer",
     "defaultLimits",
     "templateVariables",
   ]
  `);
});
