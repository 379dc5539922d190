import type { Guardrails } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { CampaignGuardrails } from './campaign-guardrails.tsx';

afterEach(cleanup);

const path = '/api/campaign-ops/campaigns/k1/guardrails';
const figures = { sends: 60, bounces: 3, complaints: 0, reached: 0 };
const reason = '3 of 60 messages came back (5 %; the limit is 5 %).';
const found: Guardrails = {
  settings: { bounceLimit: 0.05, complaintLimit: 0.001, fromSends: 50, goal: null },
  ...{ version: 0, since: '2026-02-23T10:00:00.000Z', figures },
  events: [
    {
      ...{ id: 'g1', clientId: 'c1', campaignId: 'k1', campaignName: 'Spring', kind: 'BOUNCES', reason, figures },
      ...{ at: '2026-03-02T10:00:00.000Z', seenAt: null, seenBy: '' },
    },
  ],
};

test('what is counted stands in words; rules are changed in percent, and taking note of a pause changes nothing else', async () => {
  const seen = found.events.map((event) => ({ ...event, seenAt: event.at, seenBy: 'Operator' }));
  const asked = fakeApi({
    ...{ [`GET ${path}`]: found, [`POST ${path}`]: { ...found, version: 1 } },
    [`POST ${path}/g1/seen`]: { ...found, version: 1, events: seen },
  });
  showPanel(<CampaignGuardrails campaignId="k1" />, { address: '/campaign-ops?campaign=k1' });
  const words = '60 messages left within seven days: 3 came back (5.00 %), none was reported as unwanted.';
  expect(await screen.findByText(words)).not.toBeNull();
  expect(screen.queryByRole('button', { name: 'Keep these rules' })).toBeNull();
  fireEvent.change(screen.getByLabelText('Mail that comes back, in %'), { target: { value: '3,5' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep these rules' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep these rules' })).toBeNull());
  fireEvent.click(await screen.findByRole('button', { name: 'Take note of the last pause' }));
  expect(await screen.findByText(/Operator took note of it/)).not.toBeNull();
  const sent = asked.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(sent[0]).toEqual({ settings: { ...found.settings, bounceLimit: 0.035 }, version: 0 });
});

test('a rule out of its bounds says so at its field, and what was typed stays', async () => {
  const message = 'Found 60 %; expected a share of messages that come back from 0.50 % to 10 %.';
  const details = { field: 'bounceLimit' };
  fakeApi({ [`GET ${path}`]: found, [`POST ${path}`]: invalid({ code: 'guardrail-bouncelimit', message, details }) });
  showPanel(<CampaignGuardrails campaignId="k1" />, { address: '/campaign-ops?campaign=k1' });
  const field = await screen.findByLabelText('Mail that comes back, in %');
  fireEvent.change(field, { target: { value: '60' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep these rules' }));
  expect(await screen.findByText(message)).not.toBeNull();
  expect(screen.getByDisplayValue('60')).not.toBeNull();
});
