import { invalid, parseInstant } from '@aicmo/core-kernel';
import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { monitoringContract, type ReportSummary } from '../../contract/monitoring.contract.ts';
import { mailboxHandlers } from './monitoring/mailboxes.routes.ts';

const by = 'Operator';
const mostMentions = 1000;
const latestEffects = 100;

export const monitoringRoutes = defineRoutes(monitoringContract, (workspace: Workspace) => ({
  ...mailboxHandlers(workspace),
  sources: async ({ query }) => ({ sources: [...(await (await workspace.social()).sources.list(query.client))] }),
  addSource: async ({ body }) => {
    const { sources } = await workspace.social();
    const url = body.url.trim() || null;
    const sourceId = await sources.add({ clientId: body.clientId, name: body.name, url });
    return { sourceId, reading: url === null ? null : await sources.refresh(sourceId) };
  },
  readSource: async ({ params }) => (await workspace.social()).sources.refresh(params.sourceId),
  handIn: async ({ params, bytes }) => {
    const { sources } = await workspace.social();
    return sources.ingest(params.sourceId, textOf(bytes));
  },
  stopListening: async ({ params }) => (await workspace.social()).sources.archive(params.sourceId),
  mentions: async ({ query }) => {
    const { mentions } = await workspace.social();
    const { client: clientId, source: sourceId, sentiment: label, search } = query;
    const { rows, total } = await mentions.list({ clientId, sourceId, label, search, limit: mostMentions });
    return { rows: [...rows], total };
  },
  mention: async ({ params }) => (await workspace.social()).mentions.get(params.mentionId),
  correct: async ({ params, body }) => (await workspace.social()).mentions.correct(params.mentionId, body.label, by),
  reports: ({ query }) => listReports(workspace, query.client),
  report: async ({ params }) => (await workspace.social()).reports.get(params.reportId),
  makeReport: async ({ body }) => {
    const { reports } = await workspace.social();
    const window = { from: parseInstant(body.from), to: parseInstant(body.to) };
    return reports.make({ clientId: body.clientId, window, query: body.query, by });
  },
  effects: async () => {
    const { ledger } = workspace.door;
    const [counts, externalSends] = [await ledger.counts(), await ledger.externalSends()];
    return { counts, externalSends, latest: [...(await ledger.list({ limit: latestEffects }))] };
  },
}));

async function listReports(workspace: Workspace, clientId: string | undefined) {
  const { reports } = await workspace.social();
  const list = await reports.list(clientId);
  return {
    reports: list.map(({ id, clientId: client, madeBy, report }): ReportSummary => {
      const { madeAt, query, window, counts, gaps } = report;
      return { id, clientId: client, madeAt, madeBy, query, ...window, mentions: counts.mentions, gaps: gaps.length };
    }),
  };
}

/** UTF-8, as feeds are. Other bytes (a picture, another character set) are refused before they become nonsense. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid({
      code: 'document-not-text',
      message:
        'Found a file that is not text in UTF-8; expected the document of a feed. Save it as UTF-8 and try again.',
      cause,
    });
  }
}
