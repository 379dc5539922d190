import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import { invalid, newId, systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam } from '@aicmo/cam';

/*
 * How long a list takes from its bytes to scored leads in sequence, against the same bytes merely split into cells and
 * inserted in batches of 500 into a table of the same shape without an index: both in one run, on one machine.
 * Run: node tools/bench/src/import.bench.ts [rows]
 */

/** A table without keys, for the baseline alone; the scope keeps it apart from everything else. */
const plainMigrations = {
  scope: 'bench',
  list: [
    {
      name: '2026-11-22-create-plain',
      up: async ({ schema, columns }: Parameters<(typeof camMigrations)['list'][number]['up']>[0]) => {
        const table = ['name', 'email', 'title', 'company', 'employees', 'country'].reduce(
          (builder, column) => builder.addColumn(column, columns.text),
          schema.createTable('bench_plain').addColumn('id', columns.id),
        );
        await table.execute();
      },
    },
  ],
};

interface PlainTables {
  benchPlain: Record<'id' | 'name' | 'email' | 'title' | 'company' | 'employees' | 'country', string>;
}

const rows = Number(process.argv[2] ?? 10_000);
const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-bench-'));
try {
  const url = `sqlite:${path.join(folder, 'bench.db')}`;
  await bootstrapDatabaseSchema({ url, migrations: [camMigrations, plainMigrations] });
  const db = await openDatabase(url);
  const bytes = makeFile(rows);
  const plain = await timed(() => insertPlainly(db, bytes));
  const preview = await timed(() => previewFile(db, bytes));
  const full = await timed(() => importFile(db, bytes));
  await db.close();
  report('parse and insert, nothing else', plain);
  report('preview', preview);
  report('import, dedupe, score, put in sequence', full);
  process.stdout.write(
    `ratio import / plain: ${(full / plain).toFixed(1)}; resident ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB\n`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** A list with a header that is not ours, German separators, and every tenth person twice. */
function makeFile(count: number): Uint8Array {
  const titles = ['Head of Operations', 'CEO', 'Marketing Manager', 'Accountant'];
  const lines = Array.from({ length: count }, (_, index) => {
    const number = index % 10 === 9 ? index - 1 : index;
    const title = titles[number % titles.length] ?? '';
    return `Person ${number};p${number}@firm${number % 3000}.example;${title};"Firm ${number}; GmbH";${(number * 7) % 900};Germany`;
  });
  return new TextEncoder().encode(['Ansprechpartner;E-Mail;Funktion;Firma;Mitarbeiter;Land', ...lines].join('\r\n'));
}

async function insertPlainly(db: Database, bytes: Uint8Array): Promise<void> {
  const handle = db.handle<PlainTables>('bench');
  const lines = new TextDecoder().decode(bytes).split('\r\n').slice(1);
  for (let from = 0; from < lines.length; from += 500) {
    const values = lines.slice(from, from + 500).map((line) => {
      const [name = '', email = '', title = '', company = '', employees = '', country = ''] = line.split(/;(?! )/);
      return { id: newId(systemClock), name, email, title, company, employees, country };
    });
    await db.transaction(async (tx) => {
      await handle.in(tx).insertInto('benchPlain').values(values).execute();
    });
  }
}

async function previewFile(db: Database, bytes: Uint8Array): Promise<void> {
  const cam = createCam({ db, clock: systemClock });
  const client = await cam.clients.create({ name: `Preview ${newId(systemClock)}` }, 'bench');
  await cam.imports.preview({ clientId: client.id, campaignId: null, fileName: 'bench.csv', bytes });
}

async function importFile(db: Database, bytes: Uint8Array): Promise<void> {
  const cam = createCam({ db, clock: systemClock });
  const client = await cam.clients.create({ name: 'Bench' }, 'bench');
  const icp = {
    industries: [],
    sizes: ['medium' as const],
    locations: ['Germany'],
    titles: ['CEO'],
    revenueFromCents: null,
    revenueToCents: null,
  };
  const campaign = await cam.campaigns.create(client.id, { name: 'Bench', icp }, 'bench');
  const batch = await cam.imports.begin(
    { clientId: client.id, campaignId: campaign.id, fileName: 'bench.csv', bytes },
    'bench',
  );
  const done = await cam.imports.finished(batch.id);
  if (done.status === 'COMPLETED' && done.rowsDone === rows && done.enrolled === done.imported) return;
  throw invalid({
    code: 'bench-import',
    message: `The import ended ${done.status} after ${done.rowsDone} rows: ${done.error}`,
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function report(what: string, tookMs: number): void {
  const perSecond = Math.round((rows / tookMs) * 1000);
  process.stdout.write(`${what}: ${rows} rows in ${(tookMs / 1000).toFixed(2)} s, ${perSecond} rows/s\n`);
}
