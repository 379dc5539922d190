import type { Campaign, Channel } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import type { Lead } from '../../contract/lead.ts';
import type { TemplateEngine, TemplateProblem, TemplateValues } from '../templates/template-engine.ts';
import { languageOfLead } from '../suppression/language-of-lead.ts';
import { leftoversIn } from './content-rules.ts';
import { mailDocument } from './mail-document.ts';
import { composeFooter } from './mail-footer.ts';
import type { ContentProblem } from './outreach-facts.ts';

/** The templates of one message. */
export interface StepTexts {
  /** Empty: continues the thread. */
  readonly subject: string;
  /** Plain text; empty: it is made from the HTML. */
  readonly body: string;
  /** Beside the plain text; null: plain text alone. */
  readonly html: string | null;
}

/** Which message is composed. */
export interface MessageRequest {
  /** Only a mail has a subject and the end that says how to stop it. */
  readonly channel: Channel;
  readonly texts: StepTexts;
  /** Which of several wordings these are; null: there is one only. */
  readonly variantId: string | null;
  /** The subject of the thread that this lead really has; null: nothing of it has left yet. See {@link threadOf}. */
  readonly threadSubject: string | null;
  /** The template of the last subject before this step: what it is called when there is no thread to continue. */
  readonly earlierSubject: string;
}

/** A message as it would leave, and everything that is wrong with it. What could not be filled stays as written. */
export interface ComposedMessage {
  readonly subject: string;
  readonly text: string;
  /** The same as HTML; null: plain text alone. */
  readonly html: string | null;
  /** Whether it answers what this lead had before, so that its headers must say so too. */
  readonly continuesThread: boolean;
  readonly variantId: string | null;
  readonly problems: readonly ContentProblem[];
  /** What the template alone says, before the end of the mail; and what was left out of its HTML. */
  readonly own: { readonly text: string; readonly html: string | null; readonly leftOut: readonly string[] };
}

/** Who writes: a mailbox. What is empty is the campaign's or the client's. */
export interface SenderIdentity {
  readonly name: string;
  readonly address: string;
  /** Plain text under each message. */
  readonly signature: string;
  readonly postalAddress: string;
}

/** Those for whom a message is composed. */
export interface MessageParties {
  readonly client: Client;
  readonly campaign: Pick<Campaign, 'name' | 'callToAction' | 'reasonForContact' | 'senderName' | 'senderAddress'>;
  readonly lead: Pick<
    Lead,
    'firstName' | 'lastName' | 'name' | 'title' | 'company' | 'industry' | 'location' | 'country' | 'language'
  >;
  /** Missing: no mailbox was chosen yet. */
  readonly sender?: SenderIdentity | null;
  /** The page on which this message's reader unsubscribes; missing: an answer does it. */
  readonly unsubscribeUrl?: string | null;
}

/** The values of all template variables for one lead. The sender without a name is the client itself. */
export function valuesFor({ client, campaign, lead, sender }: MessageParties): TemplateValues {
  return {
    'lead.firstName': lead.firstName,
    'lead.lastName': lead.lastName,
    'lead.name': lead.name,
    'lead.title': lead.title,
    'lead.company': lead.company,
    'lead.industry': lead.industry,
    'lead.location': lead.location,
    'lead.country': lead.country,
    'client.name': client.name,
    'campaign.name': campaign.name,
    'campaign.reason': campaign.reasonForContact,
    'campaign.callToAction': campaign.callToAction,
    'sender.name': sender?.name || campaign.senderName || client.senderName || client.name,
    'sender.address': sender?.address || campaign.senderAddress || client.senderAddress,
  };
}

/**
 * Composes one message: subject, text, HTML where the step has it, and for a mail the end that says who writes and how
 * to stop it. A mail without a subject continues the thread: "Re:" and the subject that this lead really has read; where
 * nothing has left yet there is no thread, and "Re:" would be a lie.
 */
export function composeMessage(
  engine: TemplateEngine,
  request: MessageRequest,
  parties: MessageParties,
): ComposedMessage {
  const values = valuesFor(parties);
  const unfilled = new Map<string, TemplateProblem>();
  const fill = (source: string): string => {
    const made = engine.render(source, values);
    if (made.ok) return made.text;
    for (const problem of made.problems) unfilled.set(problem.text, problem);
    return source;
  };
  const subject = subjectOf(request, fill);
  const rich = request.texts.html === null ? undefined : engine.renderHtml(request.texts.html, values);
  if (rich?.ok === false) for (const problem of rich.problems) unfilled.set(problem.text, problem);
  const own = request.texts.body.trim() === '' ? undefined : fill(request.texts.body).trim();
  const body = { text: own ?? (rich?.ok ? rich.plain : (request.texts.html ?? '')), html: rich?.ok ? rich.html : null };
  // An unfilled template is full of leftovers; its own problem says more.
  const left =
    unfilled.size > 0 ? [] : leftoversIn({ subject, body: body.text }, parties.client.brandKit.bannedWords, body.html);
  const ended = request.channel === 'email' ? withEnd(body, parties, values) : { ...body, problems: [] };
  return {
    ...{ subject, text: ended.text, html: ended.html, variantId: request.variantId },
    continuesThread: continues(request),
    own: { ...body, leftOut: rich?.ok ? rich.removed : [] },
    problems: [...[...unfilled.values()].map(({ kind, text }) => ({ kind, text })), ...left, ...ended.problems],
  };
}

const continues = ({ channel, texts, threadSubject }: MessageRequest): boolean =>
  channel === 'email' && texts.subject.trim() === '' && threadSubject !== null;

function subjectOf(request: MessageRequest, fill: (source: string) => string): string {
  const { channel, texts, threadSubject, earlierSubject } = request;
  if (channel !== 'email') return '';
  if (texts.subject.trim() !== '') return oneLine(fill(texts.subject));
  return oneLine(threadSubject === null ? fill(earlierSubject) : `Re: ${threadSubject}`);
}

/** The text and the HTML with the signature and the footer below them. */
function withEnd(
  body: { readonly text: string; readonly html: string | null },
  { client, sender, lead, unsubscribeUrl = null }: MessageParties,
  values: TemplateValues,
): { readonly text: string; readonly html: string | null; readonly problems: readonly ContentProblem[] } {
  const footer = composeFooter({
    clientName: client.name,
    postalAddress: sender?.postalAddress || client.postalAddress,
    address: values['sender.address'] ?? '',
    disclaimers: client.brandKit.disclaimers,
    ...{ language: languageOfLead(lead), unsubscribeUrl },
  });
  const signature = unsaid(sender?.signature ?? '', body.text);
  return {
    text: `${[body.text, signature, footer.text].filter((part) => part !== '').join('\n\n')}\n`,
    html: body.html === null ? null : mailDocument(body.html, signature, footer.text),
    problems: footer.problems,
  };
}

/** The signature without its first line where the text ends with it: many end with the sender's name already. */
function unsaid(signature: string, text: string): string {
  const [first = '', ...rest] = signature.trim().split(/\r?\n/);
  const last = text.slice(text.lastIndexOf('\n') + 1);
  return (last.trim() === first.trim() ? rest : [first, ...rest]).join('\n').trim();
}

/** A header is one line: a line break in a lead's name must not begin another header. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
