import path from 'node:path';
import type { Redact } from '../probe/judge-import.ts';

/** What the checks of the machine look at: values only, so that each can be asked about a machine that does not exist. */
export interface Machine {
  readonly repositoryFolder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where secrets are hidden in words that are not ours. */
  readonly redact: Redact;
}

/** The folder of databases, backups and keys: AICMO_HOME, taken from the repository and never from the working directory. */
export const homeOf = ({ repositoryFolder, variables }: Machine): string =>
  path.resolve(repositoryFolder, variables['AICMO_HOME']?.trim() || '.data');

/** The database file that the settings name; undefined for PostgreSQL and for what only the URL's own check can judge. */
export function sqliteFileOf(machine: Machine): string | undefined {
  const url = machine.variables['DATABASE_URL'];
  if (url === undefined) {
    return path.join(homeOf(machine), machine.variables['AICMO_DEMO'] === '1' ? 'demo.db' : 'aicmo.db');
  }
  const file = /^(?:sqlite|file):(?:\/\/(?=\/))?([^?#]+)$/iu.exec(url.trim())?.[1];
  return file === undefined || file.includes(':memory:') ? undefined : path.resolve(machine.repositoryFolder, file);
}

/** A port out of a variable, as the programs read it; undefined for what they refuse. */
export function portOf(machine: Machine, name: string, usual: number): number | undefined {
  const text = machine.variables[name]?.trim();
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/** Things in words: `a, b and 3 more`. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
