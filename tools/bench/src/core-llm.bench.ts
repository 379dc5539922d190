import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLlm, definePrompt } from '@aicmo/core-llm';
import { aModelServer, memoryLlmRecord, modelReplies, openDoor, type ModelServer } from '@aicmo/core-llm/testing';
import { invalid } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';
import OpenAI from 'openai';

/*
 * What core-llm costs: a question over the bare package and over core-llm, in turns, against the same server of this
 * machine; 1,000 questions at once with a limit of 8; and the import of the door over an empty file's.
 * Run: npx nx bench core-llm, or node tools/bench/src/core-llm.bench.ts [questions in turns] [questions at once]
 */

const rounds = Number(process.argv[2] ?? 400);
const many = Number(process.argv[3] ?? 1_000);
const atOnce = 8;

const greeting = definePrompt({
  ...{ name: 'bench-greeting', version: 1, instructions: 'Greet.', fields: ['name'], schema: null, examples: [] },
});
const request = { fields: { name: 'Jo' }, asker: { by: 'bench', purpose: 'a benchmark' } };
const noLimits = Object.fromEntries(
  ['DAY_TOKENS', 'DAY_CENTS', 'CLIENT_TOKENS', 'CLIENT_CENTS'].map((name) => [`AICMO_LLM_${name}`, '0']),
);

await compareWithPackage();
await askThroughTheHouse();
await askManyAtOnce();
await timeImport();

/** Both ways in turns, so that a busy machine slows both; the same bytes on the wire, as near as it gets. */
async function compareWithPackage(): Promise<void> {
  const server = await aModelServer();
  const llm = createLlm({
    door: openDoor(),
    record: memoryLlmRecord(),
    variables: { ...server.variables, ...noLimits },
  });
  const bare = new OpenAI({ apiKey: server.variables.OPENAI_API_KEY, baseURL: server.baseUrl, maxRetries: 0 });
  await llm.generateText(greeting, request);
  const messages = (server.requests[0]?.body['messages'] ?? []) as OpenAI.ChatCompletionMessageParam[]; // what we sent
  const ask = () => bare.chat.completions.create({ model: 'small-one', messages, max_tokens: 4_000 });
  for (let round = 0; round < 50; round += 1) await Promise.all([llm.generateText(greeting, request), ask()]);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await timed(ask));
    ours.push(await timed(() => llm.generateText(greeting, request)));
  }
  const busy = [await cpuOf(ask), await cpuOf(() => llm.generateText(greeting, request))].map((ms) => ms.toFixed(2));
  await server.close();
  const [one, other] = [median(ours), median(theirs)];
  print(`one question, ${rounds} in turns: bare package ${other.toFixed(2)} ms, core-llm ${one.toFixed(2)} ms`);
  print(`processor time of it, the server's included: bare package ${busy[0]} ms, core-llm ${busy[1]} ms`);
  print(`overhead at the median: ${(one - other).toFixed(2)} ms ${goal(2, one - other)}`);
}

/** Processor time does not grow because other programs are busy: what a loaded machine can still tell. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}

/** The same question through the house's own door, with its row in the ledger and its record in SQLite. */
async function askThroughTheHouse(): Promise<void> {
  const server = await aModelServer();
  const { workspace, dispose } = await aWorkspace({ variables: { ...server.variables, ...noLimits } });
  const took: number[] = [];
  for (let round = 0; round < Math.min(rounds, 100); round += 1) {
    took.push(await timed(() => workspace.llm.generateText(greeting, request)));
  }
  await dispose();
  await server.close();
  print(`through the house, with ledger and record in SQLite: ${median(took).toFixed(2)} ms`);
}

async function askManyAtOnce(): Promise<void> {
  const server: ModelServer = await aModelServer();
  server.always(modelReplies.slowly('Good morning.', 2));
  const record = memoryLlmRecord();
  const variables = { ...server.variables, ...noLimits, AICMO_LLM_AT_ONCE: String(atOnce) };
  const llm = createLlm({ door: openDoor(), record, variables });
  const tookMs = await timed(async () => {
    const answers = await Promise.all(Array.from({ length: many }, () => llm.generateText(greeting, request)));
    const whole = answers.filter(({ value }) => value === 'Good morning.').length;
    const isKept = server.mostAtOnce() <= atOnce && whole === many && server.requests.length === many;
    const answered = record.calls().filter(({ closing }) => closing?.outcome === 'ANSWERED').length;
    print(
      `${many} at once: ${whole} answered, ${answered} recorded, at most ${server.mostAtOnce()} on the wire of ${atOnce}`,
    );
    if (!isKept || answered !== many) {
      throw invalid({ code: 'bench-llm', message: 'A question was lost, or the limit was not kept.' });
    }
  });
  print(`  in ${(tookMs / 1000).toFixed(2)} s; resident ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
  await server.close();
}

/**
 * In processes of their own. An empty TypeScript file shows what Node itself takes. The first import ever also strips
 * the types of each file, which is Node's work and depends on the machine; every later one finds them in Node's
 * compile cache.
 */
async function timeImport(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-bench-'));
  const empty = path.join(folder, 'empty.mts');
  await writeFile(empty, 'export const nothing: number = 0;\n');
  const cached = { NODE_COMPILE_CACHE: path.join(folder, 'cache') };
  for (const what of [empty, '@aicmo/core-llm']) importOnce(what, cached);
  const first = compareImports(empty, {});
  const later = compareImports(empty, cached);
  await rm(folder, { recursive: true });
  print(`import of the door over an empty file's, the first time ever: ${first.toFixed(1)} ms`);
  print(`import of the door over an empty file's, every later time: ${later.toFixed(1)} ms ${goal(20, later)}`);
}

/** The median of the door's import less that of the empty file, in turns. */
function compareImports(empty: string, variables: Readonly<Record<string, string>>): number {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 15; round += 1) {
    theirs.push(importOnce(empty, variables));
    ours.push(importOnce('@aicmo/core-llm', variables));
  }
  return median(ours) - median(theirs);
}

function importOnce(what: string, variables: Readonly<Record<string, string>>): number {
  const program =
    'const t = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - t));';
  const args = ['--input-type=module', '--eval', program, what];
  const env = { ...process.env, ...variables };
  return Number(spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8', env }).stdout);
}

/** A goal is told, not enforced: a busy machine is no fault. */
function goal(mostMs: number, found: number): string {
  return `(goal: under ${mostMs} ms${found < mostMs ? '' : ', missed'})`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
