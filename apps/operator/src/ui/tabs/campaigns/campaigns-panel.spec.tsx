import { anyCustomer, defaultLimits, type OrchestratorRun, type OutreachAttempt } from '@aicmo/cam/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { CampaignRecord, CampaignView } from '../../../contract/campaigns.contract.ts';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { CampaignsPanel } from './campaigns-panel.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
const aView: CampaignView = {
  ...{ id: 'k1', clientId: 'c1', clientName: 'Nordlicht', name: 'Spring fleet', status: 'PAUSED', mode: 'SIMULATION' },
  ...{ leads: 12, inSequence: 9, done: 4, blocked: 1, nextDueAt: null, endsOn: '2026-04-01' },
  reason: {
    ...{ code: 'campaign-not-active', text: 'It is paused. Holidays.', effect: 'holds', until: null },
    place: { kind: 'campaign', id: 'k1' },
  },
};
const aRun: OrchestratorRun = {
  ...{ id: 'r1', clientId: 'c1', campaignId: 'k1', campaignName: 'Spring fleet', mode: 'SIMULATION' },
  ...{ status: 'COMPLETED', holder: 'Olga', fence: 1, startedAt: now, leaseUntil: now, endedAt: now, reason: '' },
  ...{
    nextDueAt: null,
    counters: {
      due: 5,
      simulated: 4,
      proofed: 0,
      scheduled: 0,
      blocked: 1,
      left: 0,
      sent: 0,
      retried: 0,
      failed: 0,
      uncertain: 0,
    },
  },
};
const aRecord: CampaignRecord = {
  view: aView,
  campaign: {
    ...{ id: 'k1', clientId: 'c1', name: 'Spring fleet', objective: 'First conversations', channels: ['email'] },
    ...{
      startsOn: null,
      endsOn: '2026-04-01',
      cadence: '',
      callToAction: '',
      reasonForContact: '',
      budgetCents: 150_000,
    },
    ...{
      currency: 'EUR',
      icp: { ...anyCustomer, titles: ['CEO'] },
      limits: defaultLimits,
      lowestScore: 0.4,
      holidays: [],
    },
    ...{
      sequenceByTier: {},
      senderName: null,
      senderAddress: null,
      approveFirst: 10,
      mode: 'SIMULATION',
      status: 'PAUSED',
    },
    ...{ statusReason: 'Holidays.', statusAt: now, createdAt: now, updatedAt: now },
  },
  timeZone: 'Europe/Berlin',
  reasons: [
    aView.reason,
    { code: 'simulation', text: 'It simulates: none leaves.', effect: 'limits', until: null, place: null },
  ],
  funnel: { total: 12, byState: { NEW: 3, QUALIFIED: 9 }, byTier: {}, needsReview: 0 },
  messages: [{ state: 'SIMULATED', count: 4 }],
  ...{
    due: 0,
    runs: [aRun],
    story: [{ id: 's', at: now, actor: 'Olga', what: 'Campaign ACTIVE → PAUSED', why: 'Holidays.' }],
  },
};
const aMessage: OutreachAttempt = {
  ...{
    id: 'm1',
    clientId: 'c1',
    campaignId: 'k1',
    campaignName: 'Spring fleet',
    leadId: 'l1',
    leadName: 'Maja Lindqvist',
  },
  ...{ company: 'Kurier Nord', enrolmentId: 'e1', sequenceName: 'Regular nurture', step: 1, stepCount: 4 },
  ...{
    mode: 'SIMULATION',
    state: 'BLOCKED',
    channel: 'email',
    recipient: '',
    subject: 'A question',
    body: 'Hello Maja,',
  },
  ...{ notBefore: null, recipientZone: 'Europe/Berlin', wouldBe: [], ledgerId: null, settledAt: null },
  reasons: [{ code: 'no-recipient', text: 'Maja Lindqvist has no mail address.', liftedBy: 'person' }],
  ...{ createdAt: now, updatedAt: now },
};
const answers = {
  'GET /api/campaigns/list': { campaigns: [aView] },
  'GET /api/campaigns/record/k1': aRecord,
  'GET /api/campaigns/record/k1/messages': { attempts: [aMessage], total: 1 },
};

test('each campaign stands with state, mode, figures and the reason why it does not send', async () => {
  fakeApi(answers);
  const { address } = showPanel(<CampaignsPanel />, { address: '/campaigns?client=c1' });
  const table = await screen.findByRole('grid', { name: 'Campaigns' });
  const row = within(table).getAllByRole('row')[1];
  expect(row?.textContent).toBe('Spring fleetNordlichtPausedsimulatedIt is paused. Holidays.12941–');
  fireEvent.click(row ?? table);
  await waitFor(() => expect(address()).toBe('/campaigns?client=c1&open=k1'));
});

test('without campaigns the page says where they are made', async () => {
  fakeApi({ 'GET /api/campaigns/list': { campaigns: [] } });
  const { address } = showPanel(<CampaignsPanel />, { address: '/campaigns' });
  fireEvent.click(await screen.findByRole('button', { name: 'Open Campaign Ops' }));
  expect(address()).toBe('/campaign-ops');
});

test('one campaign says why it does not send, what bounds it and whom it looks for', async () => {
  fakeApi(answers);
  showPanel(<CampaignsPanel />, { address: '/campaigns?open=k1' });
  const why = await screen.findByRole('region', { name: 'Why it sends or does not' });
  expect(
    within(why)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['holds It is paused. Holidays. Open the campaign', 'note It simulates: none leaves.']);
  const limits = screen.getByRole('region', { name: 'Limits' }).textContent;
  expect(limits).toContain('at most 20 messages');
  expect(limits).toContain('1 April 2026');
  expect(screen.getByRole('region', { name: 'What it is for' }).textContent).toContain('€1,500.00');
  expect(screen.getByText('Campaign Active → Paused')).not.toBeNull();
});

test('every figure opens its rows: leads in Acquisition, messages of a state and of a run here', async () => {
  fakeApi(answers);
  showPanel(<CampaignsPanel />, { address: '/campaigns?open=k1' });
  const link = async (name: string) => (await screen.findByRole('link', { name })).getAttribute('href');
  expect(await link('Qualified: 9. Show the rows')).toBe('/acquisition?client=c1&campaign=k1&state=QUALIFIED');
  expect(await link('Simulated: 4. Show the rows')).toBe(
    '/campaigns?client=c1&open=k1&mode=SIMULATION&state=SIMULATED',
  );
  expect(await link('4 messages simulated. Show them')).toBe('/campaigns?client=c1&open=k1&run=r1&outcome=SIMULATED');
});

test('the messages that an address names are read with their text and every reason, and all can be shown again', async () => {
  const asked = fakeApi(answers);
  const { address } = showPanel(<CampaignsPanel />, { address: '/campaigns?open=k1&run=r1&outcome=BLOCKED' });
  const messages = await screen.findByRole('region', { name: 'Messages: blocked, of one run' });
  expect((await within(messages).findByRole('list', { name: 'Messages' })).textContent).toContain(
    'Maja Lindqvist has no mail address.',
  );
  expect(asked.map(({ path }) => path)).toContain('/api/campaigns/record/k1/messages?run=r1&outcome=BLOCKED');
  fireEvent.click(within(messages).getByRole('button', { name: 'Show all' }));
  expect(address()).toBe('/campaigns?open=k1');
});

test('nothing on the page changes anything', async () => {
  const asked = fakeApi(answers);
  showPanel(<CampaignsPanel />, { address: '/campaigns?open=k1' });
  for (const button of await screen.findAllByRole('button')) fireEvent.click(button);
  expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
});
