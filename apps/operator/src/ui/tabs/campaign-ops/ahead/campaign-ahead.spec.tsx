import type { CampaignSimulation } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { CampaignAhead } from './campaign-ahead.tsx';

afterEach(cleanup);

const path = 'GET /api/campaign-ops/campaigns/k1/ahead';
const played: CampaignSimulation = {
  ...{ campaignId: 'k1', campaignName: 'Spring', mode: 'LIVE', zone: 'Europe/Berlin' },
  ...{ from: '2026-03-02T10:00:00.000Z', until: '2026-04-01T09:00:00.000Z' },
  assumptions: ['Proof mode is on; here it is lifted.'],
  messages: [
    {
      ...{ at: '2026-03-30T07:00:00.000Z', leadId: 'l1', leadName: 'Mara Lindqvist', company: 'Fjord' },
      ...{ recipient: 'mara@fjord.example', recipientZone: 'Europe/Oslo', sequenceName: 'Cold', step: 1 },
      ...{ channel: 'email', mailbox: 'anna@nordlicht.example', subject: 'A question', state: 'SENT' },
      bound: [{ code: 'outside-window', text: 'It is outside the sending hours.', liftedBy: 'time' }],
    },
  ],
  days: [{ day: '2026-03-30', first: 1, followUps: 0 }],
  mailboxes: [{ address: 'anna@nordlicht.example', messages: 1, busiest: 1 }],
  rules: [{ code: 'outside-window', text: 'Outside the sending hours.', messages: 1 }],
  held: [
    {
      reasons: [{ code: 'do-not-contact', text: 'Nina Kurz must not be contacted.', liftedBy: 'person' }],
      ...{ people: 7, names: ['Nina Kurz', 'Ola', 'Per', 'Quirin', 'Rut'] },
    },
  ],
  ...{ later: 2, notReached: 0, ended: '' },
};

test('nothing is played until somebody asks; then each message says when in the client’s time, from where and why not earlier', async () => {
  const asked = fakeApi({ [path]: played });
  const { address } = showPanel(<CampaignAhead campaignId="k1" />, { address: '/campaign-ops?campaign=k1' });
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Show the next 30 days' }));
  const table = within(await screen.findByRole('grid', { name: 'Messages of the coming days' }));
  expect(await table.findByText(/^Mon,? 30 Mar, 09:00$/)).not.toBeNull();
  for (const words of ['Mara Lindqvist', '1: A question', 'anna@nordlicht.example', 'It is outside the sending hours.'])
    expect(table.getByText(words)).not.toBeNull();
  expect(screen.getByText(/Nina Kurz, Ola, Per, Quirin, Rut and 2 more/)).not.toBeNull();
  expect(screen.getByText(/Proof mode is on; here it is lifted\./)).not.toBeNull();
  expect(screen.getByText('2 people with more to come')).not.toBeNull();
  fireEvent.click(screen.getByRole('switch', { name: 'As everything stands' }));
  fireEvent.click(screen.getByText('7 days'));
  expect(address()).toBe('/campaign-ops?campaign=k1&ahead=7&now=yes');
});

test('a campaign that is over says so', async () => {
  const message = '“Spring” is completed, so nothing will happen in it any more.';
  fakeApi({ [path]: conflict({ code: 'simulation-over', message }) });
  showPanel(<CampaignAhead campaignId="k1" />, { address: '/campaign-ops?campaign=k1&ahead=30' });
  expect(await screen.findByText(message)).not.toBeNull();
});
