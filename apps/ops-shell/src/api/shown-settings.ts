import { createHash } from 'node:crypto';

/** One setting as it is in force, without a secret. */
export interface ShownSetting {
  readonly name: string;
  /** Null for one that has no value and no default. */
  readonly value: string | null;
  /** Who said so. */
  readonly source: 'environment' | 'default' | 'not set';
}

/** What holds where nothing is set. */
export interface SettingDefaults {
  readonly home: string;
  readonly operatorPort: number;
  readonly opsPort: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

const secretNames = ['AICMO_ACCESS_TOKEN', 'OPENAI_API_KEY'];

/** Shown as they are when they look like what they should be: somebody may have pasted a key into the wrong line. */
const publicNames = (
  defaults: SettingDefaults,
): readonly (readonly [name: string, expected: RegExp, fallback?: string])[] => [
  ['AICMO_HOME', /^[^\n\r]{1,200}$/, defaults.home],
  ['AICMO_HOST', /^(?:localhost|[\d.]{7,15}|\[?[\da-f:]{2,39}\]?|[\w-]+(?:\.[\w-]+)+)$/i, '127.0.0.1'],
  ['AICMO_OPS_PORT', /^\d{1,5}$/, String(defaults.opsPort)],
  ['AICMO_OPERATOR_PORT', /^\d{1,5}$/, String(defaults.operatorPort)],
  ['AICMO_DEMO', /^[01]$/, '0'],
  ['AICMO_OPS_ALLOW_WRITE', /^[01]$/],
  ['AICMO_USE_LLM', /^[\w-]{1,8}$/],
  ['NODE_ENV', /^(?:development|production|test)$/],
  ['TZ', /^[\w/+-]{1,40}$/],
];

/**
 * Every setting but DATABASE_URL, with what is in force and where it comes from; a secret is only said to be there. The
 * address of the database is masked by core-db, which this process never loads.
 */
export function shownSettings(variables: Variables, defaults: SettingDefaults): readonly ShownSetting[] {
  return [
    ...publicNames(defaults).map(([name, expected, fallback]) =>
      publicSetting(name, variables[name], expected, fallback),
    ),
    ...secretNames.map((name) => secretSetting(name, variables[name])),
  ];
}

function publicSetting(name: string, value: string | undefined, expected: RegExp, fallback?: string): ShownSetting {
  if (value === undefined || value.trim() === '')
    return { name, value: fallback ?? null, source: fallback === undefined ? 'not set' : 'default' };
  const shown = expected.test(value.trim()) ? value : `${String(value.length)} characters that make no sense here`;
  return { name, value: shown, source: 'environment' };
}

function secretSetting(name: string, value: string | undefined): ShownSetting {
  if (value === undefined) return { name, value: null, source: 'not set' };
  const shown = value.trim() === '' ? 'set, but blank' : `set, fingerprint ${fingerprint(value)}`;
  return { name, value: shown, source: 'environment' };
}

/** Tells two secrets apart, and nothing about either: 16 bits of a hash. */
const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 4);
