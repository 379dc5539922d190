import { sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { conflict } from '@aicmo/core-kernel';
import type { OpenedDatabase } from '../open-with-parts.ts';
import { refuse } from './refuse.ts';

/** What the server's list of sessions calls a restore. */
export const ownSessions = 'aicmo-restore';

interface Session {
  readonly pid: number;
  readonly name: string;
  readonly host: string;
}

/** A program that has ended may still be listed for a moment: how long it is waited for, and how often it is looked. */
const lingering = { atMostMs: 3000, betweenLooksMs: 100 } as const;

/** Throws `restore-in-use` (conflict) while another AICMO has a session in this database, and names them. */
export async function refuseWhileOthersWork(db: OpenedDatabase): Promise<void> {
  const started = performance.now();
  let sessions = await othersIn(db);
  while (sessions.length > 0 && performance.now() - started < lingering.atMostMs) {
    await pause(lingering.betweenLooksMs);
    sessions = await othersIn(db);
  }
  if (sessions.length === 0) return;
  const who = sessions.map(({ name, pid, host }) => `${name} from ${host} (server process ${pid})`);
  throw refuse(conflict, {
    code: 'restore-in-use',
    found: `The database is in use by ${who.join(', ')}; nothing was changed.`,
    remedy: { text: 'Stop AICMO (Ctrl-C, or what runs it as a service) and type the same again.', commands: [] },
    details: { sessions },
  });
}

const othersIn = async (db: OpenedDatabase): Promise<readonly Session[]> =>
  (
    await sql<Session>`
    select pid, application_name as name, coalesce(host(client_addr), 'this machine') as host from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and application_name like 'aicmo%' and application_name <> ${ownSessions} order by pid`.execute(db.raw)
  ).rows;

/** The refusal (conflict, `restore-in-use`) while somebody else, whoever it is, holds a table. */
export const tablesAreHeld = (url: string, cause: unknown) =>
  refuse(conflict, {
    code: 'restore-in-use',
    found: `Another program holds tables of ${url} in a transaction that does not end; nothing was changed.`,
    remedy: {
      text: 'End it, then type the same again. Who it is:',
      commands: [
        `psql "$DATABASE_URL" -c "select pid, application_name, query from pg_stat_activity where state <> 'idle'"`,
      ],
    },
    cause,
  });
