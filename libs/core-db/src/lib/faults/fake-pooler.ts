import { connect, type Socket } from 'node:net';
import type { Undo } from '../../testing/fresh-database-url.ts';
import { errorResponse, listen } from './fake-servers.ts';

/** The start of a session as PgBouncer reads it, and how it refuses one with settings that it does not know. */
const unknownSettings = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'options'];

/**
 * A transaction pooler before the server of a URL: each transaction of a client may run in another session of the
 * server, here in turns in two of them. It refuses settings at the start as PgBouncer does. Gives its port.
 */
export async function transactionPooler(undo: Undo, url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return listen(undo, (client) => {
    client.once('data', (start) => {
      const refused = unknownSettings.find((name) => start.includes(`${name}\0`));
      if (refused) return void client.end(errorResponse('08P01', `unsupported startup parameter: ${refused}`));
      const sessions = [0, 1].map(() => connect({ host: hostname, port: Number(port) }));
      for (const session of sessions) session.write(start);
      poolSessions(client, sessions);
    });
  });
}

function poolSessions(client: Socket, sessions: readonly Socket[]): void {
  let current = 0;
  let greeting: Uint8Array = Buffer.alloc(0);
  const isReady = sessions.map(() => false);
  for (const [number, session] of sessions.entries()) {
    session.on('error', () => client.destroy());
    session.on('data', (bytes) => {
      const wasReady = isReady[number] ?? false;
      const status = readyStatus(bytes);
      if (status !== undefined) isReady[number] = true;
      if (wasReady || (number === 0 && status === undefined)) client.write(bytes);
      // Of the starts the client sees the first one's, and its end only when all are ready: an early question would be lost.
      if (number === 0 && !wasReady && status !== undefined) greeting = bytes;
      if (!wasReady && isReady.every(Boolean)) client.write(greeting);
      // Between two transactions the next session takes over.
      if (status === 'I' && wasReady) current = (current + 1) % sessions.length;
    });
  }
  client.on('data', (bytes) => {
    // The password goes to both; all that comes later to one.
    if (bytes[0] === 'p'.charCodeAt(0) && !isReady[0]) for (const session of sessions) session.write(bytes);
    else sessions[current]?.write(bytes);
  });
  client.on('close', () => {
    for (const session of sessions) session.destroy();
  });
}

/** The state after an answer, when it ends with "ready for query": I outside of a transaction, T inside, E after an error. */
function readyStatus(bytes: Buffer): string | undefined {
  const end = bytes.subarray(-6);
  return end[0] === 'Z'.charCodeAt(0) && end.readInt32BE(1) === 5 ? String.fromCharCode(end[5] ?? 0) : undefined;
}
