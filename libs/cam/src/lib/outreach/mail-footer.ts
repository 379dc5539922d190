import type { MailLanguage } from '../../contract/mail-language.ts';
import type { ContentProblem } from './outreach-facts.ts';

/** Who writes, as the end of every mail says it, and how that is stopped. */
export interface SenderParticulars {
  readonly clientName: string;
  /** Empty: nobody has entered it. */
  readonly postalAddress: string;
  /** Empty: nobody has entered it. */
  readonly address: string;
  readonly disclaimers: readonly string[];
  /** That of whoever reads it. */
  readonly language: MailLanguage;
  /** The page on which they unsubscribe; null: there is none, and an answer does it. */
  readonly unsubscribeUrl: string | null;
}

/**
 * How it is stopped, in each language. The word to answer with is one that `classifyInboundMail` takes for an opt-out;
 * the sentences are none themselves, because mail programs quote them without a mark.
 */
const stopWords: Readonly<
  Record<MailLanguage, { readonly wish: string; readonly or: string; readonly answer: string }>
> = {
  en: { wish: 'If you do not want to hear from us again', or: 'or', answer: 'reply "unsubscribe"' },
  de: { wish: 'Wenn Sie nichts mehr von uns hören möchten', or: 'oder', answer: 'antworten Sie mit „Abmelden“' },
  fr: { wish: 'Pour ne plus avoir de nos nouvelles', or: 'ou', answer: 'répondez « Désinscription »' },
  es: { wish: 'Si no quiere saber más de nosotros', or: 'o', answer: 'responda «Baja»' },
  it: { wish: 'Se non vuole più avere nostre notizie', or: 'o', answer: 'risponda «Cancellazione»' },
  pt: { wish: 'Se não quer voltar a ter notícias nossas', or: 'ou', answer: 'responda «Cancelar»' },
  nl: { wish: 'Wilt u niets meer van ons horen', or: 'of', answer: 'antwoord met "Afmelden"' },
  pl: { wish: 'Jeśli nie życzą sobie Państwo dalszego kontaktu', or: 'lub', answer: 'prosimy odpowiedzieć „Wypisz”' },
  sv: { wish: 'Vill du inte höra av oss igen', or: 'eller', answer: 'svara ”Avregistrera”' },
  da: { wish: 'Vil du ikke høre fra os igen', or: 'eller', answer: 'svar ”Afmeld”' },
};

/** The end of every mail: who writes, from where, and how to stop it; with what is missing for that. */
export function composeFooter(sender: SenderParticulars): {
  readonly text: string;
  readonly problems: readonly ContentProblem[];
} {
  const { clientName, postalAddress, address, disclaimers, language, unsubscribeUrl } = sender;
  const who = [clientName, ...postalAddress.split(/\r?\n/)].map((line) => line.trim()).filter((line) => line !== '');
  const { wish, or, answer } = stopWords[language];
  const stop = unsubscribeUrl === null ? `${wish}, ${answer}.` : `${wish}: ${unsubscribeUrl} (${or} ${answer}).`;
  const problems: ContentProblem[] = [];
  if (!address && unsubscribeUrl === null)
    problems.push({
      kind: 'unsubscribe',
      text: `There is no way to unsubscribe yet: enter the sender's mail address of ${clientName}.`,
    });
  if (!postalAddress.trim())
    problems.push({
      kind: 'postal-address',
      text: `The postal address of ${clientName} is missing; enter it with the mailbox.`,
    });
  return { text: ['--', who.join(' · '), ...disclaimers, stop].join('\n'), problems };
}
