import { MailLanguage } from '../../contract/mail-language.ts';
import { languageOf } from '../enrichment/country-language.ts';

/** The language in which somebody is told how to stop our messages: their own, else that of their country, else English. */
export function languageOfLead({
  language,
  country,
}: {
  readonly language: string;
  readonly country: string;
}): MailLanguage {
  for (const given of [language, languageOf(country) ?? '']) {
    const [code] = given.trim().toLowerCase().split(/[-_]/);
    const found = MailLanguage.options.find((each) => each === code);
    if (found) return found;
  }
  return 'en';
}
