import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openHouse, type House } from './ask-house.ts';

const opened: House[] = [];
afterEach(() => opened.splice(0).forEach((house) => house.close()));

/** The time that a stuck process is given is short only where one is meant to be stuck. */
function house(stallMs = 60_000): House {
  const made = openHouse({
    program: path.join(import.meta.dirname, '../test-setup/house-that-breaks.mjs'),
    ...{ environment: { PATH: process.env['PATH'] ?? '' }, repositoryFolder: process.cwd(), stallMs },
  });
  opened.push(made);
  return made;
}
const ask = (from: House, id: string, library = 'lab') => from.ask({ library, id, timeoutMs: 1000 });
const processOf = (reply: unknown) => (reply as { report: { process: number } }).report.process;

describe('the checks of the libraries, in a process of their own', () => {
  test('share one process as long as that goes well, and what it prints is no answer', async () => {
    const all = house();
    const replies = await Promise.all([ask(all, 'lab-one'), ask(all, 'lab-two', 'other'), ask(all, 'lab-missing')]);
    expect(processOf(replies[0])).toBe(processOf(replies[1]));
    expect(replies[2]).toEqual({ report: null });
  });

  test.each([
    ['crashes natively', 'lab-dies', 'signal SIGSEGV'],
    ['ends its process', 'lab-exits', 'exit status 7'],
  ])('one that %s hides no other: each library is asked again alone', async (_what, id, how) => {
    const all = house();
    const [broken, fine] = await Promise.all([ask(all, id), ask(all, 'other-one', 'other')]);
    expect(broken).toEqual({ died: how });
    expect(fine).toMatchObject({ report: { id: 'other-one' } });
  });

  test('one that is stuck is found by its silence, and hides no other', async () => {
    const all = house(1500);
    const [stuck, fine] = await Promise.all([ask(all, 'lab-hangs'), ask(all, 'other-one', 'other')]);
    expect(stuck).toEqual({ died: 'no answer' });
    expect(fine).toMatchObject({ report: { id: 'other-one' } });
  });

  test('are asked again in a new process after one has died', async () => {
    const all = house();
    await ask(all, 'lab-dies');
    expect(await ask(all, 'lab-one')).toMatchObject({ report: { id: 'lab-one' } });
  });
});
