import type { Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import type { MatchStore } from './match-store.ts';

/** A row of a file whose identities belong to two leads of one client. */
export interface NamedBoth {
  readonly leadId: string;
  readonly otherLeadId: string;
  /** By what the other one was recognised. */
  readonly kind: string;
}

const Kind = z.enum(['email', 'linkedin', 'phone']);

/**
 * Asks a person about leads that one row named both: they may be one person, or the row mixed two up, and nobody but a
 * person can tell. In the row's own transaction; a pair that was asked about before is not asked about again.
 */
export async function suggestCollisions(
  tx: Tx,
  matches: Pick<MatchStore, 'suggest'>,
  clientId: string,
  rows: readonly NamedBoth[],
): Promise<void> {
  const pairs = new Map(rows.map((row) => [[row.leadId, row.otherLeadId].sort().join(' '), row]));
  await matches.suggest(
    tx,
    [...pairs.values()].map(({ leadId, otherLeadId, kind }) => ({
      ...({ kind: 'CONFLICT', clientId, leadIds: [leadId, otherLeadId], sureness: 0.95 } as const),
      evidence: [
        { about: 'row', finding: 'same', bits: 12 },
        { about: z.parse(Kind, kind), finding: 'same', bits: 5 },
      ],
    })),
  );
}
