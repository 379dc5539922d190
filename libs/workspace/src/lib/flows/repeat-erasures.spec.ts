import { expect, test } from '@jest/globals';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { backupDatabase, restoreDatabase } from '@aicmo/core-db';
import { aWorkspace } from '@aicmo/workspace/testing';
import { allMigrations } from '../migration-sources.ts';
import { erasePerson } from './erase-person.flow.ts';
import { repeatErasures } from './repeat-erasures.flow.ts';
import { openWorkspace } from '../workspace.ts';

test('whoever was erased is erased again after a backup of before was restored, and who came back by a wish is not', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  const url = `sqlite:${path.join(workspace.home, 'aicmo.db')}`;
  try {
    const { clients, imports, rights } = await workspace.cam();
    const client = await clients.create({ name: 'Nordlicht' }, 'Olga');
    const bytes = Buffer.from('Name,Mail\nMaja,maja@kurier.example\nOle,ole@berg.example\n');
    const batch = await imports.begin({ clientId: client.id, campaignId: null, fileName: 'a.csv', bytes }, 'Olga');
    await imports.finished(batch.id);
    const migrations = await allMigrations();
    const { file } = await backupDatabase({ url, migrations, clock });
    clock.advance(60_000);
    await erasePerson(workspace, { address: 'maja@kurier.example', reason: 'Asked', by: 'Olga' });
    expect(await repeatErasures(workspace, 'The console')).toEqual({ adopted: 0, erased: 0 });
    const folder = path.join(workspace.home, 'erased');
    const [name = ''] = await readdir(folder);
    expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
    expect(await readFile(path.join(folder, name), 'utf8')).not.toContain('maja');
    expect((await rights.held('maja@kurier.example')).leads).toEqual([]);
    await workspace.close();
    await restoreDatabase({ url, migrations, backup: file, replace: true });
    const again = await openWorkspace({ home: workspace.home, databaseUrl: url, clock });
    try {
      const { rights: restored } = await again.cam();
      expect((await restored.held('maja@kurier.example')).leads).toHaveLength(1);
      expect(await repeatErasures(again, 'The console')).toEqual({ adopted: 1, erased: 1 });
      expect(await repeatErasures(again, 'The console')).toEqual({ adopted: 0, erased: 0 });
      expect((await restored.held('maja@kurier.example')).leads).toEqual([]);
      expect((await restored.held('ole@berg.example')).leads).toHaveLength(1);
      expect(await restored.erasures()).toMatchObject([{ reason: 'Erased again: a backup of before was restored.' }]);
    } finally {
      await again.close();
    }
  } finally {
    await dispose();
  }
});
