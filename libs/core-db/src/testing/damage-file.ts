import { open } from 'node:fs/promises';

/** Overwrites a page in the middle of a SQLite file; nobody of this process may have it open. */
export async function damageFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  await handle.write(Buffer.alloc(4096, 0xa5), 0, 4096, Math.floor(size / 2 / 4096) * 4096);
  await handle.close();
}
