import type { WorkspaceParts } from '../workspace-parts.ts';
import { loadAutonomy } from './autonomy.ts';
import { loadCam } from './cam.ts';
import { loadCampaignOps } from './campaign-ops.ts';
import { loadCreative } from './creative.ts';
import { loadDelivery } from './delivery.ts';
import { loadOrchestrator } from './orchestrator.ts';
import { loadSocial } from './social.ts';
import { loadStrategy } from './strategy.ts';

/** Builds one domain's service out of the workspace's parts, importing its library only then. */
export type DomainLoader = (parts: WorkspaceParts) => Promise<object>;

/**
 * Every domain of the house, by the name that a workspace offers it under. One line each: the loader's file lies
 * beside this one.
 */
export const domains = {
  cam: loadCam,
  strategy: loadStrategy,
  creative: loadCreative,
  social: loadSocial,
  delivery: loadDelivery,
  orchestrator: loadOrchestrator,
  campaignOps: loadCampaignOps,
  autonomy: loadAutonomy,
} as const satisfies Readonly<Record<string, DomainLoader>>;

/** The services of the house: a function each, which loads its library at the first call. */
export type Domains = {
  readonly [Name in keyof typeof domains]: () => Promise<Awaited<ReturnType<(typeof domains)[Name]>>>;
};
