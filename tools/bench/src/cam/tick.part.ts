import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { camMigrations, createCam } from '@aicmo/cam';
import { createOrchestrator } from '@aicmo/cam/orchestrator';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { systemClock } from '@aicmo/core-kernel';
import type { BenchContext, BenchPart } from './bench-part.ts';
import { measure } from './measure.ts';

/** Milliseconds at p95, and how many are due. */
const [goal, due] = [20, 1000];
const migrations = [coreEffectsMigrations, camMigrations];

/**
 * How long a worker takes to find what is due among very many leads in sequence: in a house of a tenth of the rows and in
 * the whole one, for it has to stay the same.
 */
export const tickPart: BenchPart = {
  name: 'tick',
  what: `what is due is found: ${due} of very many leads in sequence`,
  run: async (context) => {
    for (const rows of [Math.ceil(context.rows / 10), context.rows]) await tickIn({ ...context, rows });
  },
};

async function tickIn({ folder, rows, say }: BenchContext): Promise<void> {
  const file = path.join(folder, `tick-${rows}.db`);
  const url = `sqlite:${file}`;
  await bootstrapDatabaseSchema({ url, migrations });
  const db = await openDatabase(url);
  const clock = systemClock;
  const cam = createCam({ db, clock });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'bench');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'bench');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'bench');
  fillSequences(file, rows, { clientId: client.id, campaignId: campaign.id, now: clock.now() });
  const flags = createControlFlags({ db, clock });
  const orchestrator = createOrchestrator({ db, clock, flags, door: createEgressDoor({ db, clock, flags }) });
  const found = await orchestrator.due(campaign.id);
  say(`  ${rows.toLocaleString('en')} in sequence, ${found.due} of them due`);
  await measure(
    `${rows.toLocaleString('en')}: a worker asks what is due`,
    goal,
    () => orchestrator.due(campaign.id),
    say,
  );
  // A run that is stopped before its first message: it claims the campaign, finds what is due in its order, and ends.
  const signal = AbortSignal.abort();
  const run = () => orchestrator.run(campaign.id, { by: 'bench', askBlocked: false, signal });
  await measure(`${rows.toLocaleString('en')}: a run claims, finds all of them and ends`, goal, run, say);
  await db.close();
}

interface Place {
  readonly clientId: string;
  readonly campaignId: string;
  readonly now: string;
}

/**
 * A thousand are due, half of them with a follow-up; of the others two fifths have a place later, two fifths are at the
 * end of their sequence in this mode, and the rest was stopped.
 */
function fillSequences(file: string, rows: number, { clientId, campaignId, now }: Place): void {
  const raw = new BetterSqlite(file);
  try {
    raw.pragma('synchronous = OFF');
    raw
      .prepare(
        `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < @rows)
        insert into cam_enrolment (id, client_id, campaign_id, lead_id, sequence_id, status, status_reason, started_at,
          created_by, created_at, updated_at, rank, due_simulation)
        select printf('e%012d', i), @clientId, @campaignId, printf('l%012d', i), 's',
          case when i >= @due and i % 5 = 0 then 'STOPPED' else 'ACTIVE' end, '', @now, 'bench', @now, @now,
          (i * 7919 % 1000) / 1000.0,
          case when i >= @due and i % 5 = 0 then '9999-12-31T12:00:00.000Z' when i < @due then @now when i % 5 < 3 then printf('2100-01-%02dT00:00:%06.3fZ', 1 + i % 28, i % 59)
            else '9999-12-31T00:00:00.000Z' end
        from n`,
      )
      .run({ rows, clientId, campaignId, now, due });
    raw
      .prepare(
        `insert into cam_outreach_attempt (id, client_id, campaign_id, lead_id, enrolment_id, sequence_id, step_id, step,
          mode, channel, status, reasons, recipient, subject, body, retry_count, evidence, planned_at, settled_at,
          created_at, updated_at)
        select 'a' || id, client_id, campaign_id, lead_id, id, 's', 's/1', 1, 'SIMULATION', 'email', 'SIMULATED', '[]',
          lead_id || '@firm.example', 'Subject', 'Text', 0, '{"zone":"UTC","wouldBe":[]}', @now, '2020-01-01T00:00:00.000Z',
          @now, @now
        from cam_enrolment where rowid % 2 = 0`,
      )
      .run({ now });
    raw.exec('analyze');
  } finally {
    raw.close();
  }
}
