import type { KeptFile, KeptFiles } from './kept-files.ts';
import { openListFile } from './files/open-list-file.ts';

/**
 * Removes every kept file in which a row mentions somebody who was erased, and gives how many. Those that an import works
 * on now stay: the import refuses the row, and its file goes when it ends. A file that cannot be read goes too, for
 * nobody can say whom it holds.
 */
export async function discardMentioning(
  files: KeptFiles,
  isMentioned: (text: string) => boolean,
  inWork: ReadonlySet<string>,
): Promise<number> {
  let count = 0;
  for (const file of await files.list()) {
    if (inWork.has(file.key) || !(await holds(file, isMentioned))) continue;
    await files.discard(file.key);
    count += 1;
  }
  return count;
}

async function holds({ path }: KeptFile, isMentioned: (text: string) => boolean): Promise<boolean> {
  try {
    const list = await openListFile({ path });
    try {
      if (isMentioned(list.header.join('\n'))) return true;
      for await (const records of list.records()) if (records.some(({ raw }) => isMentioned(raw))) return true;
      return false;
    } finally {
      await list.close();
    }
  } catch {
    return true; // said above
  }
}
