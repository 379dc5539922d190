import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { CompiledQuery } from 'kysely';
import { newId } from '@aicmo/core-kernel';
import { defineMigrations } from '../define-migrations.ts';
import type { OpenOptions } from '../open-database.ts';
import { openWithParts } from '../open-with-parts.ts';
import { listen, urlWith } from './fake-servers.ts';
import type { FaultPlace } from './fault-place.ts';
import { plantedSecret } from './fault-rows.ts';
import { ownPostgres, selfSigned, writeInto } from './own-postgres.ts';
import { seeError } from './see-error.ts';

/** One table, for what happens to a schema. */
export const shelf = defineMigrations('shelf', [
  {
    name: '2026-01-01-create-books',
    up: async ({ schema, columns }) => {
      await schema
        .createTable('shelf_book')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .execute();
    },
  },
]);

/** Runs statements as the owner of the server. */
export async function asOwner(url: string, ...statements: readonly string[]): Promise<void> {
  const db = openWithParts(url);
  try {
    for (const statement of statements) await db.raw.executeQuery(CompiledQuery.raw(statement));
  } finally {
    await db.close();
  }
}

/** Runs one statement on a database that is opened for it; what comes out is what the user sees. */
export const say = (url: string, statement: string, options: OpenOptions = {}) =>
  seeError(async () => {
    const db = openWithParts(url, options);
    try {
      await db.raw.executeQuery(CompiledQuery.raw(statement));
    } finally {
      await db.close();
    }
  });

/** A user of the server with a planted password, and the URL with which they come into a database of their own. */
export async function aUser(
  place: FaultPlace,
  how = '',
): Promise<{ readonly url: string; readonly owner: string; readonly name: string }> {
  const owner = await place.postgres();
  const name = `user_${newId().replaceAll('-', '')}`;
  await asOwner(owner, `create role ${name} login password '${plantedSecret}' ${how}`);
  const database = new URL(owner).pathname.slice(1);
  place.undo(() => asOwner(owner, `drop role ${name}`));
  place.undo(() => asOwner(owner, `drop owned by ${name}`));
  await asOwner(owner, `grant connect on database ${database} to ${name}`);
  return { owner, name, url: urlWith(owner, (at) => Object.assign(at, { username: name, password: plantedSecret })) };
}

/** A URL with a planted password. */
export const anyServer = (port: number | string, host = '127.0.0.1') =>
  `postgres://app:${plantedSecret}@${host}:${port}/app`;

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const undo: (() => Promise<void>)[] = [];
  const port = await listen(
    (step) => undo.push(step),
    () => undefined,
  );
  for (const step of undo) await step();
  return port;
}

/** A port whose line is full, because its process is stopped: the kernel drops the packets of whoever comes now. */
export async function blackHole(place: FaultPlace): Promise<number> {
  if (process.platform !== 'linux') place.cannotMake('only Linux drops the packets of a full line');
  const script = `const s = require('net').createServer(() => undefined);
    s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      require('fs').writeFileSync(process.argv[1], String(s.address().port)); console.log('ready'); });`;
  const { pid } = await place.otherProcess(script, [place.file('port')]);
  process.kill(pid, 'SIGSTOP');
  const port = Number(readFileSync(place.file('port'), 'utf8'));
  const fillers = Array.from({ length: 16 }, () => connect({ host: '127.0.0.1', port }).on('error', () => undefined));
  place.undo(async () => fillers.forEach((socket) => socket.destroy()));
  await new Promise((resolve) => fillers[0]?.once('connect', resolve));
  return port;
}

/** A web server; gives its port. */
export async function aWebServer(place: FaultPlace): Promise<number> {
  const server = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place.undo(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port; // it listens on a port, not on a path
}

/** A server with TLS that lets its owner come in as they like, and the user "locked" only encrypted. */
export async function tlsServer(place: FaultPlace, { host, days }: { readonly host: string; readonly days: number }) {
  const { cert, key } = selfSigned(place, { host, days });
  const server = await ownPostgres(place, {
    auth: 'scram-sha-256',
    flags: { ssl: 'on' },
    files: () => ({
      'server.crt': cert,
      'server.key': key,
      'pg_hba.conf': `host all postgres 127.0.0.1/32 scram-sha-256\nhostssl all locked 127.0.0.1/32 scram-sha-256\n`,
    }),
  });
  await asOwner(server.url, `create role locked login password '${plantedSecret}'`);
  const locked = urlWith(server.url, (at) => Object.assign(at, { username: 'locked', password: plantedSecret }));
  return { ...server, locked, ca: writeInto(place, 'ca.pem', cert) };
}
