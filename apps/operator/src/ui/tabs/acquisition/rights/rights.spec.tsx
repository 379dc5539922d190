import type { PersonHeld, RetentionRule } from '@aicmo/cam/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from '../acquisition-panel.tsx';

afterEach(cleanup);

const at = '2026-02-02T09:00:00.000Z';
const maja: PersonHeld = {
  ...{ address: 'maja@k.example', knownAs: ['maja@k.example'], suppressedBy: [], erasedAt: null },
  leads: [
    {
      ...{ id: 'l1', clientId: 'c1', clientName: 'Nordlicht', name: 'Maja Lindqvist', company: 'Kurier' },
      ...{ email: 'maja@k.example', state: 'NEW', consent: 'OPTED_IN' },
    },
  ],
  things: [
    { title: 'Leads', count: 1, fate: 'Goes for good.' },
    { title: 'Notes', count: 2, fate: 'Goes for good.' },
  ],
};
const nobody: PersonHeld = { ...maja, leads: [], things: [], erasedAt: at };
const rule: RetentionRule = {
  ...{ kind: 'idle-leads', title: 'Leads with whom nothing happens', what: 'They go.', isOn: false, days: 1095 },
  ...{ leastDays: 180, mostDays: 3650, lastRunAt: null },
};
const quiet = {
  'GET /api/acquisition/retention': { rules: [rule], runs: [] },
  'GET /api/acquisition/erasures': { erasures: [] },
};

test('a person is found, and erased only after a sentence that says what goes, with a reason', async () => {
  let held = maja;
  const asked = fakeApi({
    ...quiet,
    'GET /api/acquisition/person': () => held,
    'POST /api/acquisition/person/erase': () => {
      held = nobody;
      const erasure = {
        id: 'e1',
        at,
        by: 'Operator',
        reason: 'Asked',
        cause: 'PERSON',
        counts: [{ title: 'Leads', count: 1 }],
      };
      return { erasure, ledgerRows: 1, files: 0, deleted: 'gone', backups: [at] };
    },
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?view=rights' });
  fireEvent.change(await screen.findByLabelText('Person'), { target: { value: 'maja@k.example' } });
  fireEvent.click(screen.getByRole('button', { name: 'Find' }));
  await screen.findByRole('region', { name: 'maja@k.example' });
  expect(address()).toContain('person=maja');
  expect(document.body.textContent).toContain('a lead of Nordlicht');
  fireEvent.click(screen.getByRole('button', { name: 'Erase this person…' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('maja@k.example is erased with 1 lead of 1 client: 3 records in 2 places go');
  expect(dialog.textContent).toContain('This cannot be undone.');
  const erase = within(dialog).getByRole('button', { name: 'Erase for good' });
  expect(erase.hasAttribute('disabled')).toBe(true);
  fireEvent.change(within(dialog).getByLabelText('Why'), { target: { value: 'Asked' } });
  fireEvent.click(erase);
  await screen.findByText(/Only a fingerprint is kept/);
  expect(document.body.textContent).toContain('1 backup of before');
  expect(asked.some(({ path }) => path === '/api/acquisition/person/erase')).toBe(true);
});

test('a rule says what it would delete before anybody lets it', async () => {
  fakeApi({
    ...quiet,
    'GET /api/acquisition/retention/idle-leads/preview': {
      ...{ kind: 'idle-leads', days: 1095, count: 21, sample: [{ what: 'Ole Berg', at }] },
    },
    'POST /api/acquisition/retention/idle-leads/run': {
      ...{ id: 'r1', kind: 'idle-leads', days: 1095, removed: 21, error: '', by: 'Operator', at },
    },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?view=rights' });
  fireEvent.click(await screen.findByRole('button', { name: 'What would go now?' }));
  await screen.findByText('21 records older than 1095 days:');
  expect(document.body.textContent).toContain('Ole Berg');
  fireEvent.click(screen.getByRole('button', { name: 'Delete now…' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('21 records older than 1095 days are deleted. This cannot be undone.');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('the list of those never contacted is read out of a file before anything is written', async () => {
  const asked = fakeApi({
    'GET /api/acquisition/suppression': { entries: [], total: 0, next: null },
    'GET /api/acquisition/opt-outs/asked-back': {
      people: [
        {
          ...{ id: 'o1', clientId: 'c1', leadId: 'l1', name: 'Maja Brandt', address: 'maja@kurier.example' },
          ...{ how: 'Unsubscribed by the link of a message', optedOutAt: at, askedBackAt: at },
        },
      ],
    },
    'POST /api/acquisition/opt-outs/o1/leave': {},
    'POST /api/acquisition/suppression/read': {
      ...{ rows: 3, rejectedRows: 1, found: { email: 2, domain: 0, linkedin: 0, phone: 0 } },
      rejected: [{ rowNumber: 2, raw: 'x', reason: 'Nobody.' }],
    },
    'POST /api/acquisition/suppression/import': {
      ...{
        rows: 3,
        rejectedRows: 1,
        found: { email: 2, domain: 0, linkedin: 0, phone: 0 },
        rejected: [],
        added: 2,
        known: 0,
      },
    },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?view=suppression' });
  const asks = await screen.findByRole('region', { name: 'Unsubscribed by mistake, they say' });
  expect(asks.textContent).toContain('Maja Brandt');
  fireEvent.click(within(asks).getByRole('button', { name: 'Leave them out' }));
  await waitFor(() => expect(asked.some(({ path }) => path === '/api/acquisition/opt-outs/o1/leave')).toBe(true));
  const region = await screen.findByRole('region', { name: 'Nobody is on the list' });
  fireEvent.click(within(region).getByRole('button', { name: 'Import a list' }));
  const dialog = await screen.findByRole('dialog');
  const picker = dialog.querySelector('input[type=file]');
  if (picker === null) throw new Error('no place for a file');
  fireEvent.change(picker, { target: { files: [new File(['a@b.example'], 'old.csv')] } });
  await within(dialog).findByText(/3 rows: 2 addresses/);
  expect(asked.filter(({ path }) => path.endsWith('/import'))).toEqual([]);
  fireEvent.change(within(dialog).getByLabelText('Why'), { target: { value: 'Old tool' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Never contact them' }));
  await waitFor(() =>
    expect(asked.some(({ path }) => path.startsWith('/api/acquisition/suppression/import'))).toBe(true),
  );
});

test('what somebody sent by a form and nobody confirmed is taken with a reason only', async () => {
  const submission = {
    ...{
      id: 's1',
      formId: 'f1',
      formName: 'Demo',
      clientId: 'c1',
      answers: { email: 'maja@k.example', firstName: 'Maja' },
    },
    ...{ status: 'WAITING', statusReason: '', receivedAt: at, expiresAt: at, confirmedAt: null, leadId: null },
    messageState: 'Made as a proof: nothing left this house.',
  };
  const form = {
    ...{
      id: 'f1',
      clientId: 'c1',
      key: 'k',
      name: 'Demo',
      title: 'Try it',
      intro: '',
      fields: [],
      consentText: 'Yes.',
    },
    ...{ sites: [], campaignId: null, status: 'OPEN', version: 1, createdAt: at },
    counts: { waiting: 1, held: 0, confirmed: 0 },
  };
  const asked = fakeApi({
    'GET /api/clients': { clients: [{ id: 'c1', name: 'Nordlicht', timeZone: 'Europe/Berlin', isAgency: false }] },
    'GET /api/acquisition/forms': { forms: [form], publicUrl: null },
    'GET /api/acquisition/submissions': { submissions: [submission], total: 1, next: null },
    'POST /api/acquisition/submissions/s1/take': { leadId: 'l1' },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?view=forms' });
  expect(await screen.findByText('Nobody outside can reach a form yet')).not.toBeNull();
  fireEvent.click(await screen.findByText('maja@k.example'));
  fireEvent.click(await screen.findByRole('button', { name: 'Take as a lead…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Take as a lead' });
  expect(dialog.textContent).toContain('consent is not known');
  fireEvent.change(within(dialog).getByLabelText('Why'), { target: { value: 'Met her' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Take as a lead' }));
  await waitFor(() => expect(asked.some(({ path }) => path === '/api/acquisition/submissions/s1/take')).toBe(true));
});
