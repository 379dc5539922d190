import { camMigrations, createCam } from '@aicmo/cam';
import { createOrchestrator } from '@aicmo/cam/orchestrator';
import { aLeadFile, aMailboxRow, anEmptyVault } from '@aicmo/cam/testing';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import {
  coreEffectsMigrations,
  createControlFlags,
  createEgressDoor,
  type ControlFlags,
  type EgressDoor,
} from '@aicmo/core-effects';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { sql } from 'kysely';

/** The workspace's cap for a day: no run sends more. */
export const perDay = 500;
/** As many as nodemailer's pool has connections. */
const mailboxes = 5;
const hours = { days: [1, 2, 3, 4, 5, 6, 7], spans: [{ from: '00:00', to: '24:00' }] };
/** No rest between two messages: what is measured is our own work. */
const limits = { perDay: 200, rampStart: 200, rampStep: 5, gapFrom: 0, gapTo: 0, window: hours };

/** How a house sends. */
export interface Way {
  readonly file: string;
  readonly days: number;
  /** Marks outlive a power cut (FULL), or a crash of the program alone (NORMAL). */
  readonly isDurable: boolean;
  /** Of the mail server; null: each message is taken at once, without a socket. */
  readonly smtpPort: number | null;
}

/**
 * A LIVE campaign with 500 leads a day. `sendDay` sends one day's and gives how many it were. `reservingMs` tells how long
 * was computed in all from the reading of the flags in the transactions that reserve to the end of their commits: a
 * mailbox and a place are chosen, the messages rendered, the gate asked, the bytes made, and all of it written. What lies
 * before it is finding what is due and writing the marks of the messages before; both are committed there, too.
 */
export async function dispatchHouse({ file, days, isDurable, smtpPort }: Way) {
  const url = `sqlite:${file}`;
  const clock = fakeClock('2026-03-02T09:00:00.000Z');
  await bootstrapDatabaseSchema({ url, migrations: [coreEffectsMigrations, camMigrations] });
  const opened = await openDatabase(url);
  let reservingMs = 0;
  let before: NodeJS.CpuUsage | undefined;
  const db: Database = {
    ...opened,
    transaction: async (work, options = {}) => {
      before = undefined;
      const result = await opened.transaction(work, isDurable ? options : { ...options, durable: false });
      if (before) reservingMs += computedSince(before);
      return result;
    },
  };
  const own = createControlFlags({ db, clock });
  const flags: ControlFlags = {
    ...own,
    read: (tx) => {
      if (tx) before ??= process.cpuUsage();
      return own.read(tx);
    },
  };
  await flags.set({ proofMode: false, by: 'Bench', reason: 'measure' });
  const real = createEgressDoor({ db, clock, flags });
  const door: EgressDoor = smtpPort === null ? { ...real, openMailLine: takenAtOnce } : real;
  const cam = createCam({ db, clock });
  const sender = { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Hafenstr. 1' };
  const client = await cam.clients.create(sender, 'Bench');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Bench');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Bench');
  const tables = db.handle('cam').in();
  await sql`update cam_campaign set mode = 'LIVE', approve_first = 0,
    limits = json_set(limits, '$.perDay', ${perDay}, '$.window', json(${JSON.stringify(hours)}))`.execute(tables);
  await addMailboxes(db, client.id, smtpPort ?? 25);
  const bytes = aLeadFile(perDay * days);
  const list = { clientId: client.id, campaignId: campaign.id, fileName: 'leads.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(list, 'Bench')).id);
  const orchestrator = createOrchestrator({ db, clock, flags, door, vault: anEmptyVault });
  return {
    sendDay: async (): Promise<number> => {
      const outcome = await orchestrator.run(campaign.id, { by: 'Bench', limit: perDay });
      clock.advance(dayMs);
      return outcome.claimed ? outcome.run.counters.sent : 0;
    },
    reservingMs: () => reservingMs,
    close: () => opened.close(),
  };
}

function computedSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const takenAtOnce: EgressDoor['openMailLine'] = async () => ({
  ok: true,
  line: {
    isOpen: true,
    close: () => undefined,
    send: async () => ({ outcome: 'accepted', response: '250 OK', transcript: ['C: DATA', 'S: 250 OK'] }),
  },
});

async function addMailboxes(db: Database, clientId: string, port: number): Promise<void> {
  await db.transaction(async (tx) => {
    for (let index = 0; index < mailboxes; index += 1) {
      const address = `sender${index}@nordlicht.example`;
      const id = `01990000-0000-7000-8000-0000000000a${index}`;
      const own = { id, clientId, address, addressKey: address, limits: JSON.stringify(limits) };
      await db
        .handle<{ camMailbox: ReturnType<typeof aMailboxRow> }>('cam')
        .insertMany(tx, 'camMailbox', [aMailboxRow(port, own)]);
    }
  });
}
