import type { MailLanguage, UnsubscribeView } from '@aicmo/cam/contract';
import { escapeHtml } from '@aicmo/core-server';
import { page } from './page.ts';
import { unsubscribeWords } from './unsubscribe-words.ts';

/** The field by which the button of the page is told from a program that posts whatever it finds. */
export const stopField = 'stop';

/** The page behind the link of a message. Showing it changes nothing; its buttons do. */
export function unsubscribePage(view: UnsubscribeView, token: string): string {
  const { state, language } = view;
  const words = unsubscribeWords[language];
  switch (state) {
    case 'subscribed':
      return said(language, words.askTitle, filled(words.ask, view), stopButton(token, words.stop));
    case 'unsubscribed': {
      const text = view.clientName === '' ? words.doneUnknown : filled(words.done, view);
      const back = view.canAskBack ? button(`/u/${token}/mistake`, words.mistake, 'quiet') : '';
      return said(language, words.doneTitle, text, back);
    }
    case 'asked-back':
      return said(language, words.notedTitle, filled(words.noted, view), '');
    case 'rehearsal':
      return said('en', 'A rehearsal', 'This message never left the house, so nothing is changed by its link.', '');
  }
}

const said = (language: MailLanguage, title: string, text: string, act: string): string =>
  page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${act}`, language);

const filled = (text: string, { clientName, address }: UnsubscribeView): string =>
  text.replaceAll('{client}', () => clientName).replaceAll('{address}', () => address);

const stopButton = (token: string, verb: string): string =>
  `<form method="post" action="/u/${escapeHtml(token)}"><input type="hidden" name="${stopField}" value="yes"><button>${escapeHtml(verb)}</button></form>`;

const button = (action: string, verb: string, kind: string): string =>
  `<form method="post" action="${escapeHtml(action)}"><button class="${kind}">${escapeHtml(verb)}</button></form>`;
