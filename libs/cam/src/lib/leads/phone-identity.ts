import type { CountryCode } from 'libphonenumber-js';

/** Reads a phone number into E.164 (`+4930123456`); undefined when it is none. */
export type ParsePhone = (text: string, country?: string) => string | undefined;

/**
 * Loads libphonenumber, whose tables are too heavy for an import of the library.
 * A number without its country's code needs `country` (ISO 3166-1 alpha-2); without both it cannot be recognised.
 */
export async function openPhoneParser(): Promise<ParsePhone> {
  const { parsePhoneNumberFromString, isSupportedCountry } = await import('libphonenumber-js');
  return (text, country) => {
    const trimmed = text.trim().replace(/^00/, '+');
    if (!/\d{5}/.test(trimmed.replaceAll(/\D/g, ''))) return undefined;
    const region: CountryCode | undefined = country !== undefined && isSupportedCountry(country) ? country : undefined;
    const parsed = parsePhoneNumberFromString(trimmed, region);
    return parsed?.isPossible() ? parsed.number : undefined;
  };
}
