import { open, rm, stat } from 'node:fs/promises';
import type { FaultPlace } from './fault-place.ts';

/** Makes a table with rows in a SQLite file, in a process of its own, which has closed the file when this resolves. */
export async function labFile(place: FaultPlace, mode: 'wal' | 'delete'): Promise<string> {
  const script = `${openLab(mode)} db.close(); console.log('ready'); setInterval(() => {}, 1000)`;
  const { kill } = await place.otherProcess(script, [place.file(), mode]);
  await kill();
  return place.url();
}

/** The beginning of a script: `db` is the file, with the table lab_note and a thousand rows. */
export const openLab = (mode: 'wal' | 'delete'): string => `
  const db = new (require('better-sqlite3'))(process.argv[1]);
  db.pragma('journal_mode = ${mode}');
  db.exec('create table lab_note (id integer primary key, text text)');
  const add = db.prepare("insert into lab_note (text) values (printf('%.100c', 'x'))");
  db.transaction(() => { for (let i = 0; i < 1000; i += 1) add.run(); })();`;

/** Writes bytes into a file that nobody has open. */
export async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

/** Cuts the end off a file that nobody has open. */
export async function cutEnd(file: string, bytes: (size: number) => number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.truncate(bytes((await stat(file)).size));
  await handle.close();
}

/** Removes what SQLite keeps beside a file. */
export const loseLog = (file: string): Promise<unknown> =>
  Promise.all([rm(`${file}-wal`, { force: true }), rm(`${file}-shm`, { force: true })]);
