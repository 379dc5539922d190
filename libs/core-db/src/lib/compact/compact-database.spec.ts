import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { defineMigrations } from '../define-migrations.ts';
import { compactDatabase } from './compact-database.ts';

interface DeskTables {
  deskNote: { id: string; text: string };
}

const migrations = [
  defineMigrations('desk', [
    {
      name: '2026-11-23-create-notes',
      up: async ({ schema, columns }) => {
        await schema
          .createTable('desk_note')
          .addColumn('id', columns.id, (column) => column.primaryKey())
          .addColumn('text', columns.text)
          .execute();
      },
    },
  ]),
];

describeEachDialect('a database that is written anew', (dialect) => {
  test('keeps what is in it, while others have it open, and nothing of what was deleted', async () => {
    const url = await dialect.url();
    const db = await dialect.open(migrations, { url });
    const notes = db.handle<DeskTables>('desk');
    const rows = Array.from({ length: 400 }, (_unused, index) => ({
      id: `n${index}`,
      text: `secret-${index} `.repeat(9),
    }));
    await db.transaction((tx) => notes.insertMany(tx, 'deskNote', rows));
    await notes.in().updateTable('deskNote').set({ text: 'harmless' }).where('id', '<', 'n2').execute();
    await notes.in().deleteFrom('deskNote').where('text', '!=', 'harmless').execute();
    const left = await notes.in().selectFrom('deskNote').selectAll().execute();
    if (dialect.name === 'sqlite')
      expect(await compactDatabase({ url, atMostBytes: 100 })).toMatchObject({ deleted: 'kept' });
    const { deleted } = await compactDatabase({ url });
    expect(await notes.in().selectFrom('deskNote').selectAll().execute()).toEqual(left);
    expect(left.length).toBeGreaterThan(0);
    expect(deleted).toBe(dialect.name === 'sqlite' ? 'gone' : 'unreadable');
    await db.close();
    if (dialect.name === 'sqlite') expect(bytesAt(url)).not.toContain('secret-');
  });
});

/** Read only when nobody has it open: closing a file drops this process's locks on it. */
function bytesAt(url: string): string {
  return readFileSync(url.replace(/^sqlite:/, ''), 'latin1');
}
