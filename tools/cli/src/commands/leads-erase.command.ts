import type { PersonHeld } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { erasePerson, repeatErasures, type ErasedEverywhere, type Workspace } from '@aicmo/workspace';
import { byCommandLine } from '../by-name.ts';
import { exitCodes, type Command, type CommandResult } from '../command.ts';
import { table } from '../table.ts';

/** `aicmo leads erase`: a person, everywhere and for good. */
export const leadsEraseCommand: Command = {
  name: 'leads erase',
  summary: 'Erase a person everywhere, for good; keeps a hash so that the person is not taken again',
  usage: '[<address, profile or number>]',
  args: [0, 1],
  options: [
    { name: 'reason', value: '<why>', about: 'one short sentence; it is kept, so do not name the person in it' },
    { name: 'again', about: 'instead of an address: everybody who was erased and came back with a restored backup' },
    { name: 'yes', about: 'really erase; without it only what would go is shown' },
  ],
  about: [
    'Erases the leads of this person at every client, and what belongs to them: messages, notes, tasks, consent, story, what forms and files said. Where texts about others mention the person, only the words go. Messages that really left keep their day, without the person and the text. It cannot be undone.',
    'Kept is a keyed hash of each address, profile and number: an import or a form that brings the person again is refused or held. Backups that were made before hold the person until you delete them; they are named at the end, and when one is restored, --again erases everybody again whom it brought back (the console does so by itself). On PostgreSQL the server’s own files and log are the server’s matter.',
  ],
  statuses: [[exitCodes.actionNeeded, 'nothing was erased: --yes was not there']],
  examples: [
    ['npx aicmo leads erase anna@example.com', 'what would go'],
    ['npx aicmo leads erase anna@example.com --reason "Asked by mail" --yes', 'erase'],
    ['npx aicmo leads erase --again', 'after a backup was restored'],
  ],
  run: async (context) => {
    const [address = ''] = context.args;
    const house = await context.workspace();
    if (context.has('again')) return eraseAgain(house);
    const held = await (await house.cam()).rights.held(address);
    if (!context.has('yes')) {
      return {
        json: held,
        text: `${heldText(held)}\nNothing was erased. Add --reason and --yes to erase this.`,
        exitCode: exitCodes.actionNeeded,
      };
    }
    const reason = context.option('reason');
    if (reason === undefined)
      throw invalid({
        code: 'cli-option',
        message: 'Found no --reason; write one short sentence why this person is erased.',
      });
    const erased = await erasePerson(house, { address, reason, by: byCommandLine });
    return { json: erased, text: erasedText(erased) };
  },
};

async function eraseAgain(house: Workspace): Promise<CommandResult> {
  const done = await repeatErasures(house, byCommandLine);
  const text =
    done.erased === 0
      ? 'Nobody who was erased is back.'
      : `${done.erased === 1 ? '1 person who was erased was' : `${done.erased} people who were erased were`} back, and erased again.`;
  return { json: done, text };
}

function heldText({ address, leads, things, erasedAt }: PersonHeld): string {
  const known = leads.map(
    ({ name, company, clientName }) => `  ${name}, ${company || 'no company'} (a lead of ${clientName})`,
  );
  const rows = things.map(({ title, count, fate }) => [title, count, fate]);
  const before = erasedAt === null ? [] : [`Was erased on ${erasedAt.slice(0, 10)}; a hash says so.`];
  return [
    `Held on ${address}:`,
    ...known,
    ...before,
    table(['What', 'How many', 'Erasing'], rows, 'Nothing is held.'),
  ].join('\n');
}

const deletedWords: Readonly<Record<ErasedEverywhere['deleted'], string>> = {
  gone: 'The database was written anew: its file holds no byte of it.',
  unreadable: 'No statement can read it any more; the server keeps bytes of it in its own files and log for a while.',
  kept: 'The file is large: bytes of it stay in free pages until you type, when nobody works: npx aicmo db compact',
};

function erasedText({ erasure, ledgerRows, files, deleted, backups }: ErasedEverywhere): string {
  const rows = [
    ...erasure.counts.map(({ title, count }) => [title, count]),
    ['Rows of the ledger, emptied', ledgerRows],
  ];
  const old = backups.map(({ file }) => `  ${file}`);
  return [
    table(['Erased', 'How many'], rows, 'Nothing.'),
    ...(files === 0
      ? []
      : [`${files} files that waited to be imported held the person and are gone; choose them again to go on.`]),
    deletedWords[deleted],
    ...(old.length === 0
      ? ['There is no backup of before.']
      : ['These backups hold the person until you delete them:', ...old]),
  ].join('\n');
}
