import type { Lead, LeadStory, LeadTask, OutreachAttempt } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from '../acquisition-panel.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
const aLead: Lead = {
  ...{ id: 'l1', clientId: 'c1', personId: 'l1', campaignId: 'k1', firstName: 'Maja', lastName: 'Lindqvist' },
  ...{ name: 'Maja Lindqvist', title: 'Head of Operations', company: 'Kurier Nord', companyDomain: '', industry: '' },
  ...{ employeeCount: null, revenueCents: null, location: 'Hamburg', country: 'Germany', email: 'maja@k.example' },
  ...{ linkedin: '', phone: '', timeZone: 'Europe/Berlin', language: '', signals: [], budgetKnown: false },
  ...{ timelineKnown: false, score: 0.5175, fit: 0.5, opportunity: 0.535, tier: 'COOL', grade: 'C' },
  factors: [
    { key: 'size', part: 'fit', value: 0.5, weight: 1, why: 'Nobody said. Counted as neutral.', isKnown: false },
    { key: 'title', part: 'opportunity', value: 0.6, weight: 0.35, why: 'Close to what is looked for.', isKnown: true },
  ],
  ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null, state: 'QUALIFIED' },
  ...{ stateReason: '', consent: 'UNKNOWN', needsReview: false, reviewReason: '', reviewSince: null },
  ...{ source: 'leads.csv', batchId: 'b1', batchRow: 2, fields: { Note: 'met in Kiel' }, createdAt: now },
  updatedAt: now,
};
const aMessage: OutreachAttempt = {
  ...{ id: 'm1', clientId: 'c1', campaignId: 'k1', campaignName: 'Leads', leadId: 'l1', leadName: 'Maja Lindqvist' },
  ...{ company: 'Kurier Nord', enrolmentId: 'e1', sequenceName: 'Regular nurture', step: 1, stepCount: 4 },
  ...{ mode: 'SIMULATION', state: 'SCHEDULED', channel: 'email', recipient: 'maja@k.example', subject: 'A question' },
  ...{ body: 'Hello Maja,', notBefore: '2026-03-03T08:00:00.000Z', recipientZone: 'Europe/Berlin', wouldBe: [] },
  reasons: [{ code: 'outside-window', text: 'It is outside the sending hours.', liftedBy: 'time' }],
  ...{ ledgerId: null, settledAt: null, createdAt: now, updatedAt: now },
};
const aPage = (change: Partial<LeadStory> = {}): LeadStory => ({
  lead: aLead,
  client: { id: 'c1', name: 'Nordlicht Bikes', timeZone: 'Europe/Berlin' },
  ...{ enrolments: [], suppressedBy: [], others: [], reviewReasons: [], won: null, tasks: [], appointments: [] },
  sources: [{ at: now, name: 'leads.csv', batchId: 'b1', rowNumber: 2, by: 'Olga', effect: 'made' }],
  story: {
    lines: [
      { id: 'n1', kind: 'note', at: now, actor: 'Olga', what: 'Met at the fair.', why: '' },
      { id: 's1', kind: 'decision', at: now, actor: 'Olga', what: 'Moved from new to qualified', why: 'Warm.' },
    ],
    next: null,
  },
  ...change,
});
const record = (page: LeadStory, moves: readonly string[] = ['CONTACTED', 'WON', 'LOST']) => ({
  ...{ page, moves, messages: [aMessage], messageCount: 1, consents: [], merges: [], filled: [] },
});
const leadAt = 'GET /api/acquisition/leads/l1';
const offer = { id: 'u1', what: 'Gave Maja Lindqvist up', until: '2026-03-03T09:00:00.000Z' };
const clients = { clients: [{ id: 'c1', name: 'Nordlicht Bikes', timeZone: 'Europe/Berlin' }] };

test("a lead's page unfolds its score so that it can be computed again, its messages, its sources and its story", async () => {
  fakeApi({ [leadAt]: record(aPage()), 'GET /api/clients/choices': clients });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?lead=l1' });
  expect(await screen.findByRole('heading', { level: 1, name: 'Maja Lindqvist' })).not.toBeNull();
  const text = document.body.textContent;
  expect(text).toContain('Head of Operations at Kurier Nord, a lead of Nordlicht Bikes');
  expect(text).toContain('Title: 0.60 × 0.35 = 0.2100. Close to what is looked for.');
  expect(text).toContain('fit 0.5000 and opportunity 0.5350 = 0.5175');
  expect(text).toContain('It is outside the sending hours.');
  expect(text).toContain('met in Kiel');
  const story = screen.getByRole('list', { name: 'Story' });
  expect(
    within(story)
      .getAllByRole('listitem')
      .map((line) => line.textContent),
  ).toEqual([expect.stringContaining('Met at the fair.'), expect.stringContaining('Moved from new to qualifiedWarm.')]);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Notes' }));
  expect(within(story).getAllByRole('listitem')).toHaveLength(1);
  expect(within(screen.getByRole('list', { name: 'Sources' })).getByRole('link').textContent).toBe('leads.csv, row 2');
});

test('giving a lead up asks why, keeps the question open when the server refuses, and can be undone by the key z', async () => {
  let isRefused = true;
  const asked = fakeApi({
    [leadAt]: record(aPage()),
    'GET /api/clients/choices': clients,
    'POST /api/acquisition/leads/l1/lost': () =>
      isRefused ? conflict({ code: 'lead-move', message: 'Somebody has decided meanwhile.' }) : offer,
    'POST /api/acquisition/undo/u1': { what: offer.what },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?lead=l1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Give up' }));
  const question = await screen.findByRole('dialog', { name: 'Give up' });
  const send = within(question).getByRole('button', { name: 'Give up' });
  expect(send.hasAttribute('disabled')).toBe(true);
  fireEvent.click(within(question).getByLabelText('No budget'));
  fireEvent.change(within(question).getByLabelText('In a few words, if you like'), { target: { value: 'next year' } });
  fireEvent.click(send);
  expect((await within(question).findByRole('alert')).textContent).toBe('Somebody has decided meanwhile.');
  expect(asked.findLast(({ method }) => method === 'POST')?.body).toEqual({ reason: 'NO_BUDGET', words: 'next year' });
  isRefused = false;
  fireEvent.click(send);
  expect(await screen.findByText('Gave Maja Lindqvist up.')).not.toBeNull();
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Give up' })).toBeNull());
  fireEvent.keyDown(window, { key: 'z' });
  expect(await screen.findByText('Undone: Gave Maja Lindqvist up.')).not.toBeNull();
});

test('a won lead becomes a client whose name is filled in', async () => {
  const asked = fakeApi({
    [leadAt]: record(aPage()),
    'GET /api/clients/choices': clients,
    'POST /api/acquisition/leads/l1/won': { ...offer, clientId: 'c2' },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?lead=l1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Won' }));
  const question = await screen.findByRole('dialog', { name: 'Won' });
  fireEvent.click(within(question).getByRole('button', { name: 'Make a client' }));
  await screen.findByText(`${offer.what}.`);
  const client = { name: 'Kurier Nord', timeZone: 'Europe/Berlin' };
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ client });
});

test('a value that is none is told at its field, and what was typed stays', async () => {
  const { invalid } = await import('@aicmo/core-kernel');
  const message = '“maja” is no mail address; one looks like anna@example.com.';
  const asked = fakeApi({
    [leadAt]: record(aPage()),
    'GET /api/clients/choices': clients,
    'POST /api/acquisition/leads/l1/fields': invalid({ code: 'lead-edit-email', message, details: { field: 'email' } }),
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?lead=l1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Correct' }));
  const form = await screen.findByRole('dialog', { name: 'Correct Maja Lindqvist' });
  const email = within(form).getByLabelText('Email');
  fireEvent.change(email, { target: { value: 'maja' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
  expect(await within(form).findByText(message)).not.toBeNull();
  expect(email).toHaveProperty('value', 'maja');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ edit: { email: 'maja' }, seen: now });
});

test('an overdue task and an appointment without an outcome stand first and are answered in place', async () => {
  const task: LeadTask = {
    ...{ id: 't1', clientId: 'c1', leadId: 'l1', leadName: 'Maja Lindqvist', title: 'Call back', dueAt: now },
    ...{ timeZone: 'Europe/Berlin', state: 'OPEN', dueness: 'overdue', outcome: '', madeBy: 'Olga', madeAt: now },
    endedAt: null,
  };
  const asked = fakeApi({
    [leadAt]: record(aPage({ tasks: [task] })),
    'GET /api/clients/choices': clients,
    'POST /api/acquisition/lead-tasks/t1/end': { ...offer, what: 'Task “Call back” done' },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?open=l1' });
  const plans = await screen.findByRole('list', { name: 'Tasks and appointments' });
  expect(plans.textContent).toContain('Overdue');
  fireEvent.click(within(plans).getByRole('button', { name: 'Done' }));
  const dialog = await screen.findByRole('dialog', { name: 'Call back' });
  fireEvent.change(within(dialog).getByLabelText('What came of it, if anything'), {
    target: { value: 'Wants an offer' },
  });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Task is done' }));
  await screen.findByText('Task “Call back” done.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ to: 'DONE', outcome: 'Wants an offer' });
});

test('a lead that was merged leads on to the one that has everything now', async () => {
  const details = { into: 'l2' };
  fakeApi({ [leadAt]: conflict({ code: 'lead-merged', message: 'Merged.', details }) });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?lead=l1' });
  const link = await screen.findByRole('link', { name: 'Open that lead' });
  expect(link.getAttribute('href')).toBe('/acquisition?lead=l2');
});
