import { createControlFlags, createEgressDoor, type EgressDoor } from '@aicmo/core-effects';
import { openDatabase, type Database } from '@aicmo/core-db';
import { parseInstant } from '@aicmo/core-kernel';
import { createOrchestrator } from '../lib/orchestrator/create-orchestrator.ts';
import { anEmptyVault } from './a-mailbox.ts';

/* A worker that runs a campaign once and, at the nth time that it comes to a point, kills itself as with kill -9. */

const [, , url = '', campaignId = '', now = '', point = '', nth = '1'] = process.argv;
const clock = { now: () => parseInstant(now) };
const opened = await openDatabase(url);

let times = 0;
const pass = (here: string): void => {
  if (here !== point) return;
  times += 1;
  if (times === Number(nth)) process.kill(process.pid, 'SIGKILL');
};

/** What the transaction that is open has done; it counts when it is committed. */
let pending: string[] = [];
const db: Database = {
  ...opened,
  transaction: async (work, options) => {
    pending = [];
    const result = await opened.transaction(work, options);
    for (const what of pending.splice(0)) pass(what);
    return result;
  },
};

const flags = createControlFlags({ db, clock });
const real = createEgressDoor({ db, clock, flags });
const door: EgressDoor = {
  ...real,
  reserveAll: async (tx, deliveries, by) => {
    for (const _ of deliveries) pass('asked');
    const results = await real.reserveAll(tx, deliveries, by);
    for (const _ of deliveries) pass('reserved');
    pending.push(...deliveries.map(() => 'committed'));
    return results;
  },
  settleAll: async (tx, all) => {
    const areOurs = await real.settleAll(tx, all);
    for (const _ of all) pass('marking');
    pending.push(...all.map(() => 'marked'));
    return areOurs;
  },
  openMailLine: async (settings) => {
    const line = await real.openMailLine(settings);
    pass('connected');
    if (!line.ok) return line;
    const send: typeof line.line.send = async (reservation, envelope, message) => {
      const outcome = await line.line.send(reservation, envelope, message);
      pass('answered');
      return outcome;
    };
    return { ok: true, line: { send, close: () => line.line.close(), isOpen: true } };
  },
};

process.stdout.write('ready\n');
process.stdin.once('data', () => void run());

async function run(): Promise<void> {
  const orchestrator = createOrchestrator({ db, clock, flags, door, vault: anEmptyVault });
  const outcome = await orchestrator.run(campaignId, { by: 'The worker that dies' });
  process.stdout.write(outcome.claimed ? `${outcome.run.status} ${outcome.run.reason}` : 'held');
  process.stdin.destroy();
  await opened.close();
}
