import fc from 'fast-check';

/** A text as somebody could put it into DATABASE_URL, and what of it may, and what must not be seen. */
export interface PlantedText {
  readonly text: string;
  /** Pieces of the secret: none may be seen. */
  readonly pieces: readonly string[];
  readonly user: string;
  readonly host: string;
}

const pieces = ['Zq7vW', 'Xw9kT', 'Kj4pR'] as const;
const user = fc.constantFrom('ada', 'svc_app', 'o.brien', 'app-user', 'postgres', 'ada%40corp');
const host = fc.constantFrom('db.example.com', '10.0.0.7', '[::1]', 'localhost', 'db:5432', 'h1.example,h2.example');
const wild = [
  ...[
    '@',
    ':',
    '/',
    '?',
    '#',
    '%',
    '&',
    '=',
    ';',
    ',',
    "'",
    '"',
    ' ',
    '\\',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '<',
    '>',
    '|',
  ],
  ...[
    '\n',
    '\t',
    '%40',
    '%zz',
    '%E9',
    '://',
    '//',
    '@@',
    ':@',
    '?a=',
    '$&',
    '\\\\',
    "\\'",
    '***',
    '+',
    '~',
    '^',
    '€',
    '🔑',
  ],
];
const glue = fc.array(fc.constantFrom(...wild), { maxLength: 4 }).map((parts) => parts.join(''));
const password = fc.tuple(glue, glue).map(([a, b]) => `${pieces[0]}${a}${pieces[1]}${b}${pieces[2]}`);

type Form = (secret: string, user: string, host: string) => string;

const quoteLibpq = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const withoutQuotes = (text: string): string => text.replace(/[\s\\'"]/g, '\\$&');
const withoutAmpersand = (text: string): string => text.replaceAll('&', '%26');
const withoutSemicolon = (text: string): string => text.replaceAll(';', ',');

/** Every notation in which an address with a password has been seen. */
const forms: Readonly<Record<string, Form>> = {
  url: (secret, u, h) => `postgres://${u}:${secret}@${h}/shop`,
  'url with options': (secret, u, h) => `postgresql://${u}:${secret}@${h}/shop?sslmode=require&application_name=x`,
  'url of Python': (secret, u, h) => `postgresql+asyncpg://${u}:${secret}@${h}/shop`,
  'url of Python, SQLite': (secret, u, h) => `sqlite+aiosqlite://${u}:${secret}@${h}/shop`,
  'url of PHP': (secret, u, h) => `pgsql://${u}:${secret}@${h}/shop`,
  'url of SQLite': (secret, u, h) => `sqlite://${u}:${secret}@${h}/shop`,
  'url of another database': (secret, u, h) => `mongodb+srv://${u}:${secret}@${h}/shop?retryWrites=true`,
  'url without a scheme': (secret, u, h) => `${u}:${secret}@${h}/shop`,
  'url with two slashes alone': (secret, u, h) => `//${u}:${secret}@${h}/shop`,
  'url with one slash': (secret, u, h) => `postgres:/${u}:${secret}@${h}/shop`,
  'url with escaped slashes': (secret, u, h) => `postgres:\\/\\/${u}:${secret}@${h}\\/shop`,
  'url, encoded password': (secret, u, h) => `postgres://${u}:${encodeURIComponent(secret)}@${h}/shop`,
  'url, encoded whole': (secret, u, h) => encodeURIComponent(`postgres://${u}:${encodeURIComponent(secret)}@${h}/shop`),
  'url, encoded twice': (secret, u, h) =>
    encodeURIComponent(encodeURIComponent(`postgres://${u}:${encodeURIComponent(secret)}@${h}/shop`)),
  'url, encoded colon': (secret, u, h) => `postgres://${u}%3A${encodeURIComponent(secret)}@${h}/shop`,
  'password in the query': (secret, u, h) =>
    `postgres://${u}@${h}/shop?sslmode=require&password=${withoutAmpersand(secret)}&connect_timeout=3`,
  'password in the query, encoded': (secret, u, h) =>
    `postgres://${u}@${h}/shop?password=${encodeURIComponent(secret)}`,
  'key in the query': (secret, u, h) => `libsql://${u}@${h}?authToken=${encodeURIComponent(secret)}`,
  'nested in options': (secret, u, h) =>
    `postgres://${u}@${h}/shop?options=${encodeURIComponent(`-c app.api_key=${quoteLibpq(secret)}`)}`,
  'nested url': (secret, u, h) =>
    `postgres://${u}@${h}/shop?url=${encodeURIComponent(`postgres://x:${encodeURIComponent(secret)}@y/z`)}`,
  'libpq, quoted': (secret, u, h) => `host=${h} user=${u} password=${quoteLibpq(secret)} dbname=shop`,
  'libpq, quoted, with blanks': (secret, u, h) => `host = ${h} user = ${u} password = ${quoteLibpq(secret)}`,
  'libpq, unclosed': (secret, u, h) => `host=${h} user=${u} password='${secret}`,
  'libpq, unquoted': (secret, u, h) => `host=${h} user=${u} password=${withoutQuotes(secret)} sslmode=require`,
  jdbc: (secret, u, h) => `jdbc:postgresql://${h}/shop?user=${u}&password=${encodeURIComponent(secret)}&ssl=true`,
  'jdbc with a user': (secret, u, h) => `jdbc:postgresql://${u}:${secret}@${h}/shop`,
  'ado.net': (secret, u, h) => `Host=${h};Username=${u};Password=${withoutSemicolon(secret)};Database=shop`,
  json: (secret, u, h) => JSON.stringify({ host: h, user: u, password: secret }),
};

/** What people put around it by accident. */
const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => `'${text}'`,
  (text) => `“${text}”`,
  (text) => `  ${text}\n`,
  (text) => `\ufeff${text}`,
  (text) => `DATABASE_URL=${text}`,
  (text) => `export DATABASE_URL='${text}'`,
  (text) => `psql "${text}"`,
];

/** Texts with a planted password, in every notation, with whatever characters a password can have. */
export const plantedText: fc.Arbitrary<PlantedText> = fc
  .record({
    secret: password,
    user,
    host,
    form: fc.constantFrom(...Object.values(forms)),
    wrap: fc.constantFrom(...wraps),
  })
  .map(({ secret, user: u, host: h, form, wrap }) => ({ text: wrap(form(secret, u, h)), pieces, user: u, host: h }));
