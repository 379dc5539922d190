/*
 * npx nx bench bench                     every benchmark at its usual size
 * npx nx bench bench -- cam import 50000    one of them, with its own arguments
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const suffix = '.bench.ts';
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const [wanted, ...args] = process.argv.slice(2);

if (wanted !== undefined && !known.includes(wanted)) {
  process.stderr.write(`Found no benchmark "${wanted}"; there are: ${known.join(', ')}.\n`);
  process.exitCode = 1;
} else {
  for (const name of wanted === undefined ? known : [wanted]) run(name);
}

function run(name: string): void {
  process.stdout.write(`${name}\n`);
  const file = path.join(import.meta.dirname, `${name}${suffix}`);
  const { status } = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
