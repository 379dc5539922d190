import path from 'node:path';
import { knownSecrets, parseListenSettings, type ListenSettings } from '@aicmo/core-server';

/** Everything that the ops shell takes from its environment. It judges little: what is wrong is for the checks to say. */
export interface OpsEnv extends ListenSettings {
  /** Where the operator should be. */
  readonly operatorPort: number;
  /** The folder of what the shell itself keeps: its token, its audit trail. */
  readonly ownFolder: string;
  /** False in production, unless AICMO_OPS_ALLOW_WRITE is 1: then only holding everything is possible. */
  readonly mayWrite: boolean;
  /** What a check's process is given: our own variables and what a process needs, nothing else. */
  readonly forChildren: Readonly<Record<string, string>>;
  /** What the checks look at; each hands on no more than what it needs. */
  readonly forChecks: Variables;
  /** What must appear nowhere. */
  readonly secrets: readonly string[];
  readonly shown: readonly { readonly name: string; readonly value: string | null }[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The repository, from this file's own place. */
export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

const passedOn =
  /^(?:AICMO_(?!ACCESS_TOKEN$)[A-Z_]+|DATABASE_URL|OPENAI_[A-Z_]+|PATH|HOME|TZ|LANG|LC_[A-Z]+|TMPDIR|TEMP|SystemRoot)$/;
const secretNames = ['AICMO_ACCESS_TOKEN', 'OPENAI_API_KEY', 'DATABASE_URL'];
/** Shown as they are when they look like what they should be: somebody may have pasted a key into the wrong line. */
const publicNames: readonly (readonly [name: string, expected: RegExp])[] = [
  ['AICMO_HOME', /^[^\n\r]{1,200}$/],
  ['AICMO_HOST', /^(?:localhost|[\d.]{7,15}|\[?[\da-f:]{2,39}\]?|[\w-]+(?:\.[\w-]+)+)$/i],
  ['AICMO_OPS_PORT', /^\d{1,5}$/],
  ['AICMO_OPERATOR_PORT', /^\d{1,5}$/],
  ['AICMO_DEMO', /^[01]$/],
  ['AICMO_USE_LLM', /^[\w-]{1,8}$/],
  ['NODE_ENV', /^(?:development|production|test)$/],
];

/**
 * Reads the environment; the only place of the shell that does. `listen` is what the boot has settled already; without
 * it (in specs) an address that it must not listen on throws `invalid`.
 */
export function readEnv(variables: Variables = process.env, listen?: ListenSettings): OpsEnv {
  const entries = Object.entries(variables).filter(([name, value]) => passedOn.test(name) && value !== undefined);
  const port = Number(variables['AICMO_OPERATOR_PORT']);
  const home = path.resolve(repositoryFolder, variables['AICMO_HOME']?.trim() || '.data');
  return {
    ...(listen ?? parseListenSettings(variables, { portVariable: 'AICMO_OPS_PORT', port: 8510 })),
    operatorPort: Number.isInteger(port) && port > 0 && port < 65_536 ? port : 8501,
    ownFolder: path.join(home, 'ops-shell'),
    mayWrite: variables['NODE_ENV'] !== 'production' || variables['AICMO_OPS_ALLOW_WRITE'] === '1',
    forChildren: Object.fromEntries(entries) as Record<string, string>, // undefined was filtered out above
    forChecks: variables,
    secrets: knownSecrets(variables),
    shown: [
      ...publicNames.map(([name, expected]) => ({ name, value: shownValue(variables[name], expected) })),
      ...secretNames.map((name) => ({ name, value: presence(variables[name]) })),
    ],
  };
}

function shownValue(value: string | undefined, expected: RegExp): string | null {
  if (value === undefined) return null;
  return expected.test(value.trim()) ? value : `set, to ${String(value.length)} characters that make no sense here`;
}

const presence = (value: string | undefined) =>
  value === undefined ? null : value.trim() === '' ? 'set, but blank' : 'set';
