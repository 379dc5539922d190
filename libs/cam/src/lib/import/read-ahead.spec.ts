import { expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPhoneParser } from '../leads/phone-identity.ts';
import { openListFile } from './files/open-list-file.ts';
import { listRows, type RowBatch, type WantedRows } from './list-rows.ts';
import { readAhead, readAheadFailed } from './read-ahead.ts';
import { createRowReader } from './read-row.ts';

const header = ['Name', 'Email', 'Title', 'Phone', 'Land', 'Notiz'];
const mapping = { 0: 'fullName', 1: 'email', 2: 'title', 3: 'phone', 4: 'country' } as const;

const row = (at: number): string =>
  at % 40 === 7
    ? `Bo ${at};no address;;;;`
    : `Zoë Ångström ${at};zoe.${at}@firm.example;Head of “Sales”;${at % 3 === 0 ? `+49 30 ${900_000 + at}` : ''};Germany;"a; ""b"" ${at}"`;

async function inFile(rows: number, work: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-ahead-'));
  const file = path.join(folder, 'list.csv');
  await writeFile(file, `${header.join(';')}\n${Array.from({ length: rows }, (_, at) => row(at)).join('\n')}\n`);
  try {
    await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function gathered(batches: AsyncIterable<RowBatch>): Promise<readonly RowBatch[]> {
  const all: RowBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

const all = (wanted: Partial<WantedRows> = {}): WantedRows => ({ fromRow: 1, batchSize: 200, skip: 0, ...wanted });

async function readHere(file: string, wanted: WantedRows): Promise<readonly RowBatch[]> {
  const list = await openListFile({ path: file }, {});
  const readRow = createRowReader({ header, mapping, parsePhone: await openPhoneParser() });
  try {
    return await gathered(listRows(list, readRow, wanted));
  } finally {
    await list.close();
  }
}

test('a list that is read ahead in a thread has the same people and the same rejected rows', async () => {
  await inFile(1500, async (file) => {
    for (const wanted of [all(), all({ fromRow: 700 }), all({ skip: 450 })]) {
      const there = await gathered(readAhead({ path: file, options: {}, header, mapping, wanted }));
      const here = await readHere(file, wanted);
      expect(there).toEqual(here);
      expect(there.at(-1)?.lastRow).toBe(1501);
    }
    const [first] = await readHere(file, all());
    expect([first?.rows, first?.leads.length, first?.rejected.length]).toEqual([200, 195, 5]);
  });
}, 60_000);

test('whoever wants no more ends the thread, and one that fails says so', async () => {
  await inFile(3000, async (file) => {
    const task = { path: file, options: {}, header, mapping, wanted: all() };
    for await (const { rows } of readAhead(task)) {
      expect(rows).toBe(200);
      break;
    }
    const gone = readAhead({ ...task, path: `${file}.gone` });
    await expect(gone.next()).rejects.toMatchObject({ code: readAheadFailed });
  });
}, 60_000);
