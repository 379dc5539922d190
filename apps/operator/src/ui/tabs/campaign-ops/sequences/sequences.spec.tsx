import type { LintFinding, Sequence } from '@aicmo/cam/contract';
import { aCampaign } from '@aicmo/cam/testing';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { CampaignOpsPanel } from '../campaign-ops-panel.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const texts = { subject: 'Buy now', body: 'Please act now.', html: null, weight: 1 };
const other = { subject: 'Other', body: 'B', html: '<p>B</p>', weight: 2 };
const own: Sequence = {
  ...{ id: 's1', clientId: 'c1', key: 'x', name: 'Own', goal: 'A talk', tier: null, version: 2, archivedAt: null },
  steps: [{ position: 1, day: 0, channel: 'email', ...texts, variants: [other] }],
  updatedAt: '2026-03-02T09:00:00.000Z',
};
const finding: LintFinding = {
  ...{ rule: 'bulk-phrase', text: '“act now” is what mass mail says. Leave it out.', before: 'act now', after: '' },
  isExact: true,
};
const aRow = {
  campaign: aCampaign({ id: 'k1', clientId: 'c1' }),
  ...{ clientName: 'Nordlicht', timeZone: 'Europe/Berlin', inSequence: 37, mode: 'SIMULATION', due: 0 },
  messages: { simulated: 0, proofed: 0, sent: 0, planned: 0, blocked: 0 },
  nextDueAt: null,
};
const counts = { replied: 0, positive: 0, optedOut: 0, bounced: 0, weight: 1 };
const answers = {
  'GET /api/campaign-ops/campaigns': {
    campaigns: [],
  },
  'GET /api/campaign-ops/sequences/s1': own,
  'GET /api/campaign-ops/sequences/s1/versions': {
    versions: [
      { version: 2, savedBy: 'Operator', savedAt: own.updatedAt, channels: ['email'], carriedTo: null, inSequence: 3 },
      { version: 1, savedBy: 'Operator', savedAt: own.updatedAt, channels: ['email'], carriedTo: 2, inSequence: 34 },
    ],
    trials: [
      {
        ...{ position: 1, mode: 'SIMULATION' },
        wordings: [
          { letter: 'A', subject: 'Buy now', ...counts, sent: 120, replied: 6 },
          { letter: 'B', subject: 'Other', ...counts, sent: 118, replied: 30 },
        ],
        split: { verdict: 'even', text: 'Each wording gets its share.' },
        result: { verdict: 'winner', winner: 'B', text: 'B is answered more.' },
      },
    ],
  },
  'GET /api/clients/choices': {
    clients: [{ id: 'c1', name: 'Nordlicht', isAgency: false, timeZone: 'Europe/Berlin' }],
  },
};

test('a wording that is ahead is kept alone, and those in sequence go on with it only when a person says so', async () => {
  const asked = fakeApi({ ...answers, 'POST /api/campaign-ops/sequences/s1': { ...own, version: 3 } });
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?sequence=s1' });
  const trial = within(await screen.findByRole('region', { name: 'Wordings of message 1' }));
  expect(trial.getByText('B is ahead')).not.toBeNull();
  expect(trial.getByText('simulated')).not.toBeNull();
  expect(trial.getByRole('row', { name: /^B 118 30 · 25\.4 %/ })).not.toBeNull();
  expect(screen.getByRole('row', { name: /^1 .*34 leads version 2/ })).not.toBeNull();
  fireEvent.click(screen.getByRole('tab', { name: 'B' }));
  expect(screen.getByLabelText('Subject')).toHaveProperty('value', 'Other');
  fireEvent.click(screen.getByRole('button', { name: 'Keep only B' }));
  fireEvent.click(screen.getByLabelText('The 37 leads in sequence go on with the new words'));
  fireEvent.click(screen.getByRole('button', { name: 'Save sequence' }));
  await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1));
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    edit: {
      ...{ name: 'Own', goal: 'A talk', version: 2, carryOver: true },
      steps: [{ day: 0, channel: 'email', subject: 'Other', body: 'B', html: '<p>B</p>', weight: 1, variants: [] }],
    },
  });
});

test('a message more keeps those in sequence out of it, and a message by hand loses subject and HTML', async () => {
  fakeApi(answers);
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?sequence=s1' });
  await screen.findByLabelText('The 37 leads in sequence go on with the new words');
  fireEvent.click(screen.getByRole('button', { name: 'Add a message' }));
  expect(await screen.findByText(/37 leads in sequence keep the messages with which they began/)).not.toBeNull();
  const second = within(screen.getByRole('group', { name: 'Message 2' }));
  fireEvent.click(second.getByRole('button', { name: 'Add HTML' }));
  expect(second.getByLabelText('HTML')).toHaveProperty(
    'value',
    '<p>Hello {{ lead.firstName | default: "there" }},</p>\n<p>{{ sender.name }}</p>',
  );
  fireEvent.click(second.getByRole('combobox', { name: 'By' }));
  // The lists of both messages are there, and jsdom shows neither.
  const options = await screen.findAllByRole('option', { name: 'LinkedIn, by hand', hidden: true });
  fireEvent.click(options.at(-1) ?? document.body);
  expect(second.queryByLabelText('HTML')).toBeNull();
  expect(second.queryByLabelText('Subject')).toBeNull();
});

test('what could be better is shown with before and after, and one click changes the template', async () => {
  fakeApi({
    ...answers,
    'GET /api/campaign-ops/campaigns': { campaigns: [aRow] },
    'GET /api/campaign-ops/campaigns/k1/leads': { leads: [{ id: 'l1', name: 'Mara', company: 'Fjord' }] },
    'POST /api/campaign-ops/campaigns/k1/previews': {
      ...{ leadName: 'Mara', subject: 'Buy now', body: 'Please act now.', html: '<p>B</p>', problems: [], wouldBe: [] },
      lint: [finding],
    },
  });
  showPanel(<CampaignOpsPanel />, { address: '/campaign-ops?sequence=s1' });
  const box = within(await screen.findByRole('region', { name: 'What could be better' }, { timeout: 20_000 }));
  expect(box.getByText('act now').tagName).toBe('DEL');
  expect(screen.getByTitle('As Mara would read it, as HTML').getAttribute('sandbox')).toBe('');
  fireEvent.click(box.getByRole('button', { name: 'Leave it out' }));
  expect(screen.getByLabelText('Text')).toHaveProperty('value', 'Please.');
});
