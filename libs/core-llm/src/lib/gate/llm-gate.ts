import { unavailable } from '@aicmo/core-kernel';
import { readLlmSettings, type BudgetLimits, type LlmSettings, type Variables } from './llm-settings.ts';
import { settingsNotes } from './settings-notes.ts';

/** What anybody may know about the model: never a secret. */
export interface LlmStatus {
  readonly enabled: boolean;
  /** Whether there is a key; never which. */
  readonly hasApiKey: boolean;
  /** AICMO_USE_LLM as it stands, unless it is longer than 10 characters; null when unset. */
  readonly featureFlag: string | null;
  /** Without user, password or query. */
  readonly baseUrl: string;
  readonly model: string;
  /** One plain sentence: why it is on or off. */
  readonly reason: string;
  /** The limits of a day (UTC); what is used up of them knows `Llm.usedToday`. */
  readonly budget: BudgetLimits;
  /** What is probably a mistake; null when nothing is. */
  readonly warning: string | null;
  /** How to switch it on, as one would type it in the shell that started this; null while it is on. */
  readonly setup: readonly string[] | null;
}

/** Whether a model may be used now: there is a key, and AICMO_USE_LLM does not switch it off. */
export function llmEnabled(variables?: Variables): boolean {
  const settings = readLlmSettings(variables);
  return settings.apiKey !== null && settings.isWanted;
}

/**
 * For the one that cannot do without: throws `unavailable` (code `llm-off`) with what to type in this shell and what
 * works all the same. The message always names OPENAI_API_KEY and AICMO_USE_LLM.
 */
export function requireLlm(variables?: Variables): void {
  const settings = readLlmSettings(variables);
  if (settings.apiKey !== null && settings.isWanted) return;
  throw unavailable({
    code: 'llm-off',
    message: `${reasonOf(settings, variables)} To switch it on, type: ${setupFor(settings, variables).join(', then ')} and start again. OPENAI_API_KEY is needed also with OPENAI_BASE_URL (a server of your own takes any text), and AICMO_USE_LLM is to be unset or 1. Without a model everything else works: texts are composed from your own words.`,
    details: { hasApiKey: settings.apiKey !== null, featureFlag: shortened(settings.featureFlag) },
  });
}

/** The model's status for a screen or a report. Never throws, asks nobody, costs nothing. */
export function safeLlmStatus(variables?: Variables): LlmStatus {
  const settings = readLlmSettings(variables);
  const enabled = settings.apiKey !== null && settings.isWanted;
  const notes = settingsNotes(settings, variables);
  return {
    enabled,
    hasApiKey: settings.apiKey !== null,
    featureFlag: shortened(settings.featureFlag),
    baseUrl: withoutSecrets(settings.baseUrl),
    model: settings.model,
    reason: reasonOf(settings, variables),
    budget: settings.limits,
    warning: notes.length === 0 ? null : notes.map(({ text }) => text).join(' '),
    setup: enabled ? null : setupFor(settings, variables),
  };
}

function reasonOf({ apiKey, isWanted, featureFlag }: LlmSettings, variables: Variables = process.env): string {
  if (!isWanted) return `The language model is off: AICMO_USE_LLM is "${(shortened(featureFlag) ?? '').trim()}".`;
  if (apiKey !== null)
    return 'The language model is on: OPENAI_API_KEY is set and AICMO_USE_LLM does not switch it off.';
  return variables['OPENAI_API_KEY'] === undefined
    ? 'The language model is off: OPENAI_API_KEY is not set.'
    : 'The language model is off: OPENAI_API_KEY is set, but blank.';
}

/** The commands that switch the model on, in the words of the shell that is at hand. */
function setupFor({ apiKey, isWanted }: LlmSettings, variables: Variables = process.env): readonly string[] {
  const shell = shellOf(variables);
  return [
    ...(isWanted ? [] : [unsetters[shell]('AICMO_USE_LLM')]),
    ...(apiKey === null ? [setters[shell]('OPENAI_API_KEY', '<your key>')] : []),
  ];
}

type Shell = 'posix' | 'fish' | 'powershell' | 'cmd';

const setters: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  posix: (name, value) => `export ${name}='${value}'`,
  fish: (name, value) => `set -x ${name} '${value}'`,
  powershell: (name, value) => `$env:${name} = '${value}'`,
  cmd: (name, value) => `set "${name}=${value}"`,
};
const unsetters: Readonly<Record<Shell, (name: string) => string>> = {
  posix: (name) => `unset ${name}`,
  fish: (name) => `set -e ${name}`,
  powershell: (name) => `Remove-Item Env:${name}`,
  cmd: (name) => `set "${name}="`,
};

/** What takes a variable away, in the words of the shell that is at hand. */
export const commandToUnset = (name: string, variables: Variables = process.env): string =>
  unsetters[shellOf(variables)](name);

/** By what a shell leaves in the environment: PSModulePath is PowerShell's (cmd hands it on too, so Windows means PowerShell). */
function shellOf(variables: Variables): Shell {
  if (/(^|\/)fish$/.test(variables['SHELL'] ?? '')) return 'fish';
  if (variables['SHELL'] !== undefined) return 'posix';
  if (variables['PSModulePath'] !== undefined) return 'powershell';
  return variables['ComSpec'] === undefined ? 'posix' : 'cmd';
}

/** A key that was put into the wrong variable must not come out here whole. */
const shortened = (text: string | null): string | null => (text !== null && text.length > 10 ? '(a long text)' : text);

function withoutSecrets(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return '(not readable)';
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname;
}
