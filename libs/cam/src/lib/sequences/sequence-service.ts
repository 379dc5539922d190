import type { Database, Tx } from '@aicmo/core-db';
import { conflict, internal, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { Sequence, SequenceEdit } from '../../contract/sequence.ts';
import type { SequenceStepRow } from '../db/cam-tables.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SequenceSource } from '../routing/sequence-source.ts';
import { openTemplateEngine } from '../templates/template-engine.ts';
import { assertSequence } from './sequence-rules.ts';
import type { SequenceStore } from './sequence-store.ts';

/** Sequences: the four built-in ones, and a client's copies of them, which can be edited. */
export interface SequenceService extends SequenceSource {
  /** The built-in ones first, then those of the client. */
  list(clientId: string | null): Promise<readonly Sequence[]>;
  /** Throws `not-found` (`sequence-unknown`). */
  get(id: string, tx?: Tx): Promise<Sequence>;
  /** A copy that belongs to a client and can be edited; "… (copy)" unless a name is given. */
  copy(id: string, clientId: string, by: string, name?: string): Promise<Sequence>;
  /**
   * Saves an edited copy. Throws `invalid` (`sequence-…`, with step and field), `conflict` (`sequence-built-in`) for a
   * built-in one, and `conflict` (`sequence-version`) when somebody saved meanwhile. Those in sequence go on with it.
   */
  edit(id: string, edit: SequenceEdit, by: string): Promise<Sequence>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: SequenceStore;
  readonly records: RecordStore;
}

/** Builds the service of sequences. */
export function createSequenceService({ db, clock, store, records }: Deps): SequenceService {
  const get = async (id: string, tx?: Tx): Promise<Sequence> => {
    const found = await store.find(id, tx);
    if (found) return found;
    throw notFound({ code: 'sequence-unknown', message: 'There is no such sequence. Choose one from the list.' });
  };
  const stepRows = (sequenceId: string, steps: SequenceEdit['steps']): readonly SequenceStepRow[] =>
    steps.map(({ day, channel, subject, body }, index) => ({
      ...{ id: newId(clock), sequenceId, position: index + 1, day, channel },
      ...{ subjectTemplate: subject, bodyTemplate: body },
    }));
  const note = (tx: Tx, { id, clientId }: Pick<Sequence, 'id' | 'clientId'>, what: string, why: string, by: string) =>
    records.append(tx, [{ clientId: clientId ?? '*', subjectKind: 'sequence', subjectId: id, what, why, actor: by }]);
  return {
    get,
    list: (clientId) => store.list(clientId),
    forTier: async (tier, campaign, tx) => {
      const chosen = campaign.sequenceByTier[tier];
      const own = chosen === undefined ? undefined : await store.find(chosen, tx);
      const found = own ?? (await store.builtInForTier(tier, tx));
      if (found) return { id: found.id, name: found.name };
      throw internal({
        code: 'sequence-missing',
        message: `There is no sequence for ${tier.toLowerCase()} leads. Run "npx aicmo db bootstrap".`,
      });
    },
    copy: async (id, clientId, by, name) => {
      const source = await get(id);
      const copyId = newId(clock);
      const now = clock.now();
      const made = { clientId, name: name?.trim() || `${source.name} (copy)`, goal: source.goal };
      await db.transaction(async (tx) => {
        const row = { ...made, id: copyId, key: `copy-${copyId}`, tier: null, version: 1 };
        await store.insert(
          tx,
          { ...row, createdAt: now, updatedAt: now, archivedAt: null },
          stepRows(copyId, source.steps),
        );
        await note(tx, row, `Made “${row.name}”`, `A copy of “${source.name}”.`, by);
      });
      return get(copyId);
    },
    edit: async (id, edit, by) => {
      assertSequence(edit, await openTemplateEngine());
      const before = await get(id);
      if (before.clientId === null) {
        throw conflict({
          code: 'sequence-built-in',
          message: `“${before.name}” is built in and stays as it is. Copy it and change the copy.`,
        });
      }
      await db.transaction(async (tx) => {
        const change = { id, name: edit.name.trim(), goal: edit.goal, version: edit.version, updatedAt: clock.now() };
        if (!(await store.replace(tx, change, stepRows(id, edit.steps)))) {
          throw conflict({
            code: 'sequence-version',
            message: `Somebody has saved “${before.name}” meanwhile. Reload it and make your change again.`,
            details: { found: before.version, expected: edit.version },
          });
        }
        await note(tx, before, `Changed “${change.name}”`, `Version ${edit.version + 1}.`, by);
      });
      return get(id);
    },
  };
}
