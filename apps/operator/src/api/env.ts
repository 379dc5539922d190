import path from 'node:path';
import { foundSetting, invalid } from '@aicmo/core-kernel';
import { knownSecrets, parseListenSettings, type ListenSettings, type PublicPlace } from '@aicmo/core-server';
import { parseWorkspaceEnv, type WorkspaceEnv } from '@aicmo/workspace';
import { parsePublicSettings } from '../public/public-settings.ts';

/** Everything that the operator takes from its environment. */
export interface OperatorEnv extends ListenSettings {
  readonly workspace: WorkspaceEnv;
  /** The pages for people outside; undefined: there are none. */
  readonly publicPages: PublicPlace | undefined;
  /** Served from the sources with hot updates, instead of from the build. */
  readonly development: boolean;
  /** The variables as they stand, for Diagnostics: secrets by presence alone. */
  readonly shown: readonly ShownVariable[];
  /** What must appear nowhere: the log and every answer hide these values in every encoding. */
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
  'AICMO_PUBLIC_URL',
  'AICMO_PUBLIC_PORT',
  'AICMO_USE_LLM',
  'AICMO_LLM_MODEL',
  'NODE_ENV',
  'TZ',
];
const places: readonly string[] = [
  ...['AICMO_HOME', 'AICMO_HOST', 'AICMO_ALLOWED_HOSTS', 'AICMO_PUBLIC_URL', 'AICMO_LLM_MODEL', 'TZ'],
];
// An address may hold a password.
const secretNames = [
  'AICMO_ACCESS_TOKEN',
  'DATABASE_URL',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'APOLLO_API_KEY',
  'HUNTER_API_KEY',
];

/**
 * Reads the environment; the only place of the operator that does. Throws `invalid` (`env-…`, `address-needs-token`,
 * `token-too-short`, `db-url-…`) with what was found and what to type.
 */
export function readEnv(variables: Variables = process.env): OperatorEnv {
  const listen = parseListenSettings(variables, { portVariable: 'AICMO_OPERATOR_PORT', port: 8501 });
  const workspace = parseWorkspaceEnv(variables, repositoryFolder);
  return {
    ...listen,
    workspace,
    publicPages: parsePublicSettings(variables, { publicUrl: workspace.publicUrl, host: listen.host }),
    development: parseMode(variables['NODE_ENV']),
    shown: [
      ...publicNames.map((name) => ({ name, value: shownValue(name, variables[name]), isSecret: false })),
      ...secretNames.map((name) => ({ name, value: variables[name] === undefined ? null : 'set', isSecret: true })),
    ],
    secrets: knownSecrets(variables),
  };
}

/** Names and places as they stand; a switch or a number that is long is something else, which may be a key. */
function shownValue(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  return places.includes(name) || value.length <= 16 ? value : foundSetting(value);
}

/** The values of this process's environment that no last words may hold. */
export const environmentSecrets = (): readonly string[] => knownSecrets(process.env);

function parseMode(text: string | undefined): boolean {
  const mode = text?.trim() || 'production';
  if (['development', 'production', 'test'].includes(mode)) return mode === 'development';
  throw invalid({
    code: 'env-mode',
    message: `NODE_ENV is ${foundSetting(mode)}; expected production or development.`,
  });
}
