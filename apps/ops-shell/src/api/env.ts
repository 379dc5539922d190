import path from 'node:path';
import { parseListenSettings, type ListenSettings } from '@aicmo/core-server';

/** Everything that the ops shell takes from its environment. It judges little: what is wrong is for the checks to say. */
export interface OpsEnv extends ListenSettings {
  /** Where the operator should be. */
  readonly operatorPort: number;
  /** What a check's process is given: our own variables and what a process needs, nothing else. */
  readonly forChildren: Readonly<Record<string, string>>;
  /** What must appear nowhere. */
  readonly secrets: readonly string[];
  readonly shown: readonly { readonly name: string; readonly value: string | null }[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The repository, from this file's own place. */
export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

const passedOn = /^(?:AICMO_[A-Z_]+|DATABASE_URL|OPENAI_[A-Z_]+|PATH|HOME|TZ|LANG|LC_[A-Z]+|TMPDIR|TEMP|SystemRoot)$/;
const secretNames = ['AICMO_ACCESS_TOKEN', 'OPENAI_API_KEY', 'DATABASE_URL'];
const publicNames = [
  'AICMO_HOME',
  'AICMO_HOST',
  'AICMO_OPS_PORT',
  'AICMO_OPERATOR_PORT',
  'AICMO_DEMO',
  'AICMO_USE_LLM',
];

/** Reads the environment; the only place of the shell that does. Throws `invalid` for an address it must not listen on. */
export function readEnv(variables: Variables = process.env): OpsEnv {
  const entries = Object.entries(variables).filter(([name, value]) => passedOn.test(name) && value !== undefined);
  const port = Number(variables['AICMO_OPERATOR_PORT']);
  return {
    ...parseListenSettings(variables, { portVariable: 'AICMO_OPS_PORT', port: 8510 }),
    operatorPort: Number.isInteger(port) && port > 0 && port < 65_536 ? port : 8501,
    forChildren: Object.fromEntries(entries) as Record<string, string>, // undefined was filtered out above
    secrets: secretsOf(variables),
    shown: [
      ...publicNames.map((name) => ({ name, value: variables[name] ?? null })),
      ...secretNames.map((name) => ({ name, value: variables[name] === undefined ? null : 'set' })),
    ],
  };
}

function secretsOf(variables: Variables): readonly string[] {
  const url = variables['DATABASE_URL'] ?? '';
  // By text, not by URL: a URL that cannot be read holds a password all the same.
  const password = /:\/\/[^:/@\s]*:(.*)@/s.exec(url)?.[1];
  const found = [variables['AICMO_ACCESS_TOKEN'], variables['OPENAI_API_KEY'], password];
  return found.map((secret) => secret?.trim() ?? '').filter((secret) => secret !== '');
}
