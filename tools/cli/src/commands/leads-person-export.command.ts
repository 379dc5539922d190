import { open } from 'node:fs/promises';
import path from 'node:path';
import { invalid } from '@aicmo/core-kernel';
import type { Command } from '../command.ts';

/** `aicmo leads person-export`: everything held on one person, to be given to the person. */
export const leadsPersonExportCommand: Command = {
  name: 'leads person-export',
  summary: 'Everything held on one person, over all clients, as JSON',
  usage: '<address, profile or number>',
  args: [1, 1],
  options: [{ name: 'file', value: '<file.json>', about: 'write it to a new file that only you may read' }],
  about: ['For whoever asks what is held on them. Make sure that it is they who ask: the file holds all of it.'],
  examples: [['npx aicmo leads person-export anna@example.com --file anna.json', 'to be given to her']],
  run: async (context) => {
    const [address = ''] = context.args;
    const found = await (await (await context.workspace()).cam()).rights.export(address);
    const json = `${JSON.stringify(found, null, 2)}\n`;
    const file = context.option('file');
    if (file === undefined) return { json: found, text: json.trimEnd() };
    await writeNew(path.resolve(file), json);
    const rows = found.held.reduce((sum, { rows: each }) => sum + each.length, 0);
    return {
      json: { file: path.resolve(file), rows },
      text: `${rows} rows on ${found.address} are in ${path.resolve(file)}.`,
    };
  },
};

async function writeNew(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.close();
  } catch (cause) {
    throw invalid({
      code: 'cli-file',
      message: `The file ${file} cannot be made. Name one that is not there yet.`,
      cause,
    });
  }
}
