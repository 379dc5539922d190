import { expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import type { AcquisitionEvent } from '../events/acquisition-events.ts';
import { createOrchestrator } from '../orchestrator/create-orchestrator.ts';
import { openRightsParts } from '../rights/open-rights.ts';
import { openOptOut } from './open-opt-outs.ts';
import { unsubscribeLinks } from './unsubscribe-links.ts';
import type { OptOutRequest } from './opt-out.ts';

const by = 'The person';

/** Two clients with a campaign each; Maja is a lead of both, by another address at the second, and Jonas of the first. */
async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const clock = fakeClock('2026-03-02T09:00:00.000Z');
  const published: AcquisitionEvent[] = [];
  const events = { publish: async (_tx: unknown, event: AcquisitionEvent) => void published.push(event) };
  const flags = createControlFlags({ db, clock });
  const orchestrator = createOrchestrator({ db, clock, flags, door: createEgressDoor({ db, clock, flags }) });
  const cam = createCam({ db, clock, events });
  const enter = async (name: string, csv: string) => {
    const client = await cam.clients.create(
      { name, timeZone: 'Europe/Berlin', senderAddress: `hi@${name.toLowerCase()}.example`, postalAddress: 'Street 1' },
      'Olga',
    );
    const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
    await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
    const bytes = new TextEncoder().encode(csv);
    const batch = await cam.imports.begin(
      { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes },
      'Olga',
    );
    await cam.imports.finished(batch.id);
    return { client, campaign };
  };
  const header = 'Email,First name,Last name,Company,LinkedIn,Phone\n';
  const one = await enter(
    'Nordlicht',
    `${header}maja@kurier.example,Maja,Brandt,Kurier,linkedin.com/in/maja-b,+49 30 901820\njonas@kurier.example,Jonas,Voss,Kurier,,+49 30 901820\n`,
  );
  const two = await enter('Fjord', `${header}maja.brandt@home.example,Maja,Brandt,Kurier,linkedin.com/in/maja-b,\n`);
  const lead = async (email: string) => {
    const all = [one, two].map(({ client }) => cam.leads.list({ clientId: client.id }));
    const found = (await Promise.all(all)).flatMap(({ leads }) => leads).find((each) => each.email === email);
    if (!found) throw new Error(`no lead ${email}`);
    return found;
  };
  const run = async () => {
    for (const { campaign } of [one, two]) await orchestrator.run(campaign.id, { by: 'Olga' });
  };
  const optOut = openOptOut({ db, handle, clock, events });
  const ask = (request: Partial<OptOutRequest>) =>
    db.transaction((tx) =>
      optOut(tx, { ...{ clientId: one.client.id, address: null, source: 'link', words: '', by }, ...request }),
    );
  const states = async (leadId: string) =>
    (await cam.messages.list({ leadId })).attempts.map(({ step, state }) => `${step} ${state}`);
  /** A message of a lead; `left` makes it one that really left. */
  const aSentMessage = async (leadId: string) => {
    const [message] = (await cam.messages.list({ leadId })).attempts;
    if (!message) throw new Error('no message');
    const secret = await openRightsParts(db, handle, clock).secrets.get('public-links');
    const left = async () => {
      const change = { mode: 'LIVE', status: 'SENT', settledAt: clock.now() };
      await db.transaction(async (tx) => {
        await handle.in(tx).updateTable('camOutreachAttempt').set(change).where('id', '=', message.id).execute();
      });
    };
    return { token: unsubscribeLinks(secret, null).token(message.id), left };
  };
  return { aSentMessage, db, handle, cam, clock, one, two, lead, run, ask, states, published };
}

describeEachDialect('an opt-out', (dialect) => {
  test('stops everything everywhere: all leads of the person, in all clients and campaigns, before the next message', async () => {
    const house = await aHouse(dialect);
    await house.run();
    const [maja, atHome] = [await house.lead('maja@kurier.example'), await house.lead('maja.brandt@home.example')];
    expect(maja.personId).toBe(atHome.personId);
    const planned = (await house.states(maja.id)).concat(await house.states(atHome.id));
    expect(planned.length).toBeGreaterThan(0);
    house.published.length = 0;

    const result = await house.ask({ address: 'Maja@Kurier.example', words: '', source: 'link' });
    expect(result).toMatchObject({ isNew: true, stopped: 2 });
    expect([...result.leadIds].sort()).toEqual([maja.id, atHome.id].sort());
    for (const email of ['maja@kurier.example', 'maja.brandt@home.example'])
      expect(await house.lead(email)).toMatchObject({ consent: 'DO_NOT_CONTACT' });
    const listed = (await house.cam.suppression.list(null)).map(({ kind, value, clientId }) => [kind, value, clientId]);
    expect(listed.sort()).toEqual([
      ['email', 'maja.brandt@home.example', null],
      ['email', 'maja@kurier.example', null],
      ['linkedin', 'maja-b', null],
    ]);
    expect(house.published.map(({ topic, subject }) => [topic, subject]).sort()).toEqual(
      [maja.id, atHome.id].map((id) => ['cam-lead-consent-changed', id]).sort(),
    );

    for (let run = 0; run < 2; run += 1) {
      house.clock.advance(30 * dayMs);
      await house.run();
    }
    for (const { id } of [maja, atHome])
      expect((await house.states(id)).filter((state) => /SCHEDULED|BLOCKED|2 /.test(state))).toEqual([]);
    // The number is the office's: a colleague who has it too is written to as before.
    expect(await house.lead('jonas@kurier.example')).toMatchObject({ consent: 'UNKNOWN' });
    expect((await house.states((await house.lead('jonas@kurier.example')).id)).length).toBeGreaterThan(1);
    const history = await house.cam.rights.consentHistory(maja.id);
    expect(history[0]).toMatchObject({ consent: 'DO_NOT_CONTACT', actor: by, source: 'unsubscribe link' });
  });

  test('that is said again changes nothing, and who is no lead is off limits all the same', async () => {
    const house = await aHouse(dialect);
    const first = await house.ask({ address: 'maja@kurier.example' });
    const again = await house.ask({ address: 'maja@kurier.example', source: 'reply', words: 'Stop it' });
    expect(again).toMatchObject({ id: first.id, isNew: false, stopped: 0 });
    const stranger = await house.ask({ clientId: null, address: 'Ida <ida@else.example>', source: 'mail' });
    expect(stranger).toMatchObject({ isNew: true, leadIds: [] });
    expect((await house.cam.suppression.list(null)).map(({ value }) => value)).toContain('ida@else.example');
  });

  test('stands, though the file is taken back in which the address stood already', async () => {
    const { cam, ask, one } = await aHouse(dialect);
    const list = { clientId: null, fileName: 'old.csv', reason: 'From the old system' };
    const bytes = new TextEncoder().encode('maja@kurier.example\nida@werft.example\n');
    await cam.suppression.importList({ ...list, bytes }, 'Olga');
    await ask({ address: 'maja@kurier.example' });
    expect(await cam.suppression.removeSource({ clientId: null, source: 'old.csv' }, 'Wrong file', 'Olga')).toBe(1);
    const person = { clientId: one.client.id, linkedinKey: null, phoneKey: null };
    const emails = ['maja@kurier.example', 'ida@werft.example'];
    const hits = await cam.suppression.hits(emails.map((email) => ({ ...person, email, emailKey: email })));
    expect(hits.map((each) => each.length)).toEqual([1, 0]);
  });

  test('said by two at the same moment is done once, and a text that is no address names only the lead', async () => {
    const house = await aHouse(dialect);
    const maja = await house.lead('maja@kurier.example');
    const both = await Promise.all([
      house.ask({ leadId: maja.id, address: '<not an address>', words: 'Bitte keine Mails mehr' }),
      house.ask({ address: 'maja@kurier.example' }),
    ]);
    expect(both.map(({ stopped }) => stopped).sort()).toEqual([0, 2]);
    expect((await house.cam.suppression.list(null)).map(({ kind }) => kind).sort()).toEqual([
      'email',
      'email',
      'linkedin',
    ]);
  });

  test('by the page of a message: looking changes nothing, one act stops all, a mistake is the agency’s to lift', async () => {
    const house = await aHouse(dialect);
    const { optOuts } = house.cam;
    await house.run();
    const maja = await house.lead('maja@kurier.example');
    const { token, left } = await house.aSentMessage(maja.id);
    const view = { clientName: 'Nordlicht', address: 'm…@kurier.example', language: 'en' };
    expect(await optOuts.look(token)).toEqual({ ...view, state: 'rehearsal', canAskBack: false });
    expect(await optOuts.unsubscribe(token)).toMatchObject({ state: 'rehearsal' });
    await left();
    for (let scan = 0; scan < 3; scan += 1) expect(await optOuts.look(token)).toMatchObject({ state: 'subscribed' });
    expect(await optOuts.askBack(token)).toMatchObject({ state: 'subscribed' });
    expect(await house.lead('maja@kurier.example')).toMatchObject({ consent: 'UNKNOWN' });

    const both = await Promise.all([optOuts.unsubscribe(token), optOuts.unsubscribe(token)]);
    for (const each of both) expect(each).toEqual({ ...view, state: 'unsubscribed', canAskBack: true });
    expect(await house.lead('maja.brandt@home.example')).toMatchObject({ consent: 'DO_NOT_CONTACT' });
    expect(await optOuts.askBack(token)).toMatchObject({ state: 'asked-back', canAskBack: false });
    expect(await house.lead('maja@kurier.example')).toMatchObject({ consent: 'DO_NOT_CONTACT' });

    const [asked] = await optOuts.askedBack();
    expect(asked).toMatchObject({ leadId: maja.id, name: 'Maja Brandt', how: 'Unsubscribed by the link of a message' });
    const id = asked?.id ?? '';
    await expect(optOuts.lift(id, ' ', 'Olga')).rejects.toMatchObject({ code: 'opt-out-reason' });
    house.clock.advance(dayMs);
    await optOuts.lift(id, 'She told us on the phone.', 'Olga');
    for (const email of ['maja@kurier.example', 'maja.brandt@home.example'])
      expect(await house.lead(email)).toMatchObject({ consent: 'UNKNOWN' });
    expect(await house.cam.suppression.list(null)).toEqual([]);
    expect((await house.cam.rights.consentHistory(maja.id)).map(({ consent, why }) => [consent, why])[0]).toEqual([
      'UNKNOWN',
      'She told us on the phone.',
    ]);
    await expect(optOuts.lift(id, 'Again', 'Olga')).rejects.toMatchObject({ code: 'opt-out-lifted' });
    expect(await optOuts.askedBack()).toEqual([]);
    // The same link is good for ever, also after it was lifted once.
    expect(await optOuts.look(token)).toMatchObject({ state: 'subscribed' });
    expect(await optOuts.unsubscribe(token)).toMatchObject({ state: 'unsubscribed' });
  });

  test('by the page stays possible for somebody who was erased, and says nothing of them', async () => {
    const house = await aHouse(dialect);
    await house.run();
    const maja = await house.lead('maja@kurier.example');
    const { token, left } = await house.aSentMessage(maja.id);
    await left();
    await house.cam.optOuts.unsubscribe(token);
    const plan = await house.cam.rights.planErase('maja@kurier.example');
    await house.db.transaction((tx) => house.cam.rights.erase(tx, plan, 'Olga', 'Asked us'));
    const gone = { state: 'unsubscribed', language: 'en', clientName: '', address: '', canAskBack: false };
    expect(await house.cam.optOuts.look(token)).toEqual(gone);
    expect(await house.cam.optOuts.unsubscribe(token)).toEqual(gone);
    expect(await house.cam.optOuts.askedBack()).toEqual([]);
    expect(await house.cam.optOuts.look(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
  });

  test('is lifted from whoever took the lead over since, too', async () => {
    const house = await aHouse(dialect);
    const [maja, jonas] = [await house.lead('maja@kurier.example'), await house.lead('jonas@kurier.example')];
    const { id } = await house.ask({ address: 'maja@kurier.example' });
    house.clock.advance(dayMs);
    await house.cam.merges.merge({ keepId: jonas.id, absorbId: maja.id }, 'Olga');
    expect(await house.lead('jonas@kurier.example')).toMatchObject({ consent: 'DO_NOT_CONTACT' });
    await house.cam.optOuts.lift(id, 'They are one person, and she is fine with it.', 'Olga');
    expect(await house.lead('jonas@kurier.example')).toMatchObject({ consent: 'UNKNOWN' });
    expect(await house.cam.suppression.list(null)).toEqual([]);
  });
});
