import { expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@aicmo/core-kernel';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-thread-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function aHouse(dialect: TestDialect, folder: string) {
  const url = await dialect.url();
  const db = await dialect.open([camMigrations], { url });
  const open = () => createCam({ db, clock: systemClock, databaseUrl: url, importsFolder: folder });
  const cam = open();
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  const input = { clientId: client.id, campaignId: campaign.id, fileName: 'list.csv' };
  return { cam, open, input };
}

describeEachDialect('an import in a thread of its own', (dialect) => {
  test(
    'is looked at, stopped by a person, gone on with, and taken back, from a file that is kept as long',
    () =>
      inFolder(async (folder) => {
        const { cam, input } = await aHouse(dialect, folder);
        const { key } = await cam.imports.keep(aLeadFile(3000));
        expect(await cam.imports.preview({ ...input, kept: key })).toMatchObject({ rows: 3000, valid: 3000 });
        const { id } = await cam.imports.begin({ ...input, kept: key }, 'Olga');
        for await (const { rowsDone } of cam.imports.watch(id)) if (rowsDone >= 500) break;
        const stopped = await cam.imports.cancel(id);
        expect(stopped).toMatchObject({ status: 'CANCELLED', error: 'Stopped by a person.' });
        expect(stopped.rowsDone).toBeLessThan(3000);
        expect((await cam.leads.list()).total).toBe(stopped.imported);
        expect(await readdir(folder)).toEqual([key]);

        await cam.imports.resume(id);
        const done = { status: 'COMPLETED', imported: 3000, rowsTotal: 3000, enrolled: 3000 };
        expect(await cam.imports.finished(id)).toMatchObject(done);
        expect(await readdir(folder)).toEqual([]);
        await expect(cam.imports.begin({ ...input, bytes: aLeadFile(3000) }, 'Olga')).rejects.toMatchObject({
          code: 'import-same-file',
        });
        await cam.imports.undo(id, 'Olga');
        expect(await cam.imports.finished(id)).toMatchObject({ status: 'UNDONE', undo: { removed: 3000 } });
        expect((await cam.leads.list()).total).toBe(0);
        await cam.imports.stop();
      }),
    60_000,
  );

  test(
    'that a closing house leaves goes on at its next start',
    () =>
      inFolder(async (folder) => {
        const { cam, open, input } = await aHouse(dialect, folder);
        const { id } = await cam.imports.begin({ ...input, bytes: aLeadFile(3000) }, 'Olga');
        for await (const { rowsDone } of cam.imports.watch(id)) if (rowsDone >= 500) break;
        await cam.imports.stop();
        const next = open();
        expect((await next.imports.get(id)).status).toBe('INTERRUPTED');
        expect(await next.imports.resumeInterrupted()).toEqual([id]);
        expect(await next.imports.finished(id)).toMatchObject({ status: 'COMPLETED', imported: 3000 });

        await next.imports.stop();
      }),
    60_000,
  );
});
