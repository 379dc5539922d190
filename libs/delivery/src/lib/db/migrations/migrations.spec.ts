import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { bootstrapDatabaseSchema, migrationStatus } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { deliveryMigrations } from './index.ts';

test('every migration file is in the list, in the order of its name', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => /^\d{4}-/.test(name))
    .map((name) => name.replace('.ts', ''))
    .sort();
  expect(deliveryMigrations.list.map(({ name }) => name)).toEqual(files);
});

describeEachDialect("delivery's migrations", (dialect) => {
  test('applied twice change nothing the second time, and leave nothing pending', async () => {
    const url = await dialect.url();
    const first = await bootstrapDatabaseSchema({ url, migrations: [deliveryMigrations] });
    const second = await bootstrapDatabaseSchema({ url, migrations: [deliveryMigrations] });
    expect(first.applied).toHaveLength(deliveryMigrations.list.length);
    expect(second.applied).toEqual([]);
    expect((await migrationStatus(url, [deliveryMigrations])).pending).toEqual([]);
  });
});
