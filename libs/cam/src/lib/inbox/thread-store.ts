import type { DbHandle } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { InboundKind } from '../../contract/inbound.ts';
import { AnswerState, type ThreadEntry } from '../../contract/inbox.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboxAnswerRow } from '../db/inbox-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { InboundEffects } from '../inbound/inbound-effects.ts';
import { inConversation } from './take-over-waiting.ts';

/** What was written both ways, the oldest first, of each the newest hundred. */
export interface ThreadEntries {
  readonly entries: readonly ThreadEntry[];
  /** There is more that is older. */
  readonly isCut: boolean;
}

/** Every query on what was written in a conversation. */
export interface ThreadStore {
  entries(row: InboundRow): Promise<ThreadEntries>;
}

const mostOfEach = 100;
/** Messages of a sequence that left, or may have. */
const left = ['SENT', 'SENDING', 'UNCERTAIN', 'BOUNCED', 'COMPLAINED'];
const texts = z.array(z.string());

/** Opens the store. */
export function createThreadStore(handle: DbHandle<CamTables>): ThreadStore {
  return {
    entries: async (row) => {
      const theirs = await handle
        .in()
        .selectFrom('camInbound')
        .selectAll()
        .where((is) => inConversation(is, row))
        .orderBy('receivedAt', 'desc')
        .orderBy('id', 'desc')
        .limit(mostOfEach + 1)
        .execute();
      const ours = await messagesTo(handle, row);
      const answers = await answersTo(
        handle,
        theirs.map(({ id }) => id),
      );
      const cut = <Each>(all: readonly Each[]): readonly Each[] => all.slice(0, mostOfEach);
      const entries = [...cut(theirs).map(theirEntry), ...cut(ours), ...cut(answers).map(answerEntry)];
      return {
        entries: entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b))),
        isCut: [theirs, ours, answers].some((all) => all.length > mostOfEach),
      };
    },
  };
}

/** At one moment, what we wrote comes before what came back. */
const rank = ({ is }: ThreadEntry): number => ['message', 'theirs', 'answer'].indexOf(is);

async function messagesTo(handle: DbHandle<CamTables>, { leadId, attemptId }: InboundRow): Promise<ThreadEntry[]> {
  if (leadId === null && attemptId === null) return [];
  const query = handle
    .in()
    .selectFrom('camOutreachAttempt as a')
    .leftJoin('camCampaign as k', 'k.id', 'a.campaignId')
    .select(['a.id', 'a.settledAt', 'a.updatedAt', 'a.subject', 'a.body', 'a.status', 'a.step'])
    .select('k.name as campaignName')
    .where('a.mode', '=', 'LIVE')
    .where('a.channel', '=', 'email')
    .where('a.status', 'in', left);
  const rows = await (
    leadId === null ? query.where('a.id', '=', attemptId ?? '') : query.where('a.leadId', '=', leadId)
  )
    .orderBy('a.updatedAt', 'desc')
    .limit(mostOfEach + 1)
    .execute();
  return rows.map((row) => ({
    ...{ is: 'message', id: row.id, at: row.settledAt ?? row.updatedAt, subject: row.subject, text: row.body },
    ...{ state: row.status, step: row.step, campaignName: row.campaignName ?? '' },
  }));
}

async function answersTo(handle: DbHandle<CamTables>, inboundIds: readonly string[]): Promise<InboxAnswerRow[]> {
  return handle
    .in()
    .selectFrom('camInboxAnswer')
    .selectAll()
    .where('inboundId', 'in', inboundIds)
    .orderBy('createdAt', 'desc')
    .limit(mostOfEach + 1)
    .execute();
}

const theirEntry = (row: InboundRow): ThreadEntry => ({
  ...{ is: 'theirs', id: row.id, at: row.receivedAt, from: row.fromName || row.fromAddress, subject: row.subject },
  ...{ text: row.text, kind: z.parse(InboundKind, row.kind), machineKind: z.parse(InboundKind, row.machineKind) },
  ...{ confidence: row.confidence, evidence: readJsonColumn(texts, row.evidence, 'cam_inbound.evidence') },
  effects: readJsonColumn(InboundEffects, row.effects, 'cam_inbound.effects').told,
});

const answerEntry = (row: InboxAnswerRow): ThreadEntry => ({
  ...{ is: 'answer', id: row.id, at: row.settledAt ?? row.createdAt, subject: row.subject, text: row.text },
  ...{ state: z.parse(AnswerState, row.state), by: row.writtenBy, nextTryAt: row.nextTryAt },
  reasons: readJsonColumn(texts, row.reasons, 'cam_inbox_answer.reasons'),
  evidence: readJsonColumn(texts, row.evidence, 'cam_inbox_answer.evidence'),
});
