import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, hourMs, minuteMs, plusMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';

const csv = (text: string): Uint8Array => new TextEncoder().encode(text);
const zone = 'Europe/Berlin';

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const clock = fakeClock();
  const told: string[] = [];
  const events = { publish: async (_tx: unknown, { topic }: { readonly topic: string }) => void told.push(topic) };
  const cam = createCam({ db, clock, events });
  const client = await cam.clients.create({ name: 'Nordlicht Bikes', timeZone: zone }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring fleet' }, 'Olga');
  const file =
    'name,email,title,company\nMaja Lindqvist,maja@kurier.example,Head of Operations,Kurier Nord\nTom Ek,tom@ek.example,CEO,Ek AB';
  const place = { clientId: client.id, campaignId: campaign.id, fileName: 'leads.csv', bytes: csv(file) };
  const batch = await cam.imports.begin(place, 'Olga');
  await cam.imports.finished(batch.id);
  const named = async (name: string) => {
    const found = (await cam.leads.list()).leads.find((lead) => lead.name === name);
    if (!found) throw new Error(`no lead ${name}`);
    return found;
  };
  const maja = await named('Maja Lindqvist');
  const tom = await named('Tom Ek');
  clock.advance(hourMs);
  const story = async (leadId: string) => (await cam.stories.read(leadId)).story.lines.map(({ what }) => what);
  return { db, clock, cam, client, maja, tom, story, told, events };
}

describeEachDialect("a lead's page", (dialect) => {
  test('tells where the lead came from, and every note, task and appointment in the order of time', async () => {
    const { cam, clock, maja, story } = await aHouse(dialect);
    await cam.notes.addNote(maja.id, 'Met at the fair; asks for prices.', 'Olga');
    clock.advance(minuteMs);
    const dueAt = plusMs(clock.now(), dayMs);
    await cam.leadTasks.addTask(maja.id, { title: 'Call back', dueAt, timeZone: zone }, 'Olga');
    clock.advance(minuteMs);
    const call = { title: 'First call', startsAt: dueAt, minutes: 30, timeZone: zone, place: 'By phone' };
    await cam.appointments.addAppointment(maja.id, call, 'Olga');
    const page = await cam.stories.read(maja.id);
    expect(page.story.lines.map(({ kind }) => kind).slice(0, 3)).toEqual(['appointment', 'task', 'note']);
    expect(page.story.lines[0]).toMatchObject({
      what: 'Appointment made: First call',
      why: 'On Tuesday, 3 March 2026 at 12:01, Berlin time, 30 minutes. By phone.',
    });
    expect((await story(maja.id)).at(-1)).toMatch(/^Imported (from|in) “leads.csv”/);
    expect(page.sources).toMatchObject([{ name: 'leads.csv', rowNumber: 2, by: 'Olga', effect: 'made' }]);
    expect(page.tasks).toMatchObject([{ title: 'Call back', state: 'OPEN', dueness: 'later', leadName: maja.name }]);
    expect(page.client).toMatchObject({ name: 'Nordlicht Bikes', timeZone: zone });
  });

  test('a story is read on from where its page ended, without a line twice or missing', async () => {
    const { cam, clock, maja } = await aHouse(dialect);
    for (let number = 1; number <= 120; number += 1) {
      await cam.notes.addNote(maja.id, `Note ${number}`, 'Olga');
      if (number % 3 === 0) clock.advance(minuteMs);
    }
    const first = (await cam.stories.read(maja.id)).story;
    const second = await cam.stories.older(maja.id, first.next ?? '');
    const third = await cam.stories.older(maja.id, second.next ?? '');
    const all = [first, second, third].flatMap(({ lines }) => lines.map(({ what }) => what));
    expect(all.filter((what) => what.startsWith('Note '))).toHaveLength(120);
    expect(new Set(all).size).toBe(all.length);
    expect(third.next).toBeNull();
    expect(all[0]).toMatch(/^Note 1(18|19|20)$/);
    await expect(cam.stories.older(maja.id, 'nonsense')).rejects.toMatchObject({ code: 'story-cursor' });
  });

  test('a note is written, changed and removed, and each of these can be taken back', async () => {
    const { cam, maja } = await aHouse(dialect);
    await expect(cam.notes.addNote(maja.id, '  ', 'Olga')).rejects.toMatchObject({ code: 'note-text' });
    await cam.notes.addNote(maja.id, 'Prefers the phone.', 'Olga');
    const notes = async () => (await cam.stories.read(maja.id)).story.lines.filter(({ kind }) => kind === 'note');
    const [note] = await notes();
    const edit = await cam.notes.editNote(note?.id ?? '', 'Prefers the phone, after ten.', 'Olga');
    expect(await notes()).toMatchObject([{ what: 'Prefers the phone, after ten.', why: 'Changed later.' }]);
    const removal = await cam.notes.removeNote(note?.id ?? '', 'Olga');
    expect(await notes()).toEqual([]);
    await expect(cam.undo.undo(edit.id, 'Olga')).rejects.toMatchObject({ code: 'undo-changed-since' });
    await cam.undo.undo(removal.id, 'Olga');
    await cam.undo.undo(edit.id, 'Olga');
    expect(await notes()).toMatchObject([{ what: 'Prefers the phone.', why: '' }]);
  });

  test('a task is later, due within the hour, overdue from its moment on, and then done with what came of it', async () => {
    const { cam, clock, maja } = await aHouse(dialect);
    const dueAt = plusMs(clock.now(), 2 * hourMs);
    await cam.leadTasks.addTask(maja.id, { title: 'Send the offer', dueAt, timeZone: zone }, 'Olga');
    const task = async () => (await cam.stories.read(maja.id)).tasks[0];
    expect((await task())?.dueness).toBe('later');
    expect(await cam.leadTasks.dueTasks()).toEqual([]);
    clock.advance(hourMs);
    expect(await cam.leadTasks.dueTasks()).toMatchObject([{ title: 'Send the offer', dueness: 'due' }]);
    clock.advance(hourMs + minuteMs);
    expect((await task())?.dueness).toBe('overdue');
    const id = (await task())?.id ?? '';
    const done = await cam.leadTasks.endTask(id, 'DONE', 'Sent by mail.', 'Olga');
    expect(await task()).toMatchObject({ state: 'DONE', dueness: null, outcome: 'Sent by mail.' });
    await expect(cam.leadTasks.endTask(id, 'CANCELLED', '', 'Olga')).rejects.toMatchObject({ code: 'lead-task-ended' });
    await cam.undo.undo(done.id, 'Olga');
    expect(await task()).toMatchObject({ state: 'OPEN', dueness: 'overdue', outcome: '' });
  });

  test('an appointment that is over wants its outcome, and one that was held needs a word on what came of it', async () => {
    const { cam, clock, maja } = await aHouse(dialect);
    const startsAt = plusMs(clock.now(), hourMs);
    const call = { title: 'First call', startsAt, minutes: 30, timeZone: zone, place: '' };
    await cam.appointments.addAppointment(maja.id, call, 'Olga');
    const [planned] = (await cam.stories.read(maja.id)).appointments;
    const id = planned?.id ?? '';
    const end = (to: 'HELD' | 'CANCELLED', words: string) => cam.appointments.endAppointment(id, to, words, 'Olga');
    await expect(end('HELD', 'Good')).rejects.toMatchObject({ code: 'appointment-not-begun' });
    clock.advance(2 * hourMs);
    expect(await cam.appointments.appointmentsWantingOutcome()).toMatchObject([{ id, leadName: 'Maja Lindqvist' }]);
    await expect(end('HELD', ' ')).rejects.toMatchObject({ code: 'appointment-outcome' });
    await end('HELD', 'Wants a second call in May.');
    expect(await cam.appointments.appointmentsWantingOutcome()).toEqual([]);
    await expect(end('CANCELLED', '')).rejects.toMatchObject({ code: 'appointment-ended' });
    const wrong = { ...call, minutes: 3 };
    await expect(cam.appointments.addAppointment(maja.id, wrong, 'Olga')).rejects.toMatchObject({
      code: 'appointment-minutes',
    });
  });

  test('a lead is corrected by hand, is recognised by its new address and scored again; undo puts all of it back', async () => {
    const { cam, maja, tom } = await aHouse(dialect);
    const before = await cam.leads.get(maja.id);
    const edit = { email: 'Maja.L@Kurier.example', title: 'Accountant', country: 'Sweden' };
    const offer = await cam.leadActs.edit(maja.id, edit, before.updatedAt, 'Olga');
    const after = await cam.leads.get(maja.id);
    expect(after).toMatchObject({ email: 'maja.l@kurier.example', title: 'Accountant', emailCheck: 'UNCHECKED' });
    expect(after.opportunity).not.toBe(before.opportunity);
    await expect(cam.leadActs.edit(maja.id, edit, before.updatedAt, 'Ben')).rejects.toMatchObject({
      code: 'lead-edit-stale',
    });
    expect(await cam.leadActs.edit(maja.id, { title: 'Accountant' }, after.updatedAt, 'Olga')).toBeNull();
    const taken = cam.leadActs.edit(maja.id, { email: 'tom@ek.example' }, after.updatedAt, 'Olga');
    await expect(taken).rejects.toMatchObject({ code: 'lead-edit-taken', details: { leadId: tom.id } });
    const nobody = cam.leadActs.edit(maja.id, { email: '' }, after.updatedAt, 'Olga');
    await expect(nobody).rejects.toMatchObject({ code: 'lead-edit-nobody' });
    await cam.undo.undo(offer?.id ?? '', 'Olga');
    const { updatedAt: _before, ...stood } = before;
    expect(await cam.leads.get(maja.id)).toMatchObject(stood);
    const tomNow = await cam.leads.get(tom.id);
    await cam.leadActs.edit(tom.id, { email: 'maja.l@kurier.example' }, tomNow.updatedAt, 'Olga'); // it is free again
  });

  test('giving up needs a reason and stops what is written; within a day it is taken back, and then no more', async () => {
    const { cam, clock, db, maja, told } = await aHouse(dialect);
    await expect(cam.leadActs.lose(maja.id, 'OTHER', ' ', 'Olga')).rejects.toMatchObject({ code: 'lead-lost-words' });
    const sequences = async () => (await cam.stories.read(maja.id)).enrolments.map(({ status }) => status);
    expect(await sequences()).toEqual(['ACTIVE']);
    const offer = await cam.leadActs.lose(maja.id, 'NO_BUDGET', 'perhaps next year', 'Olga');
    expect(await cam.leads.get(maja.id)).toMatchObject({ state: 'LOST', stateReason: 'No budget: perhaps next year' });
    expect(await sequences()).toEqual(['STOPPED']);
    await cam.undo.undo(offer.id, 'Olga');
    expect(await cam.leads.get(maja.id)).toMatchObject({ state: maja.state, stateReason: maja.stateReason });
    expect(await sequences()).toEqual(['ACTIVE']);
    await expect(cam.undo.undo(offer.id, 'Olga')).rejects.toMatchObject({ code: 'undo-done' });
    expect(told.filter((topic) => topic === 'cam-lead-moved')).toHaveLength(2);
    const again = await cam.leadActs.lose(maja.id, 'OTHER', 'Moved abroad', 'Olga');
    clock.advance(25 * hourMs);
    await expect(cam.undo.undo(again.id, 'Olga')).rejects.toMatchObject({ code: 'undo-too-late' });
    const attempts = await db.handle<CamTables>('cam').in().selectFrom('camUndo').select('id').execute();
    expect(attempts).toHaveLength(2);
  });

  test('a won lead becomes a client in one step; undo archives that client unless somebody works for it already', async () => {
    const { cam, maja, tom, client, told } = await aHouse(dialect);
    const own = cam.leadActs.move(maja.id, 'WON', 'Olga');
    await expect(own).rejects.toMatchObject({ code: 'lead-move-own-way' });
    const won = await cam.leadActs.win(maja.id, { name: 'Kurier Nord', timeZone: zone }, 'Olga');
    expect((await cam.stories.read(maja.id)).won).toEqual({ clientId: won.clientId, clientName: 'Kurier Nord' });
    expect((await cam.leads.get(maja.id)).state).toBe('WON');
    expect(told).toContain('cam-lead-won');
    await cam.undo.undo(won.id, 'Olga');
    expect((await cam.clients.list()).map(({ name }) => name)).toEqual(['Nordlicht Bikes']);
    expect((await cam.stories.read(maja.id)).won).toBeNull();
    const again = await cam.leadActs.win(maja.id, { name: 'Kurier Nord', timeZone: zone }, 'Olga');
    await cam.campaigns.create(again.clientId, { name: 'First push' }, 'Olga');
    await cam.undo.undo(again.id, 'Olga');
    expect((await cam.clients.list()).map(({ name }) => name)).toEqual(['Kurier Nord', 'Nordlicht Bikes']);
    await cam.leadActs.win(tom.id, { id: client.id }, 'Olga');
    expect((await cam.stories.read(tom.id)).won?.clientName).toBe('Nordlicht Bikes');
  });

  test('whoever is never contacted stands on the list and in no sequence; undo takes both back', async () => {
    const { cam, maja, client } = await aHouse(dialect);
    const offer = await cam.leadActs.neverContact(maja.id, 'Asked us on the phone', 'Olga');
    const page = await cam.stories.read(maja.id);
    expect(page.lead.consent).toBe('DO_NOT_CONTACT');
    expect(page.suppressedBy).toEqual(['maja@kurier.example: Asked us on the phone']);
    expect(page.enrolments.map(({ status }) => status)).toEqual(['STOPPED']);
    await cam.undo.undo(offer.id, 'Olga');
    expect(await cam.suppression.list(client.id)).toEqual([]);
    const again = await cam.stories.read(maja.id);
    expect(again.lead.consent).toBe('UNKNOWN');
    expect(again.enrolments.map(({ status }) => status)).toEqual(['ACTIVE']);
    expect(again.story.lines[0]?.what).toBe('Undone: Maja Lindqvist is never contacted again');
  });

  test('an act is not taken back over what somebody did since', async () => {
    const { cam, maja } = await aHouse(dialect);
    const moved = await cam.leadActs.move(maja.id, 'REPLIED', 'Olga');
    await cam.leadActs.lose(maja.id, 'NOT_INTERESTED', '', 'Ben');
    await expect(cam.undo.undo(moved.id, 'Olga')).rejects.toMatchObject({ code: 'undo-changed-since' });
    expect((await cam.leads.get(maja.id)).state).toBe('LOST');
  });
});
