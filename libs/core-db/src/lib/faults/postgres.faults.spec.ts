import { expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync } from 'node:fs';
import { CompiledQuery } from 'kysely';
import { bootstrapDatabaseSchema } from '../bootstrap.ts';
import { openDatabase } from '../open-database.ts';
import { openWithParts } from '../open-with-parts.ts';
import { transactionPooler } from './fake-pooler.ts';
import { answering, listen, mySqlGreeting, urlWith } from './fake-servers.ts';
import { describeFaults, type MadeFault, type UnmadeFault } from './fault-rows.ts';
import { ownPostgres } from './own-postgres.ts';
import { connectingRows } from './postgres-connecting-rows.ts';
import { anyServer, asOwner, aUser, aWebServer, say, shelf } from './postgres-places.ts';
import { seeError } from './see-error.ts';

/** C10 to C21. */
const workingRows: readonly (MadeFault | UnmadeFault)[] = [
  {
    id: 'C10',
    fault: 'the tables are missing',
    verdict: 'fail',
    code: 'db-no-schema',
    make: (place) => place.postgres(),
    observe: (url) => say(url, 'select * from shelf_book'),
  },
  {
    id: 'C11',
    fault: 'the user may not make tables',
    verdict: 'fail',
    code: 'db-permission',
    make: async (place) => (await aUser(place)).url,
    observe: async (url) => {
      const seen = await say(url, 'create table public.shelf_book (id text)');
      expect(seen.remedy).toMatch(/grant .*create on schema/i);
      const bootstrap = await seeError(() => bootstrapDatabaseSchema({ url, migrations: [shelf] }));
      expect(bootstrap).toMatchObject({ verdict: 'fail', code: 'db-permission' });
      return seen;
    },
  },
  {
    id: 'C12',
    fault: 'the server takes no writes',
    verdict: 'fail',
    code: 'db-read-only',
    make: async (place) => {
      const { url, owner, name } = await aUser(place);
      await asOwner(
        owner,
        `alter role ${name} set default_transaction_read_only = on`,
        `grant create on schema public to ${name}`,
      );
      return url;
    },
    observe: (url) => say(url, 'create table public.shelf_book (id text)'),
  },
  {
    id: 'C13',
    fault: 'the server has no free connection',
    verdict: 'unknown',
    code: 'db-too-many',
    make: async (place) => (await aUser(place, 'connection limit 0')).url,
  },
  {
    id: 'C14',
    fault: 'the server is starting',
    verdict: 'unknown',
    code: 'db-starting',
    make: async (place) => {
      // A standby that never gets anything to read, and takes nobody meanwhile.
      const server = await ownPostgres(place, {
        flags: { hot_standby: 'off' },
        files: () => ({ 'standby.signal': '' }),
        wait: false,
      });
      while ((await say(server.url, 'select 1')).code === 'db-unreachable');
      return server.url;
    },
  },
  {
    id: 'C15',
    fault: 'the session is ended in the middle of a transaction, and another one while it is idle',
    verdict: 'unknown',
    code: 'db-session-ended',
    make: (place) => place.postgres(),
    observe: async (url) => {
      const [db, other] = [openWithParts(url), openWithParts(url)];
      const endOthers = () =>
        other.raw.executeQuery(
          CompiledQuery.raw(
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
          ),
        );
      try {
        await db.raw.executeQuery(CompiledQuery.raw('create table kept (id text)'));
        const seen = await seeError(() =>
          db.raw.transaction().execute(async (tx) => {
            await tx.executeQuery(CompiledQuery.raw(`insert into kept values ('a')`));
            await endOthers();
            await tx.executeQuery(CompiledQuery.raw(`insert into kept values ('b')`));
          }),
        );
        await endOthers();
        const { rows } = await db.raw.executeQuery(CompiledQuery.raw('select * from kept'));
        expect(rows).toEqual([]);
        return seen;
      } finally {
        await db.close();
        await other.close();
      }
    },
  },
  {
    id: 'C16',
    fault: 'a statement takes too long',
    verdict: 'unknown',
    code: 'db-timeout',
    make: (place) => place.postgres(),
    observe: (url) => say(url, 'select pg_sleep(600)', { statementTimeoutMs: 100 }),
  },
  {
    id: 'C17',
    fault: 'the port is a web server, or a MySQL server',
    verdict: 'fail',
    code: 'db-not-postgres',
    make: async (place) => anyServer(await aWebServer(place)),
    observe: async (url, place) => {
      const greeting = await listen(place.undo, (socket) => void socket.write(mySqlGreeting()));
      const mySql = await say(anyServer(greeting), 'select 1');
      expect(mySql).toMatchObject({ code: 'db-not-postgres', summary: expect.stringContaining('a MySQL server') });
      const stuck = await say(
        anyServer(await answering(place.undo, Buffer.from('HTTP/1.1 200 OK\r\n'), 'stay')),
        'select 1',
      );
      expect(stuck.code).toBe('db-not-postgres');
      const web = await say(url, 'select 1');
      expect(web.summary).toContain('a web server');
      return web;
    },
  },
  {
    id: 'C18',
    fault: 'the port takes the connection and never speaks; or hangs up at once',
    verdict: 'unknown',
    code: 'db-no-answer',
    make: async (place) => anyServer(await listen(place.undo, () => undefined)),
    observe: async (url, place) => {
      const reset = await listen(place.undo, (socket) => void socket.once('data', () => socket.resetAndDestroy()));
      expect(await say(anyServer(reset), 'select 1')).toMatchObject({ verdict: 'unknown', code: 'db-hung-up' });
      const gone = await answering(place.undo, Buffer.alloc(0), 'hang up');
      expect(await say(anyServer(gone), 'select 1')).toMatchObject({ verdict: 'unknown', code: 'db-hung-up' });
      return say(url, 'select 1', { connectTimeoutMs: 300 });
    },
  },
  {
    id: 'C19',
    fault: 'a transaction pooler stands before the server: work goes on, and a bootstrap is refused',
    verdict: 'fail',
    code: 'migration-pooler',
    make: async (place) => {
      const url = await place.postgres();
      const port = await transactionPooler(place.undo, url);
      return urlWith(url, (at) => Object.assign(at, { port: String(port) }));
    },
    observe: async (url) => {
      const db = await openDatabase(url);
      const moved = await db.transaction(async () => 'done');
      await db.close();
      expect(moved).toBe('done');
      return seeError(() => bootstrapDatabaseSchema({ url, migrations: [shelf] }));
    },
  },
  {
    id: 'C20',
    fault: 'the disk of the server is full',
    verdict: 'fail',
    code: 'db-full',
    make: async (place) => {
      const { url, data } = await ownPostgres(place, {});
      const small = place.file('small');
      mkdirSync(small);
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'aicmo-small', small], { stdio: 'pipe' });
      } catch {
        place.cannotMake('this user may not mount a small file system');
      }
      place.undo(async () => void execFileSync('umount', ['-l', small]));
      const { uid, gid } = statSync(data);
      chownSync(small, uid, gid);
      execFileSync('chmod', ['0711', place.folder]);
      await asOwner(
        url,
        `create tablespace small location '${small}'`,
        `create table filling (text text) tablespace small`,
      );
      place.undo(() => asOwner(url, 'drop table filling', 'drop tablespace small'));
      return url;
    },
    observe: (url) => say(url, `insert into filling select repeat(md5(n::text), 50) from generate_series(1, 10000) n`),
  },
  {
    id: 'C21',
    fault: 'a statement that no transaction allows, in a transaction',
    verdict: 'fail',
    code: 'db-not-in-transaction',
    make: (place) => place.postgres(),
    observe: async (url) => {
      await bootstrapDatabaseSchema({ url, migrations: [shelf] });
      const db = openWithParts(url);
      try {
        return await seeError(() =>
          db.raw
            .transaction()
            .execute((tx) =>
              tx.executeQuery(CompiledQuery.raw('create index concurrently shelf_book_by_id on shelf_book (id)')),
            ),
        );
      } finally {
        await db.close();
      }
    },
  },
];

describeFaults('C', [...connectingRows, ...workingRows]);
