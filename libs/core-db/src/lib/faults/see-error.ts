import { toAppError } from '@aicmo/core-kernel';
import { passingCodes, remedyIn } from '../driver-errors.ts';
import type { FaultSeen } from './fault-seen.ts';

/** What somebody sees of a fault who does something with the database: the error that comes out of it. */
export async function seeError(work: () => Promise<unknown>): Promise<FaultSeen> {
  try {
    await work();
    return { verdict: 'pass', code: null, summary: 'It went well.', remedy: '' };
  } catch (error) {
    const { code, message, details } = toAppError(error);
    const remedy = remedyIn(details);
    return {
      verdict: passingCodes.includes(code) ? 'unknown' : 'fail',
      code,
      summary: message,
      remedy: remedy ? [remedy.text, ...remedy.commands].join(' ') : message,
    };
  }
}
