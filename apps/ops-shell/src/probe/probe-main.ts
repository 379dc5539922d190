import { answerMark } from './run-probe.ts';
import { probeTasks } from './probe-tasks.ts';

/* What a check's own process runs: one task by name, its input as JSON on standard input, one marked line as the answer. */

async function readInput(): Promise<unknown> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return JSON.parse(text) as unknown;
}

const task = probeTasks[process.argv[2] ?? ''];
if (task === undefined) throw new Error(`There is no task "${String(process.argv[2])}".`);
const value = await task(await readInput());
process.stdout.write(`${answerMark}${JSON.stringify(value)}\n`);
