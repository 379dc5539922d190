import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { diagnosticsContract } from '../../contract/diagnostics.contract.ts';
import { lookAtLanguageModel } from '../services/look-at-language-model.ts';
import { lookAtServices } from '../services/look-at-services.ts';

export const diagnosticsRoutes = defineRoutes(diagnosticsContract, (workspace: Workspace) => ({
  services: async ({ signal }) => ({
    takenAt: workspace.clock.now(),
    services: await lookAtServices(workspace, signal),
  }),
  languageModel: () => lookAtLanguageModel(workspace),
}));
