import * as z from 'zod/mini';
import type { Check, Finding } from './check.ts';
import { installRemedy } from './check.ts';
import { publicDoors, type PublicDoor } from './public-doors.ts';
import type { ProbeAnswer } from '../probe/run-probe.ts';

const imported = z.object({ names: z.record(z.string(), z.string()) });

/** Whether every library can be imported and gives what it promises; each in a process of its own. */
export const publicApisCheck: Check = {
  id: 'public-apis',
  title: 'Public APIs',
  severity: 'error',
  run: async ({ probe }) => {
    const started = performance.now();
    const answers = await Promise.all(
      publicDoors.map(async (door) => ({
        door,
        answer: await probe({ task: 'door', input: door.specifier, timeoutMs: 15_000 }),
      })),
    );
    return verdictOf(answers, Math.round(performance.now() - started));
  },
};

interface Imported {
  readonly door: PublicDoor;
  readonly answer: ProbeAnswer;
}

function verdictOf(answers: readonly Imported[], ms: number): Finding {
  const troubles = answers.flatMap(troubleOf);
  const late = answers.filter(({ answer }) => !answer.ok && answer.why !== 'crashed');
  const names = publicDoors.reduce((sum, door) => sum + door.names.length, 0);
  const broken = new Set(troubles.map(({ specifier }) => specifier));
  const good = publicDoors.length - broken.size;
  const evidence = Object.fromEntries(troubles.map(({ specifier, text }) => [specifier, text]));
  const counted = `${String(good)} of ${String(publicDoors.length)} libraries import`;
  if (troubles.length === 0) {
    const checked = { Libraries: publicDoors.length, 'Names checked': names };
    return { verdict: 'pass', summary: `${counted}, ${String(names)} names of the right kind`, evidence: checked, ms };
  }
  const summary = `${counted}: ${troubles[0]?.specifier ?? ''} does not. ${troubles[0]?.text ?? ''}`;
  const verdict = late.length === broken.size ? 'unknown' : 'fail';
  return { verdict, summary, evidence, remedy: installRemedy, ms };
}

function troubleOf({ door, answer }: Imported): readonly { readonly specifier: string; readonly text: string }[] {
  if (!answer.ok) return [{ specifier: door.specifier, text: answer.detail }];
  const read = imported.safeParse(answer.value);
  const missing = door.names.filter((name) => !read.success || !usable(read.data.names[name]));
  return missing.length === 0 ? [] : [{ specifier: door.specifier, text: `It does not give ${missing.join(', ')}.` }];
}

/** An export that is there but undefined imports without a complaint, and breaks whoever uses it. */
const usable = (kind: string | undefined) => kind === 'function' || kind === 'object';
