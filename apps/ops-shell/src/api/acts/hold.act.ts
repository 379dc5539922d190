import { FlagsAnswer, holdContent } from '../../pages/hold-page.ts';
import type { PageParts } from '../../pages/frame.ts';
import type { ProbeAnswer } from '../../probe/run-probe.ts';
import type { PageWrite, Visit } from '../visit.ts';

/** Whether anything leaves the house, and the way to stop it. */
export async function holdPage({ house, makeForm }: Visit): Promise<PageParts> {
  return shown(await house.probe({ task: 'flags' }), makeForm);
}

/** Stopping is always possible: it is the safe direction. */
export const holdWrite: PageWrite = {
  changesHouse: true,
  isAlwaysPossible: true,
  run: (visit) => change(visit, 'hold'),
};
export const releaseWrite: PageWrite = { changesHouse: true, run: (visit) => change(visit, 'release') };

async function change({ house, form, session = '', makeForm }: Visit, action: 'hold' | 'release'): Promise<PageParts> {
  const reason = form.get('reason') ?? '';
  const act = { action, session, permit: form.get('permit') ?? '', target: 'control flags' };
  const answer = await house.desk.perform(act, async () => {
    const value = await house.probe({ task: action, input: reason, isAct: true, timeoutMs: 30_000 });
    const flags = value.ok ? FlagsAnswer.safeParse(value.value) : undefined;
    const isDone = flags?.success === true && !('failed' in flags.data);
    return { outcome: isDone ? ('done' as const) : ('failed' as const), value, facts: { reason } };
  });
  return shown(answer, makeForm);
}

function shown(answer: ProbeAnswer, makeForm: Visit['makeForm']): PageParts {
  const flags = answer.ok ? FlagsAnswer.safeParse(answer.value) : undefined;
  const found = flags?.success === true ? flags.data : answer.ok ? 'Their answer could not be read.' : answer.detail;
  return {
    path: '/hold',
    title: 'Hold everything',
    question: 'Does anything leave this house now, and who stopped it?',
    content: holdContent(found, makeForm),
  };
}
