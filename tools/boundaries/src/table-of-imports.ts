/** The columns of the table "who may import whom" in docs/decisions/0003-boundaries.md. */
export const columns = [
  'app',
  'workspace',
  'own domain',
  'other domain',
  'core',
  'core-server',
  'core-kernel',
  'ui',
] as const;

/** What a cell lets in and what it keeps out. For a "no" cell, `allow` is the way that replaces it. */
export interface Cell {
  readonly allow: string;
  readonly deny: string;
}

/** One row: the file that imports, and its eight cells. */
export interface Row {
  readonly from: string;
  readonly file: string;
  readonly cells: Readonly<Record<(typeof columns)[number], Cell>>;
}

const named = (door: string): string => `export { x } from '${door}';`;
const typed = (door: string): string => `export type { X } from '${door}';`;
const lazily = (door: string): string => `export const load = () => import('${door}');`;

const kernel = named('@aicmo/core-kernel');
const kernelCell: Cell = { allow: kernel, deny: named('@aicmo/core-kernel/src/lib/clock.ts') };
const no = (door: string, allow: string = kernel): Cell => ({ allow, deny: named(door) });
const beside = named('./beside.ts');
const coreCell: Cell = { allow: named('@aicmo/core-db'), deny: named('@aicmo/core-db/src/lib/open-database.ts') };

const appApi = {
  app: no('@aicmo/ops-shell', beside),
  workspace: { allow: named('@aicmo/workspace'), deny: named('@aicmo/workspace/testing') },
  'own domain': { allow: named('@aicmo/cam/contract'), deny: lazily('@aicmo/cam') },
  'other domain': { allow: typed('@aicmo/social/contract'), deny: typed('@aicmo/social') },
  core: { allow: named('@aicmo/core-llm'), deny: named('@aicmo/core-db/testing') },
  'core-server': { allow: named('@aicmo/core-server'), deny: named('@aicmo/core-server/lib/server') },
  'core-kernel': kernelCell,
  ui: no('@aicmo/ui', beside),
} satisfies Row['cells'];

const browser = {
  app: no('@aicmo/ops-shell', beside),
  workspace: { allow: beside, deny: typed('@aicmo/workspace') },
  'own domain': { allow: named('@aicmo/cam/contract'), deny: typed('@aicmo/cam') },
  'other domain': { allow: named('@aicmo/delivery/contract'), deny: lazily('@aicmo/delivery') },
  core: { allow: named('@aicmo/core-effects/contract'), deny: typed('@aicmo/core-db') },
  'core-server': { allow: named('@aicmo/core-server/contract'), deny: named('@aicmo/core-server') },
  'core-kernel': kernelCell,
  ui: no('@aicmo/ui', beside),
} satisfies Row['cells'];

const core = {
  app: no('@aicmo/operator'),
  workspace: no('@aicmo/workspace'),
  'own domain': no('@aicmo/cam'),
  'other domain': no('@aicmo/social/contract'),
  core: no('@aicmo/core-llm', beside),
  'core-server': no('@aicmo/core-server', beside),
  'core-kernel': kernelCell,
  ui: no('@aicmo/ui'),
} satisfies Row['cells'];

/** Every row of the table, with a file that stands for it. */
export const tableOfImports: readonly Row[] = [
  { from: 'an app on its api side', file: 'apps/operator/src/api/routes/planted.routes.ts', cells: appApi },
  { from: 'the command line', file: 'tools/cli/src/planted.ts', cells: appApi },
  {
    from: 'an app on its ui side',
    file: 'apps/operator/src/ui/tabs/acquisition/planted.tsx',
    cells: { ...browser, ui: { allow: named('@aicmo/ui'), deny: named('@aicmo/ui/src/data-table.tsx') } },
  },
  { from: "an app's contract", file: 'apps/operator/src/contract/planted.contract.ts', cells: browser },
  {
    from: 'the workspace',
    file: 'libs/workspace/src/lib/planted.ts',
    cells: {
      app: no('@aicmo/operator'),
      workspace: no('@aicmo/workspace', beside),
      'own domain': { allow: lazily('@aicmo/cam'), deny: named('@aicmo/cam') },
      'other domain': { allow: typed('@aicmo/social'), deny: named('@aicmo/social') },
      core: coreCell,
      'core-server': no('@aicmo/core-server'),
      'core-kernel': kernelCell,
      ui: no('@aicmo/ui'),
    },
  },
  {
    from: 'a domain',
    file: 'libs/cam/src/lib/planted.ts',
    cells: {
      app: no('@aicmo/operator'),
      workspace: no('@aicmo/workspace'),
      'own domain': no('@aicmo/cam', named('../contract/index.ts')),
      'other domain': { allow: kernel, deny: typed('@aicmo/social/contract') },
      core: coreCell,
      'core-server': no('@aicmo/core-server'),
      'core-kernel': kernelCell,
      ui: no('@aicmo/ui'),
    },
  },
  {
    from: "a domain's contract",
    file: 'libs/cam/src/contract/planted.ts',
    cells: {
      app: no('@aicmo/operator'),
      workspace: no('@aicmo/workspace'),
      'own domain': { allow: beside, deny: named('../lib/leads/lead-rules.ts') },
      'other domain': no('@aicmo/social/contract'),
      core: { allow: kernel, deny: typed('@aicmo/core-db') },
      'core-server': no('@aicmo/core-server/contract'),
      'core-kernel': kernelCell,
      ui: no('@aicmo/ui'),
    },
  },
  {
    from: 'core-effects',
    file: 'libs/core-effects/src/lib/planted.ts',
    cells: { ...core, core: { allow: named('@aicmo/core-db'), deny: named('@aicmo/core-llm') } },
  },
  {
    from: 'core-db',
    file: 'libs/core-db/src/lib/planted.ts',
    cells: { ...core, core: no('@aicmo/core-effects', beside) },
  },
  {
    from: 'core-llm',
    file: 'libs/core-llm/src/lib/planted.ts',
    cells: { ...core, core: no('@aicmo/core-db', beside) },
  },
  {
    from: 'core-server',
    file: 'libs/core-server/src/lib/planted.ts',
    cells: { ...core, 'core-server': no('@aicmo/core-server', named('../contract/index.ts')) },
  },
  {
    from: 'the kernel',
    file: 'libs/core-kernel/src/lib/planted.ts',
    cells: {
      app: no('@aicmo/operator', beside),
      workspace: no('@aicmo/workspace', beside),
      'own domain': no('@aicmo/cam', beside),
      'other domain': no('@aicmo/social/contract', beside),
      core: no('@aicmo/core-db', beside),
      'core-server': no('@aicmo/core-server', beside),
      'core-kernel': no('@aicmo/core-kernel', beside),
      ui: no('@aicmo/ui', beside),
    },
  },
  {
    from: 'the ui library',
    file: 'libs/ui/src/planted.tsx',
    cells: {
      app: no('@aicmo/operator'),
      workspace: no('@aicmo/workspace'),
      'own domain': { allow: named('@aicmo/cam/contract'), deny: named('@aicmo/cam') },
      'other domain': { allow: typed('@aicmo/social/contract'), deny: typed('@aicmo/social') },
      core: { allow: kernel, deny: typed('@aicmo/core-db') },
      'core-server': no('@aicmo/core-server/contract'),
      'core-kernel': kernelCell,
      ui: no('@aicmo/ui', beside),
    },
  },
  {
    from: 'a tool',
    file: 'tools/bench/src/planted.ts',
    cells: {
      app: no('@aicmo/operator', beside),
      workspace: { allow: named('@aicmo/workspace'), deny: named('@aicmo/workspace/src/lib/open-workspace.ts') },
      'own domain': { allow: named('@aicmo/cam'), deny: named('@aicmo/cam/src/lib/cam.ts') },
      'other domain': { allow: lazily('@aicmo/social'), deny: named('../../../libs/social/src/index.ts') },
      core: coreCell,
      'core-server': { allow: named('@aicmo/core-server'), deny: named('@aicmo/core-server/src/lib/server.ts') },
      'core-kernel': kernelCell,
      ui: no('@aicmo/ui', beside),
    },
  },
];
