import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { openPhoneParser } from '../leads/phone-identity.ts';
import { openListFile } from './files/open-list-file.ts';
import { listRows } from './list-rows.ts';
import { packRows } from './packed-rows.ts';
import type { ReadTask } from './read-ahead.ts';
import { createRowReader } from './read-row.ts';

/** Reads a list's rows and sends them packed, as many batches ahead as were asked for; an empty text is the end. */
async function read({ path, options, header, mapping, wanted }: ReadTask, send: (text: string) => Promise<void>) {
  const readRow = createRowReader({ header, mapping, parsePhone: await openPhoneParser() });
  const list = await openListFile({ path }, options);
  try {
    for await (const batch of listRows(list, readRow, wanted)) await send(packRows(batch));
    await send('');
  } finally {
    await list.close();
  }
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  let asked = 0;
  let heard: (() => void) | undefined;
  port.on('message', (more: number) => {
    asked += more;
    heard?.();
  });
  const send = async (text: string): Promise<void> => {
    while (asked === 0) await new Promise<void>((resolve) => (heard = resolve));
    asked -= 1;
    port.postMessage(text);
  };
  await read(workerData as ReadTask, send); // readAhead sends nothing else
  port.close();
}
