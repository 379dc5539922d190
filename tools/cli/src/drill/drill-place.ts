import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { internal } from '@aicmo/core-kernel';
import { copyFolder, makeHouseCopy, openHouseCopy, type HouseCopy, type Undo } from './copy-of-installation.ts';
import { postgresStatements, sqliteStatements } from './faults/scripts.ts';
import { startOther, type OtherProcess } from './other-process.ts';

/** Where one row is made: a copy of a bootstrapped installation of its own. */
export interface DrillPlace {
  /** Removed after the row. */
  readonly folder: string;
  /** AICMO_HOME of the copy. */
  readonly home: string;
  /** The SQLite file of the copy. */
  readonly file: string;
  /** The environment of the copy, which a row may change. */
  readonly settings: Record<string, string>;
  /** Whose `aicmo` is asked: this repository's, or that of a copy of the house. */
  repository: string;
  /** Runs after the row, in reverse order; also when the row fails. */
  readonly undo: Undo;
  /** Types statements into the copy's SQLite file, in a process of its own. */
  sql(...statements: readonly string[]): Promise<void>;
  /** Another process; killed after the row. */
  other(script: string, ...args: readonly string[]): Promise<OtherProcess>;
  /** A copy of the house's sources, which is asked from now on. */
  house(): Promise<HouseCopy>;
  /** An empty database of its own on the server that was given, and its URL. Not made without a server. */
  postgres(): Promise<string>;
  /** Types statements into a PostgreSQL database. */
  postgresSql(url: string, ...statements: readonly string[]): Promise<void>;
  /** Ends the row as one that cannot be made here. */
  cannotMake(why: string): never;
}

/** What all rows of a drill share. */
export interface DrillGround {
  readonly repositoryFolder: string;
  /** The drill's own folder, removed at its end. */
  readonly folder: string;
  /** A bootstrapped AICMO_HOME with a backup, which is copied and never broken. */
  readonly wholeHome: string;
  /** A PostgreSQL server on which databases may be made; rows that need one are else not made. */
  readonly postgres: string | undefined;
  readonly signal: AbortSignal;
  /** Made by the first row that needs one. */
  house: Promise<string> | undefined;
}

/** The code of the error by which a row says that it cannot be made here. */
export const notMadeCode = 'drill-not-made';

const cannotMake = (why: string): never => {
  throw internal({ code: notMadeCode, message: why });
};

/** A place for one row; `undo` takes it away again. */
export async function makePlace(ground: DrillGround, undo: Undo): Promise<DrillPlace> {
  const { repositoryFolder } = ground;
  const folder = await mkdtemp(path.join(ground.folder, 'row-'));
  await chmod(folder, 0o755);
  undo(() => rm(folder, { recursive: true, force: true }));
  const home = path.join(folder, 'home');
  await copyFolder(ground.wholeHome, home);
  const other = async (script: string, ...args: readonly string[]): Promise<OtherProcess> => {
    const started = await startOther(script, { repositoryFolder, args });
    undo(() => started.kill());
    return started;
  };
  const postgresSql = async (url: string, ...statements: readonly string[]): Promise<void> =>
    (await other(postgresStatements, url, ...statements)).kill();
  const place: DrillPlace = {
    ...{ folder, home, file: path.join(home, 'aicmo.db'), settings: { AICMO_HOME: home } },
    ...{ repository: repositoryFolder, undo, other, postgresSql, cannotMake },
    sql: async (...statements) => (await other(sqliteStatements, place.file, ...statements)).kill(),
    house: async () => {
      place.repository = await (ground.house ??= makeHouseCopy(repositoryFolder, ground.folder));
      return openHouseCopy(repositoryFolder, place.repository, undo);
    },
    postgres: () =>
      makePostgres(ground.postgres ?? cannotMake('no PostgreSQL server was given: --postgres <url>'), place),
  };
  return place;
}

async function makePostgres(server: string, { postgresSql, undo }: DrillPlace): Promise<string> {
  const name = `drill_${randomBytes(6).toString('hex')}`;
  await postgresSql(server, `create database ${name}`);
  undo(() => postgresSql(server, `drop database ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
