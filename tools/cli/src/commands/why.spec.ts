import { afterEach, expect, test } from '@jest/globals';
import { aWorkspace } from '@aicmo/workspace/testing';
import type { Command, CommandContext } from '../command.ts';
import { goLiveCommands } from './campaign-golive.command.ts';
import { whyCommand } from './why.command.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

/** A workspace with a draft campaign and one lead in sequence, and a way to type commands in it. */
async function aShell() {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const cam = await workspace.cam();
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  const bytes = new TextEncoder().encode(
    'Email,First name,Last name,Company\nmaja@kurier.example,Maja,Brandt,Kurier\n',
  );
  const list = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(list, 'Olga')).id);
  const type = (
    command: Command | undefined,
    args: readonly string[],
    options: Readonly<Record<string, string>> = {},
  ) => {
    const context: CommandContext = {
      ...{ args, option: (name) => options[name], options: () => [], has: (name) => name in options },
      ...{ env: { databaseUrl: '', home: '' }, workspace: async () => workspace, progress: () => undefined },
      signal: new AbortController().signal,
    };
    if (!command) throw new Error('no such command');
    return command.run(context);
  };
  return { cam, campaign, type };
}

test('why names what holds a campaign and a lead, and what to type', async () => {
  const { cam, campaign, type } = await aShell();
  const { text } = await type(whyCommand, ['spring']);
  expect(text.split('\n').slice(0, 3)).toEqual([
    'Spring, in simulation:',
    'x The campaign "Spring" is a draft, so nothing goes out. (npx aicmo campaign activate "Spring")',
    '- Before it can be live: Nothing is connected yet that can send email. (npx aicmo mailbox list)',
  ]);
  expect((await type(whyCommand, ['maja@kurier.example'])).text).toContain('Maja Brandt:\nMessage 1 of');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
  expect((await type(whyCommand, ['Maja'])).text).toContain('in simulation, goes with the next run.');
  await expect(type(whyCommand, ['Nobody'])).rejects.toMatchObject({ code: 'cli-unknown' });
});

test('golive says what stands in the way, keeps that the messages were read, and goes back with a reason', async () => {
  const { cam, campaign, type } = await aShell();
  const [goLive, simulateAgain] = goLiveCommands;
  const open = await type(goLive, ['Spring']);
  expect(open.exitCode).toBe(2);
  expect(open.text).toContain('x A mailbox that can send: There is no mailbox of Nordlicht: add one.');
  const read = await type(goLive, ['Spring'], { messages: '', 'have-read': '' });
  expect(read.text).toContain('message 1\n');
  expect(read.text).toContain('+ The messages were read: the command line has read them as they are now.');
  await expect(type(goLive, ['Spring'], { agree: 'Yes' })).rejects.toMatchObject({ code: 'go-live-open' });
  await expect(type(simulateAgain, ['Spring'])).rejects.toMatchObject({ code: 'go-live-reason' });
  expect((await cam.campaigns.get(campaign.id)).mode).toBe('SIMULATION');
});
