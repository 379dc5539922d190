import type { ColumnMapping, LeadField, RejectedRow } from '../../contract/lead-import.ts';
import type { Signal } from '../../contract/lead.ts';
import { isTimeZone } from '../clients/client-rules.ts';
import { findCountry } from '../leads/country.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import type { ParsePhone } from '../leads/phone-identity.ts';
import type { CsvRecord } from './csv-reader.ts';
import { parsePersonName } from './person-name.ts';
import { parseAmountCents, parsePeople } from './quantities.ts';

/** A person as a row describes one; empty text and null mean that the row does not say. */
export interface RowLead {
  readonly rowNumber: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly fullName: string;
  readonly title: string;
  readonly company: string;
  readonly companyDomain: string;
  readonly industry: string;
  readonly employeeCount: number | null;
  readonly revenueCents: number | null;
  readonly location: string;
  readonly country: string;
  readonly email: string;
  readonly linkedin: string;
  readonly phone: string;
  readonly timeZone: string | null;
  readonly language: string;
  readonly signals: readonly Signal[];
  readonly budgetKnown: boolean;
  readonly timelineKnown: boolean;
  readonly fields: Readonly<Record<string, string>>;
  /** How the person is recognised, the strongest first; never empty. */
  readonly identities: readonly IdentityKey[];
}

/** A row that became a person, or why it did not. */
export type ReadRow =
  { readonly ok: true; readonly lead: RowLead } | { readonly ok: false; readonly rejected: RejectedRow };

/** What reading a row needs besides it. */
export interface RowContext {
  readonly header: readonly string[];
  readonly mapping: ColumnMapping;
  readonly parsePhone: ParsePhone;
}

const longestText = 500;
const longestField = 5000;

/** Reads one row into a person. Nothing is dropped in silence: a value that cannot be used rejects its row. */
export function readRow(record: CsvRecord, context: RowContext): ReadRow {
  const { header, mapping, parsePhone } = context;
  const damage = damageOf(record, header);
  if (damage) return reject(record, damage);
  const { values, fields } = sortCells(record.cells, header, mapping);
  const tooLong = (Object.entries(values) as [LeadField, string][]).find(([, text]) => text.length > longestText); // keys widen
  if (tooLong)
    return reject(record, [
      'text-too-long',
      `The ${tooLong[0]} has ${tooLong[1].length} characters; at most ${longestText} are kept.`,
    ]);
  const contact = readContact(values, parsePhone);
  if (!contact.ok) return reject(record, contact.why);
  return { ok: true, lead: { ...describe(values), ...contact.ways, fields, rowNumber: record.rowNumber } };
}

type Why = readonly [code: string, reason: string];
type Values = Partial<Record<LeadField, string>>;

const reject = ({ rowNumber, raw }: CsvRecord, [code, reason]: Why): ReadRow => ({
  ok: false,
  rejected: { rowNumber, raw, code, reason },
});

function damageOf({ cells, raw, problem }: CsvRecord, header: readonly string[]): Why | undefined {
  if (problem) return ['quotes', 'A quotation mark opens and does not close where the cell ends.'];
  if (/[\u0000-\u0008\u000e-\u001f]/.test(raw)) return ['control-characters', 'It has characters that are no text.'];
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    return [
      'too-many-cells',
      `It has ${cells.length} cells where the header has ${header.length}. A separator inside a cell needs quotes around the cell.`,
    ];
  }
  const long = cells.findIndex((cell) => cell.length > longestField);
  if (long === -1) return undefined;
  return ['text-too-long', `“${header[long] ?? ''}” has more than ${longestField} characters.`];
}

function sortCells(cells: readonly string[], header: readonly string[], mapping: ColumnMapping) {
  const values: Values = {};
  const fields: Record<string, string> = {};
  for (const [index, name] of header.entries()) {
    // A spreadsheet's defence against formulas, as our own exports write it, is no part of the value.
    const cell = (cells[index] ?? '')
      .normalize('NFC')
      .trim()
      .replace(/^'(?=[=+\-@])/, '');
    if (cell === '') continue;
    const field = mapping[String(index)];
    if (field === undefined) fields[name] = cell;
    else values[field] = cell.replaceAll(/\s+/g, ' ');
  }
  return { values, fields };
}

type Contact =
  | { readonly ok: true; readonly ways: Pick<RowLead, 'email' | 'linkedin' | 'phone' | 'identities'> }
  | { readonly ok: false; readonly why: Why };

function readContact(values: Values, parsePhone: ParsePhone): Contact {
  const email = values.email === undefined ? undefined : parseEmail(values.email);
  if (values.email !== undefined && !email) {
    return { ok: false, why: ['email-invalid', `“${values.email.slice(0, 80)}” is no mail address.`] };
  }
  const linkedin = parseLinkedin(values.linkedin ?? '');
  const phone =
    values.phone === undefined ? undefined : parsePhone(values.phone, findCountry(values.country ?? '')?.code);
  const identities: IdentityKey[] = [];
  if (email) identities.push({ kind: 'email', value: email.key });
  if (linkedin) identities.push({ kind: 'linkedin', value: linkedin.key });
  if (phone !== undefined) identities.push({ kind: 'phone', value: phone });
  if (identities.length === 0) return { ok: false, why: unreachable(values) };
  const ways = {
    email: email?.address ?? '',
    linkedin: linkedin?.url ?? values.linkedin ?? '',
    phone: phone ?? values.phone ?? '',
    identities,
  };
  return { ok: true, ways };
}

function unreachable(values: Values): Why {
  const found = values.phone ?? values.linkedin;
  if (found === undefined) {
    return [
      'no-way-to-reach',
      'It has no mail address, no LinkedIn profile and no phone number, so nobody could be recognised by it.',
    ];
  }
  const what = values.phone === undefined ? 'no personal LinkedIn profile' : 'no phone number with its country (+49 …)';
  return ['no-way-to-reach', `“${found.slice(0, 80)}” is ${what}, and there is no mail address.`];
}

type Description = Omit<RowLead, 'rowNumber' | 'fields' | 'email' | 'linkedin' | 'phone' | 'identities'>;

function describe(values: Values): Description {
  const zone = values.timeZone !== undefined && isTimeZone(values.timeZone) ? values.timeZone : undefined;
  return {
    ...parsePersonName(values.firstName ?? '', values.lastName ?? '', values.fullName ?? ''),
    ...{ title: values.title ?? '', company: values.company ?? '', industry: values.industry ?? '' },
    companyDomain: domainOf(values.companyDomain ?? ''),
    employeeCount: parsePeople(values.employeeCount ?? ''),
    revenueCents: parseAmountCents(values.revenue ?? ''),
    ...{ location: values.location ?? '', country: values.country ?? '', language: values.language ?? '' },
    timeZone: zone ?? findCountry(values.country ?? '')?.zone ?? null,
    signals: signalsIn(values.signals ?? ''),
    ...{ budgetKnown: saysSomething(values.budget), timelineKnown: saysSomething(values.timeline) },
  };
}

const domainOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#].*$/, '');

const saysSomething = (text = ''): boolean =>
  text !== '' && !/^(no|none|unknown|n\/?a|nein|unbekannt|-|\?)$/i.test(text);

const signalPatterns: readonly (readonly [Signal, RegExp])[] = [
  ['recent_job_change', /job change|new (job|role|position)|changed job|neue stelle/i],
  ['recently_funded', /fund(ed|ing)|raised|series [a-e]\b|finanzierung/i],
  ['hiring', /\bhiring|open (role|position|job)|stellenanzeige/i],
  ['recent_activity', /\bactiv(e|ity)|posted|visited|engaged/i],
  ['decision_maker', /decision|entscheider/i],
  ['budget_authority', /budget/i],
];

const signalsIn = (text: string): readonly Signal[] =>
  text === '' ? [] : signalPatterns.filter(([, pattern]) => pattern.test(text)).map(([signal]) => signal);
