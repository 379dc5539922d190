/** What is known of a country: its ISO code, the names lists use, and its zone where it has only one. */
interface Country {
  readonly code: string;
  readonly names: readonly string[];
  /** IANA name; missing for countries with several zones, whose people need a zone of their own. */
  readonly zone?: string;
}

const countries: readonly Country[] = [
  { code: 'DE', names: ['germany', 'deutschland', 'allemagne', 'alemania', 'germania'], zone: 'Europe/Berlin' },
  { code: 'AT', names: ['austria', 'österreich', 'autriche'], zone: 'Europe/Vienna' },
  { code: 'CH', names: ['switzerland', 'schweiz', 'suisse', 'svizzera', 'suiza'], zone: 'Europe/Zurich' },
  { code: 'FR', names: ['france', 'frankreich', 'francia'], zone: 'Europe/Paris' },
  { code: 'IT', names: ['italy', 'italien', 'italia', 'italie'], zone: 'Europe/Rome' },
  { code: 'ES', names: ['spain', 'spanien', 'españa', 'espagne', 'spagna'], zone: 'Europe/Madrid' },
  {
    code: 'NL',
    names: ['netherlands', 'the netherlands', 'niederlande', 'nederland', 'pays-bas'],
    zone: 'Europe/Amsterdam',
  },
  { code: 'BE', names: ['belgium', 'belgien', 'belgique', 'belgië'], zone: 'Europe/Brussels' },
  { code: 'LU', names: ['luxembourg', 'luxemburg'], zone: 'Europe/Luxembourg' },
  {
    code: 'GB',
    names: ['united kingdom', 'uk', 'great britain', 'england', 'scotland', 'wales'],
    zone: 'Europe/London',
  },
  { code: 'IE', names: ['ireland', 'irland', 'irlande'], zone: 'Europe/Dublin' },
  { code: 'DK', names: ['denmark', 'dänemark', 'danmark'], zone: 'Europe/Copenhagen' },
  { code: 'SE', names: ['sweden', 'schweden', 'sverige'], zone: 'Europe/Stockholm' },
  { code: 'NO', names: ['norway', 'norwegen', 'norge'], zone: 'Europe/Oslo' },
  { code: 'FI', names: ['finland', 'finnland', 'suomi'], zone: 'Europe/Helsinki' },
  { code: 'PL', names: ['poland', 'polen', 'polska'], zone: 'Europe/Warsaw' },
  { code: 'CZ', names: ['czech republic', 'czechia', 'tschechien', 'česko'], zone: 'Europe/Prague' },
  { code: 'HU', names: ['hungary', 'ungarn', 'magyarország'], zone: 'Europe/Budapest' },
  { code: 'RO', names: ['romania', 'rumänien', 'românia'], zone: 'Europe/Bucharest' },
  { code: 'GR', names: ['greece', 'griechenland', 'ελλάδα'], zone: 'Europe/Athens' },
  { code: 'TR', names: ['turkey', 'türkiye', 'türkei'], zone: 'Europe/Istanbul' },
  { code: 'IN', names: ['india', 'indien', 'bharat'], zone: 'Asia/Kolkata' },
  { code: 'JP', names: ['japan', '日本'], zone: 'Asia/Tokyo' },
  { code: 'SG', names: ['singapore', 'singapur'], zone: 'Asia/Singapore' },
  { code: 'AE', names: ['united arab emirates', 'uae'], zone: 'Asia/Dubai' },
  { code: 'IL', names: ['israel'], zone: 'Asia/Jerusalem' },
  { code: 'ZA', names: ['south africa', 'südafrika'], zone: 'Africa/Johannesburg' },
  { code: 'PT', names: ['portugal'] },
  { code: 'US', names: ['united states', 'united states of america', 'usa', 'vereinigte staaten'] },
  { code: 'CA', names: ['canada', 'kanada'] },
  { code: 'AU', names: ['australia', 'australien'] },
  { code: 'BR', names: ['brazil', 'brasilien', 'brasil'] },
  { code: 'MX', names: ['mexico', 'méxico', 'mexiko'] },
];

const byName = new Map(
  countries.flatMap((country) =>
    [country.code.toLowerCase(), ...country.names].map((name) => [name, country] as const),
  ),
);

/** The country behind a code or name in one of a few languages; undefined for one that is not listed. */
export const findCountry = (text: string): Country | undefined =>
  byName.get(text.trim().normalize('NFC').toLowerCase());
