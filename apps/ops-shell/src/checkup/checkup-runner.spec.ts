import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defineSentinel, type SentinelResult } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { CheckEvent } from '../contract/ops.contract.ts';
import { checkupOf } from '../test-setup/checkup-of.ts';
import { createCheckupRunner } from './checkup-runner.ts';
import { mostRuns } from './history-rules.ts';

let folder = '';
let count = 0;
let historyFile = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-history-'));
});
beforeEach(() => {
  count += 1;
  historyFile = path.join(folder, String(count), 'history.json');
});
afterAll(() => rm(folder, { recursive: true }));

const fine: SentinelResult = { verdict: 'pass', summary: 'Fine.', evidence: { rows: 1 } };
const wrong: SentinelResult = {
  ...{ verdict: 'fail', reason: 'lab-wrong', summary: 'Wrong.' },
  remedy: { text: 'Mend it.', commands: ['mend'] },
};

/** A house with one check that finds what it is told to find. */
function house(clock = fakeClock()) {
  const says = { found: fine, runs: 0 };
  const sentinel = defineSentinel({
    ...{ id: 'lab-one', title: 'One', severity: 'error' },
    run: async () => {
      says.runs += 1;
      return says.found;
    },
  });
  const other = defineSentinel({ ...{ id: 'lab-two', title: 'Two', severity: 'error' }, run: async () => fine });
  const start = () => createCheckupRunner({ checkup: checkupOf(clock, sentinel, other), clock, historyFile });
  return { says, clock, start };
}

describe('the history of the checks', () => {
  test('tells since when something is wrong and when it last passed, also after a restart', async () => {
    const { says, clock, start } = house();
    const firstPass = clock.now();
    await start().run();
    clock.advance(60_000);
    says.found = wrong;
    const brokeAt = clock.now();
    const broken = await start().run();
    clock.advance(60_000);
    const still = await start().run();
    expect(broken).toMatchObject({ worse: ['lab-one'], better: [] });
    expect(still).toMatchObject({ worse: [], better: [] });
    expect(still.results[0]).toMatchObject({ verdict: 'fail', since: brokeAt, lastPass: firstPass });
    says.found = fine;
    expect(await start().run()).toMatchObject({ better: ['lab-one'] });
  });

  test('is one small file for this user alone, however often the checks run', async () => {
    const { clock, start } = house();
    const runner = start();
    for (let run = 0; run < mostRuns + 20; run += 1) {
      clock.advance(1000);
      await runner.run();
    }
    const kept = JSON.parse(await readFile(historyFile, 'utf8')) as { runs: unknown[] };
    expect(kept.runs).toHaveLength(mostRuns);
    const { mode, size } = await stat(historyFile);
    expect([mode & 0o777, size < 20_000]).toEqual([0o600, true]);
  });

  test.each(['', '{', '[]', '{"schema":1,"runs":[{}],"checks":{}}', '{"schema":2,"runs":[],"checks":{}}', '\0\0'])(
    'is ignored when it was damaged (%j), and written anew',
    async (damaged) => {
      const { start } = house();
      await start().run();
      await writeFile(historyFile, damaged);
      const report = await start().run();
      expect(report.results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
      expect(JSON.parse(await readFile(historyFile, 'utf8'))).toMatchObject({ schema: 1 });
    },
  );

  test('that cannot be written is kept while the shell runs', async () => {
    const { says, clock, start } = house();
    await writeFile(path.join(folder, String(count)), 'a file where the folder should be');
    const runner = start();
    await runner.run();
    clock.advance(60_000);
    says.found = wrong;
    const since = clock.now();
    await runner.run();
    clock.advance(60_000);
    await runner.run();
    expect(runner.since('lab-one')).toBe(since);
    expect(existsSync(historyFile)).toBe(false);
    await chmod(path.join(folder, String(count)), 0o600);
  });
});

describe('runs that are asked for', () => {
  test('at the same time are one run', async () => {
    const { says, start } = house();
    const runner = start();
    const reports = await Promise.all(Array.from({ length: 100 }, () => runner.run()));
    expect(new Set(reports).size).toBe(1);
    expect(says.runs).toBe(1);
  });

  test('for one check put its finding in the newest report, and name what there is not', async () => {
    const { says, start } = house();
    const runner = start();
    await runner.run();
    says.found = wrong;
    const report = await runner.runOne('lab-one');
    expect(report.results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['lab-one fail', 'lab-two pass']);
    await expect(runner.runOne('lab-three')).rejects.toMatchObject({ code: 'check-unknown' });
  });

  test('are told as they happen to everybody who listens, and a listener that leaves is forgotten', async () => {
    const { start } = house();
    const runner = start();
    const leave = new AbortController();
    const heard: CheckEvent[] = [];
    const listening = (async () => {
      for await (const event of runner.watch(leave.signal)) {
        heard.push(event);
        if (event.kind === 'ended') leave.abort();
      }
    })();
    await runner.run();
    await listening;
    const kinds = heard.map(({ kind }) => kind);
    expect(kinds).toEqual(['report', 'started', 'finding', 'finding', 'ended']);
    expect(heard[0]).toEqual({ kind: 'report', report: null });
    expect(heard[2]).toMatchObject({ result: { id: 'lab-one', verdict: 'pass' } });
  });
});
