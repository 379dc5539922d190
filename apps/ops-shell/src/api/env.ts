import path from 'node:path';
import { knownSecrets, parseListenSettings, type ListenSettings } from '@aicmo/core-server';
import { shownSettings, type ShownSetting } from './shown-settings.ts';

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
  /** What the operator is given when it is started from here: it must have the same token as this shell. */
  readonly forOperator: Readonly<Record<string, string>>;
  /** What the checks look at; each hands on no more than what it needs. */
  readonly forChecks: Variables;
  /** What must appear nowhere. */
  readonly secrets: readonly string[];
  /** What the pages show of it. */
  readonly shown: readonly ShownSetting[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The repository, from this file's own place. */
export const repositoryFolder = path.resolve(import.meta.dirname, '../../../..');

const passedOn =
  /^(?:AICMO_(?!ACCESS_TOKEN$)[A-Z_]+|DATABASE_URL|OPENAI_[A-Z_]+|PATH|HOME|TZ|LANG|LC_[A-Z]+|TMPDIR|TEMP|SystemRoot)$/;

/**
 * Reads the environment; the only place of the shell that does. `listen` is what the boot has settled already; without
 * it (in specs) an address that it must not listen on throws `invalid`.
 */
export function readEnv(variables: Variables = process.env, listen?: ListenSettings): OpsEnv {
  const entries = Object.entries(variables).filter(([name, value]) => passedOn.test(name) && value !== undefined);
  const port = Number(variables['AICMO_OPERATOR_PORT']);
  const home = path.resolve(repositoryFolder, variables['AICMO_HOME']?.trim() || '.data');
  const operatorPort = Number.isInteger(port) && port > 0 && port < 65_536 ? port : 8501;
  const listening = listen ?? parseListenSettings(variables, { portVariable: 'AICMO_OPS_PORT', port: 8510 });
  return {
    ...listening,
    operatorPort,
    ownFolder: path.join(home, 'ops-shell'),
    mayWrite: variables['NODE_ENV'] !== 'production' || variables['AICMO_OPS_ALLOW_WRITE'] === '1',
    forChildren: Object.fromEntries(entries) as Record<string, string>, // undefined was filtered out above
    forOperator: Object.fromEntries([
      ...entries,
      ...Object.entries(variables).filter(([name]) => name === 'AICMO_ACCESS_TOKEN'),
    ]) as Record<string, string>,
    forChecks: variables,
    secrets: knownSecrets(variables),
    shown: shownSettings(variables, { home, operatorPort, opsPort: listening.port }),
  };
}
