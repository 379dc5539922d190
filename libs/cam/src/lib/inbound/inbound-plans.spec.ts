import { expect, test } from '@jest/globals';
import { coreEffectsMigrations } from '@aicmo/core-effects';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { plusMs, type Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { planOf, watchedDatabase } from '../db/watched-database.ts';
import { createEffectStore } from './effect-store.ts';
import { createGuardrailStore } from './guardrail-store.ts';
import { defaultGuardrails } from './guardrail-rules.ts';
import { createInboundStore } from './inbound-store.ts';
import { createMatchStore } from './match-store.ts';

/** Of which there are few: mailboxes, campaigns and clients of one agency, and what paused them. */
const small = /cam_(?:client|campaign|mailbox|guardrail_event|guardrail_setting|inbound_mark)\b/;
const now = '2026-03-02T10:00:00.000Z' as Instant; // as the clock tells it

describeEachDialect('what comes in', (dialect) => {
  test('is matched, has its effects and is listed without reading any table from end to end', async () => {
    const { db, seen } = watchedDatabase(await dialect.open([coreEffectsMigrations, camMigrations]));
    const handle = db.handle<CamTables>('cam');
    const [matches, effects] = [createMatchStore(handle), createEffectStore(handle)];
    const [guardrails, inbound] = [createGuardrailStore(handle), createInboundStore(handle)];
    const goal = { kind: 'REPLIES', target: 5 } as const;
    await db.transaction(async (tx) => {
      await matches.attemptsNamed(tx, 'c', ['01990000-0000-7000-8000-000000000001@nordlicht.example']);
      await matches.answered(tx, 'c', ['x@nordlicht.example']);
      await matches.leadsBy(tx, 'c', 'maja@kurier.example');
      await matches.newestTo(tx, ['l'], now);
      await matches.lead(tx, 'l');
      await matches.wasInSequence(tx, ['l'], now);
      await matches.toDomain(tx, 'm', 'kurier.example', plusMs(now, -1));
      await effects.running(tx, 'l');
      await effects.bouncesInARow(tx, 'a', 5);
      await guardrails.figures('k', { ...defaultGuardrails, goal }, now, tx);
    });
    await inbound.ofLeads(['l'], 10);
    await inbound.newest({ clientId: 'c' }, 10);
    await inbound.newest({}, 10);
    await inbound.interested(now, 10);
    const asked = seen.filter(({ sql }) => sql.startsWith('select'));
    expect(asked.length).toBeGreaterThan(13);
    for (const query of asked) {
      const lines = (await planOf(db, query)).split('\n');
      const scans = lines.filter((line) => /\bSCAN (?!CONSTANT)|Seq Scan/.test(line) && !small.test(line));
      const bare = scans.filter((line) => !/\bUSING (?:COVERING )?INDEX/.test(line));
      expect({ text: query.sql, scans: bare }).toEqual({ text: query.sql, scans: [] });
    }
  });
});
