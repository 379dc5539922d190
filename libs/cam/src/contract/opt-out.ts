import * as z from 'zod/mini';
import { MailLanguage } from './mail-language.ts';

/** What the page behind the link of a message shows. */
export const UnsubscribeView = z.object({
  /**
   * `rehearsal`: the message never left, so nothing is changed by it. `asked-back`: the person said that it was a mistake,
   * which the agency decides.
   */
  state: z.enum(['subscribed', 'unsubscribed', 'asked-back', 'rehearsal']),
  language: MailLanguage,
  /** Empty: it is not known any more. */
  clientName: z.string(),
  /** Without most of its letters: a forwarded message tells nobody. Empty: it is not known any more. */
  address: z.string(),
  /** Whether the person may say here that it was a mistake. */
  canAskBack: z.boolean(),
});
export type UnsubscribeView = z.infer<typeof UnsubscribeView>;

/** Somebody who unsubscribed and then said that it was a mistake. */
export const AskedBack = z.object({
  id: z.string(),
  clientId: z.nullable(z.string()),
  leadId: z.nullable(z.string()),
  /** The lead's name, else the address. */
  name: z.string(),
  address: z.string(),
  /** How they had opted out, in words. */
  how: z.string(),
  optedOutAt: z.string(),
  askedBackAt: z.string(),
});
export type AskedBack = z.infer<typeof AskedBack>;
