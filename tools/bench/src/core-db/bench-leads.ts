/** What a lead of an import looks like: every column of cam_lead, as many cells empty as usual. */
export interface BenchLead {
  readonly [column: string]: string | number | null;
}

const id = (kind: number, number: number): string =>
  `0193515e-7c00-7000-8${kind}00-${String(number).padStart(12, '0')}`;
const at = '2026-03-02T10:00:00.000Z';
const why = '[{"factor":"title","value":0.5,"weight":0.3,"why":"Head of a department"}]';

/** The same leads in each run; the score is spread, so that no index is filled in order. */
export function benchLeads(count: number): readonly BenchLead[] {
  return Array.from({ length: count }, (_, number) => aLead(number));
}

/** The id of the lead with this number. */
export const leadId = (number: number): string => id(1, number);

function aLead(number: number): BenchLead {
  const firm = number % 3000;
  const email = `person${number}@firm${firm}.example`;
  return {
    ...{
      id: leadId(number),
      clientId: id(2, 7),
      campaignId: id(3, 8),
      firstName: `Person ${number}`,
      lastName: 'Löwe',
    },
    ...{ fullName: `Person ${number} Löwe`, title: 'Head of Operations', company: `Firm ${firm}` },
    ...{ companyDomain: `firm${firm}.example`, industry: 'software', employeeCount: number % 900, revenueCents: null },
    ...{ location: 'Berlin', country: 'Germany', email, emailKey: email, linkedin: '', linkedinKey: null },
    ...{ phone: '', phoneKey: null, timeZone: 'Europe/Berlin', language: 'de' },
    ...{ searchText: `person ${number} löwe head of operations firm ${firm}`, signals: '[]', budgetKnown: 0 },
    ...{ timelineKnown: 0, score: ((number * 7919) % 1000) / 1000, fit: 0.5, opportunity: 0.25, tier: 'WARM' },
    ...{ grade: 'B', factors: why, scoredAt: at, state: 'NEW', stateReason: '', consent: 'UNKNOWN' },
    ...{ consentSource: '', consentAt: null, needsReview: 0, reviewReason: '', source: 'IMPORT', batchId: id(4, 9) },
    ...{ batchRow: number, fields: '{}', createdAt: at, updatedAt: at },
  };
}

/** The database's name of a column. */
export const realName = (column: string): string => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
