import { foundSetting, invalid } from '@aicmo/core-kernel';
import type { PublicPlace } from '@aicmo/core-server';

const usualPort = 8502;

/**
 * Reads AICMO_PUBLIC_PORT; undefined when no AICMO_PUBLIC_URL is set, because there are no public pages then.
 * Throws `invalid` (`env-port`) for a port that is none.
 */
export function parsePublicSettings(
  variables: Readonly<Record<string, string | undefined>>,
  place: { readonly publicUrl: string | undefined; readonly host: string },
): PublicPlace | undefined {
  const text = variables['AICMO_PUBLIC_PORT']?.trim() ?? '';
  const port = text === '' ? usualPort : Number(text);
  if (!/^\d{0,5}$/.test(text) || port < 1 || port > 65_535) {
    throw invalid({
      code: 'env-port',
      message: `AICMO_PUBLIC_PORT is ${foundSetting(text)}; expected a number from 1 to 65535, or nothing for ${usualPort}.`,
    });
  }
  return place.publicUrl === undefined ? undefined : { url: place.publicUrl, host: place.host, port };
}
