import type { Workspace } from '../workspace.ts';
import { erasePerson } from './erase-person.flow.ts';
import { keepErasedList } from './erased-list-file.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'campaignOps' | 'door' | 'db' | 'compact' | 'backups' | 'home' | 'workersFolder'>;

/** What bringing the two lists together gave. */
export interface RepeatedErasures {
  /** People whom the database had forgotten to have erased, because a backup of before was restored. */
  readonly adopted: number;
  /** Addresses, profiles and numbers that had come back and are erased again. */
  readonly erased: number;
}

/**
 * Keeps the hashes of erased people beside the database too, and brings both together: whoever was erased after a backup
 * was made is back when it is restored, and is erased again here. Where nothing was restored, nothing is looked through.
 */
export async function repeatErasures(house: House, by: string): Promise<RepeatedErasures> {
  const { rights } = await house.cam();
  const adopted = await keepErasedList(house);
  if (adopted === 0) return { adopted, erased: 0 };
  let erased = 0;
  for (const address of await rights.erasedAndBack()) {
    if ((await rights.held(address)).things.length === 0) continue; // went with another address of the same person
    await erasePerson(house, { address, reason: 'Erased again: a backup of before was restored.', by });
    erased += 1;
  }
  return { adopted, erased };
}
