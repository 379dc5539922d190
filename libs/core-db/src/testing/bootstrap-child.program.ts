/*
 * Started by specs: a bootstrap in a process of its own. Says "ready" and waits for a line; at the step named by the
 * second argument it says "held" and stays there until it is killed; at the end it prints what it did as JSON.
 */
import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { toAppError } from '@aicmo/core-kernel';
import { bootstrapDatabaseSchema, type BootstrapStep } from '../lib/bootstrap.ts';
import { killableMigrations } from './killable-migrations.ts';

const [url = '', holdAt = '', which = ''] = process.argv.slice(2);

const holdHere = (place: string): void => {
  if (place !== holdAt) return;
  writeSync(1, 'held\n');
  // Stops this thread, as a process that hangs in a system call.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const nameOf = (step: BootstrapStep): string => ('name' in step ? `${step.step} ${step.name}` : step.step);

writeSync(1, 'ready\n');
await once(process.stdin, 'data');
try {
  const { applied, upToDate } = await bootstrapDatabaseSchema({
    url,
    migrations: killableMigrations({
      isAloneLeftOut: which === 'in transactions only',
      inTransaction: async () => holdHere('in transaction'),
      alone: async () => holdHere('alone'),
    }),
    onStep: (step) => holdHere(nameOf(step)),
  });
  writeSync(1, JSON.stringify({ applied: applied.length, upToDate: upToDate.length }));
} catch (error) {
  const { code, message } = toAppError(error);
  writeSync(1, JSON.stringify({ code, message }));
  process.exitCode = 1;
}
process.stdin.destroy();
