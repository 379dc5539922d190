import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import type { Lead } from '../../contract/lead.ts';
import type { TemplateEngine, TemplateProblem, TemplateValues } from '../templates/template-engine.ts';
import { composeFooter, leftoversIn } from './content-rules.ts';
import type { ContentProblem } from './outreach-facts.ts';

/** The parts of a step that make its message. */
export interface StepTemplates {
  readonly subject: string;
  readonly body: string;
}

/** A message as it would leave, and everything that is wrong with it. What could not be filled stays as written. */
export interface ComposedMessage {
  readonly subject: string;
  readonly body: string;
  readonly problems: readonly ContentProblem[];
}

/** Those for whom a message is composed. */
export interface MessageParties {
  readonly client: Client;
  readonly campaign: Pick<Campaign, 'name' | 'callToAction' | 'reasonForContact' | 'senderName' | 'senderAddress'>;
  readonly lead: Pick<
    Lead,
    'firstName' | 'lastName' | 'name' | 'title' | 'company' | 'industry' | 'location' | 'country'
  >;
}

/** The values of all template variables for one lead. The sender without a name is the client itself. */
function valuesFor({ client, campaign, lead }: MessageParties): TemplateValues {
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
    'sender.name': campaign.senderName || client.senderName || client.name,
    'sender.address': campaign.senderAddress || client.senderAddress,
  };
}

/**
 * Composes one step's message: subject, text and the end that says who writes and how to stop it. A step without a
 * subject continues the thread, so it carries the first message's subject after "Re:".
 */
export function composeMessage(
  engine: TemplateEngine,
  step: StepTemplates,
  firstSubject: string,
  parties: MessageParties,
): ComposedMessage {
  const values = valuesFor(parties);
  const problems: TemplateProblem[] = [];
  const fill = (source: string): string => {
    const made = engine.render(source, values);
    if (made.ok) return made.text;
    problems.push(...made.problems);
    return source;
  };
  const subject = oneLine(step.subject.trim() === '' ? `Re: ${fill(firstSubject)}` : fill(step.subject));
  const text = fill(step.body).trim();
  const footer = composeFooter({
    clientName: parties.client.name,
    postalAddress: parties.client.postalAddress,
    address: values['sender.address'] ?? '',
    disclaimers: parties.client.brandKit.disclaimers,
  });
  // An unfilled template is full of leftovers; its own problem says more.
  const left = problems.length > 0 ? [] : leftoversIn({ subject, body: text }, parties.client.brandKit.bannedWords);
  const unique = new Map(problems.map((problem) => [problem.text, problem]));
  return {
    subject,
    body: `${text}\n\n${footer.text}\n`,
    problems: [
      ...[...unique.values()].map(({ kind, text: why }) => ({ kind, text: why })),
      ...left,
      ...footer.problems,
    ],
  };
}

/** A header is one line: a line break in a lead's name must not begin another header. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
