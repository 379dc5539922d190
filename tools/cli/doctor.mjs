/*
 * `aicmo doctor`: what this machine has for AICMO and what it lacks. Node's own modules alone, in syntax that Node 12
 * reads; what needs a newer Node or a package is asked in a process of its own.
 */
import { rollUp } from './doctor-verdict.mjs';
import { machineChecks } from './doctor-checks.mjs';
import { hiderFor } from '../../apps/ops-shell/src/boot/hide-secrets.mjs';

const usage = 'Usage: aicmo doctor [--json]';

/**
 * Prints every finding. With `--json` standard output is one JSON object and nothing else.
 * @param {readonly string[]} words
 * @returns {Promise<number>} 0 when nothing fails, 1 when something does, 2 when something is not known, 64 for wrong usage
 */
export async function runDoctor(words) {
  const strange = words.find((word) => word !== '--json' && word !== '--help');
  if (strange !== undefined) {
    process.stderr.write(`Found "${strange.slice(0, 40)}". ${usage}\n`);
    return 64;
  }
  if (words.indexOf('--help') !== -1) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const hide = hiderFor(process.env);
  const results = await machineChecks(hide);
  const { verdict, exitCode } = rollUp(results);
  const report = { verdict, exitCode, observedAt: new Date().toISOString(), results };
  const text = words.indexOf('--json') === -1 ? results.map(line).join('') : `${JSON.stringify(report, null, 2)}\n`;
  process.stdout.write(hide(text));
  return exitCode;
}

const marks = { pass: 'ok  ', fail: 'no  ', unknown: '?   ', skipped: '-   ' };

/** @param {import('./doctor-verdict.mjs').Result} result */
function line({ verdict, title, summary, remedy }) {
  const [command] = remedy === null ? [] : remedy.commands;
  const needed = remedy !== null && verdict !== 'pass';
  return `${marks[verdict]} ${title}: ${summary}\n${needed ? `     → ${remedy.text}${command === undefined ? '' : ` Type: ${command}`}\n` : ''}`;
}
