/** What the environment says about the model, read anew at each call: a key that is set later works without a restart. */
export interface LlmSettings {
  /** Trimmed; null when there is none, or only blank space. */
  readonly apiKey: string | null;
  /** AICMO_USE_LLM as it stands; null when unset. */
  readonly featureFlag: string | null;
  /** False only for 0, false, no or off in any letter case. */
  readonly isWanted: boolean;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Whether `baseUrl` is the official service's, whose prices and parameters we know. */
  readonly isOfficial: boolean;
  /** The model that is asked first. */
  readonly model: string;
  /** Asked in this order when the one before them cannot answer; AICMO_LLM_FALLBACK_MODELS, split at commas. */
  readonly fallbackModels: readonly string[];
  readonly embeddingModel: string;
  readonly limits: BudgetLimits;
  /** Requests on the wire at once. */
  readonly atOnce: number;
}

/** What may be used up in one day (UTC); null is no limit. */
export interface BudgetLimit {
  readonly tokens: number | null;
  /** US cents: the currency that model services charge in. */
  readonly cents: number | null;
}

/** The day's limits: of the whole house, and of each client. */
export interface BudgetLimits {
  readonly perDay: BudgetLimit;
  readonly perClient: BudgetLimit;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** The address of the official service; any server that speaks its protocol may stand in its place (OPENAI_BASE_URL). */
const officialBaseUrl = 'https://api.openai.com/v1';

/** The official service's model for much work at little cost, in https://developers.openai.com/api/docs/models. */
const defaultModel = 'gpt-6-luna';
const defaultEmbeddingModel = 'text-embedding-3-small';

/** Every setting that is a number: its variable, what holds without it, and its bounds; `0` means no limit. */
export const numbers = {
  dayTokens: { variable: 'AICMO_LLM_DAY_TOKENS', otherwise: 2_000_000, most: 1_000_000_000 },
  dayCents: { variable: 'AICMO_LLM_DAY_CENTS', otherwise: 1_000, most: 10_000_000 },
  clientTokens: { variable: 'AICMO_LLM_CLIENT_TOKENS', otherwise: 500_000, most: 1_000_000_000 },
  clientCents: { variable: 'AICMO_LLM_CLIENT_CENTS', otherwise: 300, most: 10_000_000 },
  atOnce: { variable: 'AICMO_LLM_AT_ONCE', otherwise: 4, most: 64 },
} as const;

type NumberSetting = (typeof numbers)[keyof typeof numbers];

/** Reads the settings; `process.env` by default. Never throws: what cannot be read counts as unset, and is a warning. */
export function readLlmSettings(variables: Variables = process.env): LlmSettings {
  const flag = variables['AICMO_USE_LLM'];
  const baseUrl = (variables['OPENAI_BASE_URL']?.trim() || officialBaseUrl).replace(/\/+$/, '');
  const limit = (setting: NumberSetting): number | null => numberOf(setting, variables) || null;
  return {
    apiKey: variables['OPENAI_API_KEY']?.trim() || null,
    featureFlag: flag ?? null,
    isWanted: !['0', 'false', 'no', 'off'].includes((flag ?? '').trim().toLowerCase()),
    ...{ baseUrl, isOfficial: baseUrl === officialBaseUrl },
    model: variables['AICMO_LLM_MODEL']?.trim() || defaultModel,
    fallbackModels: wordsOf(variables['AICMO_LLM_FALLBACK_MODELS']),
    embeddingModel: variables['AICMO_LLM_EMBEDDING_MODEL']?.trim() || defaultEmbeddingModel,
    limits: {
      perDay: { tokens: limit(numbers.dayTokens), cents: limit(numbers.dayCents) },
      perClient: { tokens: limit(numbers.clientTokens), cents: limit(numbers.clientCents) },
    },
    atOnce: numberOf(numbers.atOnce, variables) || numbers.atOnce.otherwise,
  };
}

/** The whole number that a variable holds; undefined when it is unset, null when it holds anything else. */
export function wholeNumber({ variable, most }: NumberSetting, variables: Variables): number | null | undefined {
  const text = variables[variable]?.trim();
  if (text === undefined || text === '') return undefined;
  return /^\d{1,12}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

const numberOf = (setting: NumberSetting, variables: Variables): number =>
  wholeNumber(setting, variables) ?? setting.otherwise;

const wordsOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
