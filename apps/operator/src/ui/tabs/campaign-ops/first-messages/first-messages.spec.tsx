import type { FirstMessage, FirstMessages as Found } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { FirstMessages } from './first-messages.tsx';

afterEach(cleanup);

const path = '/api/campaign-ops/campaigns/k1/first-messages';
const aFirst = (id: string, leadName: string, letGoBy = ''): FirstMessage => ({
  message: {
    ...{ id, clientId: 'c1', campaignId: 'k1', campaignName: 'Spring', leadId: `l-${id}`, leadName, company: 'Fjord' },
    ...{ enrolmentId: 'e', sequenceName: 'Cold', step: 1, stepCount: 3, mode: 'LIVE', state: 'BLOCKED' },
    ...{ channel: 'email', recipient: `${id}@fjord.example`, subject: `A question for ${leadName}`, body: 'Hello.' },
    ...{ notBefore: null, recipientZone: 'Europe/Oslo', reasons: [], wouldBe: [], ledgerId: null },
    ...{ settledAt: null, createdAt: '2026-03-02T10:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z' },
  },
  ...{ from: 'anna@nordlicht.example', fingerprint: `print-${id}`, letGoBy },
});
const found: Found = {
  ...{ limit: 10, gone: 1 },
  waiting: [aFirst('m1', 'Mara'), aFirst('m2', 'Nina')],
  letGo: [aFirst('m3', 'Ola', 'Anna')],
};

test('each message is read whole and let go as it was read; all of them only after saying what that means', async () => {
  const asked = fakeApi({ [`GET ${path}`]: found, [`POST ${path}/let-go`]: { ...found, waiting: [] } });
  showPanel(<FirstMessages campaignId="k1" />, { address: '/campaign-ops?campaign=k1' });
  expect(await screen.findByText(/1 of them has left/)).not.toBeNull();
  expect(screen.getByText('let go by Anna')).not.toBeNull();
  fireEvent.click(screen.getByText('Mara, Fjord'));
  expect(screen.getByText('From anna@nordlicht.example to m1@fjord.example')).not.toBeNull();
  fireEvent.click(screen.getAllByText('Let it go')[0] ?? document.body);
  await screen.findByText(/1 of them has left/);
  const sent = asked.find(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({ read: [{ id: 'm1', fingerprint: 'print-m1' }] });
  fireEvent.click(screen.getByRole('button', { name: 'Let all 2 go' }));
  expect(await screen.findByText(/2 messages will leave in the recipients’ hours/)).not.toBeNull();
});

test('a message that reads differently by now is not let go, and the screen says so', async () => {
  const message = 'This message reads differently now. Reload and read it again.';
  fakeApi({ [`GET ${path}`]: found, [`POST ${path}/let-go`]: conflict({ code: 'message-changed', message }) });
  showPanel(<FirstMessages campaignId="k1" />, { address: '/campaign-ops?campaign=k1' });
  fireEvent.click(await screen.findByText('Nina, Fjord'));
  fireEvent.click(screen.getAllByText('Let it go')[1] ?? document.body);
  expect(await screen.findByText(message)).not.toBeNull();
});

test('without any there is nothing to see', async () => {
  const asked = fakeApi({ [`GET ${path}`]: { ...found, waiting: [], letGo: [] } });
  showPanel(<FirstMessages campaignId="k1" />, { address: '/campaign-ops?campaign=k1' });
  await waitFor(() => expect(asked).toHaveLength(1));
  await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
  expect(screen.queryByText('Read these first')).toBeNull();
});
