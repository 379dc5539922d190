import { exampleCommands, postgresFinding as finding, type UrlFinding } from './url-finding.ts';

/** What stands behind `postgres://`, taken apart but not decoded. */
export interface PostgresAuthority {
  readonly userInfo: string | undefined;
  /** `host`, `host:port`, or several of them with commas. */
  readonly hosts: string;
  /** Without the slash. */
  readonly database: string;
  /** Without the question mark. */
  readonly query: string;
}

const percentForms: Readonly<Record<string, string>> = { '#': '%23', '/': '%2F', '?': '%3F', ' ': '%20', '%': '%25' };

/** Says which characters have to be written otherwise, and how; never what stands around them. */
export function rawCharacters(characters: readonly string[]): UrlFinding {
  const named = characters.map((each) => (each === ' ' ? 'a blank' : `"${each}"`)).join(' and ');
  const forms = characters.map((each) => `${each === ' ' ? 'the blank' : each} as ${percentForms[each] ?? each}`);
  return finding(
    'db-url-raw-character',
    `User or password contain ${named}, which ends them there for Node (psql is more patient).`,
    `Write ${forms.join(' and ')}.`,
    [encodeCommand, ...exampleCommands.slice(1)],
  );
}

/** Encodes what is typed, so that a password does not get into the history of the shell. */
const encodeCommand = `node -e 'process.stdin.on("data", (typed) => console.log(encodeURIComponent(String(typed).trim())))'`;

/**
 * Splits what stands behind `postgres://`. A password with a raw `/`, `?` or `#` ends the address too early, for Node
 * as for everybody; that is told from a real path or query by the `@` that comes too late.
 */
export function splitPostgresUrl(rest: string): PostgresAuthority | UrlFinding {
  const [authority = ''] = rest.split(/[/?#]/, 1);
  const tail = rest.slice(authority.length);
  const lateAt = lateAtSign(authority, tail);
  if (lateAt >= 0) return rawCharacters(charactersIn(tail.slice(0, lateAt)));
  if (tail.includes('#')) return rawCharacters(['#']);
  const cut = cutShort(authority, tail);
  if (cut) return cut;
  const at = authority.lastIndexOf('@');
  const [database = '', ...query] = tail.replace(/^\//, '').split('?');
  return {
    userInfo: at < 0 ? undefined : authority.slice(0, at),
    hosts: authority.slice(at + 1),
    database: tail.startsWith('/') ? database : '',
    query: tail.startsWith('?') ? tail.slice(1) : query.join('?'),
  };
}

const charactersIn = (text: string): readonly string[] => ['/', '?', '#'].filter((each) => text.includes(each));

/** Where an `@` stands in the tail that can only have been meant to end the password; -1 otherwise. */
function lateAtSign(authority: string, tail: string): number {
  const query = tail.indexOf('?');
  const path = query < 0 ? tail : tail.slice(0, query);
  if (path.includes('@')) return tail.lastIndexOf('@');
  const isHost = authority.includes('@') || /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d{0,5})?$/.test(authority);
  const isQuery = /^\?[\w.-]+=/.test(tail.slice(query));
  return query >= 0 && !(isHost && isQuery) ? tail.lastIndexOf('@') : -1;
}

/** `user:pass` and nothing behind it, or something that is no port where a port would be. */
function cutShort(authority: string, tail: string): UrlFinding | undefined {
  const isHosts = /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/;
  if (authority.includes('@') || authority.split(',').every((host) => isHosts.test(host))) return undefined;
  if (/^[\da-f:.%]+$/i.test(authority) && authority.split(':').length > 2) {
    return finding(
      'db-url-host',
      'An IPv6 address stands without brackets, so nobody can tell it from a port.',
      'Write it in brackets: postgres://user@[::1]:5432/database.',
    );
  }
  return tail === ''
    ? finding(
        'db-url-cut',
        'The URL ends before a host: in a .env file an unquoted "#" begins a comment and cuts the value off.',
        'Write "#" as %23, or put the whole value in quotes in that file.',
      )
    : finding(
        'db-url-port',
        'What stands behind the colon is no port. If it is the password, the "@" and the host are missing.',
        'Write postgres://user:password@host:5432/database.',
      );
}
