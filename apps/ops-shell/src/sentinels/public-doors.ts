import type { PublicDoor } from '../probe/judge-import.ts';

/** A library with its doors for Node. */
export interface PublicLibrary {
  readonly library: string;
  readonly doors: readonly PublicDoor[];
}

const names = (specifier: string, ...given: readonly string[]): PublicDoor => ({ specifier, names: given });

/** Every library that Node imports, and the names that others rely on; first what the database's checks wait for. @aicmo/ui is for browsers: the operator's build has it. */
export const publicLibraries: readonly PublicLibrary[] = [
  {
    library: 'core-kernel',
    doors: [names('@aicmo/core-kernel', 'AppError', 'newId', 'defineSentinel', 'systemClock')],
  },
  {
    library: 'core-db',
    doors: [
      names(
        '@aicmo/core-db',
        'validateDatabaseUrl',
        'maskUrl',
        'isModuleInstalled',
        'openDatabase',
        'bootstrapDatabaseSchema',
        'migrationStatus',
        'defineMigrations',
        'dbSentinels',
      ),
    ],
  },
  {
    library: 'workspace',
    doors: [names('@aicmo/workspace', 'openWorkspace', 'allMigrations', 'allSentinels', 'parseWorkspaceEnv')],
  },
  {
    library: 'core-effects',
    doors: [names('@aicmo/core-effects', 'createEgressDoor', 'createOutbox', 'effectSentinels')],
  },
  {
    library: 'core-llm',
    doors: [names('@aicmo/core-llm', 'llmEnabled', 'requireLlm', 'safeLlmStatus', 'createLlm', 'llmSentinels')],
  },
  { library: 'core-server', doors: [names('@aicmo/core-server', 'createServer', 'defineRoutes')] },
  {
    library: 'cam',
    doors: [
      names('@aicmo/cam', 'Lead', 'Campaign', 'Channel', 'createCam', 'scoreLead', 'camMigrations', 'camSentinels'),
      names('@aicmo/cam/orchestrator', 'OrchestratorRun', 'createOrchestrator'),
    ],
  },
  { library: 'strategy', doors: [names('@aicmo/strategy', 'Brief', 'Strategy', 'createStrategy')] },
  {
    library: 'creative',
    doors: [names('@aicmo/creative', 'generateCreativeDirections', 'CreativeDirection', 'createCreative')],
  },
  {
    library: 'social',
    doors: [
      names(
        '@aicmo/social',
        'generateListeningReport',
        'ListeningReport',
        'platformRules',
        'countPostLength',
        'scoreSentiment',
        'createSocial',
      ),
    ],
  },
  { library: 'delivery', doors: [names('@aicmo/delivery', 'createDeliveryGate', 'createDelivery')] },
  { library: 'campaign-ops', doors: [names('@aicmo/campaign-ops', 'createCampaignOps')] },
  { library: 'autonomy', doors: [names('@aicmo/autonomy', 'createAutonomy', 'Policy', 'defineAction')] },
];
