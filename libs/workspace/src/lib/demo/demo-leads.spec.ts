import { expect, test } from '@jest/globals';
import { demoLeadsCsv } from './demo-leads.ts';

test('the demonstration has a hundred people, at domains where nobody can be written to', () => {
  const rows = demoLeadsCsv(7)
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(';'));
  const addresses = rows.map((row) => row[1] ?? '').filter((address) => address !== '');
  expect(new Set(addresses).size).toBe(100);
  expect(addresses.every((address) => /^[a-z0-9.-]+@[a-z0-9-]+\.example$/.test(address))).toBe(true);
  expect(rows).toHaveLength(105);
});

test('the same seed tells the same story, another one a different story', () => {
  expect(demoLeadsCsv(7)).toBe(demoLeadsCsv(7));
  expect(demoLeadsCsv(7)).not.toBe(demoLeadsCsv(8));
});
