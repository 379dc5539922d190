import { randomUUID } from 'node:crypto';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { camMigrations } from '@aicmo/cam';
import { leadId, realName, type BenchLead } from './bench-leads.ts';
import { compare, type Compared } from './rounds.ts';

interface Tables {
  camLead: BenchLead;
}

/** What the comparisons on PostgreSQL work with. */
export interface PostgresBench {
  /** Of an empty database. */
  readonly url: string;
  readonly leads: readonly BenchLead[];
  readonly rounds: number;
}

/** Works in a new database of a server, and drops it. */
export async function inOwnDatabase(server: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const address = new URL(server);
  address.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name} template template0`);
    await work(address.href);
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  }
}

async function* copyLines(rows: readonly (readonly unknown[])[]): AsyncGenerator<string> {
  const cell = (value: unknown): string =>
    value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (sign) => `\\${sign}`);
  for (let first = 0; first < rows.length; first += 500)
    yield rows
      .slice(first, first + 500)
      .map((row) => `${row.map(cell).join('\t')}\n`)
      .join('');
}

/** All leads in one transaction into the real table with its indexes, against one COPY. */
export async function postgresBulk({ url, leads, rounds }: PostgresBench): Promise<Compared> {
  await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
  const raw = new pg.Client({ connectionString: url });
  await raw.connect();
  const db = await openDatabase(url);
  const handle = db.handle<Tables>('cam');
  const columns = Object.keys(leads[0] ?? {});
  const cells = leads.map((lead) => columns.map((column) => lead[column]));
  const empty = async (): Promise<void> => {
    await raw.query('truncate cam_lead');
    await raw.query('checkpoint');
  };
  const result = await compare(`PostgreSQL, ${leads.length} leads`, {
    rounds,
    goal: 2,
    raw: async () => {
      await empty();
      return async () => {
        const copy = raw.query(from(`copy cam_lead (${columns.map(realName).join(', ')}) from stdin`));
        for await (const lines of copyLines(cells)) copy.write(lines);
        await finished(copy.end());
      };
    },
    ours: async () => {
      await empty();
      return async () => void (await db.transaction((tx) => handle.insertMany(tx, 'camLead', leads)));
    },
  });
  await raw.end();
  await db.close();
  return result;
}

/** Reads one lead after the other by its key, against a named prepared statement. */
export async function postgresPointRead({ url, leads, rounds }: PostgresBench, reads: number): Promise<Compared> {
  const raw = new pg.Client({ connectionString: url });
  await raw.connect();
  const db = await openDatabase(url);
  const handle = db.handle<Tables>('cam');
  const keys = Array.from({ length: reads }, (_, number) => leadId((number * 7919) % leads.length));
  const result = await compare(`PostgreSQL, ${reads} point reads`, {
    // Many short rounds: what disturbs one side for a moment does not decide.
    rounds: rounds * 20,
    warmUp: 20,
    goal: 2,
    raw: async () => async () => {
      for (const key of keys)
        await raw.query({ name: 'one', text: 'select * from cam_lead where id = $1', values: [key] });
    },
    ours: async () => async () => {
      for (const key of keys)
        await handle.in().selectFrom('camLead').selectAll().where('id', '=', key).executeTakeFirst();
    },
  });
  await raw.end();
  await db.close();
  return result;
}
