import { expect, test } from '@jest/globals';
import { hourMs, minuteMs, newId, plusMs, runSentinels } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import type { ActionRow, AutonomyTables } from '../db/autonomy-tables.ts';
import { autonomyMigrations } from '../db/migrations/index.ts';
import { autonomySentinels } from './index.ts';

const clock = fakeClock();

const aRow = (patch: Partial<ActionRow>): ActionRow => ({
  ...{ id: newId(clock), uniqueKey: newId(clock), kind: 'lab', clientId: newId(clock), campaignId: null },
  ...{ title: 'Mix it', why: 'It was asked for.', evidence: '[]', input: '{}', state: 'PENDING', decision: null },
  ...{ decidedBy: null, decidedAt: null, decisionReason: '', notBefore: clock.now(), failures: 0, lastError: '' },
  ...{ result: null, leaseOwner: null, leaseUntil: null, fence: 0, proposedAt: clock.now(), changedAt: clock.now() },
  ...patch,
});

async function reported(dialect: TestDialect, rows: readonly Partial<ActionRow>[], paused = false) {
  const db = await dialect.open([autonomyMigrations]);
  const handle = db.handle<AutonomyTables>('autonomy');
  for (const row of rows) await handle.in().insertInto('autonomyAction').values(aRow(row)).execute();
  const flags = { read: async () => ({ paused, killed: false }) };
  const reports = await runSentinels(autonomySentinels({ db, flags, workersFolder: '/nowhere/workers' }), { clock });
  return Object.fromEntries(reports.map((report) => [report.id, report]));
}

describeEachDialect('the checks of the worker and its queue', (dialect) => {
  test('pass with evidence when nothing is due and nothing was left in the middle', async () => {
    const found = await reported(dialect, [{ notBefore: plusMs(clock.now(), hourMs) }]);
    expect(found['autonomy-queue']).toMatchObject({ verdict: 'pass', summary: 'Due now: 0.' });
    expect(found['autonomy-worker']).toMatchObject({ verdict: 'pass', summary: 'Actions in work: 0; each beats.' });
  });

  test('fail when an action has been due for longer than any worker rests, with what to type', async () => {
    const notBefore = plusMs(clock.now(), -11 * minuteMs);
    expect((await reported(dialect, [{ notBefore }, {}]))['autonomy-queue']).toMatchObject({
      ...{ verdict: 'fail', reason: 'autonomy-queue-stands', remedy: { commands: ['npx aicmo worker', 'npm start'] } },
      summary: '2 due, the oldest for 11 minutes; nobody runs them.',
    });
  });

  test('are skipped while somebody holds everything: then actions wait on purpose', async () => {
    const notBefore = plusMs(clock.now(), -hourMs);
    expect((await reported(dialect, [{ notBefore }], true))['autonomy-queue']).toMatchObject({
      ...{ verdict: 'skipped', reason: 'autonomy-queue-held' },
    });
  });

  test('tell a worker that beats from one that died in the middle', async () => {
    const beats = { state: 'RUNNING', leaseOwner: 'the worker', leaseUntil: plusMs(clock.now(), 20_000) };
    const died = { ...beats, leaseUntil: plusMs(clock.now(), -1) };
    expect((await reported(dialect, [beats]))['autonomy-worker']).toMatchObject({
      ...{ verdict: 'pass', summary: 'Actions in work: 1; each beats.' },
    });
    expect((await reported(dialect, [beats, died]))['autonomy-worker']).toMatchObject({
      ...{ verdict: 'fail', reason: 'autonomy-worker-died', summary: 'the worker left “Mix it” in the middle.' },
      remedy: { commands: ['npx aicmo worker --once'] },
    });
  });
});
