import { notFound } from '@aicmo/core-kernel';
import type { Channel } from '../../contract/campaign.ts';
import type { Lead } from '../../contract/lead.ts';
import { templateVariables } from '../../contract/template-variable.ts';
import type {
  AttemptFilter,
  AttemptMode,
  AttemptPage,
  AttemptState,
  OutreachAttempt,
} from '../../contract/outreach-attempt.ts';
import type { MessagePreview } from '../../contract/sequence.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { LeadService } from '../leads/lead-service.ts';
import { lintMessage } from '../sequences/lint/lint-message.ts';
import { openTemplateEngine, type TemplateEngine } from '../templates/template-engine.ts';
import type { AttemptStore } from './attempt-store.ts';
import { composeMessage, valuesFor, type MessageParties, type StepTexts } from './compose-message.ts';
import type { PreviewSender } from './preview-sender.ts';
import { decideOutreach } from './verdict-rules.ts';

/** A step's texts to be looked at with a campaign's and a lead's values. */
export interface PreviewRequest extends Omit<StepTexts, 'html'> {
  /** Missing: plain text alone. */
  readonly html?: string | null;
  /** Missing: a mail. */
  readonly channel?: Channel;
  readonly campaignId: string;
  /** Missing: the best-scored lead of the campaign, else the examples of the list of variables. */
  readonly leadId?: string;
  /** The template of the last subject before this message; one without a subject continues it. Empty: there is none. */
  readonly firstSubject: string;
  /** Who writes and how that is stopped; missing: the mailbox that would write, and as its mails say it. */
  readonly from?: Pick<MessageParties, 'sender' | 'unsubscribeUrl'>;
}

/** Messages as people read them. They are made by the orchestrator alone. */
export interface MessageService {
  /** Those that went first, newest first, then what is planned; 100 a page by default, 500 at most. */
  list(filter: AttemptFilter, page?: { readonly limit?: number; readonly offset?: number }): Promise<AttemptPage>;
  /** Throws `not-found` (`message-unknown`). */
  get(id: string): Promise<OutreachAttempt>;
  countByState(campaignId: string, mode: AttemptMode): Promise<Readonly<Partial<Record<AttemptState, number>>>>;
  /** A message as it would read; what stops it is told, nothing is stored. */
  preview(request: PreviewRequest): Promise<MessagePreview>;
}

interface Deps {
  readonly store: AttemptStore;
  readonly clients: ClientService;
  readonly campaigns: CampaignService;
  readonly leads: LeadService;
  readonly sender: PreviewSender;
  /** Where people outside reach the pages on which they unsubscribe; null: nowhere. */
  readonly publicUrl: string | null;
}

const pageSize = { usual: 100, most: 500 } as const;
const example = (name: string): string => templateVariables.find((variable) => variable.name === name)?.example ?? '';

/** Whose values stand in for a lead's while a campaign has none. */
const exampleLead: MessageParties['lead'] = {
  ...{ firstName: example('lead.firstName'), lastName: example('lead.lastName'), name: example('lead.name') },
  ...{ title: example('lead.title'), company: example('lead.company'), industry: example('lead.industry') },
  ...{ location: example('lead.location'), country: example('lead.country'), language: '' },
};

/** Builds the service of messages. */
export function createMessageService({ store, clients, campaigns, leads, sender, publicUrl }: Deps): MessageService {
  return {
    list: async (filter, { limit = pageSize.usual, offset = 0 } = {}) => ({
      attempts: [...(await store.list(filter, Math.min(limit, pageSize.most), offset))],
      total: await store.count(filter),
    }),
    get: async (id) => {
      const found = await store.find(id);
      if (found) return found;
      throw notFound({ code: 'message-unknown', message: 'There is no such message. Choose one from the list.' });
    },
    countByState: (campaignId, mode) => store.countByState(campaignId, mode),
    preview: async (request) => {
      const campaign = await campaigns.get(request.campaignId);
      const client = await clients.get(campaign.clientId);
      const lead = await leadFor(leads, request);
      // Each message has a page of its own on which its reader unsubscribes; which one is known when it is made.
      const unsubscribeUrl = publicUrl === null ? null : `${publicUrl}/u/…`;
      const from = request.from ?? { sender: await sender(campaign, lead?.id), unsubscribeUrl };
      const parties = { ...from, client, campaign, lead: lead ?? exampleLead };
      return previewMessage(await openTemplateEngine(), request, parties, lead);
    },
  };
}

const leadFor = async (leads: LeadService, { campaignId, leadId }: PreviewRequest): Promise<Lead | undefined> =>
  leadId === undefined ? (await leads.list({ campaignId }, { limit: 1 })).leads[0] : leads.get(leadId);

/** Composes it as if the messages before had gone, and says what stops it and what could be better. */
function previewMessage(
  engine: TemplateEngine,
  { firstSubject, subject, body, html = null, channel = 'email' }: PreviewRequest,
  parties: MessageParties,
  lead: Lead | undefined,
): MessagePreview {
  const compose = (texts: StepTexts, threadSubject: string | null) =>
    composeMessage(engine, { channel, texts, variantId: null, threadSubject, earlierSubject: firstSubject }, parties);
  const before = firstSubject.trim() === '' ? null : compose({ subject: firstSubject, body: '-', html: null }, null);
  const made = compose({ subject, body, html }, before?.subject ?? null);
  const refusals = made.problems.map(({ kind, text }) => ({
    ...{ code: `content-${kind}`, text, liftedBy: 'person' as const },
  }));
  const verdict = decideOutreach('SIMULATION', refusals);
  const words = (each: { readonly text: string }): string => each.text;
  const { leftOut, ...own } = made.own;
  const values = Object.values(valuesFor(parties)).flatMap((value) => value ?? []);
  return {
    ...{ leadName: lead?.name ?? null, subject: made.subject, body: made.text, html: made.html },
    problems: verdict.go ? [] : verdict.reasons.map(words),
    wouldBe: verdict.wouldBe.map(words),
    lint: [...lintMessage({ ...own, leftOut, values, subject: made.continuesThread ? '' : made.subject })],
  };
}
