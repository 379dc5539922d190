import type { LinkView } from '@aicmo/cam/contract';
import { escapeHtml } from '@aicmo/core-server';
import { page } from './page.ts';

/** The page behind the link of a confirmation message. Showing it changes nothing; its buttons do. */
export function linkPage(view: LinkView, token: string): string {
  const { title, text } = words(view);
  const quote =
    view.state === 'waiting' || view.state === 'confirmed'
      ? `<blockquote>${escapeHtml(view.consentText)}</blockquote>`
      : '';
  const confirm = view.state === 'waiting' ? button(`/c/${token}`, 'Yes, that was me', '') : '';
  const withdraw =
    view.state === 'waiting'
      ? button(`/c/${token}/withdraw`, 'No, delete what was sent', 'quiet')
      : view.state === 'confirmed' || view.state === 'held'
        ? button(`/c/${token}/withdraw`, 'I take it back', 'quiet')
        : '';
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${quote}${confirm}${withdraw}`);
}

const button = (action: string, verb: string, kind: string): string =>
  `<form method="post" action="${escapeHtml(action)}"><button class="${kind}">${escapeHtml(verb)}</button></form>`;

function words({ state, formTitle, clientName }: LinkView): { readonly title: string; readonly text: string } {
  const form = `the form “${formTitle}” of ${clientName}`;
  switch (state) {
    case 'waiting':
      return { title: 'Was it you?', text: `Somebody filled in ${form} with your address and agreed to this:` };
    case 'confirmed':
      return { title: 'Thank you', text: `You have confirmed ${form}. You agreed to this:` };
    case 'held':
      return {
        title: 'Thank you',
        text: `A person of ${clientName} looks at what you sent by “${formTitle}” before it is used.`,
      };
    case 'withdrawn':
      return { title: 'Taken back', text: `What was sent by ${form} is deleted, and you are not written to.` };
    case 'over':
      return {
        title: 'Too late',
        text: `This link for ${form} is over, and nothing was confirmed by it. You can fill in the form again.`,
      };
  }
}
