import { findCountry } from '../leads/country.ts';

/** The one language of business of a country, ISO 639-1; a country with several is missing: a wrong guess offends. */
const languages: Readonly<Record<string, string>> = {
  ...{ DE: 'de', AT: 'de', FR: 'fr', IT: 'it', ES: 'es', NL: 'nl', GB: 'en', IE: 'en', US: 'en', AU: 'en' },
  ...{ DK: 'da', SE: 'sv', NO: 'no', FI: 'fi', PL: 'pl', CZ: 'cs', HU: 'hu', RO: 'ro', GR: 'el', TR: 'tr' },
  ...{ JP: 'ja', PT: 'pt', BR: 'pt', MX: 'es' },
};

/** The language of a country given by code or name; undefined where there is not exactly one. */
export const languageOf = (country: string): string | undefined => languages[findCountry(country)?.code ?? ''];
