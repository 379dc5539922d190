import { pick, seededRandom } from './seeded-random.ts';

const firstNames = [
  'Amara',
  'Bruno',
  'Chloé',
  'Dario',
  'Elif',
  'Fiona',
  'Goran',
  'Hana',
  'Ivo',
  'Jana',
  'Kofi',
  'Lena',
  'Mateo',
  'Nora',
  'Otis',
  'Priya',
  'Quinn',
  'Rosa',
  'Sven',
  'Tessa',
] as const;
const lastNames = [
  'Adeyemi',
  'Bergström',
  'Castellanos',
  'Dvořák',
  'Eriksen',
  'Fontaine',
  'Grünwald',
  'Haddad',
  'Ibsen',
  'Jansen',
  'Kowalska',
  'Lindqvist',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Quispe',
  'Rossi',
  'Schäfer',
  'Tanaka',
] as const;
const titles = [
  'Head of Logistics',
  'Operations Director',
  'COO',
  'Fleet Manager',
  'Depot Supervisor',
  'VP Supply Chain',
  'Transport Planner',
  'Managing Director',
  'Warehouse Assistant',
  'Procurement Manager',
] as const;
const trades = [
  'Bakery',
  'Grocers',
  'Parcel',
  'Brewing',
  'Florists',
  'Furniture',
  'Pharmacy',
  'Coffee',
  'Dairy',
  'Stationery',
] as const;
const places = [
  'Harbour',
  'Millbrook',
  'Northgate',
  'Oakfield',
  'Riverside',
  'Stonebridge',
  'Thornhill',
  'Westmere',
  'Ashdown',
  'Kingsway',
] as const;
const industries = ['Food delivery', 'Retail', 'Parcel and courier', 'Wholesale', 'Healthcare'] as const;
const cities = [
  ['Hamburg', 'Germany', 'Europe/Berlin'],
  ['Lyon', 'France', 'Europe/Paris'],
  ['Leeds', 'United Kingdom', 'Europe/London'],
  ['Porto', 'Portugal', 'Europe/Lisbon'],
  ['Boston', 'United States', 'America/New_York'],
] as const;
const signals = ['opened a second depot', 'hiring drivers', 'new same-day promise', ''] as const;

const header = [
  'Full name',
  'Work e-mail',
  'Firm',
  'Role',
  'Sector',
  'Staff',
  'Turnover (EUR)',
  'Town',
  'Country',
  'Time zone',
  'What we noticed',
];

/**
 * The demonstration's list of leads, as a customer would send it: columns that are not ours, semicolons, 100 people at
 * reserved domains (RFC 2606: nobody can ever be written to there), three of them twice and two without an address.
 */
export function demoLeadsCsv(seed: number): string {
  const random = seededRandom(seed);
  const rows = Array.from({ length: 100 }, (_unused, index) => aPerson(random, index));
  const twice = [rows[4], rows[17], rows[42]].flatMap((row) => (row ? [row] : []));
  const without = [aPerson(random, 100), aPerson(random, 101)].map((row) => row.with(1, ''));
  return [header, ...rows, ...twice, ...without].map((row) => row.map(quoted).join(';')).join('\r\n') + '\r\n';
}

function aPerson(random: () => number, index: number): string[] {
  const first = firstNames[index % firstNames.length] ?? 'Amara';
  const last = lastNames[Math.floor(index / 5) % lastNames.length] ?? 'Novak';
  const firm = `${pick(random, places)} ${pick(random, trades)}`;
  const [town, country, zone] = pick(random, cities);
  const mailbox = `${plain(first)}.${plain(last)}.${index}`;
  const domain = `${plain(firm)}.example`;
  const staff = String(10 + Math.floor(random() ** 2 * 900));
  const turnover = String(500_000 + Math.floor(random() ** 2 * 40_000_000));
  return [
    `${first} ${last}`,
    `${mailbox}@${domain}`,
    firm,
    pick(random, titles),
    pick(random, industries),
    staff,
    turnover,
    town,
    country,
    zone,
    pick(random, signals),
  ];
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

const quoted = (text: string): string => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
