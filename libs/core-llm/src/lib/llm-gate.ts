import { unavailable } from '@aicmo/core-kernel';
import { readLlmSettings, type LlmSettings, type Variables } from './llm-settings.ts';

/** What anybody may know about the model: never a secret. */
export interface LlmStatus {
  readonly enabled: boolean;
  /** Whether there is a key; never which. */
  readonly hasApiKey: boolean;
  /** AICMO_USE_LLM as it stands; null when unset. */
  readonly featureFlag: string | null;
  /** Without user, password or query. */
  readonly baseUrl: string;
  readonly model: string;
  /** One plain sentence: why it is on or off. */
  readonly reason: string;
  /** Something that is probably a mistake; null when nothing is. */
  readonly warning: string | null;
}

/** Whether a model may be used now: there is a key, and AICMO_USE_LLM does not switch it off. */
export function llmEnabled(variables?: Variables): boolean {
  const settings = readLlmSettings(variables);
  return settings.apiKey !== null && settings.isWanted;
}

/**
 * For the one that cannot do without: throws `unavailable` (code `llm-off`) with what to type and what works all the same.
 */
export function requireLlm(variables?: Variables): void {
  const settings = readLlmSettings(variables);
  if (settings.apiKey !== null && settings.isWanted) return;
  throw unavailable({
    code: 'llm-off',
    message: `${reasonOf(settings)} To switch it on, type: export OPENAI_API_KEY=<your key>, leave AICMO_USE_LLM unset or 1, and start again. With OPENAI_BASE_URL pointing to a server of your own, any text will do as the key. Without a model everything else works: texts are composed from your own words.`,
    details: { hasApiKey: settings.apiKey !== null, featureFlag: settings.featureFlag },
  });
}

/** The model's status for a screen or a report. Never throws, asks nobody, costs nothing. */
export function safeLlmStatus(variables?: Variables): LlmStatus {
  const settings = readLlmSettings(variables);
  return {
    enabled: settings.apiKey !== null && settings.isWanted,
    hasApiKey: settings.apiKey !== null,
    featureFlag: settings.featureFlag,
    baseUrl: withoutSecrets(settings.baseUrl),
    model: settings.model,
    reason: reasonOf(settings),
    warning: warningOf(settings),
  };
}

function reasonOf({ apiKey, hasBlankKey, isWanted, featureFlag }: LlmSettings): string {
  if (!isWanted) return `The language model is off: AICMO_USE_LLM is "${(featureFlag ?? '').trim().slice(0, 10)}".`;
  if (hasBlankKey) return 'The language model is off: OPENAI_API_KEY is set, but blank.';
  if (apiKey === null) return 'The language model is off: OPENAI_API_KEY is not set.';
  return 'The language model is on: OPENAI_API_KEY is set and AICMO_USE_LLM does not switch it off.';
}

function warningOf({ apiKey, hasBlankKey, baseUrl }: LlmSettings): string | null {
  if (hasBlankKey) return 'OPENAI_API_KEY is set, but blank. Unset it, or give it a key.';
  if (apiKey !== null && !/^[\x21-\x7e]+$/.test(apiKey)) {
    return 'OPENAI_API_KEY holds a blank or a character outside ASCII, which no service accepts. Copy the key again.';
  }
  if (!URL.canParse(baseUrl)) return 'OPENAI_BASE_URL is no web address. Write it like http://127.0.0.1:11434/v1.';
  return null;
}

function withoutSecrets(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return '(not readable)';
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname;
}
