import path from 'node:path';
import { exportCommand, sqliteFinding as finding, refused, type UrlFinding, type UrlReading } from './url-finding.ts';

const memory = ':memory:';

/** Reads `sqlite:`, `file:` and `:memory:`; asks nothing of the disk. */
export function readSqliteUrl(url: string): UrlReading {
  const found = /^file:/i.test(url) ? fileUriPath(url.slice('file:'.length)) : sqlitePath(url);
  if (typeof found !== 'string') return refused('sqlite', found);
  const issue = issueOfPath(found);
  if (issue) return refused('sqlite', issue);
  const parsed = { dialect: 'sqlite' as const, file: found, normalized: `sqlite:${found}` };
  return { dbType: 'sqlite', parsed, issues: [], warnings: warningsOfPath(found) };
}

/** `sqlite:<path>` as it stands; behind `sqlite:///` comes the path as SQLAlchemy and Django write it. */
function sqlitePath(url: string): string | UrlFinding {
  const rest = url === memory ? memory : url.slice(url.indexOf(':') + 1);
  if (/^\/{0,3}:memory:$/.test(rest)) return memory;
  if (rest.startsWith('///')) return rest.slice(3).replace(/^\/+/, '/');
  if (!rest.startsWith('//')) return rest;
  const inside = rest.slice(2);
  return finding(
    'db-url-sqlite-host',
    'A SQLite URL has no host, and behind two slashes a host would stand.',
    'Write one slash less or one more: the whole path behind sqlite:, or a relative one behind sqlite:///.',
    inside === '' || /[@?#]/.test(inside)
      ? undefined
      : [exportCommand(`sqlite:${inside}`), exportCommand(`sqlite:/${inside}`)],
  );
}

/** `file:` as SQLite and RFC 8089 read it: three slashes are an absolute path, and percent signs encode. */
function fileUriPath(rest: string): string | UrlFinding {
  if (rest === memory) return memory;
  const local = rest.replace(/^\/\/localhost(?=\/)/i, '').replace(/^\/\/(?=\/)/, '');
  if (local.startsWith('//')) {
    return finding(
      'db-url-sqlite-host',
      'A file: URL of another machine cannot be opened.',
      'Write the path on this machine.',
    );
  }
  try {
    return decodeURIComponent(local);
  } catch {
    return finding(
      'db-url-encoding',
      'The file: URL has a percent sign that encodes nothing.',
      'Write %25 for a percent sign, or begin with sqlite: and write the path as it stands.',
    );
  }
}

interface PathRule {
  readonly code: string;
  readonly found: RegExp;
  readonly message: string;
  readonly text: string;
  readonly instead?: (file: string) => string;
}

const pathRules: readonly PathRule[] = [
  {
    code: 'db-url-sqlite-path',
    found: /^$|[/\\]$|(?:^|[/\\])\.{1,2}$/,
    message: 'The SQLite URL names no file.',
    text: 'Write the path of a file behind sqlite:.',
  },
  {
    code: 'db-url-sqlite-path',
    found: /[^/]{256}/,
    message: 'A name in the path is longer than the 255 bytes that disks allow.',
    text: 'Shorten it.',
  },
  {
    code: 'db-url-nul',
    found: /\0/,
    message: 'The path contains a NUL character; the driver would cut it there and open another file.',
    text: 'Write the path without it.',
  },
  {
    code: 'db-url-sqlite-options',
    found: /[?#]/,
    message: 'A SQLite URL takes no options, and "?" and "#" would become part of the file name.',
    text: 'Remove them with what follows.',
    instead: (file) => file.replace(/[?#].*$/s, ''),
  },
  {
    code: 'db-url-placeholder',
    found: /<[\w -]{2,}>|^\$[A-Z_]\w*|%[A-Z_]{3,}%/,
    message: 'The path still has a placeholder or a variable in it, which nothing has replaced.',
    text: 'Put the real path there.',
  },
  {
    code: 'db-url-tilde',
    found: /^~[\w.-]*(?:\/|$)/,
    message: 'The path begins with "~", which only a shell replaces; a folder of that name would be made.',
    text: 'Write the whole path of your home folder.',
    instead: (file) => file.replace(/^~/, '/home/you'),
  },
  {
    code: 'db-url-sqlite-companion',
    found: /-(?:wal|shm|journal)$/,
    message: 'The path names a file that SQLite keeps beside a database, not the database.',
    text: 'Write the path of the database.',
    instead: (file) => file.replace(/-(?:wal|shm|journal)$/, ''),
  },
  ...(path.sep === '/'
    ? [
        {
          code: 'db-url-windows-path',
          found: /^[A-Za-z]:[/\\]|\\/,
          message: 'The path is one of Windows, and this machine has no drives: it would become one strange file name.',
          text: 'Write the path on this machine, with "/" between the folders.',
        },
      ]
    : []),
];

function issueOfPath(file: string): UrlFinding | undefined {
  if (file === memory) return undefined;
  const rule = pathRules.find(({ found }) => found.test(file));
  if (!rule) return undefined;
  const commands = rule.instead === undefined ? undefined : [exportCommand(`sqlite:${rule.instead(file)}`)];
  return finding(rule.code, rule.message, rule.text, commands);
}

function warningsOfPath(file: string): readonly UrlFinding[] {
  if (file === memory) {
    return [
      finding(
        'db-url-memory',
        'The database is in memory: everything is lost when the program ends, and no other program sees it.',
        'Name a file.',
        [exportCommand('sqlite:.data/aicmo.db')],
      ),
    ];
  }
  const whole = path.resolve(file);
  const relative = finding(
    'db-url-relative',
    `The path of the SQLite file is relative, so it depends on where the program is started; from here it is ${whole}.`,
    'Write the whole path.',
    [exportCommand(`sqlite:${whole}`)],
  );
  const percent = finding(
    'db-url-percent',
    'The path has a percent sign followed by two digits; it is taken as it stands and not decoded.',
    'If it is encoded, write the path itself.',
  );
  return [...(path.isAbsolute(file) ? [] : [relative]), ...(/%[0-9a-f]{2}/i.test(file) ? [percent] : [])];
}
