import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { startSmtpServer } from '@aicmo/core-effects/testing';
import { minuteMs } from '@aicmo/core-kernel';
import { aLiveHouse } from '../../testing/a-live-house.ts';
import { aBounce } from '../../testing/inbound-mails.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

type House = Awaited<ReturnType<typeof aLiveHouse>>;

/** What people and machines do while the server is told the recipient: after the reservation, before DATA. */
const stops: readonly (readonly [string, (house: House) => Promise<unknown>])[] = [
  [
    'an opt-out of the person',
    async ({ cam, leads, client }) => {
      const [lead] = await leads();
      const said = { clientId: client.id, leadId: lead?.id ?? '', address: lead?.email ?? '' };
      await cam.optOuts.record({ ...said, source: 'operator', words: '', by: 'Ada' });
    },
  ],
  [
    'an entry on the list of those who are never contacted',
    ({ cam, client }) =>
      cam.suppression.add(
        { clientId: client.id, kind: 'domain', value: 'firm1.example', reason: 'Asked', source: 'phone' },
        'Ada',
      ),
  ],
  ['a pause of the campaign', ({ cam, campaign }) => cam.campaigns.move(campaign.id, 'PAUSED', 'Ada')],
  ['the way back to simulation', ({ cam, campaign }) => cam.goLive.backToSimulation(campaign.id, 'too early', 'Ada')],
  ['a pause of the mailbox', ({ cam, mailbox }) => cam.mailboxes.pause(mailbox.id, mailbox.version, 'Holidays', 'Ada')],
];

describeEachDialect('a message that is on its way', (dialect) => {
  test.each(stops)('does not leave after the commit of %s', async (_what, stop) => {
    const late: { stop?: () => Promise<unknown> } = {};
    const server = await startSmtpServer({ onRecipient: async () => void (await late.stop?.()) });
    open.push(server);
    const house = await aLiveHouse(dialect, { smtpPort: server.port });
    late.stop = () => stop(house);
    await house.run();
    expect(server.messages).toEqual([]);
    const [message] = await house.messages();
    expect(['CANCELLED', 'RETRY_SCHEDULED']).toContain(message?.state);
    expect(await house.door.ledger.counts()).toEqual({ FAILED: 1 });
    await house.run();
    expect(server.messages).toEqual([]);
  });

  test('that came back through no fault of the recipient holds what follows until a person resumes it', async () => {
    const server = await startSmtpServer();
    open.push(server);
    const { cam, run, clock, mailbox, messages, handle } = await aLiveHouse(dialect, { smtpPort: server.port });
    const next = (await run()).nextDueAt;
    const [sent] = await messages();
    const about = `${sent?.id}@nordlicht.example`;
    const says = '550 5.7.26 unauthenticated email, DMARC policy';
    const bounce = aBounce({ to: sent?.recipient ?? '', about, status: '5.7.26', says });
    clock.advance(minuteMs);
    expect(await cam.inbound.receive(mailbox.id, bounce, clock.now())).toMatchObject({ kept: true, kind: 'BOUNCE' });
    const enrolment = () => handle.in().selectFrom('camEnrolment').selectAll().executeTakeFirstOrThrow();
    expect(await enrolment()).toMatchObject({ status: 'PAUSED', pausedUntil: null });
    clock.set(next ?? clock.now());
    await run();
    expect(server.messages).toHaveLength(1);
    await cam.enrolments.move((await enrolment()).id, { to: 'ACTIVE', reason: 'The records are right now.' }, 'Ada');
    clock.set((await run()).nextDueAt ?? clock.now());
    await run();
    expect(server.messages).toHaveLength(2);
  });

  test('that is stopped for good is cancelled at once, so that nothing says that it is tried again', async () => {
    const late: { stop?: () => Promise<unknown> } = {};
    const server = await startSmtpServer({ onRecipient: async () => void (await late.stop?.()) });
    open.push(server);
    const house = await aLiveHouse(dialect, { smtpPort: server.port });
    late.stop = () => stops[0]?.[1](house) ?? Promise.resolve();
    await house.run();
    expect(await house.messages()).toMatchObject([{ state: 'CANCELLED', notBefore: null }]);
  });
});
