import { readFileSync } from 'node:fs';

/** Who has worked for so long since its last sign of life is stuck. */
const mostTicks = 200; // 2 s, in the hundredths of a second that Linux counts in

/** How long a process has worked since its start, in hundredths of a second; 0 where the system does not say. */
export function ticksOf(pid: number | undefined): number {
  const fields = fieldsOf(pid);
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/**
 * Whether a process is ready to work, or waits for its disk, and has hardly been let since it had worked for so many
 * ticks: then a machine that is busy is the cause of its slowness. False where the system does not say.
 */
export const isStarved = (pid: number | undefined, since = 0): boolean =>
  /^[RD]$/u.test(fieldsOf(pid)[0] ?? '') && ticksOf(pid) - since < mostTicks;

/** After the name, which stands in brackets and may hold anything: the state, and from the 12th field on the time used. */
function fieldsOf(pid: number | undefined): readonly string[] {
  try {
    const stat = pid === undefined ? '' : readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It has ended, or this is no Linux.
    return [];
  }
}
