import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import type { EgressDoor, SmtpSettings } from '@aicmo/core-effects';
import type { TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { OrchestratorRun } from '../contract/orchestrator-run.ts';
import { createCam } from '../lib/cam.ts';
import type { CamTables } from '../lib/db/cam-tables.ts';
import type { MailboxRow } from '../lib/db/mailbox-tables.ts';
import { camMigrations } from '../lib/db/migrations/index.ts';
import { createOrchestrator } from '../lib/orchestrator/create-orchestrator.ts';
import { createMailboxStore } from '../lib/mailboxes/mailbox-store.ts';
import { aLeadFile } from './a-lead-file.ts';
import { aMailboxRow, anEmptyVault } from './a-mailbox.ts';

/** What a house that really sends is made of. */
export interface LiveHouseGiven {
  /** Of a server on this machine that takes the mail. */
  readonly smtpPort: number;
  readonly people?: number;
  /** A Monday in business hours by default. */
  readonly at?: string;
  /** How many first messages a person has to read. Default 0. */
  readonly approveFirst?: number;
  readonly mailbox?: Partial<MailboxRow>;
  /** How long a server is waited for; for servers that hang. */
  readonly timeouts?: SmtpSettings['timeouts'];
}

/** A client with a mailbox, and a LIVE campaign whose leads are in sequence; nothing is held, proof mode is off. */
export async function aLiveHouse(dialect: Pick<TestDialect, 'open'>, given: LiveHouseGiven) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = fakeClock(given.at ?? '2026-03-02T09:00:00.000Z');
  const flags = createControlFlags({ db, clock });
  await flags.set({ proofMode: false, by: 'Ada', reason: 'go live' });
  const own = createEgressDoor({ db, clock, flags });
  const { timeouts } = given;
  const door: EgressDoor = {
    ...own,
    openMailLine: (settings) => own.openMailLine({ ...settings, ...(timeouts ? { timeouts } : {}) }),
  };
  const parts = { db, clock, door, vault: anEmptyVault };
  const cam = createCam({ db, clock, mail: { door, vault: anEmptyVault } });
  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', senderName: 'Anna Berg', postalAddress: 'Hafenstr. 1' },
    'Ada',
  );
  const handle = db.handle<CamTables>('cam');
  const mailbox = aMailboxRow(given.smtpPort, { clientId: client.id, ...given.mailbox });
  await db.transaction((tx) => createMailboxStore(handle).insert(tx, mailbox));
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Ada');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Ada');
  const live = { mode: 'LIVE', approveFirst: given.approveFirst ?? 0 };
  await handle.in().updateTable('camCampaign').set(live).where('id', '=', campaign.id).execute();
  const bytes = aLeadFile(given.people ?? 1);
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(file, 'Ada')).id);
  const open = (through: EgressDoor) => createOrchestrator({ ...parts, flags, door: through });
  const orchestrator = open(door);
  const run = async (): Promise<OrchestratorRun> => {
    const outcome = await orchestrator.run(campaign.id, { by: 'Ada' });
    if (!outcome.claimed) throw new Error(outcome.text);
    return outcome.run;
  };
  const leads = async () => (await cam.leads.list({ campaignId: campaign.id })).leads;
  return {
    ...{ ...parts, flags, handle, cam, client, campaign, mailbox, orchestrator, open, run, leads },
    messages: async () => (await cam.messages.list({ campaignId: campaign.id }, { limit: 500 })).attempts,
    story: async () => {
      const [lead] = await leads();
      return (await cam.stories.read(lead?.id ?? '')).story.lines.map(({ what }) => what);
    },
  };
}
