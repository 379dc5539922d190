import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import { createLeadStore } from '../leads/lead-store.ts';

const at = '2026-03-02T09:00:00.000Z';

const aRow = (given: Partial<LeadRow>): LeadRow => {
  const row = {
    ...{ id: 'l', clientId: 'c', personId: given.id ?? 'l', mergedInto: null, campaignId: null, firstName: '' },
    ...{ lastName: '', fullName: '', title: '', company: '', companyDomain: '', industry: '', employeeCount: null },
    ...{ revenueCents: null, location: '', country: '', email: '', emailKey: null, linkedin: '', linkedinKey: null },
    ...{ phone: '', phoneKey: null, timeZone: null, language: '', signals: '[]', budgetKnown: 0, timelineKnown: 0 },
    ...{ score: null, fit: null, opportunity: null, tier: null, grade: null, factors: '[]', scoredAt: null },
    ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null, state: 'NEW' },
    ...{ stateReason: '', consent: 'UNKNOWN', consentSource: '', consentAt: null, needsReview: 0, reviewReason: '' },
    ...{
      reviewSince: null,
      source: 'a.csv',
      batchId: null,
      batchRow: null,
      fields: '{}',
      createdAt: at,
      updatedAt: at,
    },
    ...given,
  };
  return { ...row, searchText: searchTextOf(row), ...sortColumnsOf(row) };
};

const someone = (id: string, name: string, mailbox: string, more: Partial<LeadRow> = {}): Partial<LeadRow> => {
  const [firstName = '', lastName = ''] = name.split(' ');
  const email = `${mailbox}@kurier.example`;
  return { ...{ id, firstName, lastName, fullName: name, email, emailKey: email, source: `${id}.csv` }, ...more };
};

async function aHouse(dialect: TestDialect) {
  const clock = fakeClock();
  const db = await dialect.open([camMigrations]);
  const told: string[] = [];
  const publish = async (_tx: unknown, { topic, subject }: { topic: string; subject: string }) =>
    void told.push(`${topic} ${subject}`);
  const cam = createCam({ db, clock, events: { publish } });
  const handle = db.handle<CamTables>('cam');
  const store = createLeadStore({ handle, db });
  const client = await cam.clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
  const add = (...people: readonly Partial<LeadRow>[]) =>
    db.transaction(async (tx) => {
      const rows = people.map((each) => aRow({ clientId: client.id, ...each }));
      await store.insertMany(tx, rows);
      const identities = rows.flatMap(({ id, clientId, emailKey, linkedinKey, phoneKey }) => [
        ...(emailKey === null ? [] : [{ kind: 'email', value: emailKey, clientId, leadId: id }]),
        ...(linkedinKey === null ? [] : [{ kind: 'linkedin', value: linkedinKey, clientId, leadId: id }]),
        ...(phoneKey === null ? [] : [{ kind: 'phone', value: phoneKey, clientId, leadId: id }]),
      ]);
      await store.insertIdentities(tx, identities);
    });
  const row = async (id: string): Promise<LeadRow> => {
    const [found] = await store.rows([id]);
    if (!found) throw new Error(`There is no lead ${id}.`);
    return found;
  };
  return { cam, db, clock, handle, client, add, row, told };
}

type House = Awaited<ReturnType<typeof aHouse>>;

/** Puts a lead in sequence, with as many simulated messages. */
async function enrol({ handle, client }: House, leadId: string, campaignId: string, messages: number): Promise<string> {
  const id = `e-${leadId}`;
  const about = { clientId: client.id, campaignId, leadId, sequenceId: 's' };
  const now = { createdAt: at, updatedAt: at };
  const enrolment = { id, ...about, tier: null, status: 'ACTIVE', statusReason: '', pausedUntil: null, startedAt: at };
  await handle
    .in()
    .insertInto('camEnrolment')
    .values({
      ...enrolment,
      endedAt: null,
      createdBy: 'x',
      ...now,
      dueSimulation: null,
      dueProof: null,
      dueLive: null,
      rank: 1,
    })
    .execute();
  for (let step = 1; step <= messages; step += 1) {
    await handle
      .in()
      .insertInto('camOutreachAttempt')
      .values({
        ...{ id: `${id}-${step}`, ...about, enrolmentId: id, stepId: 't', step, mode: 'SIMULATION', channel: 'email' },
        ...{
          status: 'SIMULATED',
          notBefore: null,
          reasons: '[]',
          recipient: '',
          subject: '',
          body: '',
          ledgerId: null,
        },
        ...{ runId: null, fencingToken: null, retryCount: 0, evidence: '{}', plannedAt: at, settledAt: at, ...now },
      })
      .execute();
  }
  return id;
}

const owners = async ({ handle }: House): Promise<Readonly<Record<string, string>>> => {
  const rows = await handle.in().selectFrom('camIdentity').selectAll().execute();
  return Object.fromEntries(rows.map(({ kind, value, leadId }) => [`${kind} ${value}`, leadId]));
};

describeEachDialect('two leads of one person', (dialect) => {
  test('become one with all that belonged to both, and two again as they were', async () => {
    const house = await aHouse(dialect);
    const { cam, add, row, told, handle } = house;
    const maja = someone('a', 'Maja Lindqvist', 'maja', {
      title: 'COO',
      signals: '["hiring"]',
      fields: '{"Fair":"Bremen"}',
    });
    const again = someone('b', 'M. Lindqvist', 'm.l', {
      ...{
        title: 'Chief operating officer',
        company: 'Kurier Nord',
        phone: '+4930',
        phoneKey: '+4930',
        state: 'CONTACTED',
      },
      ...{ signals: '["recently_funded"]', fields: '{"Fair":"Ulm","Hall":"3"}', needsReview: 1, reviewReason: 'Look.' },
    });
    await add(maja, again);
    await cam.notes.addNote('b', 'Met at the fair.', 'Olga');
    const before = [await row('a'), await row('b')];
    const preview = await cam.merges.preview({ keepId: 'a', absorbId: 'b' });
    const shown = preview.fields.filter(({ kept, absorbed }) => kept !== absorbed);
    expect(shown.map(({ field, takes, isConflict }) => [field, takes, isConflict])).toEqual([
      ['name', 'kept', true],
      ['title', 'kept', true],
      ['company', 'absorbed', false],
      ['email', 'kept', true],
      ['phone', 'absorbed', false],
    ]);
    const { merge } = await cam.merges.merge({ keepId: 'a', absorbId: 'b', choices: { title: 'absorbed' } }, 'Olga');
    expect(await row('a')).toMatchObject({
      ...{ fullName: 'Maja Lindqvist', title: 'Chief operating officer', company: 'Kurier Nord', phoneKey: '+4930' },
      ...{ email: 'maja@kurier.example', state: 'CONTACTED', signals: '["hiring","recently_funded"]', source: 'a.csv' },
      ...{ fields: '{"Fair":"Bremen","Hall":"3"}', needsReview: 1, reviewReason: 'Look.', personId: 'a' },
    });
    expect(await row('b')).toMatchObject({ mergedInto: 'a', source: 'b.csv', title: 'Chief operating officer' });
    expect(await owners(house)).toEqual({
      ...{ 'email maja@kurier.example': 'a', 'email m.l@kurier.example': 'a', 'phone +4930': 'a' },
    });
    expect((await cam.leads.list()).leads.map(({ id }) => id)).toEqual(['a']);
    expect((await cam.leads.list({ search: 'operating' })).leads.map(({ id }) => id)).toEqual(['a']);
    expect((await cam.leads.counts()).total).toBe(1);
    expect(await handle.in().selectFrom('camLeadNote').select('leadId').execute()).toEqual([{ leadId: 'a' }]);
    expect(await cam.merges.absorbedInto('a')).toEqual(['b']);
    await cam.merges.undo(merge.id, 'Omar');
    const unscored = ({ updatedAt: _at, scoredAt: _scored, factors: _f, score: _s, ...rest }: LeadRow) => ({
      ...rest,
      ...{ fit: 0, opportunity: 0, tier: '', grade: '' },
    });
    expect([await row('a'), await row('b')].map(unscored)).toEqual(before.map(unscored));
    expect((await owners(house))['phone +4930']).toBe('b');
    expect(await handle.in().selectFrom('camLeadNote').select('leadId').execute()).toEqual([{ leadId: 'b' }]);
    expect((await cam.leads.counts()).total).toBe(2);
    expect(told).toEqual(['cam-lead-merged a', 'cam-lead-merge-undone a']);
    expect((await cam.merges.list({ leadId: 'b' }))[0]).toMatchObject({ keptName: 'Maja Lindqvist', undoneBy: 'Omar' });
  });

  test('go on in one sequence of a campaign, the one that got further; the other is stopped with its reason', async () => {
    const house = await aHouse(dialect);
    const { cam, add, client, handle } = house;
    await add(someone('a', 'Maja Lindqvist', 'maja'), someone('b', 'Maja Lindquist', 'm.l'));
    const spring = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
    await enrol(house, 'a', spring.id, 0);
    const further = await enrol(house, 'b', spring.id, 2);
    const { says } = await cam.merges.preview({ keepId: 'a', absorbId: 'b' });
    expect(says[0]).toContain('“Spring”');
    const { merge } = await cam.merges.merge({ keepId: 'a', absorbId: 'b' }, 'Olga');
    const ways = async () =>
      (await handle.in().selectFrom('camEnrolment').select(['id', 'leadId', 'status']).orderBy('id').execute()).map(
        ({ id, leadId, status }) => [id, leadId, status],
      );
    expect(await ways()).toEqual([
      ['e-a', 'a', 'STOPPED'],
      [further, 'a', 'ACTIVE'],
    ]);
    const messages = await handle.in().selectFrom('camOutreachAttempt').select('leadId').distinct().execute();
    expect(messages).toEqual([{ leadId: 'a' }]);
    await cam.merges.undo(merge.id, 'Olga');
    expect(await ways()).toEqual([
      ['e-a', 'a', 'STOPPED'],
      [further, 'b', 'ACTIVE'],
    ]);
  });

  test('leave every sequence when one of them was given up or won, as anybody does who is', async () => {
    const house = await aHouse(dialect);
    const { cam, add, client, handle } = house;
    await add(someone('a', 'Maja Lindqvist', 'maja'), someone('b', 'Maja Lindquist', 'm.l', { state: 'LOST' }));
    const spring = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
    await enrol(house, 'a', spring.id, 0);
    const { says } = await cam.merges.preview({ keepId: 'a', absorbId: 'b' });
    expect(says[0]).toContain('given up');
    await cam.merges.merge({ keepId: 'a', absorbId: 'b' }, 'Olga');
    const ways = handle.in().selectFrom('camEnrolment').select(['leadId', 'status']);
    expect(await ways.execute()).toEqual([{ leadId: 'a', status: 'STOPPED' }]);
  });

  test('are not written to when one of them asked for it or is on the list, whichever that is', async () => {
    const { cam, add, row, clock } = await aHouse(dialect);
    await add(someone('a', 'Maja Lindqvist', 'maja'), someone('b', 'Maja Lindquist', 'm.l'), someone('d', 'M L', 'm'));
    await cam.leads.setConsent('b', 'DO_NOT_CONTACT', 'Olga', 'Asked by phone.');
    const entry = {
      clientId: null,
      kind: 'email',
      value: 'm@kurier.example',
      reason: 'Asked',
      source: 'test',
    } as const;
    await cam.suppression.add(entry, 'Olga');
    const hits = async (id: string) =>
      ((await cam.suppression.hits([await row(id)]))[0] ?? []).map(({ value }) => value);
    const first = await cam.merges.merge({ keepId: 'a', absorbId: 'b' }, 'Olga');
    expect((await row('a')).consent).toBe('DO_NOT_CONTACT');
    expect((await cam.merges.preview({ keepId: 'a', absorbId: 'd' })).says[0]).toContain('asked not to be contacted');
    const second = await cam.merges.merge({ keepId: 'a', absorbId: 'd' }, 'Olga');
    expect(await hits('a')).toEqual(['m@kurier.example']);
    clock.advance(3 * dayMs);
    await cam.merges.undo(first.merge.id, 'Olga');
    expect([(await row('a')).consent, (await row('b')).consent]).toEqual(['UNKNOWN', 'DO_NOT_CONTACT']);
    await cam.leads.setConsent('a', 'DO_NOT_CONTACT', 'Olga', 'Asked by mail.');
    await cam.merges.undo(second.merge.id, 'Olga');
    expect([(await row('a')).consent, (await row('d')).consent]).toEqual(['DO_NOT_CONTACT', 'DO_NOT_CONTACT']);
    expect([await hits('a'), await hits('d')]).toEqual([[], ['m@kurier.example']]);
  });

  test('what somebody changes after a merge stays when it is undone, and values that two merges brought go with them', async () => {
    const { cam, add, row } = await aHouse(dialect);
    const people = ['COO', 'CEO', 'CFO'].map((title, index) =>
      someone('abd'.charAt(index), `P ${index}`, `p${index}`, { title }),
    );
    await add(...people);
    const choices = { title: 'absorbed', email: 'absorbed' } as const;
    const first = await cam.merges.merge({ keepId: 'a', absorbId: 'b', choices }, 'Olga');
    const second = await cam.merges.merge({ keepId: 'a', absorbId: 'd', choices }, 'Olga');
    expect(await row('a')).toMatchObject({ title: 'CFO', email: 'p2@kurier.example', emailKey: 'p2@kurier.example' });
    await cam.merges.undo(first.merge.id, 'Olga');
    expect(await row('a')).toMatchObject({ title: 'CFO', emailKey: 'p2@kurier.example' });
    await cam.merges.undo(second.merge.id, 'Olga');
    expect(await row('a')).toMatchObject({ title: 'COO', email: 'p0@kurier.example', emailKey: 'p0@kurier.example' });
    const third = await cam.merges.merge({ keepId: 'a', absorbId: 'b', choices }, 'Olga');
    await cam.leadActs.edit('a', { title: 'Chair' }, (await row('a')).updatedAt, 'Olga');
    await cam.merges.undo(third.merge.id, 'Olga');
    expect(await row('a')).toMatchObject({ title: 'Chair', emailKey: 'p0@kurier.example' });
  });

  test('are refused with a way out where they cannot be one, and a merge is undone once and from the outside in', async () => {
    const { cam, add, client } = await aHouse(dialect);
    const other = await cam.clients.create({ name: 'Solar West' }, 'Olga');
    await add(...['a', 'b', 'd'].map((id) => someone(id, `P ${id}`, id)), {
      ...someone('x', 'P x', 'x'),
      clientId: other.id,
    });
    const merge = (keepId: string, absorbId: string) => cam.merges.merge({ keepId, absorbId }, 'Olga');
    await expect(merge('a', 'a')).rejects.toMatchObject({ code: 'merge-same' });
    await expect(merge('a', 'nobody')).rejects.toMatchObject({ code: 'lead-unknown' });
    await expect(merge('a', 'x')).rejects.toMatchObject({ code: 'merge-clients' });
    const inner = await merge('a', 'b');
    await expect(merge('d', 'b')).rejects.toMatchObject({ code: 'merge-already' });
    const outer = await merge('d', 'a');
    expect(await cam.merges.absorbedInto('d')).toEqual(['a', 'b']);
    await expect(cam.merges.undo(inner.merge.id, 'Olga')).rejects.toMatchObject({ code: 'merge-nested' });
    await cam.undo.undo(outer.undo.id, 'Olga');
    await cam.merges.undo(inner.merge.id, 'Olga');
    await expect(cam.merges.undo(inner.merge.id, 'Olga')).rejects.toMatchObject({ code: 'merge-undone' });
    await expect(cam.merges.undo('nothing', 'Olga')).rejects.toMatchObject({ code: 'merge-unknown' });
    expect((await cam.merges.list({ clientId: client.id })).every(({ undoneAt }) => undoneAt !== null)).toBe(true);
  });
});

/** What can happen to five leads. */
type Step =
  | { readonly do: 'merge'; readonly keep: number; readonly absorb: number; readonly takes: 'kept' | 'absorbed' }
  | { readonly do: 'undo'; readonly which: number }
  | { readonly do: 'ask'; readonly who: number };
const five = fc.integer({ min: 0, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('merge'),
      keep: five,
      absorb: five,
      takes: fc.constantFrom('kept', 'absorbed'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('undo'), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask'), who: five }) },
);

describeEachDialect('whatever is merged and undone, in any order', (dialect) => {
  const runs = dialect.name === 'sqlite' ? 25 : 4;
  test('no identity, source, message or request not to be contacted is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        await playOut(await aHouse(dialect), steps);
      }),
      { numRuns: runs, seed: 20_261_122 },
    );
  }, 120_000);
});

async function playOut(house: House, steps: readonly Step[]): Promise<void> {
  const { cam, add, client, row, handle } = house;
  const ids = ['a', 'b', 'd', 'e', 'f'];
  await add(...ids.map((id) => someone(id, `Name ${id}`, id, { title: `Title ${id}`, linkedinKey: `in-${id}` })));
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  for (const id of ids) await enrol(house, id, campaign.id, 1);
  const asked = new Set<string>();
  const merges: string[] = [];
  const idAt = (index: number): string => ids[index] ?? 'a';
  for (const each of steps) {
    try {
      if (each.do === 'merge') {
        const choices = { title: each.takes, email: each.takes, linkedin: each.takes };
        const input = { keepId: idAt(each.keep), absorbId: idAt(each.absorb), choices };
        merges.push((await cam.merges.merge(input, 'Olga')).merge.id);
      } else if (each.do === 'undo') await cam.merges.undo(merges[each.which] ?? 'nothing', 'Olga');
      else {
        const who = await standingFor(house, idAt(each.who));
        await cam.leads.setConsent(who, 'DO_NOT_CONTACT', 'Olga', 'Asked.');
        asked.add(idAt(each.who));
      }
    } catch (error) {
      expect(error).toMatchObject({ kind: expect.stringMatching(/conflict|invalid|not-found/) });
    }
    await holds(house, ids, asked);
  }
  for (const id of merges.toReversed()) await cam.merges.undo(id, 'Olga').catch(() => undefined);
  await holds(house, ids, asked);
  for (const id of ids) {
    expect(await row(id)).toMatchObject({
      ...{
        mergedInto: null,
        title: `Title ${id}`,
        emailKey: `${id}@kurier.example`,
        linkedinKey: `in-${id}`,
        personId: id,
      },
    });
  }
  const left = await handle.in().selectFrom('camLeadMergeMoved').select('mergeId').execute();
  expect(left).toEqual([]);
}

async function standingFor({ row }: House, id: string): Promise<string> {
  let standing = await row(id);
  while (standing.mergedInto !== null) standing = await row(standing.mergedInto);
  return standing.id;
}

async function holds(house: House, ids: readonly string[], asked: ReadonlySet<string>): Promise<void> {
  const { row, handle } = house;
  const owned = await owners(house);
  const ways = new Map(
    (await handle.in().selectFrom('camEnrolment').select(['id', 'leadId']).execute()).map((way) => [
      way.id,
      way.leadId,
    ]),
  );
  const sent = new Map(
    (await handle.in().selectFrom('camOutreachAttempt').select(['id', 'leadId']).execute()).map((one) => [
      one.id,
      one.leadId,
    ]),
  );
  for (const id of ids) {
    const standing = await standingFor(house, id);
    expect([owned[`email ${id}@kurier.example`], owned[`linkedin in-${id}`]]).toEqual([standing, standing]);
    expect([ways.get(`e-${id}`), sent.get(`e-${id}-1`)]).toEqual([standing, standing]);
    expect((await row(id)).source).toBe(`${id}.csv`);
    if (asked.has(id)) expect((await row(standing)).consent).toBe('DO_NOT_CONTACT');
  }
}
