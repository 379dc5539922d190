import type { ConnectorSettings } from '@aicmo/cam';
import { foundSetting, invalid } from '@aicmo/core-kernel';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the keys of outside data services: `APOLLO_API_KEY`, `HUNTER_API_KEY`; a service without one is off. With
 * `APOLLO_BASE_URL` or `HUNTER_BASE_URL` another place of the same interface is asked.
 * Throws `invalid` (`env-connector-url`) for what is no address of a site.
 */
export function parseConnectorSettings(variables: Variables): ConnectorSettings {
  const apollo = setting(variables, 'APOLLO');
  const hunter = setting(variables, 'HUNTER');
  return { ...(apollo ? { apollo } : {}), ...(hunter ? { hunter } : {}) };
}

function setting(variables: Variables, name: string) {
  const apiKey = variables[`${name}_API_KEY`]?.trim() ?? '';
  const baseUrl = siteOf(`${name}_BASE_URL`, variables[`${name}_BASE_URL`]);
  return apiKey === '' ? undefined : { apiKey, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

/** Secure, or on this machine: the key travels with each question. */
function siteOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const url = URL.parse(text.trim());
  const isLocal = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (url && isSecure && url.username === '' && url.search === '' && url.hash === '')
    return url.href.replace(/\/+$/, '');
  throw invalid({
    code: 'env-connector-url',
    message: `${name} is ${foundSetting(text)}; expected an address like https://api.example.com.`,
  });
}
