import type { Instant } from '@aicmo/core-kernel';
import { InboundKind } from '../../contract/inbound.ts';
import { InboxItem } from '../../contract/inbox.ts';
import { sureEnough } from '../inbound/inbound-rules.ts';
import type { DraftPlace, ListedRow } from './inbox-list-store.ts';

const longestSnippet = 160;

/** A row of the list. `drafts` are those of its conversation and of others. */
export function itemOf(row: ListedRow, drafts: readonly DraftPlace[], now: Instant): InboxItem {
  const outcome = InboxItem.shape.outcome.safeParse(row.outcome).data ?? null;
  const kind = InboundKind.options.find((each) => each === row.kind) ?? 'NEUTRAL';
  return {
    ...{ id: row.id, clientId: row.clientId, clientName: row.clientName ?? '', leadId: row.leadId },
    name: [row.leadName ?? '', row.fromName, row.fromAddress].find((name) => name !== '') ?? '',
    ...{ company: row.company ?? '', subject: row.subject, snippet: snippetOf(row.snippet), kind },
    isSure: row.kind !== row.machineKind || row.confidence >= sureEnough,
    ...{ campaignName: row.campaignName, receivedAt: row.receivedAt, waitsSince: row.waitsSince },
    isLater: row.waitsSince !== null && row.waitsSince > now,
    ...{ isSeen: row.state !== 'NEW', assignedTo: row.assignedTo, outcome, draft: draftOf(row, drafts) },
  };
}

/** One line. */
function snippetOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longestSnippet ? `${line.slice(0, longestSnippet).toWellFormed().trimEnd()}…` : line;
}

function draftOf(row: ListedRow, drafts: readonly DraftPlace[]): InboxItem['draft'] {
  if (drafts.some(({ inboundId }) => inboundId === row.id)) return 'FRESH';
  const isOurs = (draft: DraftPlace): boolean =>
    row.leadId === null
      ? draft.leadId === null && draft.mailboxId === row.mailboxId && draft.fromKey === row.fromKey
      : draft.leadId === row.leadId;
  // Of what is done, an old draft says nothing any more.
  return row.waitsSince !== null && drafts.some(isOurs) ? 'STALE' : 'NONE';
}

/** The subject of an answer: "Re: " once, whatever stands before it. */
export function answerSubject(subject: string): string {
  const bare = subject
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:re|aw|sv|vs|antw|odp|r|rif|res)(?:\[\d+\])?\s*:\s*)+/i, '');
  return bare === '' ? 'Re: your message' : `Re: ${bare}`;
}
