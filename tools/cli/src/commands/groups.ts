import type { CommandGroup } from '../command.ts';

/** The words under which commands are gathered, where more than their list is to be said of them. */
export const groups: readonly CommandGroup[] = [
  {
    name: 'db',
    summary: 'the database of this workspace: make it, look at it, save it, move it',
    about: [
      'Which database: the one in DATABASE_URL, or aicmo.db in AICMO_HOME (.data in the repository) when that is not set. "validate" says which it is, without its password.',
      'Nothing here happens by itself: no start of AICMO makes or changes a table. status, validate, verify, dump-schema and backup change nothing in the database.',
    ],
    examples: [
      ['npx aicmo db status', 'is it there, is it up to date?'],
      ['npx aicmo db backup', 'a verified copy in one file, while AICMO runs'],
      ['npx aicmo db bootstrap', 'make it, or bring it to this version'],
      ['npx aicmo db verify', 'is every table as it is to be, is nothing damaged?'],
      ['npx aicmo db restore <file> --replace', 'go back to a backup'],
      ['npx aicmo db copy --to postgres://aicmo@db.example.com/aicmo', 'move to a server'],
    ],
  },
];
