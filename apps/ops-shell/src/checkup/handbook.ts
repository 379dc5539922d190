import type { CatalogEntry } from './catalog.ts';

/** Codes that any check can have, whoever brings it. */
const general: readonly Row[] = [
  [
    'blocked',
    'A check that this one waits for did not pass; the finding names it.',
    'Mend the cause; this one is then asked by itself.',
  ],
  [
    'timeout',
    'The check had no answer in its time.',
    'Run it again; if it stays, what it asks hangs: look at the finding’s evidence.',
  ],
  ['stopped', 'The run was ended before this check had an answer.', 'Run it again.'],
  [
    'crashed',
    'The check itself failed with an error that is not ours.',
    'Run it again; if it stays, report it with the finding’s text.',
  ],
  [
    'check-died',
    'The process of the check ended, or gave no sign of life, also when it ran alone.',
    'Run it again; if it stays, npm ci: a native part or a library is broken.',
  ],
  [
    'check-not-there',
    'The library does not bring a check that the catalog names: the sources are of two versions.',
    'Bring the sources to one commit, then npm ci.',
  ],
];

/** docs/ops.md: each check, and each code that it can give with its cause and its cure. */
export function handbook(catalog: readonly CatalogEntry[]): string {
  const groups = Map.groupBy(catalog, ({ library }) => library);
  return [
    '# What the checks find, and what to do',
    '',
    '<!-- Made from the checks’ own words by apps/ops-shell/src/checkup/write-catalog.ts; a spec fails when it is out of date. -->',
    '',
    '`npx aicmo doctor` asks every check below, and so does the ops shell; without an installation type `node tools/cli/aicmo.mjs doctor`.',
    'A finding has the id of its check and a code. Look the code up here: how it comes to it, and what helps.',
    '',
    'Exit status of `npx aicmo doctor`: 0 nothing is wrong, 1 something failed at or above `--fail-level` (default error), 2 something could not be',
    'found out, 3 the doctor could not run, 64 wrong usage.',
    '',
    '## Any check',
    '',
    ...table(general),
    '',
    ...[...groups].flatMap(([library, entries]) => section(library, entries)),
  ].join('\n');
}

function section(library: string, entries: readonly CatalogEntry[]): readonly string[] {
  // The imports of all libraries have the same codes: one table says it for all of them.
  const imports = entries.filter(({ id }) => id.endsWith('-import'));
  const others = entries.filter(({ id }) => !id.endsWith('-import'));
  const shared = sharedCodes(others);
  const title = library === 'machine' ? 'The machine, the installation and the operator' : library;
  return [
    `## ${title}`,
    '',
    ...(imports[0] === undefined ? [] : importsOf(imports, imports[0])),
    ...(shared.length === 0 ? [] : [`### Several checks of ${library}`, '', ...table(shared), '']),
    ...others.flatMap((entry) => [
      `### \`${entry.id}\` ${entry.title}`,
      '',
      `${entry.severity} if it fails.${waits(entry)}`,
      '',
      ...ownCodes(entry, shared),
    ]),
  ];
}

const importsOf = (imports: readonly CatalogEntry[], first: CatalogEntry): readonly string[] => [
  `### ${imports.map(({ id }) => `\`${id}\``).join(', ')}`,
  '',
  `${first.severity} if it fails. Each library is imported in a process of its own.`,
  '',
  ...table(rowsOf(first)),
  '',
];

const waits = ({ after }: CatalogEntry): string =>
  after.length === 0 ? '' : ` Waits for ${after.map((id) => `\`${id}\``).join(', ')}.`;

type Row = readonly [code: string, cause: string, cure: string];

const rowsOf = ({ reasons }: CatalogEntry): readonly Row[] =>
  Object.entries(reasons).map(([code, { cause, cure }]) => [code, cause, cure]);

const isSame = ([code, cause]: Row, [other, otherCause]: Row): boolean => code === other && cause === otherCause;

/** What three checks or more say in the same words stands once. */
function sharedCodes(entries: readonly CatalogEntry[]): readonly Row[] {
  const all = entries.flatMap(rowsOf);
  return all.filter(
    (row, index) =>
      all.findIndex((other) => isSame(row, other)) === index && all.filter((other) => isSame(row, other)).length > 2,
  );
}

function ownCodes(entry: CatalogEntry, shared: readonly Row[]): readonly string[] {
  const own = rowsOf(entry).filter((row) => !shared.some((other) => isSame(row, other)));
  return own.length === 0 ? [] : [...table(own), ''];
}

function table(rows: readonly Row[]): readonly string[] {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [
    '| code | cause | cure |',
    '| --- | --- | --- |',
    ...rows.map(([code, cause, cure]) => `| \`${code}\` | ${cell(cause)} | ${cell(cure)} |`),
  ];
}
