import { afterEach, expect, test } from '@jest/globals';
import { aLeadFile, aMailboxRow } from '@aicmo/cam/testing';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { campaignOpsContract } from '../../contract/campaign-ops.contract.ts';
import { campaignOpsRoutes } from './campaign-ops.routes.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

async function open() {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const server = aServer('campaign-ops', campaignOpsRoutes, workspace);
  const api = createApiClient(campaignOpsContract, { fetch: (url, init) => requestApp(server, url, init) });
  const { clients, imports } = await workspace.cam();
  const client = await clients.create(
    { name: 'Nordlicht', timeZone: 'Europe/Berlin', senderName: 'Anna Berg' },
    'Anna',
  );
  const importLeads = async (campaignId: string, people: number) => {
    const bytes = aLeadFile(people);
    const batch = await imports.begin({ clientId: client.id, campaignId, fileName: 'l.csv', bytes }, 'Anna');
    await imports.finished(batch.id);
  };
  return { workspace, api, client, importLeads };
}

test('a campaign is made, activated and run, and every figure opens the messages that it counts', async () => {
  const { api, client, importLeads } = await open();
  const made = await api.createCampaign({ body: { clientId: client.id, draft: { name: 'Spring' } } });
  expect(made).toMatchObject({ status: 'DRAFT', mode: 'SIMULATION' });
  await importLeads(made.id, 6);
  const params = { campaignId: made.id };
  await api.moveCampaign({ params, body: { to: 'ACTIVE', reason: '' } });
  const outcome = await api.run({ params });
  const run = outcome.claimed ? outcome.run : undefined;
  expect(run?.counters).toMatchObject({ due: 6, blocked: 0 });
  const { row, runs, story } = await api.campaign({ params });
  expect(row).toMatchObject({ clientName: 'Nordlicht', inSequence: 6, mode: 'SIMULATION', due: 0 });
  expect(runs.map(({ id }) => id)).toEqual([run?.id]);
  expect(story.length).toBeGreaterThan(1);
  for (const [state, count] of [
    ['SIMULATED', row.messages.simulated],
    ['SCHEDULED', row.messages.planned],
  ] as const) {
    const page = await api.messages({ query: { campaign: made.id, mode: row.mode, state } });
    expect(page.total).toBe(count);
  }
  const ofRun = await api.messages({ query: { run: run?.id ?? '' } });
  expect(ofRun.total).toBe(6);
  const message = await api.message({ params: { messageId: ofRun.attempts[0]?.id ?? '' } });
  expect(message.body).toContain('Anna Berg');
  expect(message.wouldBe.map(({ code }) => code)).toContain('content-postal-address');
});

test('a campaign that ends before it starts is refused, and nothing is stored', async () => {
  const { api, client } = await open();
  const draft = { name: 'Late', startsOn: '2026-04-01', endsOn: '2026-03-01' };
  await expect(api.createCampaign({ body: { clientId: client.id, draft } })).rejects.toMatchObject({
    kind: 'invalid',
    code: 'campaign-ends-before-start',
  });
  expect((await api.campaigns({ query: {} })).campaigns).toEqual([]);
});

test('a copied sequence is previewed with a real lead and refused with the name that was meant', async () => {
  const { api, client, importLeads } = await open();
  const campaign = await api.createCampaign({ body: { clientId: client.id, draft: { name: 'Spring' } } });
  const params = { campaignId: campaign.id };
  const wording = { subject: 'Hi {{ lead.firstName }}', firstSubject: '', body: 'At {{ lead.company }}' };
  expect(await api.previewMessage({ params, body: wording })).toMatchObject({ leadName: null, subject: 'Hi Mara' });
  await importLeads(campaign.id, 2);
  const { leads } = await api.previewLeads({ params, query: {} });
  const preview = await api.previewMessage({ params, body: { ...wording, leadId: leads[0]?.id ?? '' } });
  expect(preview.body).toContain(`At ${leads[0]?.company}`);
  const broken = await api.previewMessage({ params, body: { ...wording, body: '{{ lead.compny }}' } });
  expect(broken.problems.join()).toContain('Did you mean "lead.company"?');
  const { sequences } = await api.sequences({ query: { client: client.id } });
  expect(sequences.map(({ tier }) => tier)).toEqual(['HOT', 'WARM', 'COOL', 'COLD']);
  const copy = await api.copySequence({
    params: { sequenceId: sequences[0]?.id ?? '' },
    body: { clientId: client.id },
  });
  const edit = { name: copy.name, goal: '', version: copy.version };
  const steps = [{ day: 0, channel: 'email' as const, subject: 'Hi', body: '{{ lead.compny }}' }];
  await expect(
    api.editSequence({ params: { sequenceId: copy.id }, body: { edit: { ...edit, steps } } }),
  ).rejects.toMatchObject({ code: 'sequence-unknown-variable', details: { step: 1, field: 'body' } });
});

test('an own sequence is made, previewed with HTML and what could be better, tried in two wordings, and put away', async () => {
  const { api, client, importLeads } = await open();
  const campaign = await api.createCampaign({ body: { clientId: client.id, draft: { name: 'Spring' } } });
  await importLeads(campaign.id, 3);
  const made = await api.createSequence({ body: { clientId: client.id, name: 'Ours', goal: 'A talk' } });
  const params = { campaignId: campaign.id };
  const [found] = (await api.previewLeads({ params, query: {} })).leads;
  const search = await api.previewLeads({ params, query: { search: found?.name ?? '' } });
  expect(search.leads.map(({ id }) => id)).toContain(found?.id);
  const html = '<p>Hi {{ lead.firstName }}</p><script>x()</script>';
  const shown = await api.previewMessage({ params, body: { subject: 'ACT NOW!!', body: '', html, firstSubject: '' } });
  expect(shown.html).not.toContain('script');
  expect(shown.lint.map(({ rule, before, after }) => [rule, before, after])).toEqual([
    ['shouting', 'ACT NOW', 'Act now'],
    ['shouting', '!!', '.'],
    ['bulk-phrase', 'ACT NOW', ''],
    ['left-out', 'script', ''],
  ]);
  const ofOne = { sequenceId: made.id };
  const [step] = made.steps;
  const variants = [{ subject: 'Other', body: 'B', html: null, weight: 1 }];
  const edit = { name: 'Ours', goal: '', version: 1, steps: step === undefined ? [] : [{ ...step, variants }] };
  expect((await api.editSequence({ params: ofOne, body: { edit } })).version).toBe(2);
  const { versions, trials } = await api.sequenceVersions({ params: ofOne });
  expect(versions.map(({ version, savedBy }) => [version, savedBy])).toEqual([
    [2, 'Operator'],
    [1, 'Operator'],
  ]);
  expect(trials).toMatchObject([{ position: 1, result: { verdict: 'too-few' }, wordings: [{ sent: 0 }, { sent: 0 }] }]);
  expect((await api.sequenceVersion({ params: { ...ofOne, version: '1' } })).steps).toEqual(made.steps);
  await api.archiveSequence({ params: ofOne, body: { isArchived: true } });
  const names = async (query: object) =>
    (await api.sequences({ query: { client: client.id, ...query } })).sequences.length;
  expect([await names({}), await names({ archived: 'yes' })]).toEqual([4, 5]);
});

test('an address that names no such state is answered in words', async () => {
  const { api } = await open();
  await expect(api.messages({ query: { state: 'HAPPY' } })).rejects.toMatchObject({ code: 'message-filter' });
});

test('the first messages of a live campaign are read, let go and held again; another text than was read does not go', async () => {
  const { workspace, api, client, importLeads } = await open();
  const tables = workspace.db.handle<{ camMailbox: object; camCampaign: { mode: string } }>('cam').in();
  await tables
    .insertInto('camMailbox')
    .values(aMailboxRow(2525, { clientId: client.id }))
    .execute();
  const made = await api.createCampaign({ body: { clientId: client.id, draft: { name: 'Spring' } } });
  await importLeads(made.id, 3);
  const params = { campaignId: made.id };
  await api.moveCampaign({ params, body: { to: 'ACTIVE', reason: '' } });
  await tables.updateTable('camCampaign').set({ mode: 'LIVE' }).execute();
  await workspace.flags.set({ proofMode: false, by: 'Anna', reason: 'live' });
  await api.run({ params });
  const { waiting, limit } = await api.firstMessages({ params });
  expect({ limit, names: waiting.length }).toEqual({ limit: 10, names: 3 });
  const [one] = waiting.map(({ message, fingerprint }) => ({ id: message.id, fingerprint }));
  if (!one) throw new Error('A message was expected to wait.');
  const letGo = (fingerprint: string) => api.letFirstMessagesGo({ params, body: { read: [{ ...one, fingerprint }] } });
  await expect(letGo('another')).rejects.toMatchObject({ code: 'message-changed' });
  expect((await letGo(one.fingerprint)).letGo).toMatchObject([{ letGoBy: 'Operator' }]);
  expect((await api.holdFirstMessage({ params: { messageId: one.id } })).letGo).toEqual([]);
});
