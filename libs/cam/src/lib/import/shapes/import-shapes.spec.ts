import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { camMigrations } from '../../db/migrations/index.ts';
import type { ImportShapeTables } from '../../db/import-shape-tables.ts';
import { shapeKeyOf } from '../files/column-names.ts';
import { createImportShapes } from './import-shapes.ts';

describeEachDialect('what was chosen for a list', (dialect) => {
  const listOf = (...header: string[]) => ({ header, shapeKey: shapeKeyOf(header) });
  const mapping = { '0': 'fullName', '1': 'email', '2': 'leave-out' } as const;

  async function open() {
    const db = await dialect.open([camMigrations]);
    const clock = fakeClock();
    const shapes = createImportShapes(db.handle<ImportShapeTables>('cam'), clock);
    const remember = async (clientId: string, list: ReturnType<typeof listOf>, fileName: string, use = mapping) => {
      await db.transaction((tx) => shapes.remember(tx, clientId, list, { mapping: use, fileName, by: 'Ana' }));
      clock.advance(60_000);
    };
    return { shapes, remember };
  }

  test('is known for the next list with the same columns, in whatever order and writing they stand', async () => {
    const { shapes, remember } = await open();
    await remember('c', listOf('Who', 'Mail', 'Colour', 'Shoe size'), 'march.csv');
    const recalled = await shapes.recall('c', listOf('shoe_size', 'Mail', 'COLOUR', 'Who'));
    expect(recalled).toMatchObject({
      mapping: { '1': 'email', '2': 'leave-out', '3': 'fullName' },
      ...{ isOwn: true, fileName: 'march.csv', chosenBy: 'Ana' },
    });
    expect(await shapes.recall('c', listOf('Shoe size', 'Mail', 'Colour'))).toBeUndefined();
  });

  test('is corrected by what is chosen later, for that client only', async () => {
    const { shapes, remember } = await open();
    const list = listOf('Who', 'Mail', 'Colour');
    await remember('one', list, 'first.csv');
    await remember('two', list, 'second.csv');
    await remember('one', list, 'third.csv');
    expect(await shapes.recall('one', list)).toMatchObject({ fileName: 'third.csv', isOwn: true });
    expect(await shapes.recall('two', list)).toMatchObject({ fileName: 'second.csv', isOwn: true });
    expect(await shapes.recall('new', list)).toMatchObject({ fileName: 'third.csv', isOwn: false });
    expect(await shapes.recall(null, list)).toMatchObject({ fileName: 'third.csv', isOwn: false });
  });
});
