import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { gateReasons } from './gate-reasons.ts';

test('every code of the settings is declared with cause and cure', () => {
  const notes = readFileSync(path.resolve(import.meta.dirname, '../gate/settings-notes.ts'), 'utf8');
  const codes = [...notes.matchAll(/'(llm-[a-z-]+)'/gu)].map((match) => match[1] ?? '');
  expect(codes.length).toBeGreaterThan(6);
  expect(codes.filter((code) => !Object.hasOwn(gateReasons, code))).toEqual([]);
});
