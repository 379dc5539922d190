import type { LeadOrder } from '@aicmo/cam/contract';
import { counted, screenWord } from '../../../words.ts';
import { consentWords } from '../lead-words.tsx';
import { checkWords } from './lead-columns.tsx';
import type { ListAddress } from './list-address.ts';

const orderWords: Readonly<Record<LeadOrder['by'], readonly [asc: string, desc: string]>> = {
  score: ['lowest score first', 'best first'],
  tier: ['coldest first', 'hottest first'],
  name: ['by name', 'by name, from Z'],
  company: ['by company', 'by company, from Z'],
  added: ['oldest first', 'newest first'],
  title: ['by title', 'by title, from Z'],
  email: ['by address', 'by address, from Z'],
  place: ['by place', 'by place, from Z'],
  state: ['by state', 'by state, from Z'],
  source: ['by source', 'by source, from Z'],
  emailCheck: ['by address check', 'by address check, from Z'],
  consent: ['by consent', 'by consent, from Z'],
  grade: ['best grade first', 'lowest grade first'],
  sequence: ['by sequence', 'by sequence, from Z'],
  changed: ['longest unchanged first', 'last changed first'],
};

const wordOf = (words: Readonly<Record<string, string>>, value: string | null): string =>
  value === null ? '' : (words[value] ?? screenWord(value)).toLowerCase();

/** "42 leads · warm · qualified · best first": how many, what narrows them, and their order. */
export function listSummary(total: number, isExact: boolean, address: ListAddress): string {
  const { order, tier, state, grade, review, sequence, consent, check, batch, from, before, search } = address;
  const parts = [
    ...[wordOf({}, tier), wordOf({}, state), grade === null ? '' : `grade ${grade}`],
    { yes: 'waiting for a person', no: 'not waiting for anybody' }[review ?? ''],
    { yes: 'in sequence', no: 'not in sequence' }[sequence ?? ''],
    consent === null ? '' : `consent: ${wordOf(consentWords, consent)}`,
    check === null ? '' : `address: ${wordOf(checkWords, check)}`,
    batch === null ? '' : 'from one file',
    from === null ? '' : `added from ${from} on`,
    before === null ? '' : `added until ${before}`,
    search ? `with “${search}”` : '',
    orderWords[order.by][order.direction === 'asc' ? 0 : 1],
  ];
  const leads = isExact ? counted(total, 'lead') : `At least ${counted(total, 'lead')}`;
  return [leads, ...parts.filter((part) => part !== undefined && part !== '')].join(' · ');
}
