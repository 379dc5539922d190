import { expect, test } from '@jest/globals';
import { dayMs, type OperatorTaskId } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';
import { erasePerson } from './flows/erase-person.flow.ts';
import { keepSendingDue } from './flows/send-due-mail.flow.ts';

const by = 'Olga';
type House = Awaited<ReturnType<typeof openHouse>>;

/** The columns that a spec sets by hand: going live is an act of its own, with a checklist of its own. */
interface Live {
  camCampaign: { mode: string };
  camEnrolment: { sequenceId: string; sequenceVersion: number | null };
}

/** A campaign whose sequence writes on LinkedIn, calls two days later, and ends with the contact form. */
async function openHouse(people = 2) {
  const { workspace, clock, dispose } = await aWorkspace();
  const cam = await workspace.cam();
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, by);
  const draft = { name: 'Spring', channels: ['linkedin' as const, 'phone' as const, 'contact_form' as const] };
  const campaign = await cam.campaigns.create(client.id, draft, by);
  await cam.campaigns.move(campaign.id, 'ACTIVE', by);
  const rows = Array.from({ length: people }, (_, n) => {
    const who = ['Maja Lindqvist', 'Nina Kurz', 'Ole Berg'][n] ?? 'Person';
    return `${who},p${n}@firm${n}.example,https://www.linkedin.com/in/person-${n},+49301234500${n},Firm ${n}`;
  });
  const bytes = Buffer.from(['Name,E-mail,LinkedIn,Phone,Company', ...rows].join('\n'));
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes }, by);
  expect(await cam.imports.finished(batch.id)).toMatchObject({ enrolled: people });
  const [builtIn] = await cam.sequences.list(null);
  const own = await cam.sequences.copy(builtIn?.id ?? '', client.id, by);
  const steps = [
    { day: 0, channel: 'linkedin' as const, subject: '', body: 'Hello {{ lead.firstName }}, a question.' },
    { day: 2, channel: 'phone' as const, subject: '', body: 'Ask {{ lead.firstName }} about bikes.' },
    { day: 4, channel: 'contact_form' as const, subject: '', body: 'For {{ lead.name }}.' },
  ];
  const edited = await cam.sequences.edit(own.id, { name: 'By hand', goal: '', version: own.version, steps }, by);
  const tables = workspace.db.handle<Live>('cam').in();
  await tables.updateTable('camEnrolment').set({ sequenceId: own.id, sequenceVersion: edited.version }).execute();
  return { workspace, clock, dispose, cam, client, campaign, tables };
}

async function goLive({ workspace, tables }: House): Promise<void> {
  await tables.updateTable('camCampaign').set({ mode: 'LIVE' }).execute();
  await workspace.flags.set({ proofMode: false, by, reason: 'going live' });
}
const run = async ({ workspace, campaign }: House) => (await workspace.orchestrator()).run(campaign.id, { by });
const tasks = async ({ workspace }: House) => {
  const { tasks: found } = await workspace.campaignOps();
  return found.list({ states: ['OPEN'], kinds: ['OUTREACH'] });
};
const messages = async ({ cam, campaign }: House) =>
  (await cam.messages.list({ campaignId: campaign.id })).attempts.toSorted((one, other) => one.step - other.step);

test('a step on LinkedIn, the phone or a form becomes a task, counts as done by hand with its proof, and never leaves by itself', async () => {
  const house = await openHouse(1);
  try {
    await goLive(house);
    await run(house);
    const [task, ...others] = await tasks(house);
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      title: 'Write to Maja Lindqvist, Firm 0 on LinkedIn',
      copy: 'Hello Maja, a question.',
    });
    expect(task?.steps.join(' ')).toContain('https://www.linkedin.com/in/person-0');
    const [waiting] = await messages(house);
    expect(waiting).toMatchObject({ state: 'BLOCKED', reasons: [{ code: 'operator-task' }] });
    // Asking again makes no second task.
    await run(house);
    expect(await tasks(house)).toHaveLength(1);
    const ops = await house.workspace.campaignOps();
    const id = (task?.id ?? '') as OperatorTaskId; // ids cross contracts as text
    await expect(ops.tasks.complete({ id, by })).rejects.toMatchObject({ code: 'proof-missing' });
    await ops.tasks.complete({ id, by, note: 'Wrote to her, she is on holiday.' });
    const [done] = await messages(house);
    expect(done).toMatchObject({ state: 'SENT', byHand: { by, note: 'Wrote to her, she is on holiday.', url: null } });
    expect(done?.ledgerId).toBeNull();
    expect((await house.cam.leads.list({ campaignId: house.campaign.id })).leads[0]?.state).toBe('CONTACTED');
    house.clock.advance(2 * dayMs);
    await run(house);
    const [call] = await tasks(house);
    expect(call?.title).toBe('Call Maja Lindqvist, Firm 0');
    // Nobody calls: the step is left out, and the next one follows on its day.
    await ops.tasks.cancel({ id: (call?.id ?? '') as OperatorTaskId, by, reason: 'No time' }); // ids cross contracts as text
    house.clock.advance(2 * dayMs);
    await run(house);
    expect((await messages(house)).map(({ step, state }) => `${step} ${state}`)).toEqual([
      '1 SENT',
      '2 CANCELLED',
      '3 BLOCKED',
    ]);
    const [form] = await tasks(house);
    await ops.tasks.complete({ id: (form?.id ?? '') as OperatorTaskId, by, note: 'Filled it in.' }); // ids cross contracts as text
    expect((await house.cam.enrolments.counts(house.campaign.id)).FINISHED).toBe(1);
    expect(await house.workspace.door.ledger.list()).toEqual([]);
  } finally {
    await house.dispose();
  }
});

test('whoever opts out is not written to by hand either, though nothing of the campaign is due or it stands still', async () => {
  const house = await openHouse(2);
  try {
    await goLive(house);
    await run(house);
    expect(await tasks(house)).toHaveLength(2);
    const sending = keepSendingDue(house.workspace);
    const [maja, nina] = (await house.cam.leads.list({ campaignId: house.campaign.id })).leads;
    const optOut = (lead: typeof maja) =>
      house.cam.optOuts.record({
        ...{ clientId: house.client.id, leadId: lead?.id ?? '', address: lead?.email ?? '' },
        ...{ source: 'operator', words: '', by },
      });
    await optOut(maja);
    await sending.pass('The worker');
    expect((await tasks(house)).map(({ title }) => title)).toEqual([expect.stringContaining(nina?.name ?? '')]);
    await house.cam.campaigns.move(house.campaign.id, 'PAUSED', by);
    await house.workspace.flags.set({ paused: true, by, reason: 'holidays' });
    await optOut(nina);
    await sending.pass('The worker');
    expect(await tasks(house)).toEqual([]);
  } finally {
    await house.dispose();
  }
});

test('rehearsals make no task; a sequence that ends takes its task along; who is erased is in no task', async () => {
  const house = await openHouse(3);
  try {
    await run(house);
    expect((await messages(house)).map(({ state }) => state)).toEqual(['SIMULATED', 'SIMULATED', 'SIMULATED']);
    expect(await tasks(house)).toEqual([]);
    await goLive(house);
    await run(house);
    expect(await tasks(house)).toHaveLength(3);
    const { leads } = await house.cam.leads.list({ campaignId: house.campaign.id });
    const nina = leads.find(({ name }) => name === 'Nina Kurz');
    await house.cam.suppression.add(
      { clientId: null, kind: 'email', value: nina?.email ?? '', reason: 'asked', source: 'operator' },
      by,
    );
    const [enrolment] = (await house.cam.stories.read(nina?.id ?? '')).enrolments;
    await house.cam.enrolments.move(enrolment?.id ?? '', { to: 'STOPPED', reason: 'Suppressed.' }, by);
    await run(house);
    expect((await tasks(house)).map(({ title }) => title).join()).not.toContain('Nina');
    await erasePerson(house.workspace, { address: 'p0@firm0.example', reason: 'Asked by mail', by });
    const { tasks: all } = await house.workspace.campaignOps();
    const kept = (await all.list({})).map(({ title, steps, copy }) => `${title} ${steps.join(' ')} ${copy}`).join('\n');
    expect(kept).not.toContain('Maja');
    expect(kept).toContain('Ole');
  } finally {
    await house.dispose();
  }
});
