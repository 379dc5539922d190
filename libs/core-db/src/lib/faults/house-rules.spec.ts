import { expect, test } from '@jest/globals';
import { opensPastSqlite } from './house-rules.ts';

test.each([
  ["import { readFileSync } from 'node:fs';", true],
  ["import { copyFile, stat } from 'node:fs/promises';", true],
  ["import { open, stat } from 'node:fs/promises';", true],
  ["import { stat, statfs } from 'node:fs/promises';", false],
  ["import { open } from './doors.ts';", false],
])('%s opens a file past SQLite: %p', (source, opens) => {
  expect(opensPastSqlite(source)).toBe(opens);
});
