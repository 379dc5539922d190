import { foundSetting, invalid } from '@aicmo/core-kernel';
import { checkAccessToken, checkListenAddress } from './access-token.ts';

/** Where an app listens, and whom it lets in. */
export interface ListenSettings {
  readonly host: string;
  readonly port: number;
  /** Further `name:port` pairs that browsers may use, for a proxy in front. */
  readonly allowedHosts: readonly string[];
  readonly accessToken: string | undefined;
}

export interface ListenDefaults {
  /** `AICMO_OPERATOR_PORT`, `AICMO_OPS_PORT`. */
  readonly portVariable: string;
  readonly port: number;
}

/**
 * Reads AICMO_HOST, AICMO_ALLOWED_HOSTS, AICMO_ACCESS_TOKEN and an app's port variable. Throws `invalid` (`env-port`,
 * `env-hosts`, `address-needs-token`, `token-too-short`) with what was found and what to type.
 */
export function parseListenSettings(
  variables: Readonly<Record<string, string | undefined>>,
  defaults: ListenDefaults,
): ListenSettings {
  const host = variables['AICMO_HOST']?.trim() || '127.0.0.1';
  const accessToken = variables['AICMO_ACCESS_TOKEN']?.trim() || undefined;
  if (accessToken !== undefined) checkAccessToken(accessToken);
  checkListenAddress(host, accessToken !== undefined);
  return {
    host,
    port: parsePort(variables[defaults.portVariable], defaults),
    allowedHosts: parseHosts(variables['AICMO_ALLOWED_HOSTS']),
    accessToken,
  };
}

function parsePort(text: string | undefined, defaults: ListenDefaults): number {
  if (text === undefined || text.trim() === '') return defaults.port;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port <= 65_535) return port;
  throw invalid({
    code: 'env-port',
    message: `${defaults.portVariable} is ${foundSetting(text)}; expected a number from 1 to 65535, or nothing for ${String(defaults.port)}.`,
  });
}

function parseHosts(text: string | undefined): readonly string[] {
  const hosts = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const wrong = hosts.find((host) => !/^[\w.-]+(:\d{1,5})?$/.test(host));
  if (wrong === undefined) return hosts;
  throw invalid({
    code: 'env-hosts',
    message: `AICMO_ALLOWED_HOSTS holds ${foundSetting(wrong)}; expected names like console.example.com:8501, with commas between.`,
  });
}
