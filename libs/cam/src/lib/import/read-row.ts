import type { ColumnMapping, LeadField, RejectedRow } from '../../contract/lead-import.ts';
import type { Signal } from '../../contract/lead.ts';
import { isTimeZone } from '../clients/client-rules.ts';
import { findCountry } from '../leads/country.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import type { ParsePhone } from '../leads/phone-identity.ts';
import { erasedReason, type ErasedCheck } from '../rights/erased-keys.ts';
import { cellText, lineText } from './cell-text.ts';
import { damageOf, longestText, type Why } from './damaged-row.ts';
import type { CsvRecord } from './files/list-file.ts';
import { parsePersonName } from './person-name.ts';
import { parseAmountCents, parsePeople } from './quantities.ts';
import { refusalOf, spokenIndustry, withoutInvisible } from './row-refusal.ts';
import { signalsIn } from './signal-words.ts';
import { createTextTable, remembering } from './text-table.ts';

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

/** What reading rows needs besides them. */
export interface RowContext {
  readonly header: readonly string[];
  readonly mapping: ColumnMapping;
  readonly parsePhone: ParsePhone;
  /** Nobody by default. */
  readonly erased?: ErasedCheck;
}

/** Reads one row into a person. Nothing is dropped in silence: a value that cannot be used rejects its row. */
export type ReadOneRow = (record: CsvRecord) => ReadRow;

/**
 * Prepares the reading of one file's rows: what can be known from its columns is found out once. What is computed from
 * texts that repeat is remembered, so keep one reader for a whole file.
 */
export function createRowReader(context: RowContext): ReadOneRow {
  const { header, erased } = context;
  const columns = header.map((name, index) => ({ name, field: context.mapping[String(index)] }));
  const readContact = contactReader(context.parsePhone);
  const describe = describer();
  return (record) => {
    const damage = damageOf(record, header);
    if (damage) return reject(record, damage);
    const values: Values = {};
    let fields: Record<string, string> | undefined;
    const { cells } = record;
    for (let index = 0; index < columns.length; index += 1) {
      const cell = cellText(cells[index] ?? '');
      const column = columns[index];
      if (cell === '' || !column || column.field === 'leave-out') continue;
      if (column.field === undefined) (fields ??= {})[column.name] = cell;
      else {
        const text = lineText(cell);
        if (text.length > longestText) return reject(record, tooLong(column.field, text));
        values[column.field] = text;
      }
    }
    const refusal = refusalOf(values, record.raw);
    if (refusal) return reject(record, refusal);
    const contact = readContact(values);
    if (!contact.ok) return reject(record, contact.why);
    if (erased && !erased.isEmpty && contact.ways.identities.some(({ kind, value }) => erased.isErased(kind, value)))
      return reject({ ...record, raw: '' }, ['erased', erasedReason]);
    return { ok: true, lead: describe(record.rowNumber, values, contact.ways, fields ?? noFields) };
  };
}

type Values = Partial<Record<LeadField, string>>;
const noFields: Readonly<Record<string, string>> = {};

const reject = ({ rowNumber, raw }: CsvRecord, [code, reason]: Why): ReadRow => ({
  ok: false,
  rejected: { rowNumber, raw, code, reason },
});

const tooLong = (field: LeadField, text: string): Why => [
  'text-too-long',
  `The ${field} has ${text.length} characters; at most ${longestText} are kept.`,
];

type Ways = Pick<RowLead, 'email' | 'linkedin' | 'phone' | 'identities'>;
type Contact = { readonly ok: true; readonly ways: Ways } | { readonly ok: false; readonly why: Why };

function contactReader(parsePhone: ParsePhone): (values: Values) => Contact {
  return (values) => {
    const email = values.email === undefined ? undefined : parseEmail(withoutInvisible(values.email));
    if (values.email !== undefined && !email) {
      return { ok: false, why: ['email-invalid', `“${values.email.slice(0, 80)}” is no mail address.`] };
    }
    const linkedin = values.linkedin === undefined ? undefined : parseLinkedin(withoutInvisible(values.linkedin));
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
  };
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

const noSignals: readonly Signal[] = [];

/** Texts that repeat from row to row are one text, and what they mean is computed once. */
function describer() {
  const one = createTextTable();
  const countryOf = remembering((text) => findCountry(text) ?? null);
  const zoneOf = remembering((text) => (isTimeZone(text) ? text : ''));
  const amountOf = remembering((text) => ({ cents: parseAmountCents(text) }));
  const peopleOf = remembering((text) => ({ people: parsePeople(text) }));
  return (rowNumber: number, values: Values, ways: Ways, fields: Readonly<Record<string, string>>): RowLead => {
    const name = parsePersonName(values.firstName ?? '', values.lastName ?? '', values.fullName ?? '');
    const country = one(values.country ?? '');
    const zone = values.timeZone === undefined ? '' : zoneOf(values.timeZone);
    return {
      rowNumber,
      firstName: name.firstName,
      lastName: name.lastName,
      fullName: name.fullName,
      title: one(values.title ?? ''),
      company: values.company ?? '',
      companyDomain: domainOf(values.companyDomain ?? ''),
      industry: one(spokenIndustry(values.industry ?? '')),
      employeeCount: values.employeeCount === undefined ? null : peopleOf(values.employeeCount).people,
      revenueCents: values.revenue === undefined ? null : amountOf(values.revenue).cents,
      location: one(values.location ?? ''),
      country,
      email: ways.email,
      linkedin: ways.linkedin,
      phone: ways.phone,
      timeZone: zone === '' ? (countryOf(country)?.zone ?? null) : zone,
      language: one(values.language ?? ''),
      signals: values.signals === undefined ? noSignals : signalsIn(values.signals),
      budgetKnown: saysSomething(values.budget),
      timelineKnown: saysSomething(values.timeline),
      fields,
      identities: ways.identities,
    };
  };
}

function domainOf(text: string): string {
  if (text === '') return text;
  const host = text.toLowerCase().replace(/^https?:\/\//, '');
  return (host.startsWith('www.') ? host.slice(4) : host).replace(/[/?#].*$/, '');
}

const saysSomething = (text = ''): boolean =>
  text !== '' && !/^(no|none|unknown|n\/?a|nein|unbekannt|-|\?)$/i.test(text);
