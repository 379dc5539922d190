import type { DbHandle, Tx } from '@aicmo/core-db';
import { invalid } from '@aicmo/core-kernel';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { parseLinkedin } from '../leads/linkedin-identity.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import { identitiesOfLeads } from './identities-of-leads.ts';
import type { PersonValues } from './mention-rules.ts';

/** One person, by whatever address, profile or number somebody gave. */
export interface FoundPerson {
  /** What was asked for, in its normal form. */
  readonly asked: IdentityKey;
  /** Every lead of the person, over all clients, also merged ones. */
  readonly leads: readonly LeadRow[];
  /** Every way in which the person is recognised, the asked one first. */
  readonly identities: readonly IdentityKey[];
  /** Mail addresses under which things are stored that have no lead. */
  readonly emailKeys: readonly string[];
  readonly values: PersonValues;
}

/** Throws `invalid` (`person-address`) for a text that is no address, profile or number. */
async function parsePersonAddress(text: string): Promise<IdentityKey> {
  const email = parseEmail(text);
  if (email) return { kind: 'email', value: email.key };
  const linkedin = parseLinkedin(text);
  if (linkedin) return { kind: 'linkedin', value: linkedin.key };
  const phone = (await openPhoneParser())(text);
  if (phone !== undefined) return { kind: 'phone', value: phone };
  throw invalid({
    code: 'person-address',
    message: `Found “${text.slice(0, 80)}”; expected a mail address like anna@example.com, a profile like linkedin.com/in/anna-berg, or a number with its country like +49 30 901820.`,
  });
}

/** Finds everything that is one person: leads that share an identity, a person, or were merged into one of these. */
export async function findPerson(handle: DbHandle<CamTables>, text: string, tx?: Tx): Promise<FoundPerson> {
  const asked = await parsePersonAddress(text);
  const owners = await handle
    .in(tx)
    .selectFrom('camIdentity')
    .select('leadId')
    .where('kind', '=', asked.kind)
    .where('value', '=', asked.value)
    .execute();
  const leads = await closure(
    handle,
    owners.map(({ leadId }) => leadId),
    tx,
  );
  return personOf(asked, text, leads, await identitiesOfLeads(handle, leads, tx));
}

/** Grows until nobody new is found; a person's leads are few. */
async function closure(handle: DbHandle<CamTables>, ids: readonly string[], tx?: Tx): Promise<readonly LeadRow[]> {
  const found = new Map<string, LeadRow>();
  let next = [...ids];
  while (next.length > 0) {
    const rows = await handle.in(tx).selectFrom('camLead').selectAll().where('id', 'in', next).execute();
    for (const row of rows) found.set(row.id, row);
    const people = [...new Set(rows.map(({ personId }) => personId))];
    const same =
      people.length === 0
        ? []
        : await handle.in(tx).selectFrom('camLead').selectAll().where('personId', 'in', people).execute();
    const pointed = rows.flatMap(({ mergedInto }) => (mergedInto === null ? [] : [mergedInto]));
    next = [...new Set([...same.map(({ id }) => id), ...pointed])].filter((id) => !found.has(id));
  }
  return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function personOf(
  asked: IdentityKey,
  text: string,
  leads: readonly LeadRow[],
  known: readonly IdentityKey[],
): FoundPerson {
  const identities = [...new Map([asked, ...known].map((each) => [`${each.kind} ${each.value}`, each])).values()];
  const of = (kind: IdentityKey['kind']) => identities.filter((each) => each.kind === kind).map(({ value }) => value);
  const typed = asked.kind === 'email' ? (parseEmail(text)?.address ?? '') : '';
  return {
    ...{ asked, leads, identities, emailKeys: of('email') },
    values: {
      emails: [...of('email'), ...leads.map(({ email }) => email), typed],
      linkedinSlugs: of('linkedin'),
      phones: of('phone'),
      names: leads.flatMap(({ fullName, firstName, lastName }) => [fullName, `${firstName} ${lastName}`]),
    },
  };
}
