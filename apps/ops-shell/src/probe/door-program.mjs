/*
 * Imports doors in a process of its own and says, on descriptor 3, what each gave. Plain JavaScript and nothing but
 * Node: what it finds is what the library does. It ends by itself unless a library keeps it alive.
 */
import { writeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const specifiers = JSON.parse(process.argv[2]);
const say = (answer) => writeSync(3, `${JSON.stringify(answer)}\n`);

try {
  const doors = [];
  for (const specifier of specifiers) {
    const started = performance.now();
    const door = await import(specifier);
    if (process.argv[3] === 'construct') new door.default(':memory:').prepare('select 1').get();
    const names = Object.fromEntries(Object.keys(door).map((name) => [name, typeof door[name]]));
    doors.push({ specifier, names, ms: Math.round(performance.now() - started) });
  }
  say({ doors, keptAliveBy: process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap') });
} catch (error) {
  const { name, code, message } = error ?? {};
  say({ threw: { name: String(name), code: String(code ?? ''), message: String(message ?? error).slice(0, 500) } });
}
