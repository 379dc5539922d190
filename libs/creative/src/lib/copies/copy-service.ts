import { isAppError, newId, notFound, unavailable, type Clock, type Id, type Platform } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { Llm } from '@aicmo/core-llm';
import type { CopyProvenance, CopySet, CopyWay } from '../../contract/copy-set.ts';
import type { CreativeDirection } from '../../contract/direction.ts';
import type { DirectionSet } from '../../contract/direction-set.ts';
import type { CreativeMaterial } from '../../contract/material.ts';
import { cautiousFit, type PostFits } from '../compose/sample-posts.ts';
import type { DirectionStore } from '../directions/direction-store.ts';
import { creativeCopyPrompt } from '../prompts/creative-copy.prompt.ts';
import { composeCopy, copyRulesVersion } from './copy-rules.ts';
import type { CopyStore } from './copy-store.ts';

/** Copy for posts, in variants, with who wrote it. */
export interface Copies {
  /**
   * Writes variants of a post out of a direction, and stores them. `RULES` uses the direction's own words and is always
   * there. `MODEL` asks the language model; when there is none, or its answer cannot be used, the rules write, and
   * `note` says why. Throws `not-found` (`directions-missing`), and `unavailable` (`copy-too-long`) when not even the
   * opening has room on the platform.
   */
  write(request: {
    readonly directionId: string;
    readonly platform: Platform;
    readonly way: CopyWay;
    readonly by: string;
    readonly signal?: AbortSignal;
  }): Promise<CopySet>;
  /** The copies of a direction, last written first. */
  list(directionId: string): Promise<readonly CopySet[]>;
}

export interface CopyServiceDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly directions: DirectionStore;
  readonly copies: CopyStore;
  /** The language model, which may be absent. */
  readonly llm?: Llm;
  readonly postFits?: PostFits;
}

type WriteRequest = Parameters<Copies['write']>[0];

/** What a copy is written from. */
interface Ground {
  readonly set: DirectionSet;
  readonly direction: CreativeDirection;
  readonly material: CreativeMaterial;
}

interface Written {
  readonly variants: readonly string[];
  readonly provenance: CopyProvenance;
  readonly note: string | null;
}

export function createCopies(deps: CopyServiceDeps): Copies {
  const { db, clock, copies } = deps;
  return {
    list: (directionId) => copies.list(directionId),
    write: async (request) => {
      const ground = await groundOf(deps, request.directionId);
      const written = request.way === 'MODEL' ? await byModel(deps, request, ground) : byRules(deps, request, ground);
      const set: CopySet = {
        ...{ id: newId<Id<'CopySet'>>(clock), clientId: ground.set.clientId, directionId: request.directionId },
        ...{ source: ground.set.source, platform: request.platform, ...written, variants: [...written.variants] },
        ...{ writtenBy: request.by, writtenAt: clock.now() },
      };
      await db.transaction((tx) => copies.insert(set, tx));
      return set;
    },
  };
}

async function groundOf({ directions }: CopyServiceDeps, directionId: string): Promise<Ground> {
  const set = await directions.findByDirection(directionId);
  const material = set && (await directions.material(set.id));
  const direction = set?.directions.find(({ id }) => id === directionId)?.direction;
  if (set && material && direction) return { set, material, direction };
  throw notFound({ code: 'directions-missing', message: 'These directions do not exist.' });
}

function byRules(deps: CopyServiceDeps, { platform }: WriteRequest, { direction, material }: Ground): Written {
  const variants = composeCopy(direction, material, platform, deps.postFits ?? cautiousFit);
  if (variants.length > 0) {
    return { variants, provenance: { by: 'RULES', version: copyRulesVersion }, note: null };
  }
  throw unavailable({
    code: 'copy-too-long',
    message: 'Not even the opening of this direction has room there. Choose a platform with more room.',
  });
}

/** A question that was given up wants no other answer; every other failure of the model has the rules'. */
const isTheModels = (code: string): boolean => code.startsWith('llm-') && code !== 'llm-cancelled';

/** Whatever keeps the model from an answer, the rules have one. */
async function byModel(deps: CopyServiceDeps, request: WriteRequest, ground: Ground): Promise<Written> {
  const instead = (why: string): Written => ({
    ...byRules(deps, request, ground),
    note: `The language model did not write this. ${why}`,
  });
  try {
    if (deps.llm === undefined) return instead('There is none here.');
    const { value, provenance } = await askModel(deps.llm, request, ground);
    const fits = deps.postFits ?? cautiousFit;
    const variants = value.variants.filter((text) => fits(request.platform, text));
    if (variants.length === 0) return instead('Its texts were too long for this platform.');
    const { model, questionId, tokens, microUsd } = provenance;
    const { name, version } = creativeCopyPrompt;
    return {
      variants,
      provenance: { by: 'MODEL', model, prompt: { name, version }, questionId, tokens, microUsd },
      note: null,
    };
  } catch (error) {
    if (isAppError(error) && error.kind === 'unavailable' && isTheModels(error.code)) return instead(error.message);
    throw error;
  }
}

function askModel(llm: Llm, { platform, by, signal }: WriteRequest, { set, direction, material }: Ground) {
  return llm.generateObject(creativeCopyPrompt, {
    fields: {
      ...{ platform, company: material.company, offer: material.offer, audience: material.audience },
      ...{ tone: material.tone, name: direction.name.text, idea: direction.idea.text },
      hooks: direction.hooks.map(({ text }) => text),
      pillars: direction.pillars.map(({ title, about }) => `${title.text}: ${about.text}`),
      ...{ outcomes: material.outcomes, proof: material.proof },
      ...{ callToAction: material.callToAction, bannedWords: material.bannedWords },
    },
    asker: { by, purpose: 'copy for a post', clientId: set.clientId },
    checks: { bannedWords: material.bannedWords, proof: material.proof },
    ...(signal ? { signal } : {}),
  });
}
