import { afterEach, expect, test } from '@jest/globals';
import { startSmtpServer, type SmtpServerBehaviour } from '@aicmo/core-effects/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { aLiveHouse } from '../../testing/a-live-house.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function aHouse(
  dialect: TestDialect,
  { smtp, people = 1 }: { readonly smtp?: SmtpServerBehaviour; readonly people?: number } = {},
) {
  const server = await startSmtpServer(smtp);
  open.push(server);
  return { server, ...(await aLiveHouse(dialect, { smtpPort: server.port, people })) };
}

describeEachDialect('a run of a LIVE campaign', (dialect) => {
  test('reserves, sends and marks: the server has the message, the lead was contacted, the next step has its day', async () => {
    const { server, run, messages, leads, door, story } = await aHouse(dialect);
    const done = await run();
    expect(done).toMatchObject({ status: 'COMPLETED', mode: 'LIVE', counters: { due: 1, sent: 1, simulated: 0 } });
    expect(server.messages).toMatchObject([{ from: 'anna@nordlicht.example', to: ['p1@firm1.example'] }]);
    const [message] = await messages();
    expect(message).toMatchObject({ state: 'SENT', mode: 'LIVE', reasons: [] });
    expect(server.messages[0]?.raw).toContain(`Message-ID: <${message?.id}@nordlicht.example>`);
    expect(server.messages[0]?.raw).toContain('List-Unsubscribe: <mailto:anna@nordlicht.example');
    expect(server.messages[0]?.raw).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000');
    expect(await leads()).toMatchObject([{ state: 'CONTACTED' }]);
    expect(await door.ledger.counts()).toEqual({ SENT: 1 });
    expect((await door.ledger.verify()).ok).toBe(true);
    expect(await story()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Message 1 of “Spring” sent: /),
        'Moved from qualified to contacted',
      ]),
    );
    expect(done.nextDueAt).not.toBeNull();
    expect((await run()).counters.due).toBe(0);
    expect(server.messages).toHaveLength(1);
  });
});
