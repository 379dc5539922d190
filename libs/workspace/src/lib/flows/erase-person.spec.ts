import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { aWorkspace } from '@aicmo/workspace/testing';
import { backupDatabase } from '@aicmo/core-db';
import { allMigrations } from '../migration-sources.ts';
import { erasePerson } from './erase-person.flow.ts';

const hers = ['maja@kurier.example', 'Maja', 'Lindqvist', 'Two tandems'];

test('whoever is erased is in no byte of the database, not even in the ledger; backups of before are named', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  const file = path.join(workspace.home, 'aicmo.db');
  try {
    const { clients, forms, capture, rights } = await workspace.cam();
    const client = await clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
    const form = await forms.create(
      client.id,
      {
        ...{
          name: 'Demo',
          title: 'Try a bike',
          intro: '',
          consentText: 'You may write to me.',
          sites: [],
          campaignId: null,
        },
        fields: [
          { name: 'firstName', label: 'First name', isRequired: true },
          { name: 'lastName', label: 'Last name', isRequired: true },
          { name: 'message', label: 'Message', isRequired: false },
        ],
      },
      'Olga',
    );
    const pageToken = await capture.pageToken(form);
    clock.advance(10_000);
    const typed = {
      email: 'maja@kurier.example',
      firstName: 'Maja',
      lastName: 'Lindqvist',
      message: 'Two tandems',
      consent: 'yes',
    };
    const sent = await capture.submit({ formKey: form.key, pageToken, typed, baseUrl: 'https://forms.example' });
    expect(sent).toEqual({ outcome: 'kept', message: 'not-sent' });
    const [entry] = await workspace.door.ledger.list();
    expect(entry).toMatchObject({ outcome: 'PROOFED', destination: 'maja@kurier.example', kind: 'mail' });
    const [waiting] = (await capture.submissions({})).submissions;
    expect(waiting?.messageState).toBe('Made as a proof: nothing left this house.');
    await capture.take(waiting?.id ?? '', 'Met her', 'Olga');
    const { file: backup } = await backupDatabase({ url: `sqlite:${file}`, migrations: await allMigrations(), clock });
    clock.advance(1000);
    const { imports } = await workspace.cam();
    const keptHers = await imports.keep(Buffer.from('Name,Mail\nMaja,MAJA@kurier.example\n'));
    const others = await imports.keep(Buffer.from('Name,Mail\nOle,ole@berg.example\n'));
    const erased = await erasePerson(workspace, {
      address: 'Maja@kurier.example',
      reason: 'Asked by mail',
      by: 'Olga',
    });
    expect(erased).toMatchObject({
      ledgerRows: 1,
      files: 1,
      deleted: 'gone',
      erasure: { reason: 'Asked by mail', by: 'Olga' },
    });
    const kept = await readdir(path.join(workspace.home, 'imports'), { recursive: true });
    expect(kept.filter((name) => name.length > 64).map((name) => path.basename(name))).toEqual([others.key]);
    expect(keptHers.key).not.toBe(others.key);
    expect(erased.backups.map((each) => each.file)).toEqual([backup]);
    expect(await rights.held('maja@kurier.example')).toMatchObject({
      leads: [],
      things: [],
      erasedAt: expect.any(String),
    });
    expect((await workspace.door.ledger.verify()).ok).toBe(true);
  } finally {
    await workspace.close();
    const bytes = readFileSync(file, 'latin1');
    expect(bytes).toContain('Nordlicht Bikes');
    expect(hers.filter((value) => bytes.includes(value))).toEqual([]);
    await dispose();
  }
});
