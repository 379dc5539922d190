import { toAppError } from '@aicmo/core-kernel';
import type { Workspace } from '@aicmo/workspace';
import { databaseTasks } from './database-tasks.ts';
import { ownVariables, repositoryFolder } from './env.ts';
import { importDoor } from './probe-import.ts';

/** A failure as an answer: what a library threw on purpose is a finding, not a crash. */
const failureOf = (error: unknown) => {
  const { code, message } = toAppError(error);
  return { failed: { code, message } };
};

/** What a check may ask of a fresh process. Everything of the house is imported here, inside the task that needs it. */
export const probeTasks: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
  ...databaseTasks,
  door: (input) => importDoor(String(input)),
  url: async (input) => {
    const { validateDatabaseUrl } = await import('@aicmo/core-db');
    const given = typeof input === 'string' ? input : ownVariables()['DATABASE_URL'];
    return validateDatabaseUrl(given ?? (await configuredUrl()));
  },
  /** What a bootstrap would do now, or why it must not; nothing is changed and no file is made. */
  plan: async () => {
    const [{ bootstrapDatabaseSchema }, { allMigrations }] = await Promise.all([
      import('@aicmo/core-db'),
      import('@aicmo/workspace'),
    ]);
    try {
      const url = await configuredUrl();
      return await bootstrapDatabaseSchema({ url, migrations: await allMigrations(), dryRun: true });
    } catch (error) {
      return failureOf(error);
    }
  },
  bootstrap: () => withWorkspace((workspace) => workspace.bootstrap()),
  /** What has begun to leave, and what nobody knows of; at most 100 of each, the newest first. */
  outbound: () =>
    withWorkspace(async ({ door: { ledger }, flags }) => {
      const told = async (outcome: 'RESERVED' | 'UNCERTAIN') =>
        (await ledger.list({ outcome })).map(({ id, kind, destination, summary, at }) => ({
          id,
          kind,
          destination,
          summary,
          at,
        }));
      const { paused, killed } = await flags.read();
      return {
        inFlight: await told('RESERVED'),
        uncertain: await told('UNCERTAIN'),
        counts: await ledger.counts(),
        externalSends: await ledger.externalSends(),
        held: paused || killed,
      };
    }),
  flags: () => withWorkspace((workspace) => workspace.flags.read()),
  hold: (input) =>
    withWorkspace((workspace) =>
      workspace.flags.set({ paused: true, killed: true, by: 'Ops shell', reason: String(input) }),
    ),
  release: (input) =>
    withWorkspace((workspace) =>
      workspace.flags.set({ paused: false, killed: false, by: 'Ops shell', reason: String(input) }),
    ),
};

async function withWorkspace(work: (workspace: Workspace) => Promise<unknown>): Promise<unknown> {
  try {
    const { openWorkspace, parseWorkspaceEnv } = await import('@aicmo/workspace');
    const workspace = await openWorkspace(parseWorkspaceEnv(ownVariables(), repositoryFolder));
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  } catch (error) {
    return failureOf(error);
  }
}

async function configuredUrl(): Promise<string> {
  const { parseWorkspaceEnv } = await import('@aicmo/workspace');
  return parseWorkspaceEnv(ownVariables(), repositoryFolder).databaseUrl;
}
