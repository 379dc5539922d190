import { randomUUID } from 'node:crypto';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { camMigrations } from '@aicmo/cam';
import { leadId, realName, type BenchLead } from './bench-leads.ts';
import { compare, type Compared } from './rounds.ts';

interface Tables {
  camLead: BenchLead;
}

/** What the comparisons on SQLite work with. */
export interface SqliteBench {
  readonly folder: string;
  readonly leads: readonly BenchLead[];
  readonly rounds: number;
}

/** better-sqlite3 as its own documentation says that it is fastest, with the settings that core-db opens with. */
function openRaw(file: string): BetterSqlite.Database {
  const raw = new BetterSqlite(file);
  for (const setting of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON']) raw.pragma(setting);
  return raw;
}

async function newFile(folder: string): Promise<string> {
  const file = path.join(folder, `${randomUUID()}.db`);
  await bootstrapDatabaseSchema({ url: `sqlite:${file}`, migrations: [camMigrations] });
  return file;
}

/** All leads in one transaction, into the real table with its indexes. */
export async function sqliteBulk({ folder, leads, rounds }: SqliteBench): Promise<Compared> {
  const columns = Object.keys(leads[0] ?? {});
  const cells = leads.map((lead) => columns.map((column) => lead[column]));
  const text = `insert into cam_lead (${columns.map(realName).join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  return compare(`SQLite, ${leads.length} leads`, {
    rounds,
    goal: 1.5,
    raw: async () => {
      const raw = openRaw(await newFile(folder));
      const insert = raw.prepare(text);
      const all = raw.transaction(() => cells.forEach((row) => insert.run(row)));
      return async () => {
        all();
        raw.close();
      };
    },
    ours: async () => {
      const db = await openDatabase(`sqlite:${await newFile(folder)}`);
      const handle = db.handle<Tables>('cam');
      await handle.in().selectFrom('camLead').select('id').limit(1).execute();
      return async () => {
        await db.transaction((tx) => handle.insertMany(tx, 'camLead', leads));
        await db.close();
      };
    },
  });
}

/** Reads one lead after the other by its key. */
export async function sqlitePointRead({ folder, leads, rounds }: SqliteBench, reads: number): Promise<Compared> {
  const file = await newFile(folder);
  const db = await openDatabase(`sqlite:${file}`);
  const handle = db.handle<Tables>('cam');
  await db.transaction((tx) => handle.insertMany(tx, 'camLead', leads));
  const raw = openRaw(file);
  const one = raw.prepare('select * from cam_lead where id = ?');
  const keys = Array.from({ length: reads }, (_, number) => leadId((number * 7919) % leads.length));
  const result = await compare(`SQLite, ${reads} point reads`, {
    // Many rounds: what disturbs one side for a moment does not decide. Not too short: a thread's clock has steps of 4 ms.
    rounds: rounds * 8,
    warmUp: 4,
    goal: 2,
    isInThread: true,
    raw: async () => async () => keys.forEach((key) => one.get(key)),
    ours: async () => async () => {
      for (const key of keys)
        await handle.in().selectFrom('camLead').selectAll().where('id', '=', key).executeTakeFirst();
    },
  });
  raw.close();
  await db.close();
  return result;
}
