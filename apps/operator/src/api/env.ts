import path from 'node:path';
import { invalid } from '@aicmo/core-kernel';
import { checkAccessToken, checkListenAddress } from '@aicmo/core-server';
import { parseWorkspaceEnv, type WorkspaceEnv } from '@aicmo/workspace';

/** Everything that the operator takes from its environment. */
export interface OperatorEnv {
  readonly workspace: WorkspaceEnv;
  readonly host: string;
  readonly port: number;
  /** Further `name:port` pairs that browsers may use, for a proxy in front. */
  readonly allowedHosts: readonly string[];
  readonly accessToken: string | undefined;
  /** Served from the sources with hot updates, instead of from the build. */
  readonly development: boolean;
  /** The variables as they stand, for Diagnostics: secrets by presence alone. */
  readonly shown: readonly ShownVariable[];
  /** What must appear nowhere: the log hides these values in every encoding. */
  readonly secrets: readonly string[];
}

export interface ShownVariable {
  readonly name: string;
  /** Null when unset; for a secret "set". */
  readonly value: string | null;
  readonly isSecret: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The repository, from this file's own place: never from the folder in which somebody happens to stand. */
export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

const publicNames = [
  'AICMO_HOME',
  'AICMO_HOST',
  'AICMO_OPERATOR_PORT',
  'AICMO_ALLOWED_HOSTS',
  'AICMO_DEMO',
  'AICMO_USE_LLM',
  'NODE_ENV',
  'TZ',
];
const secretNames = ['AICMO_ACCESS_TOKEN', 'DATABASE_URL', 'OPENAI_API_KEY'];

/**
 * Reads the environment; the only place of the operator that does. Throws `invalid` (`env-…`, `address-needs-token`,
 * `token-too-short`, `db-url-…`) with what was found and what to type.
 */
export function readEnv(variables: Variables = process.env): OperatorEnv {
  const host = variables['AICMO_HOST']?.trim() || '127.0.0.1';
  const accessToken = variables['AICMO_ACCESS_TOKEN']?.trim() || undefined;
  if (accessToken !== undefined) checkAccessToken(accessToken);
  checkListenAddress(host, accessToken !== undefined);
  const workspace = parseWorkspaceEnv(variables, repositoryFolder);
  const secrets = [accessToken, variables['OPENAI_API_KEY'], passwordOf(workspace.databaseUrl)];
  return {
    workspace,
    host,
    port: parsePort(variables['AICMO_OPERATOR_PORT']),
    allowedHosts: parseHosts(variables['AICMO_ALLOWED_HOSTS']),
    accessToken,
    development: parseMode(variables['NODE_ENV']),
    shown: [
      ...publicNames.map((name) => ({ name, value: variables[name] ?? null, isSecret: false })),
      ...secretNames.map((name) => ({ name, value: variables[name] === undefined ? null : 'set', isSecret: true })),
    ],
    secrets: secrets.filter((secret) => secret !== undefined),
  };
}

function passwordOf(databaseUrl: string): string | undefined {
  if (!URL.canParse(databaseUrl)) return undefined;
  const { password } = new URL(databaseUrl);
  return password === '' ? undefined : decodeURIComponent(password);
}

function parsePort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 8501;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port <= 65_535) return port;
  throw invalid({
    code: 'env-port',
    message: `AICMO_OPERATOR_PORT is "${text.slice(0, 20)}"; expected a number from 1 to 65535, or nothing for 8501.`,
  });
}

function parseHosts(text: string | undefined): readonly string[] {
  const hosts = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const wrong = hosts.find((host) => !/^[\w.-]+(:\d{1,5})?$/.test(host));
  if (wrong === undefined) return hosts;
  throw invalid({
    code: 'env-hosts',
    message: `AICMO_ALLOWED_HOSTS holds "${wrong.slice(0, 60)}"; expected names like console.example.com:8501, with commas between.`,
  });
}

function parseMode(text: string | undefined): boolean {
  const mode = text?.trim() || 'production';
  if (['development', 'production', 'test'].includes(mode)) return mode === 'development';
  throw invalid({
    code: 'env-mode',
    message: `NODE_ENV is "${mode.slice(0, 20)}"; expected production or development.`,
  });
}
