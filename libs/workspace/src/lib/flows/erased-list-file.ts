import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { invalid } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Workspace } from '../workspace.ts';

const ErasedListFile = z.object({
  key: z.nullable(z.string()),
  hashes: z.array(z.object({ kind: z.string(), hash: z.string(), erasureId: z.string(), at: z.string() })),
});
type ErasedListFile = z.infer<typeof ErasedListFile>;

type House = Pick<Workspace, 'cam' | 'home' | 'workersFolder'>;

/** One for each database of the home. */
const placeOf = ({ home, workersFolder }: Pick<House, 'home' | 'workersFolder'>): string =>
  path.join(home, 'erased', `${path.basename(workersFolder)}.json`);

/**
 * The hashes of erased people as they were kept beside the database; undefined when nobody was erased yet. Throws
 * `invalid` (`erased-list`) for a file that is none.
 */
async function readErasedList(house: House): Promise<ErasedListFile | undefined> {
  const file = placeOf(house);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const read = z.safeParse(z.pipe(z.string(), z.pipe(fromJson, ErasedListFile)), text);
  if (read.success) return read.data;
  throw invalid({
    code: 'erased-list',
    message: `The list of erased people in ${file} cannot be read. Put it back from a copy of the folder, or move it away.`,
  });
}

const fromJson = z.transform((text: string, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'expected JSON', input: text });
    return z.NEVER;
  }
});

/** Whole or not at all, and for its owner only: with its key somebody could try addresses. */
async function writeErasedList(house: House, list: object): Promise<void> {
  const file = placeOf(house);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(list)}\n`, { mode: 0o600 });
  await rename(part, file);
}

/**
 * Brings the hashes of erased people in the database and those beside it together: a database that is set back to a time
 * before an erasure must not forget it. Gives how many people the database had forgotten.
 */
export async function keepErasedList(house: House): Promise<number> {
  const { rights } = await house.cam();
  const kept = await readErasedList(house);
  const adopted = kept === undefined ? 0 : await rights.adoptErased(kept);
  const list = await rights.erasedList();
  if (list.key !== null && JSON.stringify(list) !== JSON.stringify(kept)) await writeErasedList(house, list);
  return adopted;
}
