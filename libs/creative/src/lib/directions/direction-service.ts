import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { internal, newId, notFound, type Clock, type Id } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { DirectionSet, MissingMaterial } from '../../contract/direction-set.ts';
import { CreativeMaterial, type CreativeInput } from '../../contract/material.ts';
import { generateCreativeDirections, type CompositionDeps } from '../compose/generate-creative-directions.ts';
import type { ChoiceRow } from '../db/creative-tables.ts';
import type { DirectionFilter, DirectionStore } from './direction-store.ts';

/** The version of the composition rules; raised with every change of what the same material would give. */
const compositionVersion = '1';

/** Three stored directions, or what the material must still say. */
export type ComposeOutcome =
  | {
      readonly ok: true;
      readonly set: DirectionSet;
      /** False when these inputs had been composed before. */ readonly isNew: boolean;
    }
  | { readonly ok: false; readonly reason: string; readonly missing: readonly MissingMaterial[] };

/** One choice of a person, as history. */
export type Choice = Omit<ChoiceRow, 'id' | 'setId'>;

/** Creative directions, stored with what they were composed from. */
export interface Directions {
  /** Composes and stores three directions; the same material of the same strategy gives the set that is there. */
  compose(request: {
    readonly clientId: string;
    readonly source: DirectionSet['source'];
    readonly material: CreativeInput;
    readonly by: string;
  }): Promise<ComposeOutcome>;
  /** Throws `not-found` (`directions-missing`). */
  get(setId: string): Promise<DirectionSet>;
  /** The sets of one client or of all, last composed first. */
  list(filter?: DirectionFilter): Promise<readonly DirectionSet[]>;
  /** Chooses one of three; a later choice replaces it and the earlier one stays in the history. */
  choose(choice: { readonly directionId: string; readonly by: string; readonly why?: string }): Promise<DirectionSet>;
  /** Every choice of a set, latest first. */
  choices(setId: string): Promise<readonly Choice[]>;
}

interface DirectionServiceDeps extends CompositionDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly directions: DirectionStore;
}

export function createDirections(deps: DirectionServiceDeps): Directions {
  const { db, clock, directions } = deps;
  return {
    compose: (request) => compose(deps, request),
    get: async (setId) => found(await directions.find(setId)),
    list: (filter = {}) => directions.list(filter),
    choose: async ({ directionId, by, why = '' }) => {
      const set = found(await directions.findByDirection(directionId));
      const chosen = { directionId, by, at: clock.now(), why };
      const row = {
        id: newId<Id<'Choice'>>(clock),
        setId: set.id,
        directionId,
        chosenBy: by,
        chosenAt: chosen.at,
        why,
      };
      await db.transaction((tx) => directions.insertChoice(row, tx));
      return { ...set, chosen };
    },
    choices: async (setId) => {
      const rows = await directions.choices(setId);
      return rows.map(({ directionId, chosenBy, chosenAt, why }) => ({ directionId, chosenBy, chosenAt, why }));
    },
  };
}

async function compose(
  deps: DirectionServiceDeps,
  request: Parameters<Directions['compose']>[0],
): Promise<ComposeOutcome> {
  const { db, clock, directions } = deps;
  const composed = generateCreativeDirections(request.material, deps);
  if (!composed.ok) return composed;
  const material = CreativeMaterial.parse(request.material);
  const { clientId, source, by } = request;
  const set: DirectionSet = {
    ...{ id: newId<Id<'DirectionSet'>>(clock), clientId, source, inputsHash: hashOf(material), chosen: null },
    composition: { by: 'RULES', version: compositionVersion },
    directions: composed.directions.map((direction) => ({ id: newId<Id<'CreativeDirection'>>(clock), direction })),
    ...{ composedBy: by, composedAt: clock.now() },
  };
  const isNew = await db.transaction((tx) => directions.insert(set, material, tx));
  if (isNew) return { ok: true, set, isNew };
  const there = await directions.findByInputs({ clientId, sourceId: source.id, inputsHash: set.inputsHash });
  return { ok: true, set: found(there), isNew };
}

function hashOf(material: CreativeMaterial): string {
  const text = canonicalize({ material, compositionVersion });
  if (text === undefined) throw internal({ code: 'creative-hash', message: 'The material has no canonical form.' });
  return createHash('sha256').update(text).digest('hex');
}

function found(set: DirectionSet | undefined): DirectionSet {
  if (set) return set;
  throw notFound({ code: 'directions-missing', message: 'These directions do not exist.' });
}
