import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** This process, as a batch names who works on it. */
export const ownMark = `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;

/** Whether the process of a mark is certainly gone; one on another machine may live. */
export function isGone(mark: string): boolean {
  if (mark === '') return true;
  if (mark === ownMark) return false;
  const [host, pid] = mark.split(' ');
  if (host !== hostname()) return false;
  // The number may be ours: a container begins each time with the same.
  return Number(pid) === process.pid || !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it is there and somebody else's
  }
}
