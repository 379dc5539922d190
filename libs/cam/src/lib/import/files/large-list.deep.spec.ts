import { describe, expect, test } from '@jest/globals';
import type { ByteSource } from './byte-source.ts';
import { openListSource } from './open-list-file.ts';

const gigabyte = 1024 ** 3;

/** A file that is made as it is read: a beginning, so many times the same byte, an end. */
function generated(start: string, repeated: number, times: number, end: string): ByteSource {
  const head = Buffer.from(start);
  const tail = Buffer.from(end);
  const sizeBytes = head.length + times + tail.length;
  const at = (place: number): number => {
    if (place < head.length) return head[place] ?? 0;
    return place < head.length + times ? repeated : (tail[place - head.length - times] ?? 0);
  };
  return {
    sizeBytes,
    read: async (from, length) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, sizeBytes - from)), repeated);
      const edge = (place: number): void => {
        if (place >= from && place < from + bytes.length) bytes[place - from] = at(place);
      };
      for (let place = 0; place < head.length; place += 1) edge(place);
      for (let place = 0; place < tail.length; place += 1) edge(head.length + times + place);
      return bytes;
    },
    close: async () => {},
  };
}

/** The rows of a list, and by how much the process has grown while it was read. */
async function readFlat(source: ByteSource) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  let count = 0;
  const problems: string[] = [];
  const list = await openListSource(source);
  for await (const batch of list.records()) {
    count += batch.length;
    for (const { rowNumber, problem, raw } of batch) {
      if (problem !== undefined) problems.push(`${rowNumber} ${problem} ${raw.length}`);
    }
    most = Math.max(most, process.memoryUsage().rss);
  }
  return { count, problems, grownBytes: most - before, list };
}

describe('a list of more than a gigabyte', () => {
  test.each([
    ['of one line without an end', 'Name,Email\nA,a@x.example\n', 120, '\nB,b@x.example\n', '3 too-long 100000', 3],
    [
      'of one cell whose quote never closes',
      'Name,Email\nA,a@x.example\n"',
      120,
      '\nB,b@x.example\n',
      '3 too-long 100000',
      3,
    ],
    [
      'of letters outside of ASCII that are no UTF-8',
      'Name,Email\nA,a@x.example\n',
      0xe9,
      '\nB,b@x.example\n',
      '3 too-long 100000',
      3,
    ],
    ['of one JSON text', '[{"Name":"A"},{"Name":"', 120, '"},{"Name":"B"}]', '2 too-long 100000', 3],
  ])(
    '%s costs one row and no memory',
    async (_, start, repeated, end, problem, rows) => {
      const { count, problems, grownBytes } = await readFlat(generated(start, repeated, gigabyte, end));
      expect(problems).toEqual([problem]);
      expect(count).toBe(rows);
      expect(grownBytes).toBeLessThan(300_000_000);
    },
    300_000,
  );

  test('of a hundred million empty lines has one row and costs no memory', async () => {
    const { count, grownBytes, list } = await readFlat(generated('Name,Email\n', 10, 100_000_000, 'B,b@x.example\n'));
    expect(count).toBe(1);
    expect(list.bytesRead).toBe(list.sizeBytes);
    expect(grownBytes).toBeLessThan(300_000_000);
  }, 300_000);
});
