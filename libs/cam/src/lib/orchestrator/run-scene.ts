import type { ControlFlagsView } from '@aicmo/core-effects';
import type { Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import { senderKey } from '../outreach/book-queries.ts';
import { outreachMailboxOf, type OutreachMailbox } from '../outreach/outreach-mailbox.ts';
import { narrowWindow, openZonedWindow, usableZone, type ZonedWindow } from '../outreach/send-window.ts';
import {
  defaultSlotLimits,
  openSlotBook,
  unknownPace,
  type MailboxPace,
  type SlotBook,
} from '../outreach/slot-book.ts';
import type { Pass } from './claim-campaign.ts';
import type { RunScene } from './enrolment-work.ts';
import type { RunTools } from './run-tools.ts';

/** What was read at the beginning of a transaction. */
interface Found {
  readonly campaign: Campaign;
  readonly client: Client;
  readonly flags: ControlFlagsView;
}

/** The run and the campaign as they stand in this transaction, with the book of places. */
export async function sceneOf(tools: RunTools, tx: Tx, pass: Pass, read: Found): Promise<RunScene> {
  const { campaign, client, flags } = read;
  const mailboxes = (await tools.outreach.mailboxes(tx, client.id)).map(outreachMailboxOf);
  const book = await currentBook(tools, tx, pass, { ...read, mailboxes });
  const own = { ...campaign.limits.window, holidays: campaign.holidays };
  const windowOf = (zone: string, mailbox: OutreachMailbox | null): ZonedWindow => {
    const narrow = mailbox === null ? own : narrowWindow(own, mailbox.limits.window);
    const key = `${zone} ${JSON.stringify(narrow)}`;
    const known = pass.windows.get(key) ?? openZonedWindow(narrow, zone);
    pass.windows.set(key, known);
    return known;
  };
  /** Nothing changes within one transaction, and each message asks for each mailbox. */
  const found = new Map<string, ZonedWindow>();
  const window: RunScene['window'] = (zone, mailbox) => {
    const key = `${zone} ${mailbox?.id ?? ''}`;
    const known = found.get(key) ?? windowOf(zone, mailbox);
    found.set(key, known);
    return known;
  };
  return {
    ...{ runId: pass.id, fence: pass.fence, mode: pass.mode, campaign, client, flags, book, mailboxes, window },
    ...{ now: tools.clock.now(), mustBeLookedAt: await mustBeLookedAt(tools, tx, pass, campaign) },
  };
}

/**
 * Whether a message of this campaign needs a person to read it before it goes: the first ones of a LIVE campaign do,
 * until as many have left. What was let go leaves before everything that nobody has read.
 */
export async function mustBeLookedAt(tools: RunTools, tx: Tx, pass: Pass, campaign: Campaign): Promise<boolean> {
  const count = campaign.approveFirst;
  if (pass.mode !== 'LIVE' || count === 0 || pass.areFirstGone) return false;
  pass.areFirstGone = (await tools.outreach.countGone(tx, campaign.id, count)) >= count;
  return !pass.areFirstGone;
}

/** The book as the database knows it: read again whenever somebody else has booked since, or a setting was changed. */
async function currentBook(
  tools: RunTools,
  tx: Tx,
  pass: Pass,
  found: Found & { readonly mailboxes: readonly OutreachMailbox[] },
): Promise<SlotBook> {
  const { campaign, client, mailboxes } = found;
  const turn = await tools.outreach.takeTurn(tx, pass.mode);
  const bookedBy = [campaign.limits.perDay, ...mailboxes.map(({ id, row }) => `${id}/${row.version}`)].join(' ');
  if (!pass.book || turn !== pass.turn + 1 || bookedBy !== pass.bookedBy) {
    const taken = await tools.outreach.taken(tx, pass.mode, tools.clock.now());
    const paces = await pacesOf(tools, tx, pass, found);
    pass.book = openSlotBook(taken, {
      limits: { ...defaultSlotLimits, campaignPerDay: campaign.limits.perDay },
      zone: usableZone(client.timeZone),
      pace: (mailbox) => paces.get(mailbox) ?? unknownPace,
    });
  }
  pass.turn = turn;
  pass.bookedBy = bookedBy;
  return pass.book;
}

async function pacesOf(
  tools: RunTools,
  tx: Tx,
  { mode }: Pass,
  { campaign, client, mailboxes }: Found & { readonly mailboxes: readonly OutreachMailbox[] },
): Promise<ReadonlyMap<string, MailboxPace>> {
  const paces = new Map<string, MailboxPace>();
  const without: Instant | null = await tools.outreach.firstSettled(tx, mode, client.id);
  const fallback = senderKey(campaign.senderAddress, client.senderAddress, client.id);
  paces.set(fallback, { ...unknownPace, since: without });
  for (const { key, address, limits } of mailboxes)
    paces.set(key, { limits, since: await tools.outreach.sendsSince(tx, mode, client.id, address) });
  return paces;
}
