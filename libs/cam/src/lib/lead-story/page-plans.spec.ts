import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { CompiledQuery } from 'kysely';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { planOf, watchedDatabase } from '../db/watched-database.ts';

async function aWatchedHouse(dialect: TestDialect) {
  const { db, seen } = watchedDatabase(await dialect.open([camMigrations]));
  const cam = createCam({ db, clock: fakeClock() });
  const client = await cam.clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring fleet' }, 'Olga');
  const bytes = new TextEncoder().encode('name,email,company\nMaja Lindqvist,maja@kurier.example,Kurier Nord');
  const place = { clientId: client.id, campaignId: campaign.id, fileName: 'leads.csv', bytes };
  const batch = await cam.imports.begin(place, 'Olga');
  await cam.imports.finished(batch.id);
  const [lead] = (await cam.leads.list()).leads;
  const statements = async (act: () => Promise<unknown>): Promise<readonly CompiledQuery[]> => {
    seen.length = 0;
    await act();
    return seen.filter(({ sql: text }) => text.startsWith('select'));
  };
  return { db, cam, client, leadId: lead?.id ?? '', statements };
}

/** Tables that stay small: a scan of them is no danger. */
const small = /cam_(?:client|campaign|sequence|sequence_step|import_batch|scoring_rules)\b/;

const scansOf = (plan: string): readonly string[] =>
  plan
    .split('\n')
    .filter(
      (line) =>
        /\bSCAN (?!CONSTANT|some\b)|Seq Scan/.test(line) &&
        !small.test(line) &&
        !/\bUSING (?:COVERING )?INDEX/.test(line),
    );

describeEachDialect("a lead's page and the review queue", (dialect) => {
  test('go through no table from end to end', async () => {
    const { db, cam, client, leadId, statements } = await aWatchedHouse(dialect);
    const place = Buffer.from('2026-03-02T10:00:00.000Z/1/x').toString('base64url');
    const behind = Buffer.from('["2026-03-02T10:00:00.000Z","x"]').toString('base64url');
    const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['the page', () => cam.stories.read(leadId)],
      ['its messages', () => cam.messages.list({ leadId }, { limit: 50 })],
      ['its consents', () => cam.rights.consentHistory(leadId)],
      ['its merges', () => cam.merges.list({ leadId })],
      ['what was filled in', () => cam.enrichment.filledFor(leadId)],
      ['its older lines', () => cam.stories.older(leadId, place)],
      ['the queue', () => cam.review.queue({}, { cursor: behind })],
      ['the queue of a client', () => cam.review.queue({ clientId: client.id })],
      ['how many are in it', () => cam.review.counts(client.id)],
      ['what waits in other views', () => cam.review.groups(client.id)],
      ['tasks that are due', () => cam.leadTasks.dueTasks()],
      ['appointments that want an outcome', () => cam.appointments.appointmentsWantingOutcome()],
    ];
    for (const [title, act] of acts) {
      const texts = await statements(act);
      expect(texts.length).toBeGreaterThan(0);
      for (const query of texts)
        expect({ title, text: query.sql, scans: scansOf(await planOf(db, query)) }).toEqual({
          title,
          text: query.sql,
          scans: [],
        });
    }
  });

  test('find who waits by the index of those who wait, in its order', async () => {
    const { db, cam, client, statements } = await aWatchedHouse(dialect);
    for (const [filter, index] of [
      [{ kind: 'REVIEW' }, 'cam_lead_queue_review'],
      [{ kind: 'ADDRESS' }, 'cam_lead_queue_address'],
      [{ kind: 'COMPANY', clientId: client.id }, 'cam_lead_queue_company_of_client'],
    ] as const) {
      const [query] = await statements(() => cam.review.queue(filter));
      const plan = query ? await planOf(db, query) : '';
      expect(plan).toMatch(new RegExp(`\\b${index}\\b`));
      expect(plan).not.toMatch(/TEMP B-TREE|^\s*(?:->\s*)?Sort\b/m);
    }
  });
});
