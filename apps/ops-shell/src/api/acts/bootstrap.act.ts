import * as z from 'zod/mini';
import {
  BootstrapAnswer,
  bootstrapPlanContent,
  bootstrapReport,
  bootstrapRunning,
} from '../../pages/bootstrap-page.ts';
import type { PageParts } from '../../pages/frame.ts';
import type { OpsHouse } from '../ops-house.ts';
import type { PageAnswer, PageWrite, Visit } from '../visit.ts';
import { readBootstrapPlan, type BootstrapPlan } from './bootstrap-plan.ts';

const limitMs = 120_000;
const action = 'bootstrap';
const address = '/diagnostics/bootstrap';

const frame = {
  path: '/diagnostics',
  title: 'Bootstrap schema',
  question: 'What would change in the database, before it does.',
} as const;

/** What the step would do; while it runs anywhere, that. */
export async function bootstrapPlanPage(visit: Visit, notice?: string): Promise<PageParts> {
  const { house, makeForm } = visit;
  const since = house.desk.runningSince(action);
  if (since !== undefined) return { ...frame, content: bootstrapRunning(since), refreshSeconds: 2 };
  const plan = await readBootstrapPlan(house.probe);
  const parts = notice === undefined ? {} : { notice };
  return { ...frame, content: bootstrapPlanContent({ plan, makeForm, action: address, ...parts }) };
}

/** Does what the page has shown, and nothing else: the plan is read again, and another one is only shown. */
export const bootstrapWrite: PageWrite = {
  changesHouse: true,
  run: async (visit) => {
    const { house, form } = visit;
    if (house.desk.runningSince(action) !== undefined) return reportPage(await perform(visit, undefined));
    const plan = await readBootstrapPlan(house.probe);
    if ('refusal' in plan || plan.pending.length === 0) return refused(visit, undefined);
    if (plan.hash !== form.get('plan')) {
      return refused(visit, 'This is no longer what the page had shown. Nothing was done; read it again.');
    }
    if ((form.get('name') ?? '').trim() !== plan.name) {
      return refused(visit, `To confirm, type the name of the database: ${plan.name}. Nothing was done.`);
    }
    return reportPage(await perform(visit, plan));
  },
};

const refused = async (visit: Visit, notice: string | undefined): Promise<PageAnswer> => ({
  ...(await bootstrapPlanPage(visit, notice)),
  status: 409,
});

/** Without a plan: joins the run that is under way. */
function perform({ house, form, session = '' }: Visit, plan: BootstrapPlan | undefined): Promise<unknown> {
  const act = {
    action,
    session,
    permit: form.get('permit') ?? '',
    target: plan?.databaseUrl ?? '',
    isShared: true,
    ...(plan === undefined ? {} : { plan: plan.hash }),
  };
  return house.desk.perform(act, () => runBootstrap(house));
}

async function runBootstrap({ probe, runner }: OpsHouse) {
  const answer = await probe({ task: action, timeoutMs: limitMs, isAct: true });
  void runner.run(); // what it found before is no longer true
  const value = answer.ok ? answer.value : answer.detail;
  const read = BootstrapAnswer.safeParse(value);
  const isDone = read.success && !('failed' in read.data);
  const facts = read.success
    ? 'failed' in read.data
      ? { code: read.data.failed.code }
      : { applied: read.data.applied.length, backup: read.data.backup?.file ?? null }
    : {};
  return { outcome: isDone ? ('done' as const) : ('failed' as const), value, facts };
}

/** The report of a run, also for who sends the same form again. */
export function reportPage(value: unknown): PageParts {
  const answer = BootstrapAnswer.safeParse(value);
  const words = z.string().safeParse(value);
  return {
    ...frame,
    content: bootstrapReport(
      answer.success ? answer.data : words.success ? words.data : 'Its report could not be read.',
    ),
  };
}
