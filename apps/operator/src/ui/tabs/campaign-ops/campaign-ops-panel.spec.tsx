import {
  anyCustomer,
  defaultLimits,
  type Campaign,
  type OrchestratorRun,
  type OutreachAttempt,
} from '@aicmo/cam/contract';
import { conflict, invalid } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { CampaignRow } from '../../../contract/campaign-ops.contract.ts';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { CampaignOpsPanel } from './campaign-ops-panel.tsx';

afterEach(cleanup);

const campaign: Campaign = {
  ...{
    id: 'k1',
    clientId: 'c1',
    name: 'Spring fleet',
    objective: '',
    channels: ['email'],
    startsOn: null,
    endsOn: null,
  },
  ...{ cadence: '', callToAction: '', reasonForContact: '', budgetCents: null, currency: 'EUR', icp: anyCustomer },
  ...{ limits: defaultLimits, lowestScore: null, holidays: [], sequenceByTier: {}, senderName: null },
  ...{
    senderAddress: null,
    approveFirst: 10,
    mode: 'SIMULATION',
    status: 'ACTIVE',
    statusReason: '',
    statusAt: '2026-03-02T09:00:00.000Z',
  },
  ...{ createdAt: '2026-03-02T09:00:00.000Z', updatedAt: '2026-03-02T09:00:00.000Z' },
};
const row = (change: Partial<Campaign> = {}): CampaignRow => ({
  campaign: { ...campaign, ...change },
  ...{ clientName: 'Nordlicht', timeZone: 'Europe/Berlin', inSequence: 12, mode: 'SIMULATION', due: 0 },
  messages: { simulated: 3, proofed: 0, sent: 0, planned: 8, blocked: 1 },
  nextDueAt: '2026-03-02T10:14:00.000Z',
});
const run: OrchestratorRun = {
  ...{
    id: 'r1',
    clientId: 'c1',
    campaignId: 'k1',
    campaignName: 'Spring fleet',
    mode: 'SIMULATION',
    status: 'COMPLETED',
  },
  ...{ holder: 'Operator', fence: 1, startedAt: '2026-03-02T09:58:00.000Z', leaseUntil: '2026-03-02T09:58:01.000Z' },
  ...{ endedAt: '2026-03-02T09:58:01.000Z', reason: '', nextDueAt: '2026-03-02T10:14:00.000Z' },
  counters: {
    due: 12,
    simulated: 3,
    proofed: 0,
    scheduled: 8,
    blocked: 1,
    left: 0,
    sent: 0,
    retried: 0,
    failed: 0,
    uncertain: 0,
  },
};
const message: OutreachAttempt = {
  ...{
    id: 'm1',
    clientId: 'c1',
    campaignId: 'k1',
    campaignName: 'Spring fleet',
    leadId: 'l1',
    leadName: 'Mara Lindqvist',
  },
  ...{ company: 'Fjord', enrolmentId: 'e1', sequenceName: 'Cold outreach', step: 1, stepCount: 8, mode: 'SIMULATION' },
  ...{ state: 'BLOCKED', channel: 'email', recipient: 'mara@fjord.example', subject: 'May I ask you something, Mara?' },
  ...{ body: 'Hello Mara,\n\nAnna', notBefore: null, recipientZone: 'Europe/Oslo', runId: null, ledgerId: null },
  reasons: [
    { code: 'do-not-contact', text: 'Mara Lindqvist must not be contacted.', liftedBy: 'person' },
    {
      code: 'outside-window',
      text: 'It is outside the sending hours.',
      liftedBy: 'time',
      notBefore: '2026-03-03T08:00:00.000Z',
    },
  ],
  wouldBe: [
    { code: 'channel-not-configured', text: 'Nothing is connected yet that can send email.', liftedBy: 'person' },
  ],
  ...{ settledAt: null, createdAt: '2026-03-02T09:58:00.000Z', updatedAt: '2026-03-02T09:58:00.000Z' },
};
const answers = {
  'GET /api/campaign-ops/campaigns': { campaigns: [row()] },
  'GET /api/campaign-ops/campaigns/k1': { row: row(), runs: [run], story: [] },
  'GET /api/campaign-ops/messages': { attempts: [message], total: 1 },
  'GET /api/campaign-ops/messages/m1': message,
  'GET /api/campaign-ops/sequences': { sequences: [] },
  'GET /api/clients/choices': {
    clients: [{ id: 'c1', name: 'Nordlicht', isAgency: false, timeZone: 'Europe/Berlin' }],
  },
};

test('a campaign of the list opens with its figures, each of which opens the rows that it counts', async () => {
  fakeApi(answers);
  const { address } = showPanel(<CampaignOpsPanel />, { address: '/campaign-ops' });
  fireEvent.click(await screen.findByText('Spring fleet'));
  expect(address()).toBe('/campaign-ops?campaign=k1');
  const blocked = await screen.findByRole('group', { name: 'Blocked' });
  const link = within(blocked).getByRole('link', { name: /^Blocked: 1/ });
  expect(link.getAttribute('href')).toBe('/campaign-ops?campaign=k1&show=BLOCKED');
  const scheduled = within(await screen.findByRole('group', { name: 'Scheduled' }));
  expect(scheduled.getByText('simulated')).not.toBeNull();
  const inRun = screen.getByRole('link', { name: 'Scheduled: 8. Show the messages' });
  expect(inRun.getAttribute('href')).toBe('/campaign-ops?campaign=k1&run=r1&outcome=SCHEDULED');
});

test('a message tells its text, every reason, and what would hold it if it were live', async () => {
  fakeApi(answers);
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?campaign=k1' });
  fireEvent.click(await screen.findByText('May I ask you something, Mara?'));
  const drawer = within(await screen.findByRole('dialog', { name: 'Message 1 to Mara Lindqvist' }));
  expect(await drawer.findByText(/Hello Mara/)).not.toBeNull();
  const blocks = within(drawer.getByRole('region', { name: 'What blocks it' }));
  expect(blocks.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Mara Lindqvist must not be contacted. Somebody has to change this.',
    expect.stringMatching(/^It is outside the sending hours\. Not before Tue, 3 Mar 2026, 09:00/),
  ]);
  expect(within(drawer.getByRole('region', { name: 'If it were live' })).getByRole('listitem').textContent).toContain(
    'Nothing is connected yet',
  );
});

test('running tells what became of the messages, and a second one who holds the campaign', async () => {
  let outcome: unknown = { claimed: true, run };
  fakeApi({ ...answers, 'POST /api/campaign-ops/campaigns/k1/runs': () => outcome });
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?campaign=k1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Run now' }));
  const told = '3 messages simulated, 8 messages scheduled for later, 1 message blocked.';
  await waitFor(() => expect(screen.getAllByText(told).length).toBeGreaterThan(1));
  const [since, until] = ['2026-03-02T09:57:00.000Z', '2026-03-02T10:00:30.000Z'];
  outcome = { claimed: false, holder: 'Ben', since, until, text: '“Spring fleet” is being run by Ben already.' };
  fireEvent.click(screen.getByRole('button', { name: 'Run now' }));
  expect(await screen.findByText(/is being run by Ben already\. It began/)).not.toBeNull();
});

test('a draft is activated and run by one button', async () => {
  const asked = fakeApi({
    ...answers,
    'GET /api/campaign-ops/campaigns/k1': { row: row({ status: 'DRAFT' }), runs: [], story: [] },
    'POST /api/campaign-ops/campaigns/k1/moves': campaign,
    'POST /api/campaign-ops/campaigns/k1/runs': { claimed: true, run },
  });
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?campaign=k1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Activate and run now' }));
  await screen.findByText(/3 messages simulated/);
  expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
    '/api/campaign-ops/campaigns/k1/moves',
    '/api/campaign-ops/campaigns/k1/runs',
  ]);
});

test('a campaign that ends before it starts is refused at the field, and what is typed stays', async () => {
  const text = 'The campaign would end on 2026-03-01, before it starts on 2026-04-01.';
  fakeApi({
    ...answers,
    'POST /api/campaign-ops/campaigns': invalid({ code: 'campaign-ends-before-start', message: text }),
  });
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?campaign=new' });
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Late' } });
  fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2026-04-01' } });
  fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-03-01' } });
  fireEvent.click(screen.getByRole('button', { name: 'Make campaign' }));
  const summary = await screen.findByRole('alert');
  expect(summary.textContent).toContain(`Last day: ${text}`);
  expect(document.activeElement).toBe(summary);
  const field = screen.getByLabelText('Last day');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Late');
});

test('an own sequence that uses an unknown value is refused at its message', async () => {
  const texts = { subject: 'Hi', body: 'Hello {{ lead.fristName }}', html: null, weight: 1 };
  const step = { position: 1, day: 0, channel: 'email', ...texts, variants: [] };
  const sequence = {
    id: 's1',
    clientId: 'c1',
    key: 'x',
    name: 'Own',
    goal: '',
    tier: null,
    version: 1,
    archivedAt: null,
  };
  const problem = 'There is no value called "lead.fristName". Did you mean "lead.firstName"?';
  fakeApi({
    ...answers,
    'GET /api/campaign-ops/sequences/s1': { ...sequence, steps: [step], updatedAt: '2026-03-02T09:00:00.000Z' },
    'GET /api/campaign-ops/sequences/s1/versions': { versions: [], trials: [] },
    'GET /api/campaign-ops/campaigns/k1/leads': { leads: [] },
    'POST /api/campaign-ops/campaigns/k1/previews': {
      ...{ leadName: null, subject: 'Hi', body: step.body, html: null, problems: [problem], wouldBe: [], lint: [] },
    },
    'POST /api/campaign-ops/sequences/s1': conflict({
      code: 'sequence-unknown-variable',
      message: `Message 1, text: ${problem}`,
      details: { step: 1, field: 'body', text: problem },
    }),
  });
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?sequence=s1' });
  expect(await screen.findByText(problem, {}, { timeout: 20_000 })).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Save sequence' }));
  const summary = await screen.findByRole('alert');
  expect(within(summary).getByRole('link').getAttribute('href')).toBe('#sequence-1-body');
  expect(screen.getByLabelText('Text').getAttribute('aria-invalid')).toBe('true');
});
