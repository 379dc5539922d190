/** What the environment says about the model, read anew at each call: a key that is set later works without a restart. */
export interface LlmSettings {
  /** Null when there is none, or only blank space. */
  readonly apiKey: string | null;
  /** OPENAI_API_KEY is set, to nothing but blank space: nearly always a mistake. */
  readonly hasBlankKey: boolean;
  /** AICMO_USE_LLM as it stands; null when unset. */
  readonly featureFlag: string | null;
  /** False only for 0, false, no or off in any letter case. */
  readonly isWanted: boolean;
  readonly baseUrl: string;
  readonly model: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** The address of the official service; any server that speaks its protocol may stand in its place (OPENAI_BASE_URL). */
const officialBaseUrl = 'https://api.openai.com/v1';
const defaultModel = 'gpt-5-mini';

/** Reads the settings; `process.env` by default. Never throws. */
export function readLlmSettings(variables: Variables = process.env): LlmSettings {
  const key = variables['OPENAI_API_KEY'];
  const flag = variables['AICMO_USE_LLM'];
  return {
    apiKey: key === undefined || key.trim() === '' ? null : key.trim(),
    hasBlankKey: key !== undefined && key.trim() === '',
    featureFlag: flag ?? null,
    isWanted: !['0', 'false', 'no', 'off'].includes((flag ?? '').trim().toLowerCase()),
    baseUrl: (variables['OPENAI_BASE_URL']?.trim() || officialBaseUrl).replace(/\/+$/, ''),
    model: variables['AICMO_LLM_MODEL']?.trim() || defaultModel,
  };
}
