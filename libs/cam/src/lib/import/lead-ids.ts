import { createHash } from 'node:crypto';
import { epochMs, parseInstant, type LeadId } from '@aicmo/core-kernel';

/**
 * Gives the id of the lead that a row of an import makes: a UUID of version 7 (RFC 9562 section 5.7) whose time is that
 * of the import's beginning, whose counter is the row and whose rest is the import's own. So ids go up with the rows,
 * which keeps an index filled in order; and a row has the same id whoever works on it, so that none is made twice.
 */
export function leadIds(batch: { readonly id: string; readonly startedAt: string }): (row: number) => string {
  const time = epochMs(parseInstant(batch.startedAt)).toString(16).padStart(12, '0').slice(-12);
  const own = createHash('sha256').update(`${batch.id} ${batch.startedAt}`).digest('hex').slice(0, 10);
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  return (row) => {
    const high = Math.floor(row / 0x100000)
      .toString(16)
      .padStart(3, '0')
      .slice(-3);
    const low = (row % 0x100000).toString(16).padStart(5, '0');
    // The variant's two bits are 10: the first digit of the fourth group is 8.
    return `${head}${high}-8${low.slice(0, 3)}-${low.slice(3)}${own}` as LeadId;
  };
}
