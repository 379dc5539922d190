import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { builtInRules, type ScoringRules } from '../../contract/scoring.ts';
import { anyCustomer, type IdealCustomer } from '../../contract/campaign.ts';
import { createCampaignService } from '../campaigns/campaign-service.ts';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import { createClientService } from '../clients/client-service.ts';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { createLeadRunStore } from '../lead-runs/lead-run-store.ts';
import { createLeadRuns } from '../lead-runs/lead-runs.ts';
import { createRecordStore } from '../records/record-store.ts';
import { createSequenceService } from '../sequences/sequence-service.ts';
import { createSequenceStore } from '../sequences/sequence-store.ts';
import { openScoring } from './open-scoring.ts';
import { createRulesStore } from './rules-store.ts';
import { tierOf } from './scorer.ts';
import { createScorerSource } from './scorer-source.ts';

const clock = fakeClock();
const icp: IdealCustomer = { ...anyCustomer, industries: ['Software'], titles: ['Head of Marketing'] };

const aRow = (number: number, given: Partial<LeadRow>): LeadRow => ({
  ...{ id: `lead-${String(number).padStart(5, '0')}`, personId: `p${number}`, mergedInto: null, clientId: 'c' },
  ...{ campaignId: null, firstName: 'Maja', lastName: '', fullName: `Maja ${number}`, title: '', company: 'Kurier' },
  ...{ companyDomain: '', industry: '', employeeCount: null, revenueCents: null, location: '', country: '' },
  ...{ email: '', emailKey: null, linkedin: '', linkedinKey: null, phone: '', phoneKey: null, timeZone: null },
  ...{ language: '', searchText: '', sortName: '', sortCompany: '', signals: '[]', budgetKnown: 0, timelineKnown: 0 },
  ...{ score: null, fit: null, opportunity: null, tier: null, grade: null, factors: '[]', scoredAt: null },
  ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null, state: 'NEW' },
  ...{ stateReason: '', consent: 'UNKNOWN', consentSource: '', consentAt: null, needsReview: 0, reviewReason: '' },
  ...{ reviewSince: null, source: 'x.csv', batchId: null, batchRow: null, fields: '{}' },
  ...{ createdAt: clock.now(), updatedAt: clock.now(), ...given },
});

/** A client with a campaign and 1,200 leads, of which every third has the wanted title. */
async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const told: object[] = [];
  const publish: AcquisitionEvents['publish'] = async (_tx, { topic, payload }) =>
    void told.push({ topic, ...payload });
  const base = { db, handle, clock, records, events: { publish } };
  const clients = createClientService({ ...base, store: createClientStore(handle) });
  const campaigns = createCampaignService({ ...base, clients, store: createCampaignStore(handle) });
  const sequences = createSequenceService({ ...base, store: createSequenceStore(handle) });
  const scores = createScorerSource({ rules: createRulesStore(handle), campaigns: createCampaignStore(handle) });
  const runs = createLeadRuns({ ...base, store: createLeadRunStore(handle) });
  const applyCounts = async (): Promise<void> => undefined;
  const scoring = openScoring({ ...base, clients, campaigns, sequences, scores, runs, applyCounts });
  const client = await clients.create({ name: 'Nordlicht' }, 'Olga');
  const campaign = await campaigns.create(client.id, { name: 'Spring', icp }, 'Olga');
  const rows = Array.from({ length: 1200 }, (_, number) =>
    aRow(number, {
      ...{ clientId: client.id, campaignId: campaign.id, industry: 'Software', employeeCount: number },
      title: number % 3 === 0 ? 'Head of Marketing' : 'Accountant',
    }),
  );
  await db.transaction((tx) => handle.insertMany(tx, 'camLead', rows));
  const first = await scoring.rescore({ clientId: client.id, why: 'they are new.' }, 'Olga');
  await runs.finished(first.id);
  clock.advance(1000);
  const lead = (id: string) =>
    handle.in().selectFrom('camLead').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { db, handle, records, campaigns, sequences, scores, runs, scoring, client, campaign, told, first, lead };
}

const change = (weights: Partial<ScoringRules['weights']>): ScoringRules => ({
  ...builtInRules,
  weights: { ...builtInRules.weights, ...weights },
});
/** Only the title counts in opportunity, and every tier begins elsewhere: .7125 becomes .825, .54 becomes .475. */
const byTitle = { ...change({ title: 1, seniority: 0, signals: 0 }), tiers: { hot: 0.8, warm: 0.65, cool: 0.5 } };

describeEachDialect('scoring rules', (dialect) => {
  test('of a new client are the built-in ones; a saved change is the next version, kept with who, when and why', async () => {
    const { runs, scoring, client } = await aHouse(dialect);
    expect(await scoring.rules(client.id)).toMatchObject({ version: 0, rules: builtInRules });
    const { version } = await scoring.save(client.id, { rules: byTitle, basedOn: 0, why: 'Titles decide.' }, 'Olga');
    expect(version).toEqual({ version: 1, rules: byTitle, at: clock.now(), by: 'Olga', why: 'Titles decide.' });
    const back = await scoring.goBackTo(client.id, 0, { basedOn: 1, why: 'It was better before.' }, 'Ben');
    expect(back.version).toMatchObject({ version: 2, rules: builtInRules, by: 'Ben' });
    expect((await scoring.history(client.id)).map(({ version: number, why }) => [number, why])).toEqual([
      [2, 'It was better before.'],
      [1, 'Titles decide.'],
    ]);
    await runs.stopAll();
  });

  test('are refused when they do not add up, say no reason, change nothing, or somebody saved meanwhile', async () => {
    const { runs, scoring, client } = await aHouse(dialect);
    const save = (rules: ScoringRules, basedOn = 0, why = 'Because.') =>
      scoring.save(client.id, { rules, basedOn, why }, 'Olga');
    await expect(save(change({ title: 0.9 }))).rejects.toMatchObject({ code: 'scoring-rules' });
    await expect(save(byTitle, 0, ' ')).rejects.toMatchObject({ code: 'scoring-why' });
    await expect(save(builtInRules)).rejects.toMatchObject({ code: 'scoring-same' });
    await expect(save({ ...byTitle, sequenceByTier: { HOT: 'nobody' } })).rejects.toMatchObject({
      code: 'scoring-sequence',
    });
    await save(byTitle);
    await expect(save(change({ title: 0, seniority: 0.6 }))).rejects.toMatchObject({
      code: 'scoring-version',
      message: 'Somebody has saved version 1 meanwhile (Olga). Reload the rules and make your change again.',
    });
    await expect(scoring.goBackTo(client.id, 9, { basedOn: 1, why: 'x' }, 'Olga')).rejects.toMatchObject({
      kind: 'not-found',
    });
    await runs.stopAll();
  });

  test('say before they are saved who would move, and afterwards exactly those have moved', async () => {
    const { handle, runs, scoring, client, told } = await aHouse(dialect);
    const preview = await scoring.preview(client.id, byTitle);
    expect(preview).toMatchObject({
      leads: 1200,
      moving: 1200,
      before: { COOL: 800, WARM: 400 },
      after: { HOT: 400, COLD: 800 },
    });
    expect(preview.examples).toHaveLength(20);
    const { run } = await scoring.save(client.id, { rules: byTitle, basedOn: 0, why: 'Titles decide.' }, 'Olga');
    const done = await runs.finished(run.id);
    expect(done).toMatchObject({ status: 'COMPLETED', total: 1200, done: 1200, counts: { moved: preview.moving } });
    const hot = await handle.in().selectFrom('camLead').select('id').where('tier', '=', 'HOT').execute();
    expect(hot).toHaveLength(preview.after['HOT'] ?? 0);
    expect(told.at(-1)).toEqual({
      topic: 'cam-lead-scored',
      clientId: client.id,
      version: 1,
      scored: 1200,
      moved: preview.moving,
    });
  });

  test('leave every lead with its version, a score that adds up, and in its story why it moved', async () => {
    const { records, scores, runs, scoring, client, lead } = await aHouse(dialect);
    const { run } = await scoring.save(client.id, { rules: byTitle, basedOn: 0, why: 'Titles decide.' }, 'Olga');
    await runs.finished(run.id);
    const row = await lead('lead-00000');
    expect(row).toMatchObject({ scoreVersion: 1, opportunity: 1, tier: 'HOT' });
    const factors = await scores.explain(row);
    expect(factors.find(({ key }) => key === 'title')).toMatchObject({ value: 1, weight: 1 });
    const [latest] = await records.ofSubject('lead', 'lead-00000');
    expect(latest).toMatchObject({
      what: 'Scored again',
      why: 'WARM → HOT: the scoring rules changed to version 1.',
      actor: 'Olga',
    });
  });

  test('give a campaign its lowest score and sequences where it says nothing of its own', async () => {
    const { sequences, scores, runs, scoring, client, campaign } = await aHouse(dialect);
    const [own] = (await sequences.list(client.id)).filter(({ tier }) => tier === 'COLD');
    const rules = { ...byTitle, lowestScore: 0.5, sequenceByTier: { HOT: own?.id ?? '' } };
    await scoring.save(client.id, { rules, basedOn: 0, why: 'Only the better half.' }, 'Olga');
    await runs.stopAll();
    expect(await scores.routed(campaign)).toMatchObject({ lowestScore: 0.5, sequenceByTier: { HOT: own?.id } });
    const strict = { ...campaign, lowestScore: 0.9, sequenceByTier: { HOT: 'other' } };
    expect(await scores.routed(strict)).toMatchObject({ lowestScore: 0.9, sequenceByTier: { HOT: 'other' } });
  });

  test('leave all four sequences in reach: each tier has a score, and each score a sequence', async () => {
    const { sequences, scores, campaign } = await aHouse(dialect);
    const routed = await scores.routed(campaign);
    const reached = [0.9, 0.7, 0.5, 0.2].map((score) => tierOf(score, builtInRules.tiers));
    const names = await Promise.all(reached.map(async (tier) => (await sequences.forTier(tier, routed)).name));
    expect(names).toEqual(['Aggressive close', 'Regular nurture', 'Long-term nurture', 'Cold outreach']);
  });
});

describeEachDialect('a pass over many leads', (dialect) => {
  test('counts what it has done, and one that changes nothing writes nothing', async () => {
    const { runs, scoring, client, first } = await aHouse(dialect);
    expect(await runs.get(first.id)).toMatchObject({ status: 'COMPLETED', done: 1200, changed: 1200 });
    const again = await scoring.rescore({ clientId: client.id, why: 'to be sure.' }, 'Olga');
    expect(await runs.finished(again.id)).toMatchObject({ status: 'COMPLETED', done: 1200, changed: 0 });
    expect((await runs.list(client.id)).map(({ id }) => id)).toEqual([again.id, first.id]);
  });

  test('is refused while another one of its kind runs, and goes on where it was stopped', async () => {
    const { db, runs, scoring, client, campaign } = await aHouse(dialect);
    const rows = db.handle<CamTables>('cam').in();
    await rows.updateTable('camLead').set({ score: 0, tier: 'COLD', factors: '[]' }).execute();
    const run = await scoring.rescore({ clientId: client.id, campaignId: campaign.id, why: 'x' }, 'Olga');
    await expect(scoring.rescore({ clientId: client.id, why: 'y' }, 'Ben')).rejects.toMatchObject({
      code: 'lead-run-running',
      message: expect.stringContaining('are being scored again right now'),
    });
    const stopped = await runs.stop(run.id);
    expect(stopped.status).toBe('STOPPED');
    expect(stopped.done).toBeLessThan(1200);
    await scoring.goOn(run.id, 'Olga');
    expect(await runs.finished(run.id)).toMatchObject({ status: 'COMPLETED', done: 1200, changed: 1200 });
    await expect(scoring.goOn(run.id, 'Olga')).rejects.toMatchObject({ code: 'lead-run-over' });
  });

  test('that nothing has moved for two minutes was interrupted, and makes room for the next', async () => {
    const { db, runs, scoring, client, first } = await aHouse(dialect);
    const rows = db.handle<CamTables>('cam').in();
    await rows.updateTable('camLeadRun').set({ status: 'RUNNING', done: 500, afterId: 'lead-00499' }).execute();
    clock.advance(121_000);
    expect(await runs.get(first.id)).toMatchObject({ status: 'INTERRUPTED', done: 500 });
    const next = await scoring.rescore({ clientId: client.id, why: 'again.' }, 'Olga');
    await runs.finished(next.id);
    expect(await runs.get(first.id)).toMatchObject({
      status: 'STOPPED',
      error: 'The program ended meanwhile.',
    });
  });

  test('that ended with the program goes on at the next start, and only the latest one of a client', async () => {
    const { handle, runs, scoring, client } = await aHouse(dialect);
    await handle.in().updateTable('camLead').set({ score: 0, tier: 'COLD', factors: '[]' }).execute();
    const run = await scoring.rescore({ clientId: client.id, why: 'x.' }, 'Olga');
    await runs.stopAll();
    expect(await runs.get(run.id)).toMatchObject({ status: 'STOPPED', error: 'The program ended meanwhile.' });
    expect((await scoring.takeUp('the console')).map(({ id }) => id)).toEqual([run.id]);
    expect(await runs.finished(run.id)).toMatchObject({ status: 'COMPLETED', done: 1200, changed: 1200 });
    expect(await scoring.takeUp('the console')).toEqual([]);
  });

  test('tells whoever watches how far it is', async () => {
    const { runs, scoring, client } = await aHouse(dialect);
    const run = await scoring.rescore({ clientId: client.id, why: 'x' }, 'Olga');
    const seen: number[] = [];
    for await (const { done } of runs.watch(run.id)) seen.push(done);
    expect(seen.at(-1)).toBe(1200);
    expect([...seen].sort((one, other) => one - other)).toEqual(seen);
  });
});

describeEachDialect('another ideal customer', (dialect) => {
  test('says who would move before it is saved', async () => {
    const { campaigns, runs, scoring, campaign } = await aHouse(dialect);
    const wanted = { ...icp, titles: ['Accountant'] };
    const preview = await scoring.previewIdealCustomer(campaign.id, wanted);
    expect(preview.moves.map(({ from, to }) => [from, to])).toContainEqual(['WARM', 'COOL']);
    const changed = await campaigns.change(campaign.id, { icp: wanted }, 'Olga');
    const run = await scoring.rescore(
      { clientId: changed.clientId, campaignId: changed.id, why: 'the ideal customer changed.' },
      'Olga',
    );
    expect((await runs.finished(run.id)).counts['moved']).toBe(preview.moving);
  });
});
