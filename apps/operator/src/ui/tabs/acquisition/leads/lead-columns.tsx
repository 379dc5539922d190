import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime, type Column } from '@aicmo/ui';
import type { LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { screenWord } from '../../../words.ts';
import { consentWords, scoreWords, TierBadge } from '../lead-words.tsx';

const sequenceWords = ({ sequence }: LeadRow): string =>
  sequence === null ? 'not in sequence' : `${sequence.name}${sequence.isPaused ? ', paused' : ''}`;

/** What checking an address gave, in words. */
export const checkWords: Readonly<Record<LeadRow['emailCheck'], string>> = {
  UNCHECKED: 'Not checked',
  VALID: 'Valid',
  RISKY: 'Risky',
  INVALID: 'Invalid',
  UNKNOWN: 'Could not be checked',
};

const text = (id: 'title' | 'company' | 'email' | 'place' | 'source', header: string, width: number) => ({
  ...{ id, header, width, sort: id, render: (row: LeadRow) => row[id] || '–', text: (row: LeadRow) => row[id] },
});

/** Every column of the list of leads; those that are hidden can be chosen. */
export const leadColumns: readonly Column<LeadRow>[] = [
  { id: 'name', header: 'Lead', width: 170, sort: 'name', render: ({ name }) => name, text: ({ name }) => name },
  text('title', 'Title', 160),
  text('company', 'Company', 160),
  {
    ...{ id: 'score', header: 'Score, 0–1', align: 'end', width: 104, sort: 'score' },
    render: ({ score }) => scoreWords(score),
  },
  { id: 'tier', header: 'Tier', width: 96, sort: 'tier', render: ({ tier }) => <TierBadge tier={tier} /> },
  {
    ...{ id: 'state', header: 'State', width: 110, sort: 'state' },
    render: ({ state, needsReview }) => (needsReview ? 'Waits for you' : screenWord(state)),
  },
  { id: 'sequence', header: 'In sequence', width: 150, sort: 'sequence', render: sequenceWords, text: sequenceWords },
  { ...text('email', 'Email', 200), hidden: true },
  {
    ...{ id: 'emailCheck', header: 'Address check', width: 130, sort: 'emailCheck', hidden: true },
    render: ({ emailCheck }) => checkWords[emailCheck],
  },
  {
    ...{ id: 'consent', header: 'Consent', width: 120, sort: 'consent', hidden: true },
    render: ({ consent }) => consentWords[consent],
  },
  { ...text('place', 'Place', 140), hidden: true },
  { ...text('source', 'From', 140), hidden: true },
  { id: 'grade', header: 'Grade', width: 80, sort: 'grade', hidden: true, render: ({ grade }) => grade ?? '–' },
  {
    ...{ id: 'added', header: 'Added', width: 120, sort: 'added', hidden: true },
    render: ({ createdAt }) => <RelativeTime at={parseInstant(createdAt)} />,
  },
  {
    ...{ id: 'changed', header: 'Changed', width: 120, sort: 'changed', hidden: true },
    render: ({ updatedAt }) => <RelativeTime at={parseInstant(updatedAt)} />,
  },
];
