import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aLeadFile } from '@aicmo/cam/testing';
import { openWorkspace } from '@aicmo/workspace';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from './commands/index.ts';
import { runCli } from './run-cli.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-sequences-'));
  await aicmo('db', 'bootstrap');
  await aicmo('client', 'create', 'Nordlicht', '--sender', 'Anna Berg');
  await aicmo('campaign', 'create', 'Spring', '--client', 'Nordlicht');
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function aicmo(...argv: string[]): Promise<{ readonly status: number; readonly said: string }> {
  let said = '';
  const status = await runCli(commands, {
    ...{ argv, env: () => ({ home, databaseUrl: `sqlite:${home}/aicmo.db` }) },
    ...{ out: (text) => (said += text), error: (text) => (said += text), signal: new AbortController().signal },
  });
  return { status, said };
}

test('the four sequences are listed and shown with their templates, and a copy belongs to a client', async () => {
  const { said } = await aicmo('sequence', 'list');
  for (const name of ['Aggressive close', 'Regular nurture', 'Long-term nurture', 'Cold outreach'])
    expect(said).toContain(name);
  const shown = await aicmo('sequence', 'show', 'regular');
  expect(shown.said).toContain('Message 2, day 3, email\nSubject: (continues the thread)');
  expect(shown.said).toContain('{{ lead.firstName | default: "there" }}');
  const made = await aicmo('sequence', 'copy', 'cold', '--client', 'nord', '--name', 'Letters');
  expect(made).toEqual({
    status: 0,
    said: expect.stringContaining('Made "Letters" for Nordlicht. Change it in Campaign Ops'),
  });
  expect((await aicmo('sequence', 'list')).said).toMatch(/Letters +Nordlicht +by choice +8/);
  expect(await aicmo('sequence', 'show', 'nothing')).toMatchObject({
    status: 1,
    said: expect.stringContaining('There are: "Aggressive close"'),
  });
});

test('a message reads as the lead would read it, with examples until there are leads', async () => {
  const examples = await aicmo('sequence', 'preview', 'regular', '--campaign', 'Spring');
  expect(examples.said).toContain(
    'Message 1, day 0, to nobody yet (example values)\nSubject: A question for Fjord Logistics',
  );
  const file = path.join(home, 'leads.csv');
  await writeFile(file, aLeadFile(3));
  await aicmo('leads', 'import', file, '--campaign', 'Spring');
  const { said: listed } = await aicmo('leads', 'list', '--json');
  const { leads } = JSON.parse(listed) as { leads: { name: string }[] };
  const name = leads.at(-1)?.name ?? '';
  const real = await aicmo('sequence', 'preview', 'regular', '--campaign', 'Spring', '--lead', name);
  expect(real.status).toBe(0);
  expect(real.said).toContain(`to ${name}\nSubject: Re: `);
});

test('nothing could be better in what is built in, and what could is told with before and after', async () => {
  expect(await aicmo('sequence', 'lint', 'aggressive')).toMatchObject({
    ...{ status: 0, said: expect.stringContaining('Nothing that could be better was found.') },
  });
  const workspace = await openWorkspace({ home, databaseUrl: `sqlite:${home}/aicmo.db` });
  const { clients, sequences } = await workspace.cam();
  const clientId = (await clients.list()).find((client) => client.name === 'Nordlicht')?.id ?? '';
  const first = { day: 0, channel: 'email' as const, subject: 'BUY NOW', body: 'Hello' };
  const variants = [{ subject: 'Hi', body: 'Hello {{ lead.firstName }}', html: null, weight: 1 }];
  await sequences.create(clientId, { name: 'Loud', goal: '', steps: [{ ...first, variants }] }, 'Anna');
  await workspace.close();
  expect(await aicmo('sequence', 'lint', 'loud', '--campaign', 'Spring')).toEqual({
    status: 2,
    said: 'Message 1 A: “BUY NOW” reads as shouting.\n  before: BUY NOW\n  after:  Buy now',
  });
  const { said } = await aicmo('sequence', 'show', 'loud');
  expect(said).toContain('Message 1 B, day 0, email\nSubject: Hi');
  expect(said).toContain('Nobody wins before 100 messages of each wording were sent; the smallest has 0.');
});
