import type { GoLive, GoLiveCheck } from '@aicmo/cam/contract';
import { byCommandLine, byName } from '../by-name.ts';
import { exitCodes, type Command } from '../command.ts';

/** `aicmo campaign golive`: what is to be so before a campaign writes to real people, and the act of letting it. */
const goLiveCommand: Command = {
  name: 'campaign golive',
  summary: 'What a campaign lacks for writing to real people; with --agree it goes live',
  usage: '<campaign>',
  args: [1, 1],
  options: [
    { name: 'ask', about: 'ask the name servers about its mailboxes first' },
    { name: 'messages', about: 'print its messages as its best lead would read them' },
    { name: 'have-read', about: 'say that you have read them as they are now' },
    { name: 'agree', value: '<sentence>', about: 'the sentence that the list ends with, word for word' },
  ],
  about: [
    'The list is gone through by the software; what stands in the way says what to do. Proof mode is another switch: live in proof mode, messages are made ready and kept, and none leaves.',
  ],
  examples: [
    ['npx aicmo campaign golive Spring --ask', 'the list, with fresh answers of the name servers'],
    ['npx aicmo campaign golive Spring --messages --have-read', 'read the messages and say so'],
    ['npx aicmo campaign golive Spring --agree "“Spring” writes to …"', 'go live'],
  ],
  run: async ({ args: [said = ''], option, has, signal, workspace }) => {
    const { campaigns, goLive } = await (await workspace()).cam();
    const { id } = byName('campaign', await campaigns.list(), said);
    if (has('ask')) await goLive.ask(id, signal);
    const messages = has('messages') ? await goLive.messages(id) : [];
    if (has('have-read')) await goLive.markRead(id, (await goLive.look(id)).wording, byCommandLine);
    const sentence = option('agree');
    const found = sentence === undefined ? await goLive.look(id) : await goLive.go(id, sentence, byCommandLine);
    const texts = messages.map(
      ({ sequenceName, step, subject, body, problems }) =>
        `--- ${sequenceName}, message ${step}\n${subject}\n\n${body}${problems.map((each) => `! ${each}\n`).join('')}`,
    );
    return {
      json: { ...found, ...(messages.length > 0 ? { messages } : {}) },
      text: [...texts, words(found)].join('\n'),
      exitCode: found.mode === 'LIVE' || found.isReady ? exitCodes.done : exitCodes.actionNeeded,
    };
  },
};

const marks: Readonly<Record<GoLiveCheck['verdict'], string>> = { pass: '+', note: '-', fail: 'x', unknown: '?' };

function words({ name, mode, checks, isReady, sentence }: GoLive): string {
  if (mode === 'LIVE') return `The campaign "${name}" is live. Ask what holds single messages: npx aicmo why "${name}"`;
  const list = checks.map(({ verdict, title, text }) => `${marks[verdict]} ${title}: ${text}`);
  return isReady
    ? [
        ...list,
        '',
        `To go live, agree to this: ${sentence}`,
        `npx aicmo campaign golive "${name}" --agree "<that sentence>"`,
      ].join('\n')
    : [...list, '', 'Not yet: what is marked x or ? stands in the way.'].join('\n');
}

/** `aicmo campaign simulate-again`: the way back. */
const simulateAgainCommand: Command = {
  name: 'campaign simulate-again',
  summary: 'Take a live campaign back to simulation, at once',
  usage: '<campaign>',
  args: [1, 1],
  options: [{ name: 'because', value: '<text>', about: 'kept with the change' }],
  run: async ({ args: [said = ''], option, workspace }) => {
    const { campaigns, goLive } = await (await workspace()).cam();
    const { id } = byName('campaign', await campaigns.list(), said);
    const found = await goLive.backToSimulation(id, option('because') ?? '', byCommandLine);
    return { json: found, text: `The campaign "${found.name}" simulates: nothing of it leaves.` };
  },
};

/** Both acts. */
export const goLiveCommands: readonly Command[] = [goLiveCommand, simulateAgainCommand];
