import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cam } from '@aicmo/cam';
import { pace, verdict, type BenchPart } from './bench-part.ts';
import { importList, openPlace } from './import.part.ts';
import { makeListFile } from './list-file.ts';

const clients = 4;
const betweenMs = 20;

/** A console that is read by four people, while a list of the same size comes in calmly in its thread. */
export const calmPart: BenchPart = {
  name: 'calm',
  what: 'what a console feels of a calm import: reads over HTTP by four clients, with and without it',
  run: async ({ folder, rows, say }) => {
    const [base, more] = [path.join(folder, 'base.csv'), path.join(folder, 'more.csv')];
    makeListFile(base, rows);
    makeListFile(more, rows, rows);
    const place = await openPlace(folder, 'calm');
    await importList(place, base, null);
    const server = createServer((_request, response) => {
      void readPage(place.cam, place.clientId).then((page) => response.end(JSON.stringify(page)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const url = `http://127.0.0.1:${port}/`;
    const idle = await readUntil(url, pause(5000));
    const started = performance.now();
    const input = { clientId: place.clientId, campaignId: place.campaignId, fileName: 'more.csv', path: more } as const;
    const { id } = await place.cam.imports.begin(input, 'bench');
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const busy = await readUntil(url, place.cam.imports.finished(id));
    loop.disable();
    const batch = await place.cam.imports.get(id);
    await new Promise((resolve) => server.close(resolve));
    await place.close();
    say(`  calm import: ${pace(batch.rowsDone, performance.now() - started)}, ${batch.status}`);
    say(`  reads without it: ${told(idle)}`);
    say(`  reads during it: ${told(busy)}`);
    say(`  the loop's delay at p99: ${(loop.percentile(99) / 1e6).toFixed(1)} ms`);
    say(verdict('reads during it at p99', at(busy, 0.99), 25, 'ms'));
  },
};

async function readPage(cam: Cam, clientId: string) {
  const page = await cam.leads.list({ clientId }, { limit: 50 });
  const counts = await cam.leads.counts({ clientId });
  return { page, counts };
}

/** Milliseconds of each read until something ends. */
async function readUntil(url: string, end: Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = [];
  let isOver = false;
  void end.then(() => (isOver = true));
  const client = async (): Promise<void> => {
    while (!isOver) {
      const began = performance.now();
      await (await fetch(url)).arrayBuffer();
      took.push(performance.now() - began);
      await pause(betweenMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return took.sort((one, other) => one - other);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;

const told = (sorted: readonly number[]): string =>
  `${sorted.length}, p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms`;
