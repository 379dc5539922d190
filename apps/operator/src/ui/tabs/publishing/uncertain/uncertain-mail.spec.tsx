import type { OutreachAttempt, UncertainMessage } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeAnswer } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { PublishingPanel } from '../publishing-panel.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const message: OutreachAttempt = {
  ...{ id: 'm1', clientId: 'c1', campaignId: 'k1', campaignName: 'Spring', leadId: 'l1', leadName: 'Maja Lindqvist' },
  ...{ company: 'Kurier Nord', enrolmentId: 'e1', sequenceName: 'Cold', step: 1, stepCount: 3, mode: 'LIVE' },
  ...{
    state: 'UNCERTAIN',
    channel: 'email',
    recipient: 'maja@kurier-nord.example',
    subject: 'Ten vans',
    body: 'Hello',
  },
  ...{ notBefore: null, recipientZone: 'Europe/Berlin', wouldBe: [], ledgerId: 'g1' },
  reasons: [{ code: 'uncertain', text: 'Nobody knows whether it was taken.', liftedBy: 'person' }],
  ...{ settledAt: '2026-03-01T10:00:00.000Z', createdAt: '2026-03-01T09:00:00.000Z' },
  updatedAt: '2026-03-01T10:00:00.000Z',
};
const uncertain: UncertainMessage = {
  ...{
    message,
    mailbox: 'anna@nordlicht.example',
    since: '2026-03-01T10:00:00.000Z',
    messageId: 'm1@nordlicht.example',
  },
};
const answers = (more: Readonly<Record<string, FakeAnswer>> = {}) => ({
  'GET /api/clients/choices': {
    clients: [{ id: 'c1', name: 'Nordlicht', isAgency: false, timeZone: 'Europe/Berlin' }],
  },
  'GET /api/publishing/uncertain': { messages: [uncertain] },
  'GET /api/publishing/messages/m1/tries': {
    tries: [
      {
        ...{ ledgerId: 'g1', outcome: 'UNCERTAIN', at: '2026-03-01T10:00:00.000Z', settledAt: null },
        ...{ reasons: ['The line broke.'], conversation: ['C: DATA', 'S: 354 Go on'] },
      },
    ],
  },
  'POST /api/publishing/uncertain/m1/search': {
    found: 'yes',
    folder: 'Sent',
    sentence: 'It was found in “Sent”: it left.',
  },
  ...more,
});
const show = (address: string) => showPanel(<PublishingPanel />, { address });

test('mail that may or may not have left is listed, and said to be nothing when there is none', async () => {
  fakeApi(answers());
  show('/publishing?view=uncertain');
  const table = await screen.findByRole('grid', { name: 'Uncertain mail' });
  for (const words of ['Maja Lindqvist', 'Ten vans', 'anna@nordlicht.example', 'Spring']) {
    expect(table.textContent).toContain(words);
  }
  cleanup();
  fakeApi(answers({ 'GET /api/publishing/uncertain': { messages: [] } }));
  show('/publishing?view=uncertain');
  expect(await screen.findByText('Nothing is uncertain')).not.toBeNull();
});

test('one shows every word that was said, is looked for, and is decided with how the person knows', async () => {
  const asked = fakeApi(answers({ 'POST /api/publishing/uncertain/m1/decision': message }));
  show('/publishing?view=uncertain&open=m1');
  const drawer = await screen.findByRole('dialog', { name: 'Ten vans' });
  expect(drawer.textContent).toContain('Nobody knows whether it was taken.');
  await within(drawer).findByText(/354 Go on/);
  fireEvent.click(within(drawer).getByRole('button', { name: 'Look in sent mail' }));
  expect((await within(drawer).findByRole('status')).textContent).toContain('It was found in “Sent”');
  fireEvent.change(within(drawer).getByLabelText('How you know'), { target: { value: 'It is in Sent.' } });
  fireEvent.click(within(drawer).getByRole('button', { name: 'It left' }));
  const question = await screen.findByRole('dialog', { name: 'It left' });
  fireEvent.click(within(question).getByRole('button', { name: 'It left' }));
  await waitFor(() =>
    expect(asked.find(({ method, path }) => method === 'POST' && path.endsWith('decision'))?.body).toEqual({
      ...{ outcome: 'SENT', reason: 'It is in Sent.' },
    }),
  );
});

test('a decision that somebody else has made already is told', async () => {
  const taken = conflict({ code: 'message-not-uncertain', message: 'Nobody has to decide this any more.' });
  fakeApi(answers({ 'POST /api/publishing/uncertain/m1/decision': taken }));
  show('/publishing?view=uncertain&open=m1');
  fireEvent.click(await screen.findByRole('button', { name: 'It did not leave' }));
  const question = await screen.findByRole('dialog', { name: 'It did not leave' });
  fireEvent.click(within(question).getByRole('button', { name: 'It did not leave' }));
  expect((await within(question).findByRole('alert')).textContent).toContain('Nobody has to decide this any more.');
});
