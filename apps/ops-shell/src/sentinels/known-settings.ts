import { distance } from '../doctor/options.mjs';

/** Every variable that a program of this house reads; a spec compares it with the sources. */
export const knownSettings: readonly string[] = [
  'AICMO_HOME',
  'AICMO_DEMO',
  'AICMO_HOST',
  'AICMO_OPERATOR_PORT',
  'AICMO_OPS_PORT',
  'AICMO_PUBLIC_PORT',
  'AICMO_PUBLIC_URL',
  'AICMO_OPS_ALLOW_WRITE',
  'AICMO_ACCESS_TOKEN',
  'AICMO_ALLOWED_HOSTS',
  'AICMO_USE_LLM',
  'AICMO_LLM_MODEL',
  'AICMO_LLM_FALLBACK_MODELS',
  'AICMO_LLM_EMBEDDING_MODEL',
  'AICMO_LLM_AT_ONCE',
  'AICMO_LLM_DAY_CENTS',
  'AICMO_LLM_DAY_TOKENS',
  'AICMO_LLM_CLIENT_CENTS',
  'AICMO_LLM_CLIENT_TOKENS',
];

/** Set by our own programs for each other, and by tests. */
export const innerSettings = /^AICMO_(?:ASK_MODEL|PINNED_NODE|PRETEND_NODE|SCREENSHOTS|TEST_[A-Z_]+)$/u;

/** Without our prefix, because other programs read them under the same names. */
export const sharedSettings: readonly string[] = ['DATABASE_URL', 'OPENAI_API_KEY', 'OPENAI_BASE_URL'];

/** The known name that was probably meant; undefined when none is near. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((known) => ({ known, far: distance(name, known) }))
    .toSorted((one, other) => one.far - other.far);
  return best !== undefined && best.far <= Math.max(2, Math.floor(name.length / 4)) ? best.known : undefined;
}
