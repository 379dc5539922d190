import { expect } from '@jest/globals';
import path from 'node:path';
import { startProgram } from './start-program.ts';

const program = path.join(import.meta.dirname, 'bootstrap-child.program.ts');

/** What one of several processes did. */
export interface Racer {
  readonly applied: number;
  readonly upToDate: number;
}

/** Starts ten processes, lets them begin their bootstrap of one database in the same moment, and waits until all have ended well. */
export async function raceTen(url: string, ...args: readonly string[]): Promise<readonly Racer[]> {
  const children = Array.from({ length: 10 }, () => startProgram(program, [url, ...args]));
  await Promise.all(children.map((child) => child.said('ready')));
  for (const child of children) child.tell('go');
  const ends = await Promise.all(children.map((child) => child.ended));
  expect(ends.filter(({ status }) => status !== 0)).toEqual([]);
  return ends.map(({ out }) => JSON.parse(out.replace('ready', '')) as Racer); // our own program's answer
}
