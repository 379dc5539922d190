import { expect, test } from '@jest/globals';
import { anInboundRow } from '@aicmo/cam/testing';
import { minuteMs, plusMs } from '@aicmo/core-kernel';
import { aWorkspace } from '@aicmo/workspace/testing';

test('replies that wait for an answer are one row for each client, until they are answered or put off', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  const { clients, inbox } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const handle = workspace.db.handle<{ camInbound: ReturnType<typeof anInboundRow> }>('cam');
  const land = (id: string, fromName: string, minutes: number) =>
    workspace.db.transaction(async (tx) => {
      const receivedAt = plusMs(clock.now(), -minutes * minuteMs);
      const from = { fromName, fromKey: `${id}@firm.example`, fromAddress: `${id}@firm.example` };
      const row = anInboundRow({
        id,
        clientId: client.id,
        receivedAt,
        ...from,
        kind: id === 'c' ? 'POSITIVE' : 'NEUTRAL',
      });
      await handle.in(tx).insertInto('camInbound').values(row).execute();
    });
  const listed = async () => (await workspace.needsYou()).filter(({ id }) => id.startsWith('inbox-'));
  expect(await listed()).toEqual([]);
  await land('a', 'Maja Lindqvist', 30);
  expect(await listed()).toMatchObject([
    {
      ...{ urgency: 'now', clientId: client.id, since: plusMs(clock.now(), -30 * minuteMs) },
      sentence: 'One reply waits for an answer; it is from Maja Lindqvist',
      action: { tab: 'acquisition', view: 'inbox', open: 'a' },
    },
  ]);
  await land('b', '', 50);
  await land('c', 'Ida Holm', 90); // is told by name elsewhere
  expect((await listed()).map(({ sentence }) => sentence)).toEqual([
    '2 replies wait for an answer; the oldest is from b@firm.example',
  ]);
  await inbox.settle('b', 'NOTHING', 'Ada');
  await inbox.later('a', plusMs(clock.now(), minuteMs), 'Europe/Berlin', 'Ada');
  expect(await listed()).toEqual([]);
  clock.advance(2 * minuteMs);
  expect(await listed()).toHaveLength(1);
  await dispose();
});
