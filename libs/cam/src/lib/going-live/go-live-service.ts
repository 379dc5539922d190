import type { Database, Tx } from '@aicmo/core-db';
import type { ControlFlags } from '@aicmo/core-effects';
import { conflict, invalid, type Clock } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { GoLive, GoLiveMessage } from '../../contract/go-live.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { CampaignStore } from '../campaigns/campaign-store.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { MailboxService } from '../mailboxes/mailbox-service.ts';
import type { MessageService } from '../outreach/message-service.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SequenceService } from '../sequences/sequence-service.ts';
import { messagesOf, sequencesOf, wordingOf, type WordingSources } from './campaign-wording.ts';
import { goLiveChecks, goLiveSentence, isReadyToGoLive, stepPassed, type GoLiveFacts } from './go-live-rules.ts';
import type { GoLiveStore } from './go-live-store.ts';

/** Going live: a list that the software goes through, and an act of its own. DOMAIN section 3, EFFECTS "Modes". */
export interface GoLiveService {
  /** How far it is; changes and asks nothing. Throws `not-found` (`campaign-unknown`). */
  look(campaignId: string): Promise<GoLive>;
  /** The same after the name servers were asked about each mailbox's domain. */
  ask(campaignId: string, signal?: AbortSignal): Promise<GoLive>;
  /** The messages to be read, as they would leave. */
  messages(campaignId: string): Promise<readonly GoLiveMessage[]>;
  /** Keeps that somebody read them. Throws `conflict` (`go-live-wording`) when they read differently by now. */
  markRead(campaignId: string, wording: string, by: string): Promise<GoLive>;
  /**
   * Makes the campaign LIVE. Throws `conflict`: `go-live-open` while a point stands in the way, `go-live-sentence` when
   * what was agreed to is not what it would mean now, `go-live-already`.
   */
  go(campaignId: string, sentence: string, by: string): Promise<GoLive>;
  /** Back to simulation, at once: nothing more is reserved. Throws `invalid` (`go-live-reason`) without a reason. */
  backToSimulation(campaignId: string, reason: string, by: string): Promise<GoLive>;
}

/** What the service is made of. */
export interface GoLiveDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: GoLiveStore;
  readonly campaigns: CampaignService;
  readonly campaignStore: CampaignStore;
  readonly clients: ClientService;
  readonly mailboxes: MailboxService;
  readonly messages: MessageService;
  readonly sequences: SequenceService;
  readonly records: RecordStore;
  readonly publicUrl: string | null;
  /** Null: nobody can say whether the house is held. */
  readonly flags: Pick<ControlFlags, 'read'> | null;
}

/** Builds the service. */
export function createGoLiveService(deps: GoLiveDeps): GoLiveService {
  const { db, campaigns, store } = deps;
  const look = async (campaignId: string): Promise<GoLive> => viewOf(deps, await campaigns.get(campaignId));
  return {
    look,
    ask: async (campaignId, signal) => {
      const mailboxes = await mailboxesOf(deps, await campaigns.get(campaignId));
      for (const { id } of mailboxes) await deps.mailboxes.checkDomain(id, signal);
      return look(campaignId);
    },
    messages: async (campaignId) => {
      const sources = await sourcesOf(deps, await campaigns.get(campaignId));
      return messagesOf(deps.messages, sources, deps.publicUrl);
    },
    markRead: async (campaignId, wording, by) => {
      const campaign = await campaigns.get(campaignId);
      if (wordingOf(await sourcesOf(deps, campaign)) !== wording)
        throw conflict({
          code: 'go-live-wording',
          message: 'The messages read differently now: somebody changed a sequence or the campaign. Read them again.',
        });
      const read = { readWording: wording, readBy: by, readAt: deps.clock.now() };
      await db.transaction(async (tx) => {
        await store.save(tx, campaignId, read);
        await tell(tx, deps, campaign, 'Messages read as they would leave', 'Before going live.', by);
      });
      return look(campaignId);
    },
    go: async (campaignId, sentence, by) => {
      await goLive(deps, await look(campaignId), sentence, by);
      return look(campaignId);
    },
    backToSimulation: async (campaignId, reason, by) => {
      if (reason.trim() === '')
        throw invalid({ code: 'go-live-reason', message: 'Write one short sentence why; it is kept.' });
      const campaign = await campaigns.get(campaignId);
      if (campaign.mode === 'LIVE')
        await db.transaction(async (tx) => {
          await deps.campaignStore.update(tx, campaignId, { mode: 'SIMULATION', updatedAt: deps.clock.now() });
          await tell(tx, deps, campaign, 'Campaign simulates again', reason.trim(), by);
        });
      return look(campaignId);
    },
  };
}

async function goLive(deps: GoLiveDeps, seen: GoLive, sentence: string, by: string): Promise<void> {
  const { campaignId, checks, isReady } = seen;
  if (seen.mode === 'LIVE')
    throw conflict({ code: 'go-live-already', message: `“${seen.name}” is live already. Reload the page.` });
  if (!isReady) {
    const open = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
    throw conflict({
      code: 'go-live-open',
      message: `Not yet: ${open.map(({ text }) => text).join(' ')}`,
      details: { open: open.map(({ code }) => code) },
    });
  }
  if (sentence !== seen.sentence)
    throw conflict({
      code: 'go-live-sentence',
      message: `Going live would mean something else now: ${seen.sentence} Look again, then confirm.`,
    });
  await deps.db.transaction(async (tx) => {
    const campaign = await deps.campaigns.get(campaignId, tx);
    const now = deps.clock.now();
    await deps.campaignStore.update(tx, campaignId, { mode: 'LIVE', updatedAt: now });
    await deps.store.save(tx, campaignId, { liveBy: by, liveSentence: sentence, liveAt: now });
    await tell(tx, deps, campaign, 'Campaign went live', sentence, by);
  });
}

async function viewOf(deps: GoLiveDeps, campaign: Campaign): Promise<GoLive> {
  const sources = await sourcesOf(deps, campaign);
  const [wording, row] = [wordingOf(sources), await deps.store.find(campaign.id)];
  const texts = await messagesOf(deps.messages, sources, deps.publicUrl);
  const facts: GoLiveFacts = {
    ...{ ...sources, now: deps.clock.now(), publicUrl: deps.publicUrl },
    heard: await heardOf(deps, campaign),
    flags: (await deps.flags?.read()) ?? null,
    read: row?.readWording === wording ? { by: row.readBy } : null,
    brokenTexts: texts.filter(({ problems }) => problems.length > 0).length,
    inSequence: await deps.store.inSequence(campaign.id),
  };
  const checks = goLiveChecks(facts);
  return {
    ...{ campaignId: campaign.id, name: campaign.name, mode: campaign.mode, wording },
    ...{ checks: [...checks], isReady: isReadyToGoLive(checks), sentence: goLiveSentence(facts) },
  };
}

const sourcesOf = async (deps: GoLiveDeps, campaign: Campaign): Promise<WordingSources> => ({
  campaign,
  client: await deps.clients.get(campaign.clientId),
  sequences: await sequencesOf(deps, campaign),
  mailboxes: await mailboxesOf(deps, campaign),
});

/** Those from which it may write: the one that it names, or all of its client. */
async function mailboxesOf({ mailboxes }: GoLiveDeps, { clientId, senderAddress }: Campaign) {
  const all = await mailboxes.list(clientId);
  return senderAddress === null
    ? all
    : all.filter(({ address }) => address.toLowerCase() === senderAddress.toLowerCase());
}

/** Whatever is written to one of these is read here. */
async function heardOf({ mailboxes }: GoLiveDeps, { clientId }: Campaign): Promise<readonly string[]> {
  const read = (await mailboxes.list(clientId)).filter((each) => each.imap !== null && stepPassed(each, 'imap'));
  return read.map(({ address }) => address.toLowerCase());
}

const tell = (
  tx: Tx,
  { records }: GoLiveDeps,
  { id, clientId }: Campaign,
  what: string,
  why: string,
  actor: string,
): Promise<void> =>
  records.append(tx, [{ clientId, campaignId: id, subjectKind: 'campaign', subjectId: id, what, why, actor }]);
