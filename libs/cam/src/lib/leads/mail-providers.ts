/** How a provider of mailboxes reads the part before the @: addresses that differ in what it ignores are one mailbox. */
export interface MailProvider {
  /** Domains under which one name is one mailbox; the first stands for all. */
  readonly domains: readonly [string, ...string[]];
  /** Signs before the @ that make no difference. */
  readonly ignores: RegExp | null;
  /** Whether everything from a plus sign on is a tag. */
  readonly hasTags: boolean;
  /** Where that is said, read in `asOf`. */
  readonly source: string;
  readonly asOf: string;
}

const asOf = '2026-11';
const survey = 'github.com/gmr/email-normalize, email_normalize/providers.py at 41225c15';
const plusOnly = (...domains: [string, ...string[]]): MailProvider => ({
  ...{ domains, ignores: null, hasTags: true, source: survey, asOf },
});

/**
 * Only domains at which every mailbox is the provider's own: a firm's domain may be run by the same provider under other
 * rules, so dots and tags are kept there. A rule too few makes two leads that a person can merge; one too many would make
 * two people one in silence. Yahoo is left out: the name before its hyphen is no address.
 */
export const mailProviders: readonly MailProvider[] = [
  {
    ...{ domains: ['gmail.com', 'googlemail.com'], ignores: /\./g, hasTags: true, asOf },
    source: 'support.google.com/mail/answer/7436150: dots do not matter in Gmail addresses',
  },
  {
    ...{ domains: ['proton.me', 'protonmail.com', 'pm.me'], ignores: /[._-]/g, hasTags: true, asOf },
    source: "github.com/ProtonMail/WebClients, src/helpers/string.js: the provider's own removeEmailAlias",
  },
  plusOnly('icloud.com', 'me.com', 'mac.com'),
  plusOnly('outlook.com'),
  plusOnly('hotmail.com'),
  plusOnly('live.com'),
  plusOnly('msn.com'),
  plusOnly('fastmail.com'),
  plusOnly('yandex.ru', 'yandex.com', 'ya.ru'),
];
