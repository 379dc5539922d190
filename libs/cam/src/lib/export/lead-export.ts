import type { Lead } from '../../contract/lead.ts';
import type { LeadFilter, LeadOrder } from '../../contract/lead-list.ts';
import { csvLine, csvStart } from '../import/files/csv-line.ts';
import type { LeadStore } from '../leads/lead-store.ts';

/** Lists of leads as files. */
export interface LeadExport {
  /**
   * The leads of a list as separated values, in pieces: a spreadsheet opens it and runs nothing of it, and it can be
   * imported again. Throws as `leads.list` does. Best score first by default.
   */
  csv(filter: LeadFilter, order?: LeadOrder): AsyncIterable<string>;
}

const rowsAtOnce = 500;

/** Builds what writes lists; a page is in memory at a time. */
export function createLeadExport(leads: Pick<LeadStore, 'page'>): LeadExport {
  return {
    csv: async function* (filter, order = { by: 'score', direction: 'desc' }) {
      yield csvStart + csvLine(columns.map(([header]) => header));
      for (let cursor: string | null = null; ;) {
        const page = await leads.page(filter, order, rowsAtOnce, cursor);
        yield page.leads.map((lead) => csvLine(columns.map(([, cell]) => cell(lead)))).join('');
        cursor = page.next;
        if (cursor === null) return;
      }
    },
  };
}

const number = (value: number | null): string => (value === null ? '' : String(value));
/** A code as a word: `DO_NOT_CONTACT` is "Do not contact". */
const word = (code: string | null): string =>
  code === null ? '' : `${code.charAt(0)}${code.slice(1).toLowerCase().replaceAll('_', ' ')}`;

/** Headers that our own import recognises. */
const columns: readonly (readonly [header: string, cell: (lead: Lead) => string])[] = [
  ['Name', ({ name }) => name],
  ['First name', ({ firstName }) => firstName],
  ['Last name', ({ lastName }) => lastName],
  ['Title', ({ title }) => title],
  ['Company', ({ company }) => company],
  ['Website', ({ companyDomain }) => companyDomain],
  ['Industry', ({ industry }) => industry],
  ['Employees', ({ employeeCount }) => number(employeeCount)],
  ['Revenue', ({ revenueCents }) => number(revenueCents === null ? null : revenueCents / 100)],
  ['Email', ({ email }) => email],
  ['Phone', ({ phone }) => phone],
  ['LinkedIn', ({ linkedin }) => linkedin],
  ['Location', ({ location }) => location],
  ['Country', ({ country }) => country],
  ['Time zone', ({ timeZone }) => timeZone ?? ''],
  ['Language', ({ language }) => language],
  ['Score', ({ score }) => (score === null ? '' : score.toFixed(4))],
  ['Tier', ({ tier }) => word(tier)],
  ['Grade', ({ grade }) => grade ?? ''],
  ['State', ({ state }) => word(state)],
  ['State reason', ({ stateReason }) => stateReason],
  ['Consent', ({ consent }) => word(consent)],
  ['Address check', ({ emailCheck }) => word(emailCheck)],
  ['Waits for a person', ({ needsReview, reviewReason }) => (needsReview ? reviewReason || 'Yes' : '')],
  ['From', ({ source }) => source],
  ['Added', ({ createdAt }) => createdAt],
  ['Other columns', ({ fields }) => fieldsOf(fields)],
];

const fieldsOf = (fields: Lead['fields']): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
