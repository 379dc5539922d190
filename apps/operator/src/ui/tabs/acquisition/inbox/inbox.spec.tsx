import type { InboxItem } from '@aicmo/cam/contract';
import { conflict } from '@aicmo/core-kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../../test-setup/fake-api.ts';
import { aHouse, showPanel } from '../../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from '../acquisition-panel.tsx';
import type { Thread } from './inbox.queries.ts';

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

const at = '2026-02-02T09:00:00.000Z';
const anItem = (number: number, change: Partial<InboxItem> = {}): InboxItem => ({
  ...{ id: `m${number}`, clientId: 'c1', clientName: 'Nordlicht', leadId: `l${number}`, name: `Person ${number}` },
  ...{ company: 'Firm', subject: 'Re: Ten vans', snippet: 'That sounds good.', kind: 'POSITIVE', isSure: true },
  ...{ campaignName: 'Spring', receivedAt: at, waitsSince: at, isLater: false, isSeen: true, assignedTo: '' },
  ...{ outcome: null, draft: 'NONE' },
  ...change,
});
const aThread = (item: InboxItem, change: Partial<Thread> = {}): Thread => ({
  ...{ item, version: 1, isCut: false, draft: null },
  lead: {
    ...{ id: item.leadId ?? '', title: 'CEO', state: 'REPLIED', tier: 'HOT', consent: 'UNKNOWN' },
    timeZone: 'Europe/Berlin',
  },
  entries: [
    {
      ...{ is: 'theirs', id: item.id, at, from: item.name, subject: 'Re: Ten vans', text: 'That sounds good.' },
      ...{ kind: 'POSITIVE', machineKind: 'POSITIVE', confidence: 0.93, evidence: ['“sounds good”'] },
      effects: [{ what: 'The sequence was stopped', why: 'A person answered' }],
    },
  ],
  answer: {
    ...{ to: 'p@firm.example', from: 'anna@nordlicht.example', fromName: 'Anna Berg', subject: 'Re: Ten vans' },
    ...{ signature: 'Anna Berg', refusals: [], lastInch: [] },
  },
  ...change,
});
const twice = conflict({ code: 'inbox-draft-changed', message: 'Ben wrote on this answer meanwhile.' });
const counts = {
  ...{ now: 3, later: 1000 },
  kinds: [
    { kind: 'POSITIVE', count: 2 },
    { kind: 'NEUTRAL', count: 1 },
  ],
  people: [
    { name: '', count: 2 },
    { name: 'Ben', count: 1 },
  ],
};
const inbox = '/acquisition?view=inbox';
const live = aHouse();
const house = { ...live, flags: live.flags && { ...live.flags, proofMode: false } };

test('an empty inbox says what will stand here, and a narrowed one leads back', async () => {
  fakeApi({
    'GET /api/acquisition/inbox': { items: [], next: null },
    'GET /api/acquisition/inbox-counts': { ...counts, now: 0, kinds: [], people: [] },
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: inbox });
  expect(await screen.findByRole('region', { name: 'Nobody waits for an answer' })).not.toBeNull();
  cleanup();
  showPanel(<AcquisitionPanel />, { address: `${inbox}&kind=NEGATIVE&whose=nobody` });
  fireEvent.click(await screen.findByRole('button', { name: 'Show all of them' }));
  await waitFor(() => expect(address()).not.toContain('kind='));
});

test('j and k go through the conversations, e ends the open one and opens the next, s puts off till tomorrow', async () => {
  let items = [1, 2, 3].map((number) => anItem(number, number === 2 ? { isSeen: false } : {}));
  const gone = (id: string, what: string) => () => {
    items = items.filter((item) => item.id !== id);
    return { id: 'u1', what, until: at };
  };
  const asked = fakeApi({
    'GET /api/acquisition/inbox': () => ({ items, next: null }),
    'GET /api/acquisition/inbox-counts': counts,
    ...Object.fromEntries(items.map((item) => [`GET /api/acquisition/inbox/${item.id}`, aThread(item)])),
    'POST /api/acquisition/inbox/m2/seen': {},
    'POST /api/acquisition/inbox/m2/outcome': gone('m2', 'The message of Person 2 needs no answer'),
    'POST /api/acquisition/inbox/m3/later': gone('m3', 'Put Person 3 off'),
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: inbox });
  const list = await screen.findByRole('list', { name: 'Conversations' });
  expect(screen.getByRole('checkbox', { name: 'Later · 1,000 or more' })).not.toBeNull();
  fireEvent.keyDown(window, { key: 'j' });
  fireEvent.keyDown(window, { key: 'j' });
  await waitFor(() => expect(address()).toContain('open=m2'));
  await waitFor(() => expect(asked.some(({ path }) => path.endsWith('/m2/seen'))).toBe(true));
  fireEvent.keyDown(window, { key: 'e' });
  await screen.findByText('The message of Person 2 needs no answer.');
  await waitFor(() => expect(address()).toContain('open=m3'));
  expect(asked.find(({ path }) => path.endsWith('/m2/outcome'))?.body).toEqual({ outcome: 'NOTHING' });
  fireEvent.keyDown(window, { key: 's' });
  await screen.findByText('Put Person 3 off.');
  expect(asked.find(({ path }) => path.endsWith('/m3/later'))?.body).toMatchObject({
    until: expect.stringMatching(/T\d\d:00:00\.000Z$/),
  });
  await waitFor(() => expect(within(list).getAllByRole('button')).toHaveLength(1));
  fireEvent.keyDown(window, { key: 'r' });
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'));
});

test('a conversation shows why it was read so, what it did, and what a person says it is instead', async () => {
  const asked = fakeApi({
    'GET /api/acquisition/inbox': { items: [anItem(1)], next: null },
    'GET /api/acquisition/inbox-counts': counts,
    'GET /api/acquisition/inbox/m1': aThread(anItem(1)),
    'POST /api/acquisition/inbox/m1/kind': { id: 'u1', what: 'Corrected what the message of Person 1 is', until: at },
    'POST /api/acquisition/inbox/m1/assigned': { id: 'u2', what: 'Gave the message of Person 1 to Ben', until: at },
  });
  showPanel(<AcquisitionPanel />, { address: `${inbox}&open=m1` });
  const thread = await screen.findByRole('list', { name: 'Messages' });
  expect(thread.textContent).toContain('Why: 93 % sure');
  expect(thread.textContent).toContain('The sequence was stopped: A person answered');
  fireEvent.click(within(thread).getByText('It is something else'));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Absent' }));
  await screen.findByText('Corrected what the message of Person 1 is.');
  expect(asked.find(({ path }) => path.endsWith('/kind'))?.body).toEqual({ kind: 'OUT_OF_OFFICE' });
  fireEvent.click(screen.getByRole('button', { name: 'Give to' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Ben' }));
  await screen.findByText('Gave the message of Person 1 to Ben.');
});

test('what is typed is kept and then sent as it was kept', async () => {
  let thread = aThread(anItem(1));
  const asked = fakeApi({
    'GET /api/acquisition/inbox': { items: [anItem(1)], next: null },
    'GET /api/acquisition/inbox-counts': counts,
    'GET /api/acquisition/inbox/m1': () => thread,
    'POST /api/acquisition/inbox/m1/draft': () => ({
      draft: { inboundId: 'm1', text: 'Gladly.', writtenBy: 'Operator', version: 7, updatedAt: at },
    }),
    'POST /api/acquisition/inbox/m1/answer': () => {
      thread = aThread(anItem(1, { waitsSince: null, outcome: 'ANSWERED' }));
      return { state: 'SENT', reasons: [] };
    },
  });
  showPanel(<AcquisitionPanel />, { address: `${inbox}&open=m1`, house });
  const field = await screen.findByRole('textbox', { name: 'Answer' });
  expect(screen.getByRole('button', { name: 'Send the answer' })).toHaveProperty('disabled', true);
  fireEvent.change(field, { target: { value: 'Gladly.' } });
  expect(document.body.textContent).toContain(
    'From Anna Berg <anna@nordlicht.example> to p@firm.example: Re: Ten vans',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Send the answer' }));
  await screen.findByText(/Done: answered/);
  expect(asked.find(({ path }) => path.endsWith('/draft'))?.body).toEqual({ text: 'Gladly.', version: null });
  expect(asked.find(({ path }) => path.endsWith('/answer'))?.body).toEqual({ version: 7 });
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Answer' })).toHaveProperty('value', ''));
});

test('a draft that was begun before the newest message is not sent until a person says that it still fits', async () => {
  const old = { inboundId: 'm0', text: 'Thursday?', writtenBy: 'Ben', version: 2, updatedAt: at };
  let thread = aThread(anItem(1, { draft: 'STALE' }), { draft: old });
  fakeApi({
    'GET /api/acquisition/inbox': { items: [anItem(1)], next: null },
    'GET /api/acquisition/inbox-counts': counts,
    'GET /api/acquisition/inbox/m1': () => thread,
    'POST /api/acquisition/inbox/m1/draft/taken-over': () => {
      const taken = { ...old, inboundId: 'm1', version: 3 };
      thread = aThread(anItem(1), { draft: taken });
      return taken;
    },
  });
  showPanel(<AcquisitionPanel />, { address: `${inbox}&open=m1`, house });
  expect(await screen.findByText('This draft is out of date')).not.toBeNull();
  expect(screen.getByRole('textbox', { name: 'Answer' })).toHaveProperty('value', 'Thursday?');
  expect(screen.getByRole('button', { name: 'Send the answer' })).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('button', { name: 'It still fits' }));
  await waitFor(() => expect(screen.queryByText('This draft is out of date')).toBeNull());
  expect(screen.getByRole('button', { name: 'Send the answer' })).toHaveProperty('disabled', false);
});

test('why nothing can be answered stands at the answer, and an uncertain one waits for a person', async () => {
  const asked = fakeApi({
    'GET /api/acquisition/inbox': { items: [anItem(1)], next: null },
    'GET /api/acquisition/inbox-counts': counts,
    'GET /api/acquisition/inbox/m1': aThread(anItem(1), {
      entries: [
        {
          ...{
            is: 'answer',
            id: 'a1',
            at,
            subject: 'Re: Ten vans',
            text: 'Gladly.',
            state: 'UNCERTAIN',
            by: 'Operator',
          },
          ...{ reasons: ['It broke off.'], evidence: ['C: DATA'], nextTryAt: null },
        },
      ],
      answer: {
        ...aThread(anItem(1)).answer,
        refusals: [{ code: 'do-not-contact', text: 'Person 1 must not be contacted.', liftedBy: 'person' }],
      },
    }),
    'GET /api/acquisition/inbox/answers/a1/sent': { found: 'yes', folder: 'Sent', sentence: 'It was found in “Sent”.' },
    'POST /api/acquisition/inbox/answers/a1/resolved': {},
  });
  showPanel(<AcquisitionPanel />, { address: `${inbox}&open=m1`, house });
  expect(await screen.findByText('Person 1 must not be contacted.')).not.toBeNull();
  expect(document.body.textContent).toContain('May or may not have left');
  fireEvent.click(screen.getByRole('button', { name: 'Look into the folder of sent mail' }));
  const reason = 'It was found in “Sent”.';
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: 'How do you know?' })).toHaveProperty('value', reason),
  );
  fireEvent.click(screen.getByRole('button', { name: 'It arrived' }));
  await waitFor(() =>
    expect(asked.find(({ path }) => path.endsWith('/resolved'))?.body).toEqual({
      outcome: 'SENT',
      reason,
    }),
  );
});

test('when somebody else wrote on the same answer, both texts stand there and the person chooses', async () => {
  const theirs = { inboundId: 'm1', text: 'Friday?', writtenBy: 'Ben', version: 5, updatedAt: at };
  let draft: Thread['draft'] = null;
  const asked = fakeApi({
    'GET /api/acquisition/inbox': { items: [anItem(1)], next: null },
    'GET /api/acquisition/inbox-counts': counts,
    'GET /api/acquisition/inbox/m1': () => aThread(anItem(1), { draft }),
    'POST /api/acquisition/inbox/m1/draft': ({ body }: { readonly body: unknown }) => {
      draft = theirs;
      const { version, text } = body as { version: number | null; text: string }; // what the screen sends
      return version === 5 ? { draft: { ...theirs, text, version: 6 } } : twice;
    },
  });
  showPanel(<AcquisitionPanel />, { address: `${inbox}&open=m1`, house });
  const field = await screen.findByRole('textbox', { name: 'Answer' });
  fireEvent.change(field, { target: { value: 'Thursday?' } });
  fireEvent.blur(field);
  expect(await screen.findByText('Ben wrote on this answer too')).not.toBeNull();
  expect(screen.getByText('Friday?')).not.toBeNull();
  expect(field).toHaveProperty('value', 'Thursday?');
  fireEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
  await waitFor(() => expect(screen.queryByText('Ben wrote on this answer too')).toBeNull());
  expect(asked.findLast(({ path }) => path.endsWith('/draft'))?.body).toEqual({ text: 'Thursday?', version: 5 });
});
