import { toAppError, type Instant } from '@aicmo/core-kernel';
import { maskUrl } from '@aicmo/core-db';
import { safeLlmStatus } from '@aicmo/core-llm';
import { defineRoutes, type Log } from '@aicmo/core-server';
import type { NeedsYou, Workspace } from '@aicmo/workspace';
import { houseContract } from '../../contract/house.contract.ts';
import type { BuildMarker } from '../build-marker.ts';
import type { OperatorEnv } from '../env.ts';
import { schemaInWords } from '../schema-words.ts';

/** What the house knows of itself besides its workspace. */
export interface HouseFacts {
  readonly env: OperatorEnv;
  readonly build: BuildMarker;
  readonly startedAt: Instant;
  readonly runningFile: string;
  readonly log: Log;
}

/** There is one operator at this console; sign-in names come with the access rules of a later version. */
const by = 'Operator';

/** The house's own endpoints. */
export const houseRoutes = (facts: HouseFacts) =>
  defineRoutes(houseContract, (workspace: Workspace) => ({
    status: () => readStatus(workspace, facts),
    bootstrap: async ({ log }) => {
      const report = await workspace.bootstrap();
      log.info('The schema was bootstrapped', { applied: report.applied.length, tookMs: report.tookMs });
      return { ...report, upToDate: report.upToDate.length };
    },
    hold: ({ body }) =>
      workspace.flags.set({ paused: true, killed: body.what === 'everything', by, reason: body.reason }),
    release: ({ body }) => workspace.flags.set({ paused: false, killed: false, by, reason: body.reason }),
    proofMode: ({ body }) => workspace.flags.set({ proofMode: body.on, by, reason: body.reason }),
    process: () => processFacts(facts),
    log: () => ({ lines: facts.log.recent().toReversed() }),
  }));

async function readStatus(workspace: Workspace, facts: HouseFacts) {
  const schema = await workspace.schema();
  const { enabled, reason, warning, setup } = safeLlmStatus();
  const stored = schema.state === 'ok' ? await readStored(workspace, facts.log) : { flags: null, needsYou: null };
  return {
    demo: workspace.demo,
    ...stored,
    build: facts.build,
    llm: { enabled, reason, warning, setup: setup === null ? null : [...setup] },
    schema: schemaInWords(schema),
  };
}

/** What needs the database; a page's frame stands without it, and says so by the schema's state or by nothing. */
async function readStored(workspace: Workspace, log: Log) {
  try {
    const [flags, needs] = await Promise.all([workspace.flags.read(), workspace.needsYou()]);
    return { flags, needsYou: countByTab(needs) };
  } catch (error) {
    log.warn('The state of the house could not be read', { error: toAppError(error) });
    return { flags: null, needsYou: null };
  }
}

/** The Command Center lists them all; the other tabs count what is done in them. */
function countByTab(needs: readonly NeedsYou[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>(needs.length > 0 ? [['command-center', needs.length]] : []);
  for (const { action } of needs) counts.set(action.tab, (counts.get(action.tab) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function processFacts({ env, startedAt, runningFile }: HouseFacts) {
  return {
    runningFile,
    workingDirectory: process.cwd(),
    nodeVersion: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    startedAt,
    memoryMb: Math.round(process.memoryUsage().rss / 1_000_000),
    databaseUrl: maskUrl(env.workspace.databaseUrl),
    home: env.workspace.home,
    environment: env.shown,
  };
}
