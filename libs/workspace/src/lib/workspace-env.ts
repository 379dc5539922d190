import path from 'node:path';
import { foundSetting, invalid } from '@aicmo/core-kernel';
import { validateDatabaseUrl } from '@aicmo/core-db';
import { parseConnectorSettings } from './connector-env.ts';
import type { WorkspaceEnv } from './workspace.ts';

/**
 * Reads where the workspace is out of environment variables; every program of the house asks this function, so that
 * all of them mean the same database. A relative AICMO_HOME is taken from the repository, never from the working directory.
 *
 * - `AICMO_HOME`: the folder of database, backups and keys; `.data` in the repository by default.
 * - `DATABASE_URL`: `sqlite:<AICMO_HOME>/aicmo.db` by default (`demo.db` for the demonstration).
 * - `AICMO_DEMO`: `1` for demonstration data.
 * - `AICMO_PUBLIC_URL`: where people outside reach the public pages; without it there are none.
 * - `APOLLO_API_KEY`, `HUNTER_API_KEY`: outside data services, off without one (see `parseConnectorSettings`).
 *
 * Throws `invalid`: `env-demo` for another value, `env-public-url` for what is no address of a site, or the URL's own code (`db-url-…`).
 */
export function parseWorkspaceEnv(
  variables: Readonly<Record<string, string | undefined>>,
  repositoryFolder: string,
): WorkspaceEnv {
  const home = path.resolve(repositoryFolder, variables['AICMO_HOME']?.trim() || '.data');
  const demo = parseDemo(variables['AICMO_DEMO']);
  const databaseUrl = givenUrl(variables) ?? `sqlite:${path.join(home, demo ? 'demo.db' : 'aicmo.db')}`;
  const [issue] = validateDatabaseUrl(databaseUrl, { tryDriver: false }).issues;
  if (issue) {
    const { code, message, remedy } = issue;
    const example = remedy.commands[0] === undefined ? '' : ` Type: ${remedy.commands[0]}`;
    throw invalid({ code, message: `DATABASE_URL: ${message} ${remedy.text}${example}`, details: { remedy } });
  }
  const publicUrl = parsePublicUrl(variables['AICMO_PUBLIC_URL']);
  const connectors = parseConnectorSettings(variables);
  return {
    ...{ home, databaseUrl, demo },
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(Object.keys(connectors).length === 0 ? {} : { connectors }),
  };
}

/** A .env file that begins with a byte-order mark sets a variable of another name; its value is refused for that mark. */
function givenUrl(variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const marked = variables['\ufeffDATABASE_URL'];
  return variables['DATABASE_URL'] ?? (marked === undefined ? undefined : `\ufeff${marked}`);
}

/** An origin: a path would have to be known to whatever stands in front, and a link in a mail must not be read on its way. */
function parsePublicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const url = URL.parse(text.trim());
  const isLocal = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isSite = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal));
  const isPlain = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (isSite && isPlain) return url.origin;
  throw invalid({
    code: 'env-public-url',
    message: `AICMO_PUBLIC_URL is ${foundSetting(text)}; expected an address like https://forms.example.com, without a path.`,
  });
}

function parseDemo(text: string | undefined): boolean {
  if (text === undefined || text === '' || text === '0') return false;
  if (text === '1') return true;
  throw invalid({
    code: 'env-demo',
    message: `AICMO_DEMO is ${foundSetting(text)}; expected 1 for demonstration data, or nothing.`,
  });
}
