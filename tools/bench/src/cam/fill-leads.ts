import BetterSqlite from 'better-sqlite3';
import { foldCase } from '@aicmo/core-db';
import { companyBeginnings, companyEndings, familyNames, givenNames, legalForms } from './person-words.ts';

/** Who the leads of a filled house belong to. */
export interface FilledHouse {
  readonly clients: readonly string[];
  readonly campaigns: readonly string[];
  readonly batches: readonly string[];
  /** Some of the leads. */
  readonly leads: readonly string[];
}

const rowsPerTransaction = 10_000;
const idOf = (kind: number, number: number): string =>
  `019a0000-000${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** A generator with a seed: the same house each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of a list, the first ones far more often than the last. */
const pick = <T>(list: readonly T[], random: () => number, power = 2): T =>
  list[Math.floor(random() ** power * list.length)] as T; // the number is below 1

/**
 * Fills cam's tables with leads by raw SQL, in a small part of the time that an import takes: indexes and triggers are
 * taken away and made again, counts are counted. One client has most leads, one file most rows, as in a real house.
 */
export function fillLeads(file: string, rows: number): FilledHouse {
  const raw = new BetterSqlite(file);
  try {
    for (const setting of ['journal_mode = WAL', 'synchronous = OFF', 'cache_size = -200000']) raw.pragma(setting);
    const derived = raw
      .prepare<[], { type: string; name: string; sql: string }>(
        `select type, name, sql from sqlite_master where tbl_name = 'cam_lead' and type in ('index', 'trigger') and sql is not null`,
      )
      .all();
    for (const { type, name } of derived) raw.exec(`drop ${type} ${name}`);
    const house = insertLeads(raw, rows);
    for (const { sql } of derived) raw.exec(sql);
    raw.exec(`insert into cam_lead_text (cam_lead_text) values ('rebuild')`);
    countLeads(raw);
    raw.pragma('wal_checkpoint(TRUNCATE)');
    return house;
  } finally {
    raw.close();
  }
}

/** Counts all leads again: after they were written by raw SQL. */
export function countLeads(raw: BetterSqlite.Database): void {
  raw.exec(`delete from cam_lead_count; insert into cam_lead_count
    select client_id, coalesce(campaign_id, ''), state, coalesce(tier, ''), coalesce(grade, ''),
      needs_review, consent, email_check, count(*) from cam_lead where merged_into is null group by 1, 2, 3, 4, 5, 6, 7, 8;
    delete from cam_lead_sum; insert into cam_lead_sum
    select client_id, campaign_id, state, tier, needs_review, sum(leads) from cam_lead_count group by 1, 2, 3, 4, 5;
    delete from cam_batch_count; insert into cam_batch_count select batch_id, count(*) from cam_lead group by 1`);
}

/** To whom the leads of a filled house belong. */
export function houseOwners(): Owners {
  const ids = (kind: number, count: number) => Array.from({ length: count }, (_, at) => idOf(kind, at));
  return { clients: ids(1, 12), campaigns: ids(2, 40), batches: ids(3, 150) };
}

/** The leads of a filled house, by the columns' own names. */
export function* leadRows(rows: number, owners: Owners): Generator<ReturnType<typeof leadRow>> {
  const random = seeded(7);
  for (let number = 0; number < rows; number += 1) yield leadRow(number, random, owners);
}

function insertLeads(raw: BetterSqlite.Database, rows: number): FilledHouse {
  const random = seeded(7);
  const { clients, campaigns, batches } = houseOwners();
  const columns = Object.keys(leadRow(0, random, { clients, campaigns, batches }));
  const insert = raw.prepare(
    `insert into cam_lead (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const leads: string[] = [];
  for (let from = 0; from < rows; from += rowsPerTransaction) {
    raw.transaction(() => {
      for (let number = from; number < Math.min(rows, from + rowsPerTransaction); number += 1) {
        const row = leadRow(number, random, { clients, campaigns, batches });
        insert.run(row);
        if (number % 97 === 0) leads.push(row.id);
      }
    })();
  }
  return { clients, campaigns, batches, leads };
}

type Owners = Omit<FilledHouse, 'leads'>;
const states = ['NEW', 'QUALIFIED', 'CONTACTED', 'ENRICHED', 'LOST', 'REPLIED', 'WON'];
const checks = ['UNCHECKED', 'VALID', 'RISKY', 'UNKNOWN', 'INVALID'];
const titles = ['CEO', 'Head of Operations', 'Geschäftsführer', 'Marketing Manager', 'CTO', 'Einkauf', 'Sales Lead'];

function leadRow(number: number, random: () => number, { clients, campaigns, batches }: Owners) {
  const [first, last] = [pick(givenNames, random), pick(familyNames, random, 1.5)];
  const firm = `${pick(companyBeginnings, random, 1)}${pick(companyEndings, random, 1)}`;
  const company = `${firm} ${pick(legalForms, random)}`.trim();
  const email = `${foldCase(first)}.${foldCase(last)}${number % 1000}@${foldCase(firm)}.example`;
  const title = pick(titles, random);
  const score = random() < 0.03 ? null : Math.round(random() * 200) / 200;
  const tier = score === null ? null : score >= 0.85 ? 'HOT' : score >= 0.65 ? 'WARM' : score >= 0.4 ? 'COOL' : 'COLD';
  const batch = Math.floor(random() ** 4 * batches.length);
  // An import belongs to one campaign, and that to one client.
  const campaign = batch % campaigns.length;
  const owner = { campaign, client: campaign % clients.length };
  const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(number / 50) * 1000).toISOString();
  const id = idOf(4, number);
  const name = `${first} ${last}`;
  return {
    ...{
      id,
      person_id: id,
      merged_into: null,
      client_id: clients[owner.client],
      campaign_id: campaigns[owner.campaign],
    },
    ...{ first_name: first, last_name: last, full_name: name, title, company, company_domain: `${firm}.example` },
    ...{
      industry: 'Software',
      employee_count: 40,
      revenue_cents: null,
      location: 'Hamburg',
      country: 'Germany',
      email,
    },
    ...{ email_key: email, linkedin: '', linkedin_key: null, phone: '', phone_key: null, time_zone: 'Europe/Berlin' },
    ...{ language: 'de', search_text: ` ${name} ${company} ${email} ${title} `.normalize('NFC').toLowerCase() },
    ...{
      sort_name: foldCase(name),
      sort_company: foldCase(company),
      signals: '[]',
      budget_known: 0,
      timeline_known: 0,
    },
    ...{ score, fit: score, opportunity: score, tier, grade: score === null ? null : score > 0.6 ? 'B' : 'C' },
    ...{
      factors: '[100,80,null,40,30,90,null]',
      scored_at: at,
      score_version: null,
      email_check: pick(checks, random),
    },
    ...{ email_check_why: '', email_checked_at: null, state: pick(states, random), state_reason: '' },
    ...{ consent: random() < 0.05 ? 'DO_NOT_CONTACT' : 'UNKNOWN', consent_source: '', consent_at: null },
    ...{ needs_review: random() < 0.02 ? 1 : 0, review_reason: '', review_since: null, source: 'list.csv' },
    ...{ batch_id: batches[batch], batch_row: number, fields: '{}', created_at: at, updated_at: at },
  };
}
