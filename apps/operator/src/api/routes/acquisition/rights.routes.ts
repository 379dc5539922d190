import { RetentionKind } from '@aicmo/cam/contract';
import { notFound } from '@aicmo/core-kernel';
import type { Handlers } from '@aicmo/core-server';
import { erasePerson, type Workspace } from '@aicmo/workspace';
import type { rightsEndpoints } from '../../../contract/acquisition/rights.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** What a person may ask of us, and how long things are kept. */
export const rightsHandlers = (workspace: Workspace): Handlers<typeof rightsEndpoints> => ({
  personHeld: async ({ query }) => (await workspace.cam()).rights.held(query.address),
  personExport: async ({ query }) => (await workspace.cam()).rights.export(query.address),
  personErase: async ({ body }) => {
    const { backups, ...report } = await erasePerson(workspace, { ...body, by });
    return { ...report, backups: backups.map(({ madeAt }) => madeAt) };
  },
  erasures: async () => ({ erasures: [...(await (await workspace.cam()).rights.erasures())] }),
  retention: async () => {
    const { retention } = await workspace.cam();
    return { rules: [...(await retention.rules())], runs: [...(await retention.runs())] };
  },
  retentionPreview: async ({ params, query }) =>
    (await workspace.cam()).retention.preview(kindOf(params.kind), query.days),
  retentionSet: async ({ params, body }) => (await workspace.cam()).retention.setRule(kindOf(params.kind), body, by),
  retentionRun: async ({ params }) => (await workspace.cam()).retention.run(kindOf(params.kind), by),
});

function kindOf(text: string): RetentionKind {
  const kind = RetentionKind.options.find((each) => each === text);
  if (kind) return kind;
  throw notFound({ code: 'retention-kind', message: 'There is no such rule. Choose one from the list.' });
}
