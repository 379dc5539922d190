/* Speaks like house-program.ts; what a check is called is what it does. */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const say = (answer) => writeSync(3, `${JSON.stringify(answer)}\n`);
say({ beat: true });
const beats = setInterval(() => say({ beat: true }), 100);
for await (const line of createInterface({ input: process.stdin })) {
  const { id } = JSON.parse(line);
  console.log('{"id":"noise","report":null}');
  if (id === 'lab-dies') process.kill(process.pid, 'SIGSEGV');
  if (id === 'lab-exits') process.exit(7);
  if (id === 'lab-hangs') while (true);
  if (id === 'lab-missing') say({ id, report: null });
  else say({ id, report: { id, process: process.pid } });
}
clearInterval(beats);
