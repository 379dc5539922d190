import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { CaptureFormDraft } from '../../contract/capture.ts';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import { createClientService } from '../clients/client-service.ts';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { createRecordStore } from '../records/record-store.ts';
import { openRights, openRightsParts } from '../rights/open-rights.ts';
import { createRulesStore } from '../scoring/rules-store.ts';
import { createScorerSource } from '../scoring/scorer-source.ts';
import { createSuppressionService } from '../suppression/suppression-service.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import { createUndoStore } from '../undo/undo-store.ts';
import type { ConfirmationMessage } from './confirmation-messages.ts';
import { openCapture } from './open-capture.ts';

/** `reallySends`: the message leaves, as it will with a mailbox; otherwise it is made as a proof. */
async function aHouse(dialect: TestDialect, { reallySends = true } = {}) {
  const clock = fakeClock();
  const db = await dialect.open([camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const mails: ConfirmationMessage[] = [];
  const told: string[] = [];
  const events = { publish: async (_tx: unknown, { topic }: { topic: string }) => void told.push(topic) };
  const messages = {
    send: async (_tx: unknown, mail: ConfirmationMessage) => {
      mails.push(mail);
      return {
        state: reallySends ? 'sent' : 'not-sent',
        ledgerId: `ledger-${mails.length}`,
        why: 'Made as a proof.',
      } as const;
    },
  };
  const parts = openRightsParts(db, handle, clock);
  const base = { db, clock, handle, records: createRecordStore({ handle, clock }), events, ...parts };
  const suppression = createSuppressionService({ ...base, store: createSuppressionStore(handle) });
  const clients = createClientService({ ...base, store: createClientStore(handle) });
  const leads = createLeadStore({ handle, db });
  const campaigns = createCampaignStore(handle);
  const scores = createScorerSource({ rules: createRulesStore(handle), campaigns });
  const { rights } = openRights({ ...base, suppression, leads, undos: createUndoStore({ handle, clock }) });
  const captures = openCapture({ ...base, clients, suppression, leads, campaigns, scores, messages });
  const client = await clients.create(
    { name: 'Nordlicht Bikes', senderName: 'Anna Berg', postalAddress: 'Hafenstr. 1' },
    'Olga',
  );
  const form = await captures.forms.create(client.id, aDraft(), 'Olga');
  const erase = async (address: string) => {
    const plan = await rights.planErase(address);
    await db.transaction((tx) => rights.erase(tx, plan, 'Olga', 'Asked'));
  };
  return { ...base, ...captures, clients, client, form, leads, suppression, mails, told, rights, erase };
}

type House = Awaited<ReturnType<typeof aHouse>>;

const aDraft = (given: Partial<CaptureFormDraft> = {}): CaptureFormDraft => ({
  ...{ name: 'Demo', title: 'Try a cargo bike', intro: 'A day for free.', campaignId: null },
  fields: [
    { name: 'firstName', label: 'First name', isRequired: true },
    { name: 'lastName', label: 'Last name', isRequired: false },
    { name: 'company', label: 'Company', isRequired: false },
    { name: 'phone', label: 'Phone', isRequired: false },
    { name: 'message', label: 'What is it about?', isRequired: false },
  ],
  consentText: 'Nordlicht Bikes may write to me about cargo bikes.',
  sites: ['https://www.nordlicht.example/contact'],
  ...given,
});

const majas = {
  email: 'Maja@Kurier.example',
  firstName: 'Maja',
  lastName: 'Lindqvist',
  company: 'Kurier',
  consent: 'yes',
};
const baseUrl = 'https://forms.agency.example';

/** A visitor who reads for ten seconds. */
async function send(
  { capture, form, clock }: House,
  typed: Readonly<Record<string, string>> = majas,
  afterMs = 10_000,
) {
  const pageToken = await capture.pageToken(form);
  clock.advance(afterMs);
  return capture.submit({ formKey: form.key, pageToken, typed, baseUrl });
}

const tokenIn = ({ mails }: House): string => /\/c\/(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
const allLeads = ({ handle }: House) => handle.in().selectFrom('camLead').selectAll().execute();

describeEachDialect('a form on the web', (dialect) => {
  test('makes a lead only when the link in the message is confirmed, with the sentence that was agreed to', async () => {
    const house = await aHouse(dialect);
    expect(await send(house, { ...majas, phone: '+49 30 901820', message: 'Two bikes\nplease' })).toEqual({
      outcome: 'kept',
      message: 'sent',
    });
    expect(await allLeads(house)).toEqual([]);
    expect(house.mails).toMatchObject([{ to: 'maja@kurier.example', subject: 'Please confirm: Try a cargo bike' }]);
    expect(house.mails[0]?.text).toContain('opening it alone confirms nothing');
    const token = tokenIn(house);
    expect(await house.capture.look(token)).toMatchObject({ state: 'waiting', clientName: 'Nordlicht Bikes' });
    expect(await allLeads(house)).toEqual([]); // looking is what link scanners do
    expect(await house.capture.confirm(token)).toMatchObject({ state: 'confirmed' });
    expect(await house.capture.confirm(token)).toMatchObject({ state: 'confirmed' });
    const [lead, ...more] = await allLeads(house);
    expect(more).toEqual([]);
    expect(lead).toMatchObject({
      ...{ clientId: house.client.id, fullName: 'Maja Lindqvist', email: 'maja@kurier.example', phone: '+4930901820' },
      ...{
        consent: 'OPTED_IN',
        consentSource: 'Web form “Demo”',
        needsReview: 1,
        fields: '{"Message":"Two bikes\\nplease"}',
      },
    });
    expect(lead?.score).not.toBeNull();
    expect(await house.rights.consentHistory(lead?.id ?? '')).toMatchObject([
      {
        before: 'UNKNOWN',
        consent: 'OPTED_IN',
        source: 'Web form “Demo”',
        agreedTo: 'Nordlicht Bikes may write to me about cargo bikes.',
      },
    ]);
    expect(house.told).toEqual(['cam-lead-captured']);
    expect((await house.capture.submissions({ status: 'CONFIRMED' })).submissions).toMatchObject([
      { answers: {}, leadId: lead?.id },
    ]);
  });

  test('adds to the lead that the client has already, and fills only what is empty there', async () => {
    const house = await aHouse(dialect);
    await send(house);
    await house.capture.confirm(tokenIn(house));
    await send(house, { ...majas, company: 'Another', phone: '+49 30 901820', message: 'Again' });
    await house.capture.confirm(tokenIn(house));
    expect(await allLeads(house)).toMatchObject([
      { company: 'Kurier', phoneKey: '+4930901820', fields: '{"Message":"Again"}' },
    ]);
    const other = await house.clients.create({ name: 'Second client' }, 'Olga');
    const form = await house.forms.create(other.id, aDraft(), 'Olga');
    await send({ ...house, form });
    await house.capture.confirm(tokenIn(house));
    const [one, two] = await allLeads(house);
    expect(two).toMatchObject({ clientId: other.id, personId: one?.personId });
  });

  test('asks again for what is missing or too long, and keeps nothing of it', async () => {
    const house = await aHouse(dialect);
    const bad = { email: 'maja at kurier', firstName: ' ', company: 'x'.repeat(201) };
    expect(await send(house, bad)).toEqual({
      outcome: 'problems',
      problems: [
        { field: 'firstName', text: 'Please fill in “First name”.' },
        { field: 'company', text: '“Company” has 201 characters; at most 200 fit.' },
        { field: 'email', text: 'This is no mail address that we could write to. Please check it.' },
        { field: 'consent', text: 'Please tick the sentence that you agree to; without it nothing is kept.' },
      ],
    });
    expect((await house.capture.submissions({})).total).toBe(0);
  });

  test('takes no page that was sent in no time, is a day old, was made for another form, or by somebody else', async () => {
    const house = await aHouse(dialect);
    expect(await send(house, majas, 500)).toEqual({ outcome: 'again' });
    expect(await send(house, majas, dayMs + 1)).toEqual({ outcome: 'again' });
    const { capture, form, clock } = house;
    const foreign = await capture.pageToken(await house.forms.create(house.client.id, aDraft(), 'Olga'));
    clock.advance(10_000);
    const own = await capture.pageToken(form);
    for (const pageToken of [foreign, '', 'a.b.c.d', `${own}x`, own.replace('.', '..'), 'x'.repeat(5000)]) {
      expect(await capture.submit({ formKey: form.key, pageToken, typed: majas, baseUrl })).toEqual({
        outcome: 'again',
      });
    }
    expect(house.mails).toEqual([]);
  });

  test('is one submission however often its button is clicked, and writes three times a day to one address at most', async () => {
    const house = await aHouse(dialect);
    const { capture, form, clock } = house;
    const pageToken = await capture.pageToken(form);
    clock.advance(10_000);
    const click = () => capture.submit({ formKey: form.key, pageToken, typed: majas, baseUrl });
    expect([await click(), await click()]).toEqual([
      { outcome: 'kept', message: 'sent' },
      { outcome: 'kept', message: 'sent' },
    ]);
    expect(house.mails).toHaveLength(1);
    for (let time = 0; time < 4; time += 1) await send(house);
    expect(house.mails).toHaveLength(3);
    clock.advance(dayMs);
    await send(house);
    expect(house.mails).toHaveLength(4);
  });

  test('confirms nothing by a link that is forged, made for something else, or too old', async () => {
    const house = await aHouse(dialect);
    await send(house);
    const token = tokenIn(house);
    const forged = [
      `${token}x`,
      token.slice(0, -2),
      await house.capture.pageToken(house.form),
      token.replace(/\.\w+\./, '.zzzzzzzz.'),
    ];
    for (const each of forged) expect(await house.capture.confirm(each)).toBeUndefined();
    house.clock.advance(7 * dayMs + 1);
    expect(await house.capture.confirm(token)).toMatchObject({ state: 'over' });
    expect(await allLeads(house)).toEqual([]);
  });

  test('holds for a person whoever was erased, is suppressed, or asked not to be contacted', async () => {
    const house = await aHouse(dialect);
    await send(house);
    await house.capture.confirm(tokenIn(house));
    await house.erase('maja@kurier.example');
    await send(house);
    expect(house.mails).toHaveLength(1); // never contacted: not even asked
    const [held] = (await house.capture.submissions({ status: 'WAITING' })).submissions;
    expect(held?.messageState).toBe('Not written: this address is never contacted. Was erased at their own request.');
    await expect(house.capture.take(held?.id ?? '', ' ', 'Olga')).rejects.toMatchObject({ code: 'capture-reason' });
    const leadId = await house.capture.take(held?.id ?? '', 'She called and wants to be back', 'Olga');
    expect(await allLeads(house)).toMatchObject([{ id: leadId, consent: 'UNKNOWN' }]);
    expect((await house.erasedKeys.loadCheck()).isErased('email', 'maja@kurier.example')).toBe(false);
    await expect(house.capture.take(held?.id ?? '', 'Again', 'Olga')).rejects.toMatchObject({
      code: 'capture-decided',
    });
  });

  test('is withdrawn on the same page: what was sent goes, and a lead is never contacted again', async () => {
    const house = await aHouse(dialect);
    await send(house);
    const token = tokenIn(house);
    await house.capture.confirm(token);
    expect(await house.capture.withdraw(token)).toMatchObject({ state: 'withdrawn' });
    expect(await house.capture.confirm(token)).toMatchObject({ state: 'withdrawn' });
    const [lead] = await allLeads(house);
    expect(lead).toMatchObject({ consent: 'DO_NOT_CONTACT' });
    expect(
      (await house.rights.consentHistory(lead?.id ?? '')).map(({ before, consent }) => [before, consent]),
    ).toContainEqual(['OPTED_IN', 'DO_NOT_CONTACT']);
    await send(house);
    await house.capture.confirm(tokenIn(house));
    const { submissions } = await house.capture.submissions({ status: 'HELD' });
    expect(submissions).toMatchObject([{ statusReason: expect.stringContaining('asked earlier not to be contacted') }]);
  });

  test('is one lead however often its link is confirmed at the same moment', async () => {
    const house = await aHouse(dialect);
    await send(house);
    const token = tokenIn(house);
    const views = await Promise.all(Array.from({ length: 4 }, () => house.capture.confirm(token)));
    expect(views.map((view) => view?.state)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed']);
    expect(await allLeads(house)).toHaveLength(1);
  });

  test('who withdraws after two of their leads were merged is never contacted again, whichever lead is left', async () => {
    const house = await aHouse(dialect);
    await send(house);
    await house.capture.confirm(tokenIn(house));
    const [lead] = await allLeads(house);
    if (!lead) throw new Error('no lead');
    const kept = { ...lead, id: `${lead.id.slice(0, -1)}k`, batchRow: null };
    await house.db.transaction(async (tx) => {
      await house.leads.insertMany(tx, [kept]);
      await house.leads.update(tx, lead.id, { mergedInto: kept.id });
    });
    await house.capture.withdraw(tokenIn(house));
    const leads = await allLeads(house);
    expect(leads.find(({ id }) => id === kept.id)).toMatchObject({ consent: 'DO_NOT_CONTACT' });
  });

  test('proves nothing by a message that never left: the person is held, and taken by somebody who knows them', async () => {
    const house = await aHouse(dialect, { reallySends: false });
    expect(await send(house)).toEqual({ outcome: 'kept', message: 'not-sent' });
    expect(await house.capture.confirm(tokenIn(house))).toMatchObject({ state: 'held' });
    expect(await allLeads(house)).toEqual([]);
    const [held] = (await house.capture.submissions({})).submissions;
    const leadId = await house.capture.take(held?.id ?? '', 'Met her at the fair', 'Olga');
    expect(await allLeads(house)).toMatchObject([{ id: leadId, consent: 'UNKNOWN', state: 'NEW' }]);
    expect(await house.rights.consentHistory(leadId)).toMatchObject([
      { why: 'Met her at the fair (The address was never confirmed.)' },
    ]);
  });

  test('takes nothing when it is closed, keeps the links that are under way, and is changed by one person at a time', async () => {
    const house = await aHouse(dialect);
    await send(house);
    const closed = await house.forms.setOpen(house.form.id, 1, false, 'Olga');
    expect(closed).toMatchObject({ status: 'CLOSED', version: 2, counts: { waiting: 1 } });
    expect(await send(house)).toEqual({ outcome: 'closed' });
    expect(await house.capture.publicForm(house.form.key)).toBeUndefined();
    await expect(house.forms.edit(house.form.id, 1, aDraft(), 'Olga')).rejects.toMatchObject({ code: 'form-changed' });
    expect(await house.capture.confirm(tokenIn(house))).toMatchObject({ state: 'confirmed' });
    await house.capture
      .discard((await house.capture.submissions({})).submissions[0]?.id ?? '', 'Olga')
      .catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'capture-decided' });
      });
  });

  test.each([
    [{ consentText: ' ' }, 'form-consenttext'],
    [{ title: '' }, 'form-title'],
    [{ sites: ['http://www.example.com'] }, 'form-sites'],
    [{ sites: ['javascript:alert(1)'] }, 'form-sites'],
    [{ campaignId: 'of nobody' }, 'form-campaign'],
  ])('is not made with %j', async (wrong, code) => {
    const { forms, client } = await aHouse(dialect);
    await expect(forms.create(client.id, aDraft(wrong), 'Olga')).rejects.toMatchObject({ code });
  });
});
