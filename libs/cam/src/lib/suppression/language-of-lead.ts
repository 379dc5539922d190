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
    const found = MailLanguage.safeParse(given.trim().toLowerCase().split(/[-_]/)[0]);
    if (found.success) return found.data;
  }
  return 'en';
}
