import { notFound } from '@aicmo/core-kernel';
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
import { openTemplateEngine } from '../templates/template-engine.ts';
import type { AttemptStore } from './attempt-store.ts';
import { composeMessage, type MessageParties, type StepTexts } from './compose-message.ts';
import { decideOutreach } from './verdict-rules.ts';

/** A step's texts to be looked at with a campaign's and a lead's values. */
export interface PreviewRequest extends Omit<StepTexts, 'html'> {
  /** Missing: plain text alone. */
  readonly html?: string | null;
  readonly campaignId: string;
  /** Missing: the best-scored lead of the campaign, else the examples of the list of variables. */
  readonly leadId?: string;
  /** The template of the last subject before this message; one without a subject continues it. Empty: there is none. */
  readonly firstSubject: string;
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
export function createMessageService({ store, clients, campaigns, leads }: Deps): MessageService {
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
    preview: async ({ campaignId, leadId, firstSubject, subject: wanted, body, html: rich = null }) => {
      const campaign = await campaigns.get(campaignId);
      const client = await clients.get(campaign.clientId);
      const best =
        leadId === undefined ? (await leads.list({ campaignId }, { limit: 1 })).leads[0] : await leads.get(leadId);
      const parties = { client, campaign, lead: best ?? exampleLead };
      const engine = await openTemplateEngine();
      const compose = (texts: StepTexts, threadSubject: string | null) =>
        composeMessage(
          engine,
          { channel: 'email', texts, variantId: null, threadSubject, earlierSubject: firstSubject },
          parties,
        );
      const before =
        firstSubject.trim() === '' ? null : compose({ subject: firstSubject, body: '-', html: null }, null);
      const texts = { subject: wanted, body, html: rich };
      const { subject, text: read, html, problems } = compose(texts, before?.subject ?? null);
      const refusals = problems.map(({ kind, text }) => ({
        code: `content-${kind}`,
        text,
        liftedBy: 'person' as const,
      }));
      const verdict = decideOutreach('SIMULATION', refusals);
      const text = (each: { readonly text: string }): string => each.text;
      return {
        ...{ leadName: best?.name ?? null, subject, body: read, html },
        problems: verdict.go ? [] : verdict.reasons.map(text),
        wouldBe: verdict.wouldBe.map(text),
      };
    },
  };
}
