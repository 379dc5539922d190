import type { Signal } from '../../contract/lead.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import type { RowBatch } from './list-rows.ts';
import type { RowLead } from './read-row.ts';

/** A person as a list of values: names in each of a million rows would be most of the text. */
type PackedLead = readonly [
  ...(readonly [rowNumber: number, firstName: string, lastName: string, fullName: string, title: string]),
  ...(readonly [company: string, companyDomain: string, industry: string, employeeCount: number | null]),
  ...(readonly [revenueCents: number | null, location: string, country: string, email: string, linkedin: string]),
  ...(readonly [phone: string, timeZone: string | null, language: string, signals: readonly Signal[]]),
  ...(readonly [budgetKnown: boolean, timelineKnown: boolean, fields: RowLead['fields'], identities: string[]]),
];

/** A batch as one text, which goes from thread to thread at a small part of what its objects would cost (measured). */
export function packRows({ leads, ...batch }: RowBatch): string {
  return JSON.stringify({ ...batch, leads: leads.map(packLead) });
}

/** The batch that was packed. */
export function unpackRows(text: string): RowBatch {
  const { leads, ...batch } = JSON.parse(text) as Omit<RowBatch, 'leads'> & { readonly leads: readonly PackedLead[] }; // packRows wrote it
  return { ...batch, leads: leads.map(unpackLead) };
}

function packLead(lead: RowLead): PackedLead {
  const identities: string[] = [];
  for (const { kind, value } of lead.identities) identities.push(kind, value);
  return [
    lead.rowNumber,
    lead.firstName,
    lead.lastName,
    lead.fullName,
    lead.title,
    lead.company,
    lead.companyDomain,
    lead.industry,
    lead.employeeCount,
    lead.revenueCents,
    lead.location,
    lead.country,
    lead.email,
    lead.linkedin,
    lead.phone,
    lead.timeZone,
    lead.language,
    lead.signals,
    lead.budgetKnown,
    lead.timelineKnown,
    lead.fields,
    identities,
  ];
}

function unpackLead(packed: PackedLead): RowLead {
  const pairs = packed[21];
  const identities: IdentityKey[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    identities.push({ kind: pairs[at] as IdentityKey['kind'], value: pairs[at + 1] ?? '' }); // packLead wrote them in pairs
  }
  return {
    rowNumber: packed[0],
    firstName: packed[1],
    lastName: packed[2],
    fullName: packed[3],
    title: packed[4],
    company: packed[5],
    companyDomain: packed[6],
    industry: packed[7],
    employeeCount: packed[8],
    revenueCents: packed[9],
    location: packed[10],
    country: packed[11],
    email: packed[12],
    linkedin: packed[13],
    phone: packed[14],
    timeZone: packed[15],
    language: packed[16],
    signals: packed[17],
    budgetKnown: packed[18],
    timelineKnown: packed[19],
    fields: packed[20],
    identities,
  };
}
