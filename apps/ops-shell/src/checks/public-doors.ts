/** The doors that other code relies on, with names that each must give at run time. */
export interface PublicDoor {
  readonly specifier: string;
  readonly names: readonly string[];
}

export const publicDoors: readonly PublicDoor[] = [
  { specifier: '@aicmo/core-kernel', names: ['AppError', 'newId', 'defineSentinel', 'systemClock'] },
  {
    specifier: '@aicmo/core-db',
    names: ['validateDatabaseUrl', 'maskUrl', 'isModuleInstalled', 'openDatabase', 'bootstrapDatabaseSchema'],
  },
  { specifier: '@aicmo/core-effects', names: ['createEgressDoor', 'createOutbox', 'effectSentinels'] },
  { specifier: '@aicmo/core-llm', names: ['llmEnabled', 'requireLlm', 'safeLlmStatus', 'createLlm', 'llmSentinels'] },
  { specifier: '@aicmo/core-server', names: ['createServer', 'defineRoutes'] },
  { specifier: '@aicmo/workspace', names: ['openWorkspace', 'allMigrations'] },
  {
    specifier: '@aicmo/cam',
    names: ['Lead', 'Campaign', 'Channel', 'createCam', 'scoreLead', 'camMigrations'],
  },
  { specifier: '@aicmo/cam/orchestrator', names: ['OrchestratorRun', 'createOrchestrator'] },
  { specifier: '@aicmo/strategy', names: ['Brief', 'Strategy', 'createStrategy'] },
  { specifier: '@aicmo/creative', names: ['generateCreativeDirections', 'CreativeDirection', 'createCreative'] },
  {
    specifier: '@aicmo/social',
    names: [
      'generateListeningReport',
      'ListeningReport',
      'platformRules',
      'countPostLength',
      'scoreSentiment',
      'createSocial',
    ],
  },
  { specifier: '@aicmo/delivery', names: ['createDeliveryGate', 'createDelivery'] },
  { specifier: '@aicmo/campaign-ops', names: ['createCampaignOps'] },
  { specifier: '@aicmo/autonomy', names: ['createAutonomy', 'Policy', 'defineAction'] },
];
