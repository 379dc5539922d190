import { plainHeader } from './header-words.ts';

/** What the columns of an export always have, by the product that writes it. Seen in the products' own exports, 2026. */
const products: readonly { readonly name: string; readonly has: readonly (readonly string[])[] }[] = [
  { name: 'Apollo', has: [['apollo contact id'], ['person linkedin url', 'employees', 'title']] },
  {
    name: 'HubSpot',
    has: [
      ['record id', 'lifecycle stage'],
      ['record id', 'contact owner'],
      ['record id', 'lead status'],
      ['contact id', 'lifecycle stage'],
    ],
  },
  { name: 'LinkedIn', has: [['first name', 'url', 'connected on']] },
  {
    name: 'Salesforce',
    has: [
      ['account name', 'mailing city'],
      ['lead owner', 'lead status', 'company account'],
      ['contact id', 'account name'],
    ],
  },
  {
    name: 'Pipedrive',
    has: [
      ['person name', 'person email'],
      ['person id', 'organization name'],
    ],
  },
  { name: 'Google Contacts', has: [['e mail 1 value'], ['e mail 1 label']] },
  {
    name: 'Outlook',
    has: [
      ['e mail address', 'e mail display name'],
      ['e mail address', 'business phone'],
    ],
  },
  { name: 'Lusha', has: [['work email', 'direct phone', 'company main phone']] },
  { name: 'ZoomInfo', has: [['zoom info contact id'], ['zoominfo contact id']] },
];

/** The product whose export a list is, by the names of its columns; undefined when it could be anybody's. */
export function recogniseProduct(header: readonly string[]): string | undefined {
  const names = new Set(header.map(plainHeader));
  return products.find(({ has }) => has.some((all) => all.every((name) => names.has(name))))?.name;
}
