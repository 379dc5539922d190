import type { Erasure } from '@aicmo/cam/contract';
import type { CompactReport } from '@aicmo/core-db';
import type { Workspace } from '../workspace.ts';
import { keepErasedList } from './erased-list-file.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'campaignOps' | 'door' | 'db' | 'compact' | 'backups' | 'home' | 'workersFolder'>;

/** Who is to be erased, why, and who says so. */
export interface EraseRequest {
  /** An address, profile or number of the person. */
  readonly address: string;
  readonly reason: string;
  readonly by: string;
}

/** What became of it. */
export interface ErasedEverywhere {
  readonly erasure: Erasure;
  /** Rows of the egress ledger that are without the person now. */
  readonly ledgerRows: number;
  /** Files of imports that had not ended, which held the person and are gone: choose them again to go on. */
  readonly files: number;
  /** Whether the database's own files still hold the bytes of what was deleted. */
  readonly deleted: CompactReport['deleted'];
  /** Backups that were made before and hold the person until somebody deletes them, the newest first. */
  readonly backups: readonly { readonly file: string; readonly madeAt: string }[];
}

/** A larger file takes so long to write anew that whoever works meanwhile would notice. */
const compactedAtOnceBytes = 256 * 1024 * 1024;

/**
 * Erases a person everywhere in one transaction: what cam holds, the tasks in which people were to write to them, and what the ledger kept of messages. Other libraries
 * are told by `cam-lead-erased`. Then files that wait to be imported and hold the person go, and the database is written anew, because a delete leaves its bytes in the file.
 * Throws what cam's `planErase` and `erase` throw; then nothing was erased.
 */
export async function erasePerson(house: House, { address, reason, by }: EraseRequest): Promise<ErasedEverywhere> {
  const { rights, imports } = await house.cam();
  const { outreachTasks } = await house.campaignOps();
  const plan = await rights.planErase(address);
  const { erasure, ledgerRows, isMentioned } = await house.db.transaction(async (tx) => {
    const erased = await rights.erase(tx, plan, by, reason);
    const person = { destinations: erased.addresses, subjectRefs: [...erased.attemptIds, ...erased.leadIds] };
    await outreachTasks.forget(tx, erased.attemptIds);
    return { ...erased, ledgerRows: await house.door.ledger.forget(tx, person) };
  });
  await keepErasedList(house);
  const files = await imports.discardMentioning(isMentioned);
  const { deleted } = await house.compact(compactedAtOnceBytes);
  const backups = (await house.backups()).filter(({ madeAt }) => madeAt <= erasure.at);
  return { erasure, ledgerRows, files, deleted, backups: backups.map(({ file, madeAt }) => ({ file, madeAt })) };
}
