import * as z from 'zod/mini';
import { askService } from '../ask-service.ts';
import type { ConnectorAnswer, ConnectorParts, PeopleConnector, PersonAsked, PersonFound } from '../lead-connector.ts';

const text = z.optional(z.nullable(z.string()));
const number = z.optional(z.nullable(z.number()));

/** What is read of its answer; everything else is left alone. */
const Reply = z.object({
  person: z.nullable(
    z.object({
      title: text,
      linkedin_url: text,
      city: text,
      country: text,
      organization: z.optional(
        z.nullable(
          z.object({
            name: text,
            primary_domain: text,
            industry: text,
            estimated_num_employees: number,
            annual_revenue: number,
          }),
        ),
      ),
    }),
  ),
});

/** People by name and company or by address, as Apollo's interface "People Enrichment" gives them (its reference, 2026-11). */
export function apolloConnector(parts: ConnectorParts): PeopleConnector {
  const name = 'Apollo';
  return {
    ...{ id: 'apollo', name, does: 'people', keyVariable: 'APOLLO_API_KEY', isOn: parts.apiKey !== '' },
    match: async (person, signal) => {
      const answer = await askService(
        name,
        parts,
        {
          ...{ method: 'POST', path: '/api/v1/people/match', leadId: person.leadId },
          ...{
            headers: { 'x-api-key': parts.apiKey },
            body: questionOf(person),
            summary: 'Apollo: who is this person',
          },
        },
        signal,
      );
      if (!answer.ok) return answer;
      if (answer.reply.status === 404) return { ok: true, value: undefined };
      return readPerson(answer.reply.body);
    },
  };
}

/** Only what is known; nothing personal is bought that we did not ask for. */
const questionOf = (person: PersonAsked): object =>
  Object.fromEntries(
    [
      ['first_name', person.firstName],
      ['last_name', person.lastName],
      ['email', person.email],
      ['organization_name', person.company],
      ['domain', person.companyDomain],
      ['linkedin_url', person.linkedin],
      ['reveal_personal_emails', false],
    ].filter(([, value]) => value !== ''),
  );

function readPerson(body: unknown): ConnectorAnswer<PersonFound> {
  const result = z.safeParse(Reply, body);
  if (!result.success)
    return { ok: false, failure: 'unreadable', why: 'Apollo answered with something that cannot be read.' };
  const { person } = result.data;
  if (person === null) return { ok: true, value: undefined };
  const company = person.organization;
  const revenue = company?.annual_revenue;
  return {
    ok: true,
    value: {
      ...given('title', person.title),
      ...given('linkedin', person.linkedin_url),
      ...given('location', person.city),
      ...given('country', person.country),
      ...given('company', company?.name),
      ...given('companyDomain', company?.primary_domain),
      ...given('industry', company?.industry),
      ...(company?.estimated_num_employees ? { employeeCount: Math.round(company.estimated_num_employees) } : {}),
      ...(revenue ? { revenueCents: Math.round(revenue * 100) } : {}),
    },
  };
}

const given = (field: keyof PersonFound, value: string | null | undefined): PersonFound =>
  value ? { [field]: value.trim() } : {};
