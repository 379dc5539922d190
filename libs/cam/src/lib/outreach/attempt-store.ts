import type { DbHandle } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Channel } from '../../contract/campaign.ts';
import {
  AttemptMode,
  AttemptState,
  StoredRefusal,
  type AttemptFilter,
  type OutreachAttempt,
} from '../../contract/outreach-attempt.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { letterOfVariant } from '../sequences/step-wording.ts';
import { AttemptEvidence } from './attempt-evidence.ts';

/** Every query that reads messages for people. */
export interface AttemptStore {
  /** Those that went first, newest first; then what is planned, soonest first. */
  list(filter: AttemptFilter, limit: number, offset: number): Promise<readonly OutreachAttempt[]>;
  count(filter: AttemptFilter): Promise<number>;
  find(id: string): Promise<OutreachAttempt | undefined>;
  /** How many messages of a campaign are in each state in a mode. */
  countByState(campaignId: string, mode: AttemptMode): Promise<Readonly<Partial<Record<AttemptState, number>>>>;
}

/** Opens the store that reads messages. */
export function createAttemptStore(handle: DbHandle<CamTables>): AttemptStore {
  const joined = () =>
    handle
      .in()
      .selectFrom('camOutreachAttempt as a')
      .innerJoin('camCampaign as k', 'k.id', 'a.campaignId')
      .innerJoin('camLead as l', 'l.id', 'a.leadId')
      .leftJoin('camSequence as s', 's.id', 'a.sequenceId')
      .leftJoin('camEnrolment as e', 'e.id', 'a.enrolmentId')
      .leftJoin('camSequenceVersion as v', (join) =>
        join
          .onRef('v.sequenceId', '=', 'a.sequenceId')
          .on(({ eb, ref, fn }) => eb(ref('v.version'), '=', fn.coalesce('e.sequenceVersion', 's.version'))),
      );
  const filtered = (filter: AttemptFilter) => {
    const { clientId, campaignId, leadId, mode, state, runId, outcome } = filter;
    let query = joined();
    if (clientId !== undefined) query = query.where('a.clientId', '=', clientId);
    if (campaignId !== undefined) query = query.where('a.campaignId', '=', campaignId);
    if (leadId !== undefined) query = query.where('a.leadId', '=', leadId);
    if (mode !== undefined) query = query.where('a.mode', '=', mode);
    if (state !== undefined) query = query.where('a.status', '=', state);
    if (runId === undefined) return query;
    return query.where('a.id', 'in', ({ selectFrom }) => {
      const items = selectFrom('camOrchestratorRunItem').select('attemptId').where('runId', '=', runId);
      return outcome === undefined ? items : items.where('outcome', '=', outcome);
    });
  };
  const read = (query: ReturnType<typeof joined>) =>
    query
      .selectAll('a')
      .select(['k.name as campaignName', 's.name as sequenceName'])
      .select(['l.fullName', 'l.firstName', 'l.lastName', 'l.company'])
      .select(['v.steps as stepCount', 'e.status as enrolmentStatus', 'e.statusReason as enrolmentReason']);
  return {
    list: async (filter, limit, offset) => {
      const rows = await read(filtered(filter))
        .orderBy(({ fn, val }) => fn.coalesce('a.settledAt', val('')), 'desc')
        .orderBy(({ fn, val }) => fn.coalesce('a.notBefore', val('')))
        .orderBy('a.id')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(attemptOf);
    },
    count: async (filter) =>
      Number(
        (
          await filtered(filter)
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirst()
        )?.count ?? 0,
      ),
    find: async (id) => {
      const row = await read(joined().where('a.id', '=', id)).executeTakeFirst();
      return row && attemptOf(row);
    },
    countByState: async (campaignId, mode) => {
      const rows = await filtered({ campaignId, mode })
        .select(['a.status', ({ fn }) => fn.countAll().as('count')])
        .groupBy('a.status')
        .execute();
      return Object.fromEntries(rows.map(({ status, count }) => [z.parse(AttemptState, status), Number(count)]));
    },
  };
}

interface ReadRow extends OutreachAttemptRow {
  readonly campaignName: string;
  readonly sequenceName: string | null;
  readonly stepCount: number | null;
  readonly enrolmentStatus: string | null;
  readonly enrolmentReason: string | null;
  readonly fullName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
}

function attemptOf(row: ReadRow): OutreachAttempt {
  const evidence = readJsonColumn(AttemptEvidence, row.evidence, 'cam_outreach_attempt.evidence');
  const names = [row.fullName, `${row.firstName} ${row.lastName}`.trim(), row.recipient, row.company];
  return {
    ...{ id: row.id, clientId: row.clientId, campaignId: row.campaignId, campaignName: row.campaignName },
    ...{ leadId: row.leadId, leadName: names.find((name) => name !== '') ?? '', company: row.company },
    ...{ enrolmentId: row.enrolmentId, sequenceName: row.sequenceName ?? '' },
    ...{ step: row.step, stepCount: row.stepCount ?? 0 },
    mode: z.parse(AttemptMode, row.mode),
    state: z.parse(AttemptState, row.status),
    channel: z.parse(Channel, row.channel),
    ...{ recipient: row.recipient, subject: row.subject, body: row.body, notBefore: row.notBefore },
    ...(row.bodyHtml === null ? {} : { html: row.bodyHtml }),
    ...(row.variantId === null ? {} : { wording: letterOfVariant(row.variantId) }),
    recipientZone: evidence.zone,
    reasons: reasonsOf(row),
    wouldBe: evidence.wouldBe,
    ...(evidence.byHand ? { byHand: evidence.byHand } : {}),
    ...{ ledgerId: row.ledgerId, settledAt: row.settledAt, createdAt: row.createdAt, updatedAt: row.updatedAt },
  };
}

/** What is kept held a message while it waited; what cancelled it is that its sequence ended, and why that did. */
function reasonsOf({ status, reasons, enrolmentStatus, enrolmentReason }: ReadRow): StoredRefusal[] {
  if (status !== 'CANCELLED') return readJsonColumn(z.array(StoredRefusal), reasons, 'cam_outreach_attempt.reasons');
  const isOver = enrolmentStatus === 'STOPPED' || enrolmentStatus === 'FINISHED';
  if (!isOver || !enrolmentReason) return [];
  const text =
    enrolmentStatus === 'FINISHED' ? enrolmentReason : `Its sequence was stopped: ${sentence(enrolmentReason)}`;
  return [{ code: 'sequence-over', text, liftedBy: 'person' }];
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
