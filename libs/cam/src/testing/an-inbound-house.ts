import { coreEffectsMigrations } from '@aicmo/core-effects';
import type { TestDialect } from '@aicmo/core-db/testing';
import { newId, type Instant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../lib/cam.ts';
import type { CamTables } from '../lib/db/cam-tables.ts';
import { camMigrations } from '../lib/db/migrations/index.ts';
import type { AcquisitionEvent } from '../lib/events/acquisition-events.ts';
import { openInbound } from '../lib/inbound/open-inbound.ts';
import { aMailboxRow } from './a-mailbox.ts';

const leadsCsv = `Email,First name,Last name,Company
maja@kurier.example,Maja,Brandt,Kurier
jonas@kurier.example,Jonas,Voss,Kurier
ida@werft.example,Ida,Holm,Werft
`;

/** A live campaign with three leads in sequence, and a mailbox from which the first message of each left. */
export async function anInboundHouse(dialect: TestDialect) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const clock = fakeClock('2026-03-02T09:00:00.000Z');
  const published: AcquisitionEvent[] = [];
  const events = { publish: async (_tx: unknown, event: AcquisitionEvent) => void published.push(event) };
  const cam = createCam({ db, clock, events });
  const place = { db, handle, clock, events, mail: undefined, publicUrl: null };
  const { inbound, guardrails, effects } = openInbound(place);
  const write = (work: (tables: ReturnType<typeof handle.in>) => Promise<unknown>) =>
    db.transaction(async (tx) => void (await work(handle.in(tx))));

  const client = await cam.clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', postalAddress: 'Street 1' },
    'Olga',
  );
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
  await write((tables) => tables.updateTable('camCampaign').set({ mode: 'LIVE' }).execute());
  const bytes = new TextEncoder().encode(leadsCsv);
  const input = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  const mailbox = aMailboxRow(1, { clientId: client.id });
  await write((tables) => tables.insertInto('camMailbox').values(mailbox).execute());

  const lead = async (email: string) => {
    const found = (await cam.leads.list({ clientId: client.id })).leads.find((each) => each.email === email);
    if (!found) throw new Error(`no lead ${email}`);
    return found;
  };
  const enrolment = async (email: string) => {
    const { id } = await lead(email);
    return handle.in().selectFrom('camEnrolment').selectAll().where('leadId', '=', id).executeTakeFirstOrThrow();
  };
  /** A message of ours that left, or waits. Gives its Message-ID. */
  const sent = async (email: string, { step = 1, status = 'SENT', at = clock.now() as string } = {}) => {
    const { id: enrolmentId, leadId, sequenceId } = await enrolment(email);
    const id = newId(clock);
    const left =
      status === 'SENT'
        ? { settledAt: at, messageId: `<${id}@nordlicht.example>` }
        : { settledAt: null, messageId: null };
    const row = {
      ...{
        id,
        clientId: client.id,
        campaignId: campaign.id,
        leadId,
        enrolmentId,
        sequenceId,
        stepId: `s${step}`,
        step,
      },
      ...{ mode: 'LIVE', channel: 'email', status, notBefore: null, reasons: '[]', recipient: email, subject: 'Hello' },
      ...{
        body: 'Hello.',
        ledgerId: null,
        runId: null,
        fencingToken: null,
        retryCount: 0,
        plannedAt: at,
        createdAt: at,
      },
      ...{ evidence: '{"zone":"Europe/Berlin","wouldBe":[]}', updatedAt: at, mailboxId: mailbox.id, ...left },
    };
    await write((tables) =>
      tables
        .insertInto('camOutreachAttempt')
        .values({ ...emptyAttempt, ...row })
        .execute(),
    );
    return `${id}@nordlicht.example`;
  };
  const attempts = async (email: string) => {
    const { id } = await lead(email);
    const query = handle.in().selectFrom('camOutreachAttempt').select(['step', 'status']).where('leadId', '=', id);
    return (await query.orderBy('createdAt').orderBy('step').execute()).map(({ step, status }) => `${step} ${status}`);
  };
  const receive = (raw: string, at?: Instant) => inbound.receive(mailbox.id, raw, at ?? clock.now());
  const kept = async (raw: string, at?: Instant) => {
    const result = await receive(raw, at);
    if (!result.kept) throw new Error(`not kept: ${result.why}`);
    return inbound.get(result.id);
  };
  return {
    ...{ db, handle, clock, cam, inbound, guardrails, effects, client, campaign, mailbox, published },
    ...{ lead, enrolment, sent, attempts, receive, kept, write },
  };
}

const emptyAttempt = {
  ...{ bodyHtml: null, variantId: null, taskId: null, approvedBy: null, approvedAt: null, approvedHash: null },
  nextTryAt: null,
};
