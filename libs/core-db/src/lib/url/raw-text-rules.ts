import { exampleCommands, exportCommand, finding, type UrlFinding } from './url-finding.ts';

interface RawTextRule {
  readonly code: string;
  readonly found: RegExp | ((text: string) => boolean);
  readonly message: string;
  readonly text: string;
  /** What mends it, whatever stands there. */
  readonly commands?: readonly string[];
  /** The same value as it should be, when that is certain. */
  readonly instead?: (text: string) => string;
}

const quotes = '"\'`“”‘’«»';
const invisible = /[\u00ad\u00a0\u200b-\u200f\u2028\u2029\u2060]/g;
const assignment = /^\s*(?:export\s+|set\s+|\$env:)?[A-Za-z_]\w*\s*=\s*["']?(?=[a-z][\w+.-]*:\/\/|sqlite:|file:)/i;

/** What makes a value unreadable before anybody asks which database it means; the first one that is found counts. */
const rules: readonly RawTextRule[] = [
  {
    code: 'db-url-blank',
    found: (text) => text.replace(invisible, '').replaceAll('\ufeff', '').trim() === '',
    message: 'The database URL is set but blank.',
    text: 'Unset it to use the embedded SQLite file, or write a URL.',
    commands: ['unset DATABASE_URL', ...exampleCommands],
  },
  {
    code: 'db-url-undecodable',
    found: (text) => text.includes('\ufffd') || !text.isWellFormed(),
    message: 'The database URL contains bytes that are not UTF-8; they cannot be told apart any more.',
    text: 'Enter it again; a file with such a name has to be renamed first.',
  },
  {
    code: 'db-url-nul',
    found: /\0/,
    message: 'The database URL contains a NUL character; the driver would cut the path there and open another file.',
    text: 'Enter it again without that character.',
  },
  {
    code: 'db-url-bom',
    found: /^\ufeff/,
    message: 'The database URL begins with a byte-order mark.',
    text: 'Save the file that it comes from as UTF-8 without a byte-order mark, or write it again.',
    instead: (text) => text.slice(1).trim(),
  },
  {
    code: 'db-url-quoted',
    found: (text) => new RegExp(`^\\s*[${quotes}]|^[^${quotes}]*[${quotes}]\\s*$`).test(text),
    message: 'The database URL begins or ends with a quote, which would become part of it.',
    text: 'Remove the quote.',
    instead: (text) => text.replace(new RegExp(`^[\\s${quotes}]+|[\\s${quotes}]+$`, 'g'), ''),
  },
  {
    code: 'db-url-blank-space',
    found: (text) => text !== text.trim(),
    message: 'The database URL begins or ends with blank space.',
    text: 'Remove it.',
    instead: (text) => text.trim(),
  },
  {
    code: 'db-url-invisible',
    found: (text) => text.search(invisible) >= 0,
    message: 'The database URL contains a character that cannot be seen, as text copied from a page often does.',
    text: 'Write it again by hand.',
    instead: (text) => text.replace(invisible, ''),
  },
  {
    code: 'db-url-control',
    found: /[\u0000-\u001f\u007f-\u009f]/,
    message: 'The database URL contains a line break, a tab or another control character.',
    text: 'Write it in one line.',
  },
  {
    code: 'db-url-assignment',
    found: assignment,
    message: 'The value repeats the name of the variable before the URL.',
    text: 'Write the URL alone.',
    instead: (text) => text.replace(assignment, ''),
  },
  {
    code: 'db-url-command',
    found: /^\s*(?:psql|pg_dump|sqlite3)\s/i,
    message: 'The value is a command and not a URL.',
    text: 'Write the URL alone.',
  },
  {
    code: 'db-url-placeholder',
    found: /\$\{[^}]*\}|\$\(|\{\{[^}]*\}\}/,
    message: 'The database URL still has a placeholder in it, which nothing has replaced.',
    text: 'Put the real value there.',
  },
];

/** The first thing that is wrong with the text itself, or undefined. */
export function findInRawText(text: string): UrlFinding | undefined {
  const rule = rules.find(({ found }) => (found instanceof RegExp ? found.test(text) : found(text)));
  if (!rule) return undefined;
  const commands = rule.instead === undefined ? rule.commands : [exportCommand(rule.instead(text))];
  return finding(rule.code, rule.message, rule.text, commands);
}
