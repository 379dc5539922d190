import type { Cell } from './table-of-imports.ts';

/** A rule that is not a cell of the table: who keeps what out, where. */
export interface Fence extends Cell {
  readonly title: string;
  readonly file: string;
  /** Where `allow` stands, when it is another file than `deny`'s. */
  readonly allowedIn?: string;
}

const rule = 'libs/cam/src/lib/leads/planted-rules.ts';
const contract = 'libs/cam/src/contract/planted.ts';
const screen = 'apps/operator/src/ui/tabs/acquisition/planted.tsx';
const route = 'apps/operator/src/api/routes/planted.routes.ts';
const door = 'libs/cam/src/index.ts';
const names = Array.from({ length: 41 }, (_, index) => `export { x${index} } from './lib/x${index}.ts';`);

/** Everything that Nx cannot see, each with what it lets in and what it keeps out. */
export const otherFences: readonly Fence[] = [
  {
    title: 'another domain is out of reach of a type-only import',
    file: rule,
    allow: "export type { Instant } from '@aicmo/core-kernel';",
    deny: "import type { Post } from '@aicmo/social'; export const post = (value: Post) => value;",
  },
  {
    title: 'another domain is out of reach of import()',
    file: rule,
    allow: "export const load = () => import('./lead-rules.ts');",
    deny: "export const load = () => import('@aicmo/social');",
  },
  {
    title: 'another domain is out of reach of require()',
    file: rule,
    allow: "export { x } from './lead-rules.ts';",
    deny: "export const load = () => require('@aicmo/social');",
  },
  {
    title: "another domain is out of reach of import('…').Type",
    file: rule,
    allow: "import type { Lead } from '../../contract/index.ts'; export const lead = (value: Lead) => value;",
    deny: "export const post = (value: import('@aicmo/social').Post) => value;",
  },
  {
    title: 'another library is out of reach of a relative path',
    file: rule,
    allow: "export { x } from '../db/cam-tables.ts';",
    deny: "export { x } from '../../../../social/src/index.ts';",
  },
  {
    title: 'another library is out of reach of a path from the root',
    file: rule,
    allow: "export { x } from '../db/cam-tables.ts';",
    deny: "export { x } from 'libs/social/src/index.ts';",
  },
  {
    title: 'another library is out of reach of an absolute path',
    file: rule,
    allow: "export { x } from '../db/cam-tables.ts';",
    deny: "export { x } from '/srv/libs/social/src/index.ts';",
  },
  {
    title: 'a name made at run time is no import',
    file: rule,
    allow: "export const load = () => import('liquidjs');",
    deny: 'export const load = (name: string) => import(name);',
  },
  {
    title: 'a name made from a template is no import',
    file: rule,
    allow: "export const load = () => import('liquidjs');",
    deny: 'export const load = (name: string) => import(`@aicmo/${name}`);',
  },
  {
    title: 'the model’s package is imported by core-llm alone',
    file: 'libs/creative/src/lib/copies/planted.ts',
    allow: "export type { Llm } from '@aicmo/core-llm';",
    deny: "export const load = () => import('openai');",
  },
  {
    title: 'Node stays out of a contract',
    file: contract,
    allow: "export { x } from './lead.ts';",
    deny: "export { createHash } from 'node:crypto';",
  },
  {
    title: 'Node stays out of a screen, under its old names too',
    file: screen,
    allow: "export { useState } from 'react';",
    deny: "export { join } from 'path';",
  },
  {
    title: 'Node stays out of the kernel',
    file: 'libs/core-kernel/src/lib/planted.ts',
    allow: "export { x } from './ids.ts';",
    deny: "export { randomUUID } from 'node:crypto';",
  },
  {
    title: 'the kernel has no dependencies',
    file: 'libs/core-kernel/src/lib/planted.ts',
    allow: "export { x } from './ids.ts';",
    deny: "export * as z from 'zod/mini';",
  },
  {
    title: 'a contract speaks zod/mini, not the whole of zod',
    file: contract,
    allow: "import * as z from 'zod/mini'; export const lead = z.object({});",
    deny: "import * as z from 'zod'; export const lead = z.object({});",
  },
  {
    title: 'a screen speaks zod/mini, not the whole of zod',
    file: screen,
    allow: "import * as z from 'zod/mini'; export const form = z.object({});",
    deny: "import { z } from 'zod'; export const form = z.object({});",
  },
  {
    title: 'a screen uses only the packages that were chosen for it',
    file: screen,
    allow: "export { Table } from '@mantine/core';",
    deny: "export { default } from 'papaparse';",
  },
  {
    title: 'a screen does not reach its server',
    file: screen,
    allow: "export { x } from '../../../contract/acquisition.contract.ts';",
    deny: "export type { X } from '../../../api/routes/acquisition.routes.ts';",
  },
  {
    title: 'a server does not reach its screen',
    file: route,
    allow: "export { x } from '../../contract/acquisition.contract.ts';",
    deny: "export { x } from '../../ui/tabs/acquisition/acquisition.tab.tsx';",
  },
  {
    title: 'test data stays with the specs',
    file: rule,
    allowedIn: 'libs/cam/src/lib/leads/planted-rules.spec.ts',
    allow: "export { aLead } from '../../testing/index.ts';",
    deny: "export { aLead } from '../../testing/index.ts';",
  },
  {
    title: 'better-sqlite3 is imported by one file',
    file: 'libs/core-db/src/lib/open-database.ts',
    allowedIn: 'libs/core-db/src/lib/dialects/sqlite.ts',
    allow: "export const load = () => import('better-sqlite3');",
    deny: "export const load = () => import('better-sqlite3');",
  },
  {
    title: 'there is no second SQLite library, not even in a tool',
    file: 'tools/bench/src/planted.ts',
    allow: "export const load = () => import('better-sqlite3');",
    deny: "export { DatabaseSync } from 'node:sqlite';",
  },
  {
    title: 'pg is imported by one file',
    file: 'libs/core-db/src/lib/migrate.ts',
    allowedIn: 'libs/core-db/src/lib/dialects/postgres.ts',
    allow: "export const load = () => import('pg');",
    deny: "export type { Client } from 'pg';",
  },
  {
    title: 'a domain opens no socket',
    file: rule,
    allowedIn: 'libs/core-effects/src/lib/planted.ts',
    allow: "export { connect } from 'node:net';",
    deny: "export { connect } from 'node:net';",
  },
  {
    title: 'a route opens no socket, the listener does',
    file: route,
    allowedIn: 'apps/operator/src/api/server.ts',
    allow: "export { createServer } from 'node:http';",
    deny: "export { request } from 'node:https';",
  },
  {
    title: 'the command line opens no socket, but for the drill that knocks at the shell which it started',
    file: 'tools/cli/src/commands/planted.command.ts',
    allowedIn: 'tools/cli/src/drill/open-shell.ts',
    allow: "export { connect } from 'node:net';",
    deny: "export { connect } from 'node:net';",
  },
  {
    title: 'a domain fetches nothing',
    file: rule,
    allowedIn: 'libs/core-effects/src/lib/planted.ts',
    allow: "export const read = () => fetch('https://example.test');",
    deny: "export const read = () => fetch('https://example.test');",
  },
  {
    title: 'a screen fetches through its contract only',
    file: screen,
    allow: 'export const ask = (fetch: () => void) => fetch();',
    deny: "export const ask = () => globalThis.fetch('/api/acquisition/leads');",
  },
  {
    title: 'the time is asked of a clock',
    file: rule,
    allowedIn: 'libs/core-kernel/src/lib/clock.ts',
    allow: 'export const now = () => Date.now();',
    deny: 'export const now = () => Date.now();',
  },
  {
    title: 'a date is made of something',
    file: rule,
    allow: "export const day = new Date('2026-03-02');",
    deny: 'export const day = new Date();',
  },
  {
    title: 'chance is asked of newId',
    file: rule,
    allowedIn: 'libs/core-kernel/src/lib/ids.ts',
    allow: 'export const chance = () => Math.random();',
    deny: 'export const chance = () => Math.random();',
  },
  {
    title: 'the environment is read in env.ts',
    file: route,
    allowedIn: 'apps/operator/src/api/env.ts',
    allow: "export const home = process.env['AICMO_HOME'];",
    deny: "export const home = process.env['AICMO_HOME'];",
  },
  {
    title: 'a door names what it gives',
    file: door,
    allow: "export { createCam } from './lib/cam.ts';\nexport type * from './contract/index.ts';",
    deny: "export * from './lib/cam.ts';",
  },
  {
    title: 'a door has no code',
    file: door,
    allow: "export type { Cam } from './lib/cam.ts';",
    deny: 'export const version = 1;',
  },
  { title: 'a door has at most 40 lines', file: door, allow: names.slice(1).join('\n'), deny: names.join('\n') },
  {
    title: 'a comment opens no hole in the fence',
    file: rule,
    allow: "export { x } from './lead-rules.ts';",
    deny: "// eslint-disable-next-line @nx/enforce-module-boundaries, aicmo/imports\nexport { x } from '@aicmo/social';",
  },
  {
    title: 'a file is named after what is in it',
    file: 'libs/cam/src/lib/utils.ts',
    allowedIn: rule,
    allow: 'export const one = 1;',
    deny: 'export const one = 1;',
  },
];
