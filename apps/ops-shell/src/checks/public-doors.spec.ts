import { describe, expect, test } from '@jest/globals';
import { publicDoors } from './public-doors.ts';
import { importDoor } from '../probe/probe-import.ts';

describe('the list of what other code relies on', () => {
  test.each(publicDoors)('$specifier gives every name that stands in it', async ({ specifier, names }) => {
    const door = await importDoor(specifier);
    const usable = names.filter((name) => ['function', 'object'].includes(door.names[name] ?? ''));
    expect(usable).toEqual(names);
  });

  test('names each library of the house once', () => {
    const specifiers = publicDoors.map(({ specifier }) => specifier);
    expect(new Set(specifiers).size).toBe(specifiers.length);
    expect(specifiers.length).toBeGreaterThanOrEqual(14);
  });
});
