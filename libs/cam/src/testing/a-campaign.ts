import { anyCustomer, defaultLimits, type Campaign } from '../contract/campaign.ts';

/** An active campaign in simulation, by mail, without dates. */
export const aCampaign = (given: Partial<Campaign> = {}): Campaign => ({
  ...{ id: '01990000-0000-7000-8000-000000000002', clientId: '01990000-0000-7000-8000-000000000001' },
  ...{ name: 'Spring fleet', objective: 'Conversations with fleet buyers', channels: ['email'] },
  ...{ startsOn: null, endsOn: null, cadence: '', callToAction: '', reasonForContact: 'You run a delivery fleet.' },
  ...{ budgetCents: null, currency: 'EUR', icp: anyCustomer, limits: defaultLimits, lowestScore: null, holidays: [] },
  ...{
    sequenceByTier: {},
    senderName: null,
    senderAddress: null,
    approveFirst: 10,
    mode: 'SIMULATION',
    status: 'ACTIVE',
  },
  ...{ statusReason: '', statusAt: '2026-03-02T10:00:00.000Z' },
  ...{ createdAt: '2026-03-02T10:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z' },
  ...given,
});
