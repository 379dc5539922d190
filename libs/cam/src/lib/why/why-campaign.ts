import { holdOf } from '@aicmo/core-effects';
import type { Tx } from '@aicmo/core-db';
import { epochMs, hourMs, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import { StoredRefusal, type AttemptMode } from '../../contract/outreach-attempt.ts';
import type { SendingReason, WhyCampaign } from '../../contract/sending-reason.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { campaignIn, modeOf } from '../orchestrator/claim-campaign.ts';
import type { RunTools } from '../orchestrator/run-tools.ts';
import { chooseMailbox } from '../outreach/choose-mailbox.ts';
import { composeFooter } from '../outreach/mail-footer.ts';
import type { OutreachFacts } from '../outreach/outreach-facts.ts';
import { outreachGate } from '../outreach/outreach-gate.ts';
import { outreachMailboxOf, type OutreachMailbox } from '../outreach/outreach-mailbox.ts';
import { narrowWindow, openZonedWindow, startOfDate, usableZone } from '../outreach/send-window.ts';
import { decideOutreach } from '../outreach/verdict-rules.ts';
import { reasonsOfVerdict } from './reasons-of-verdict.ts';
import { unconcernedFacts } from './unconcerned-facts.ts';
import { waitingReasons } from './waiting-reasons.ts';
import { createWhyStore } from './why-store.ts';

/** Everything that decides about any message of a campaign. */
interface Scene {
  readonly now: Instant;
  readonly mode: AttemptMode;
  readonly campaign: Campaign;
  readonly client: Client;
  readonly mailbox: OutreachMailbox | null;
  readonly hold: OutreachFacts['hold'];
}

/**
 * Why a campaign as a whole does or does not send: the gate's own answer to a message against which nothing else stands,
 * then how many messages wait for what. Throws `not-found` (`campaign-unknown`).
 */
export async function whyCampaign(tools: RunTools, campaignId: string): Promise<WhyCampaign> {
  const scene = await tools.db.transaction((tx) => sceneOf(tools, tx, campaignId));
  const { campaign, mode } = scene;
  const store = createWhyStore(tools.db);
  const verdict = decideOutreach(mode, outreachGate(factsOf(tools, scene)));
  const subjects = { campaignId, leadId: null, sequenceId: null };
  const waiting = (await store.waitingReasons(campaignId, mode)).map((text) =>
    readJsonColumn(z.array(StoredRefusal), text, 'cam_outreach_attempt.reasons'),
  );
  const said = [
    ...reasonsOfVerdict(verdict, subjects).map((reason) => withStatusReason(reason, campaign)),
    ...((await store.hasPeople(campaignId)) ? [] : [nobody(campaign)]),
    ...modeReasons(campaign, mode),
    ...endReasons(campaign),
  ];
  const waits = waitingReasons(waiting, campaignId);
  const isHeld = said.some(({ effect }) => effect === 'holds');
  const nextDueAt = isHeld ? null : await tools.outreach.nextDue(campaignId, mode);
  // With nothing to come, what the messages wait for is what holds the campaign.
  const standsStill = !isHeld && nextDueAt === null && waits.length > 0;
  const all = [...said, ...(standsStill ? waits.map((reason) => ({ ...reason, effect: 'holds' as const })) : waits)];
  const ordered = all.toSorted((one, other) => Number(other.effect === 'holds') - Number(one.effect === 'holds'));
  return {
    ...{ campaignId, name: campaign.name, mode },
    reasons: isHeld || standsStill ? ordered : [runs, ...ordered],
    nextDueAt,
  };
}

const runs: SendingReason = {
  ...{ code: 'runs', effect: 'goes', until: null, place: null },
  text: 'It runs: each message is taken up when its turn and its hour come.',
};

async function sceneOf(tools: RunTools, tx: Tx, campaignId: string): Promise<Scene> {
  const campaign = await campaignIn(tools, tx, campaignId);
  const client = await tools.clients.find(campaign.clientId, tx);
  if (!client) throw new Error(`The client of the campaign ${campaignId} is not there.`);
  const now = tools.clock.now();
  const all = (await tools.outreach.mailboxes(tx, client.id)).map(outreachMailboxOf);
  const mode = await modeOf(tools, tx, campaign);
  const mailbox = chooseMailbox({
    ...{ mode, all, only: campaign.senderAddress, bound: null, chosen: null },
    room: () => ({ at: now, day: now, share: 0 }),
  });
  return { now, mode, campaign, client, mailbox, hold: holdOf(await tools.flags.read(tx)) ?? null };
}

function factsOf(tools: RunTools, { now, mode, campaign, client, mailbox, hold }: Scene): OutreachFacts {
  const channel = campaign.channels.includes('email') ? 'email' : (campaign.channels[0] ?? 'email');
  const window = { ...campaign.limits.window, holidays: campaign.holidays };
  const zone = usableZone(client.timeZone);
  const opensAt = openZonedWindow(mailbox ? narrowWindow(window, mailbox.limits.window) : window, zone).nextOpening(
    now,
  );
  const footer = composeFooter({
    ...{ clientName: client.name, disclaimers: [], language: 'en' as const },
    postalAddress: mailbox?.row.postalAddress || client.postalAddress,
    address: mailbox?.address || campaign.senderAddress || client.senderAddress,
    unsubscribeUrl: tools.publicUrl ?? null,
  });
  return {
    ...{ ...unconcernedFacts(now), mode, hold },
    campaign: {
      ...{ name: campaign.name, status: campaign.status, mode: campaign.mode },
      startsAt: campaign.startsOn ? startOfDate(campaign.startsOn, client.timeZone) : null,
      endsAt: campaign.endsOn ? startOfDate(campaign.endsOn, client.timeZone, 1) : null,
    },
    channel: {
      channel,
      enabled: true,
      configured: channel === 'email' ? mailbox !== null : tools.configured.includes(channel),
    },
    mailbox: mailbox && {
      ...{ name: mailbox.address, isPaused: mailbox.isPaused, reason: mailbox.reason, isTested: mailbox.isTested },
    },
    content: channel === 'email' ? footer.problems : [],
    // Whose hours it is depends on the reader: only that there are none is true of all.
    window: { zone, isOpen: opensAt !== null, opensAt },
    senderDomain: {
      name: mailbox?.address.slice(mailbox.address.lastIndexOf('@') + 1) ?? '',
      failingForHours: mailbox?.failingSince
        ? Math.floor((epochMs(now) - epochMs(mailbox.failingSince)) / hourMs)
        : null,
    },
  };
}

/** Why it was paused or ended stands beside it, which the gate does not know. */
const withStatusReason = (reason: SendingReason, { statusReason }: Campaign): SendingReason =>
  reason.code === 'campaign-not-active' && statusReason !== ''
    ? { ...reason, text: `${reason.text} ${statusReason}` }
    : reason;

const nobody = ({ id }: Campaign): SendingReason => ({
  ...{ code: 'nobody', effect: 'holds', until: null, place: { kind: 'import', id } },
  text: 'Nobody is in sequence: import leads into it.',
});

function modeReasons({ id }: Campaign, mode: AttemptMode): readonly SendingReason[] {
  const shared = { effect: 'limits', until: null } as const;
  const modes: Readonly<Record<AttemptMode, readonly SendingReason[]>> = {
    SIMULATION: [
      {
        ...{ ...shared, code: 'simulation', place: { kind: 'go-live', id } },
        text: 'It simulates: messages are written and checked, and none leaves.',
      },
    ],
    PROOF: [
      {
        ...{ ...shared, code: 'proof', place: { kind: 'house', id: null } },
        text: 'Proof mode is on: messages are made ready and kept, and none leaves.',
      },
    ],
    LIVE: [],
  };
  return modes[mode];
}

function endReasons({ id, endsOn }: Campaign): readonly SendingReason[] {
  if (endsOn === null) return [];
  const place = { kind: 'campaign-settings', id } as const;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${endsOn}T00:00:00Z`),
  );
  return [{ code: 'ends', effect: 'limits', until: null, place, text: `Its last day is ${day}.` }];
}
