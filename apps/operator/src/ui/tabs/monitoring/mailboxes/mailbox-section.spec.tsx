import { defaultMailboxLimits, type Mailbox } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { fakeApi, type FakeAnswer } from '../../../test-setup/fake-api.ts';
import { aHouse, showPanel } from '../../../test-setup/show-panel.tsx';
import { MailboxSection } from './mailbox-section.tsx';

afterEach(cleanup);

const server = { host: 'smtp.fastmail.com', port: 465, security: 'tls', user: 'anna@nordlicht.example' } as const;
const aMailbox = (change: Partial<Mailbox> = {}): Mailbox => ({
  ...{ id: 'b1', clientId: 'c1', address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '' },
  ...{ signature: '', postalAddress: '', providerId: 'fastmail', smtp: server, imap: null, certificate: '' },
  ...{ limits: defaultMailboxLimits, status: 'ACTIVE', statusReason: '', version: 1, hasSmtpPassword: true },
  ...{ hasImapPassword: false, test: null, report: null, failingSince: null, dkimSelector: null },
  createdAt: '2026-03-01T09:00:00.000Z',
  ...change,
});
const show = (mailboxes: readonly Mailbox[], more: Readonly<Record<string, FakeAnswer>> = {}, address = '/') => {
  fakeApi({
    'GET /api/clients/choices': {
      clients: [{ id: 'c1', name: 'Northwind', isAgency: false, timeZone: 'Europe/Berlin' }],
    },
    'GET /api/monitoring/mailboxes': { mailboxes },
    ...more,
  });
  showPanel(<MailboxSection />, { address, house: aHouse() });
};

test('without a mailbox the place says what one is; a provider fills in its servers and says what password it wants', async () => {
  show([], { 'POST /api/monitoring/mailboxes': invalid({ code: 'mailbox-sendername', message: 'Write the name.' }) });
  expect(await screen.findByText('No mailbox yet')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Add a mailbox' }));
  const form = within(await screen.findByRole('dialog'));
  fireEvent.click(form.getByRole('combobox', { name: 'Provider' }));
  fireEvent.click(await screen.findByRole('option', { name: 'Fastmail', hidden: true }));
  expect(form.getByRole('textbox', { name: 'Server for sending' })).toHaveProperty('value', 'smtp.fastmail.com');
  expect(form.getByText(/takes no login password from programs/)).not.toBeNull();
  fireEvent.change(form.getByRole('textbox', { name: 'Address' }), { target: { value: 'anna@nordlicht.example' } });
  fireEvent.click(form.getByRole('button', { name: 'Add the mailbox' }));
  expect((await form.findByRole('alert')).textContent).toBe('Write the name.');
});

test('a mailbox shows what its test and its domain said, with the record to copy', async () => {
  const test: Mailbox['test'] = {
    ...{ at: '2026-03-02T09:00:00.000Z', inbox: null, sent: null },
    steps: [{ step: 'smtp', verdict: 'fail', sentence: 'Nothing answers there.', field: 'smtpPort' }],
  };
  const record = { name: '_dmarc.nordlicht.example', type: 'TXT', value: 'v=DMARC1; p=none' } as const;
  const missing = { what: 'DMARC', verdict: 'fail', sentences: ['There is none.'], found: null } as const;
  const findings = [{ ...missing, sentences: [...missing.sentences], publish: record }];
  const report = { domain: 'nordlicht.example', at: '2026-03-02T09:00:00.000Z', findings };
  show([aMailbox({ test, report })], {}, '/?open=b1');
  expect(await screen.findByText('Nothing answers there.')).not.toBeNull();
  expect(screen.getByText('v=DMARC1; p=none')).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Copy the value' })).not.toBeNull();
  expect(screen.getByText('test failed')).not.toBeNull();
});

test('an open mailbox says whether answers are heard', async () => {
  const reading = { mailboxId: 'b1', readAt: '2026-03-02T09:58:00.000Z', nextTryAt: null, seen: 214, kept: 12 };
  const readings = 'GET /api/monitoring/mailbox-readings';
  show([aMailbox({ imap: server })], { [readings]: { readings: [{ ...reading, failure: '' }] } }, '/?open=b1');
  expect(await screen.findByText(/214 messages looked at so far, 12 concerned your outreach/)).not.toBeNull();
  cleanup();
  const failure = 'The mail server refused user or password.';
  show([aMailbox({ imap: server })], { [readings]: { readings: [{ ...reading, failure }] } }, '/?open=b1');
  expect(await screen.findByText(/refused user or password/)).not.toBeNull();
});
