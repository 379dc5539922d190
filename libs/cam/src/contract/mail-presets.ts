import type { MailServer } from './mailbox.ts';

/** What is known about a provider of mailboxes. The user name is the whole address unless the note says otherwise. */
export interface MailPreset {
  readonly id: string;
  readonly name: string;
  readonly smtp: Omit<MailServer, 'user'>;
  readonly imap: Omit<MailServer, 'user'>;
  /** What an SPF record has to include for its servers; null: it has to be looked up in its help. */
  readonly spf: string | null;
  /** Selectors under which it publishes its signing keys; empty: each customer has others. */
  readonly dkimSelectors: readonly string[];
  /** What a person has to know before the first test. */
  readonly note: string;
  /** Where this was read, and on which day. */
  readonly source: string;
  readonly asOf: string;
}

const tls = (host: string, port: number) => ({ host, port, security: 'tls' }) as const;
const starttls = (host: string, port: number) => ({ host, port, security: 'starttls' }) as const;
const ownPassword = 'Make a password of its own for AICMO in the settings of the account, and enter that one.';
const asOf = '2026-11-22';

/** Common providers, by name. Their servers change seldom; a test says whether one still answers. */
export const mailPresets: readonly MailPreset[] = [
  {
    ...{ id: 'fastmail', name: 'Fastmail', smtp: tls('smtp.fastmail.com', 465), imap: tls('imap.fastmail.com', 993) },
    ...{ spf: 'spf.messagingengine.com', dkimSelectors: ['fm1', 'fm2', 'fm3'], asOf },
    note: `Fastmail takes no login password from programs. ${ownPassword}`,
    source: 'https://www.fastmail.help/hc/en-us/articles/1500000278342',
  },
  {
    ...{ id: 'google', name: 'Google Workspace', smtp: tls('smtp.gmail.com', 465), imap: tls('imap.gmail.com', 993) },
    ...{ spf: '_spf.google.com', dkimSelectors: ['google'], asOf },
    note: 'Turn on 2-step verification, then make an app password of 16 letters and enter that one. An administrator can forbid app passwords.',
    source: 'https://support.google.com/mail/answer/7126229',
  },
  {
    ...{ id: 'hetzner', name: 'Hetzner', smtp: tls('mail.your-server.de', 465), imap: tls('mail.your-server.de', 993) },
    ...{ spf: null, dkimSelectors: [], asOf },
    note: 'The password of the mailbox as it was set in konsoleH.',
    source: 'https://docs.hetzner.com/konsoleh/account-management/email/setting-up-an-email-account/',
  },
  {
    ...{ id: 'ionos', name: 'IONOS', smtp: tls('smtp.ionos.com', 465), imap: tls('imap.ionos.com', 993) },
    ...{ spf: null, dkimSelectors: ['s1-ionos', 's2-ionos'], asOf },
    note: 'The password of the mailbox. Customers of ionos.de, ionos.co.uk and others write that ending instead of .com.',
    source: 'https://www.ionos.com/help/email/general-topics/settings-for-your-email-programs-imap-pop3/',
  },
  {
    ...{ id: 'microsoft', name: 'Microsoft 365', smtp: starttls('smtp.office365.com', 587) },
    ...{ imap: tls('outlook.office365.com', 993), spf: 'spf.protection.outlook.com' },
    ...{ dkimSelectors: ['selector1', 'selector2'], asOf },
    note: 'Microsoft takes passwords for sending only where an administrator allows “Authenticated SMTP” for the mailbox, and turns that off by default at the end of December 2026. For reading it takes none since 2022: switch reading off, or forward to a mailbox elsewhere.',
    source: 'https://mc.merill.net/message/MC786329',
  },
  {
    ...{ id: 'ovh', name: 'OVHcloud', smtp: tls('ssl0.ovh.net', 465), imap: tls('ssl0.ovh.net', 993) },
    ...{ spf: 'mx.ovh.com', dkimSelectors: [], asOf },
    note: 'The password of the mailbox. For MX Plan; Exchange and Pro have other servers, which the control panel names.',
    source: 'https://help.ovhcloud.com/csm/en-mx-plan-email-configuration?id=kb_article_view',
  },
  {
    ...{ id: 'proton', name: 'Proton Mail (Bridge)', smtp: starttls('127.0.0.1', 1025) },
    ...{ imap: starttls('127.0.0.1', 1143), spf: '_spf.protonmail.ch', asOf },
    dkimSelectors: ['protonmail', 'protonmail2', 'protonmail3'],
    note: 'Proton Mail Bridge has to run on this machine. Enter the password that Bridge shows, and the certificate that it exports under Settings.',
    source: 'https://proton.me/support/imap-smtp-and-pop3-setup',
  },
  {
    ...{ id: 'strato', name: 'STRATO', smtp: tls('smtp.strato.de', 465), imap: tls('imap.strato.de', 993) },
    ...{ spf: 'smtp.strato.de', dkimSelectors: [], asOf },
    note: 'The password of the mailbox. SPF and DKIM are switched on in the customer login, under the settings of the domain.',
    source: 'https://www.strato.de/faq/mail/das-sind-die-server-einstellungen/',
  },
  {
    ...{ id: 'zoho', name: 'Zoho Mail (Europe)', smtp: tls('smtppro.zoho.eu', 465), imap: tls('imappro.zoho.eu', 993) },
    ...{ spf: 'zohomail.eu', dkimSelectors: [], asOf },
    note: `Switch IMAP on for the mailbox first. With two-factor login: ${ownPassword} Customers elsewhere write their ending, such as .com, instead of .eu.`,
    source: 'https://www.zoho.com/mail/help/imap-access.html',
  },
];
