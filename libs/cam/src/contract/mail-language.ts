import * as z from 'zod/mini';

/** The languages in which strangers are told how to stop our messages: those in which opting out is understood too. */
export const MailLanguage = z.enum(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da']);
export type MailLanguage = z.infer<typeof MailLanguage>;
