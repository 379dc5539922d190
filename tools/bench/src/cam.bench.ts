import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchPart } from './cam/bench-part.ts';
import { calmPart } from './cam/calm.part.ts';
import { classifyPart } from './cam/classify.part.ts';
import { dispatchPart } from './cam/dispatch.part.ts';
import { importPart } from './cam/import.part.ts';
import { incrementPart } from './cam/increment.part.ts';
import { leadPagePart } from './cam/lead-page.part.ts';
import { listPart } from './cam/list.part.ts';
import { listPostgresPart } from './cam/list-postgres.part.ts';
import { nearMatchesPart } from './cam/near-matches.part.ts';
import { rescorePart } from './cam/rescore.part.ts';
import { tickPart } from './cam/tick.part.ts';

/*
 * How fast cam is, against the raw driver where there is one: both sides in one run. Ratios carry from one machine to
 * another; milliseconds do not.
 * Run: npx nx bench cam, or: node tools/bench/src/cam.bench.ts [part …] [rows]
 */

/** In the order in which they run; a part that is not asked for costs nothing. */
const parts: readonly BenchPart[] = [
  importPart,
  incrementPart,
  calmPart,
  listPart,
  listPostgresPart,
  leadPagePart,
  nearMatchesPart,
  rescorePart,
  classifyPart,
  dispatchPart,
  tickPart,
];

const wanted = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
const rows = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 100_000);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));

if (unknown.length > 0) {
  const lines = parts.map(({ name, what }) => `  ${name}: ${what}`);
  process.stderr.write(`Found no part "${unknown.join('", "')}"; there are:\n${lines.join('\n')}\n`);
  process.exitCode = 1;
} else {
  for (const part of parts) if (wanted.length === 0 || wanted.includes(part.name)) await run(part);
}

async function run(part: BenchPart): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-bench-'));
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(`${part.name} (${rows.toLocaleString('en')} rows): ${part.what}`);
  try {
    await part.run({ folder, rows, say });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
