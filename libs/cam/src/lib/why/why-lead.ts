import type { Tx } from '@aicmo/core-db';
import { notFound, parseInstant, type Instant, type RunId } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { Consent, EnrolmentStatus } from '../../contract/lead.ts';
import { StoredRefusal } from '../../contract/outreach-attempt.ts';
import type { SendingReason, WhyLead, WhyWay } from '../../contract/sending-reason.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import type { EnrolmentRow, OutreachAttemptRow } from '../db/outreach-tables.ts';
import { leadOf } from '../leads/lead-row.ts';
import { campaignIn, modeOf, type Pass } from '../orchestrator/claim-campaign.ts';
import { prepareWork } from '../orchestrator/enrolment-work.ts';
import { verdictOn } from '../orchestrator/handle-enrolment.ts';
import { placeOf } from '../orchestrator/hold-message.ts';
import { noCounters } from '../orchestrator/run-rules.ts';
import { sceneOf } from '../orchestrator/run-scene.ts';
import type { RunTools } from '../orchestrator/run-tools.ts';
import { hitOf, nextStepOf } from '../outreach/facts-of.ts';
import { outreachGate } from '../outreach/outreach-gate.ts';
import { usableZone } from '../outreach/send-window.ts';
import { decideOutreach, type OutreachVerdict } from '../outreach/verdict-rules.ts';
import { reasonPlace, type ReasonSubjects } from './reason-place.ts';
import { reasonsOfVerdict } from './reasons-of-verdict.ts';
import { unconcernedFacts } from './unconcerned-facts.ts';
import { createWhyStore } from './why-store.ts';

/**
 * Why a lead gets its next message or does not: what a run would find out now, by the code of a run, in a transaction
 * that is taken back. Throws `not-found` (`lead-unknown`).
 */
export async function whyLead(tools: RunTools, leadId: string): Promise<WhyLead> {
  const row = await tools.db
    .handle<CamTables>('cam')
    .in()
    .selectFrom('camLead')
    .selectAll()
    .where('id', '=', leadId)
    .executeTakeFirst();
  if (!row) throw notFound({ code: 'lead-unknown', message: 'There is no such lead. Choose one from the list.' });
  const found: WhyWay[] = [];
  for (const enrolment of await createWhyStore(tools.db).waysOf(leadId))
    found.push(await takenBack(tools, (tx) => wayOf(tools, tx, row, enrolment)));
  const goesOn = found.some(({ state }) => state !== 'over');
  return {
    ...{ leadId, name: leadOf(row).name, ways: found },
    reasons: goesOn ? [] : [...(await reasonsOfLead(tools, row)), inNoSequence(leadId)],
  };
}

/** Gives what the work found out, and leaves nothing of what it wrote. */
async function takenBack<Found>(tools: RunTools, work: (tx: Tx) => Promise<Found>): Promise<Found> {
  const done: { found?: Found } = {};
  const back = new Error('taken back');
  await tools.db
    .transaction(async (tx) => {
      done.found = await work(tx);
      throw back;
    })
    .catch((error: unknown) => {
      if (error !== back) throw error;
    });
  if (done.found === undefined) throw back;
  return done.found;
}

async function wayOf(tools: RunTools, tx: Tx, lead: LeadRow, enrolment: EnrolmentRow): Promise<WhyWay> {
  const campaign = await campaignIn(tools, tx, enrolment.campaignId);
  const mode = await modeOf(tools, tx, campaign);
  const sequence = await tools.sequences.ofWay(enrolment, tx);
  const way = {
    ...{ campaignId: campaign.id, campaignName: campaign.name, sequenceName: sequence?.name ?? '', mode },
    ...{ stepCount: sequence?.steps.length ?? 0, plannedAt: null },
  };
  const subjects = { campaignId: campaign.id, leadId: lead.id, sequenceId: enrolment.sequenceId };
  const loaded = await tools.outreach.load(tx, enrolment.id, mode);
  const client = await tools.clients.find(campaign.clientId, tx);
  const zone = usableZone(lead.timeZone, client?.timeZone ?? null);
  const next = loaded && sequence ? nextStepOf(loaded, sequence.steps, zone) : undefined;
  const isOver = enrolment.status === 'STOPPED' || enrolment.status === 'FINISHED';
  if (!loaded || !sequence || !client || !next || isOver)
    return { ...way, step: null, state: 'over', reasons: endOf(tools, lead, enrolment, subjects) };
  const step = next.step.position;
  if (loaded.attempts.at(-1)?.status === 'SENDING') return { ...way, step: step - 1, state: 'leaving', reasons: [] };
  if (next.attempt?.taskId) return { ...way, step, state: 'blocked', reasons: handedOver(next.attempt, subjects) };
  const pass = aLook(tools, campaign.id, mode);
  const scene = await sceneOf(tools, tx, pass, { campaign, client, flags: await tools.flags.read(tx) });
  const before = next.attempt?.mailboxId ? null : await tools.outreach.mailboxOfLead(tx, lead.id);
  const work = prepareWork(tools, { ...scene, loaded, next, zone, sequence }, before);
  const [suppressions = []] = await tools.suppression.hits([work.loaded.lead], tx);
  const verdict = verdictOn(tools, work, suppressions);
  const plan = planOf(next.attempt, work.now, verdict);
  if (plan) {
    const reasons = [...reasonsOfVerdict(plan.verdict, subjects)];
    return { ...way, step, plannedAt: plan.plannedAt, state: 'waits', reasons };
  }
  if (verdict.go) return { ...way, step, state: 'goes', reasons: [...reasonsOfVerdict(verdict, subjects)] };
  const { planned, reasons } = placeOf(work, verdict);
  return {
    ...{ ...way, step, plannedAt: planned, state: verdict.state === 'BLOCKED' ? 'blocked' : 'waits' },
    reasons: [...reasonsOfVerdict({ ...verdict, reasons }, subjects)],
  };
}

/**
 * The plan that a run has made keeps its place, and no run asks again before it: its moment counts, with what speaks
 * against it now and the reasons for which that moment was chosen. Undefined when there is none, or a person has to act.
 */
function planOf(attempt: OutreachAttemptRow | undefined, now: Instant, verdict: OutreachVerdict) {
  const plannedAt = attempt?.notBefore ?? null;
  if (!attempt || plannedAt === null || plannedAt <= now) return undefined;
  if (!verdict.go && verdict.state === 'BLOCKED') return undefined;
  const fresh = verdict.go ? [] : verdict.reasons;
  const chosen = storedReasons(attempt).filter(({ code }) => !fresh.some((each) => each.code === code));
  const reasons = [...fresh, ...chosen.map(({ notBefore, ...each }) => ({ ...each, ...untilOf(notBefore) }))];
  return { plannedAt, verdict: { go: false, state: 'SCHEDULED', reasons, wouldBe: verdict.wouldBe } as const };
}

const untilOf = (notBefore: string | undefined) => (notBefore ? { notBefore: parseInstant(notBefore) } : {});

const storedReasons = ({ reasons }: OutreachAttemptRow): readonly StoredRefusal[] =>
  readJsonColumn(z.array(StoredRefusal), reasons, 'cam_outreach_attempt.reasons');

/** A person has it: what stands on the message is what there is to say. */
const handedOver = (attempt: OutreachAttemptRow, subjects: ReasonSubjects): SendingReason[] =>
  storedReasons(attempt).map(({ code, text }) => ({
    ...{ code, text, effect: 'holds', until: null },
    place: reasonPlace(code, subjects),
  }));

/** A run that is none: it holds no claim, and nothing of it stays. */
const aLook = (tools: RunTools, campaignId: string, mode: Pass['mode']): Pass => ({
  ...{ id: 'look' as RunId, campaignId, fence: 0, mode, leaseUntil: tools.clock.now(), counters: noCounters }, // no run has this id
  ...{ book: undefined, turn: -1, bookedBy: '', windows: new Map(), areFirstGone: false },
});

/** Why a way is over, in the gate's words. */
function endOf(
  tools: RunTools,
  lead: LeadRow,
  { status, statusReason, ...enrolment }: EnrolmentRow,
  subjects: ReasonSubjects,
): SendingReason[] {
  const facts = unconcernedFacts(tools.clock.now());
  const known = z.parse(EnrolmentStatus, status);
  const verdict = decideOutreach(
    'LIVE',
    outreachGate({
      ...facts,
      lead: { ...facts.lead, name: leadOf(lead).name },
      enrolment: {
        // Without a next message it has had all, whatever its row says yet.
        status: known === 'STOPPED' ? known : 'FINISHED',
        ...{ reason: statusReason, pausedUntil: enrolment.pausedUntil === null ? null : facts.now },
      },
    }),
  );
  return [...reasonsOfVerdict(verdict, { ...subjects, campaignId: null })];
}

/** What stands against any message to somebody, whatever campaign it were for. */
async function reasonsOfLead(tools: RunTools, row: LeadRow): Promise<readonly SendingReason[]> {
  const lead = leadOf(row);
  const facts = unconcernedFacts(tools.clock.now());
  const [suppressions = []] = await tools.suppression.hits([row]);
  const verdict = decideOutreach(
    'LIVE',
    outreachGate({
      ...facts,
      suppressions: suppressions.map((entry) => hitOf(entry)),
      lead: {
        ...{ name: lead.name, recipient: lead.email || null, consent: z.parse(Consent, lead.consent) },
        reviewReason: lead.needsReview ? lead.reviewReason : null,
        addressProblem: lead.emailCheck === 'INVALID' ? lead.emailCheckWhy : null,
      },
    }),
  );
  return reasonsOfVerdict(verdict, { campaignId: null, leadId: row.id, sequenceId: null });
}

const inNoSequence = (leadId: string): SendingReason => ({
  ...{ code: 'no-sequence', effect: 'holds', until: null, place: { kind: 'lead', id: leadId } },
  text: 'This lead is in no sequence now.',
});
