import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Which process did something to a database; other processes tell by it whether that one still runs. */
export interface ProcessMark {
  readonly host: string;
  readonly pid: number;
  /** The same for no two processes, also when a number is given again or a container starts anew. */
  readonly identity: string;
}

/** The mark of a process of this machine, of this one by default. */
export async function markOf(pid = process.pid): Promise<ProcessMark> {
  return { host: hostname(), pid, identity: await identityOf(pid) };
}

/** Whether a marked process still runs; null when it was started on another machine and nobody here can know. */
export async function isStillRunning(mark: ProcessMark): Promise<boolean | null> {
  if (mark.host !== hostname()) return null;
  if (!isAlive(mark.pid)) return false;
  return (await identityOf(mark.pid)) === mark.identity;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it is there and somebody else's
  }
}

/**
 * On Linux the boot and the moment in it at which the process began (proc_pid_stat(5), fields 3 and 22). Elsewhere only a
 * process itself knows when it began, and another one is known by its number alone.
 */
async function identityOf(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all([
    textOf('/proc/sys/kernel/random/boot_id'),
    textOf(`/proc/${String(pid)}/stat`),
  ]);
  const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Its parent has not asked yet how it ended.
  if (state === 'Z' || state === 'X') return `process ${String(pid)}, ended`;
  const began = rest[18];
  return began === undefined ? `process ${String(pid)}` : `${boot.trim()} ${String(pid)} ${began}`;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return ''; // not Linux, or no such process
  }
}
