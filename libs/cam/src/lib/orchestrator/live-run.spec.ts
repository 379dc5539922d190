import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { makeCertificate, smtpReply, startRudeServer, startSmtpServer } from '@aicmo/core-effects/testing';
import type { RudeManners, SmtpServerBehaviour } from '@aicmo/core-effects/testing';
import { hourMs } from '@aicmo/core-kernel';
import { aLiveHouse, type LiveHouseGiven } from '../../testing/a-live-house.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

type Given = Partial<LiveHouseGiven> & { readonly smtp?: SmtpServerBehaviour };

async function aHouse(dialect: TestDialect, { smtp, ...given }: Given = {}) {
  const server = await startSmtpServer(smtp);
  open.push(server);
  return { server, ...(await aLiveHouse(dialect, { smtpPort: server.port, ...given })) };
}

/** What stands in the house after a run: the message, what is in its reasons, the ledger, the enrolment, the mailbox. */
async function leftBy(house: Awaited<ReturnType<typeof aLiveHouse>>) {
  const [message] = await house.messages();
  const rows = house.handle.in();
  const enrolment = await rows.selectFrom('camEnrolment').selectAll().executeTakeFirstOrThrow();
  const mailbox = await rows.selectFrom('camMailbox').select('status').executeTakeFirstOrThrow();
  const tries = await house.door.ledger.tries(message?.id ?? '');
  return {
    ...{ state: message?.state, why: message?.reasons.map(({ text }) => text).join(' ') ?? '' },
    ...{ notBefore: message?.notBefore ?? null, tries: tries.map(({ outcome }) => outcome) },
    ...{ enrolment: enrolment.status, mailbox: mailbox.status },
  };
}

describeEachDialect('a run of a LIVE campaign', (dialect) => {
  test('reserves, sends and marks: the server has the message, the lead was contacted, the next step has its day', async () => {
    const replyTo = 'office@nordlicht.example';
    const { server, run, messages, leads, door, story } = await aHouse(dialect, { mailbox: { replyTo } });
    const done = await run();
    expect(done).toMatchObject({ status: 'COMPLETED', mode: 'LIVE', counters: { due: 1, sent: 1, simulated: 0 } });
    expect(server.messages).toMatchObject([{ from: 'anna@nordlicht.example', to: ['p1@firm1.example'] }]);
    const [message] = await messages();
    expect(message).toMatchObject({ state: 'SENT', mode: 'LIVE', reasons: [] });
    expect(server.messages[0]?.raw).toContain(`Message-ID: <${message?.id}@nordlicht.example>`);
    expect(server.messages[0]?.raw).toContain('Reply-To: office@nordlicht.example');
    // To the mailbox itself, which is read here, whoever gets the answers.
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

  test('goes on in the thread that the lead really has, names all of it, and ends with the last message', async () => {
    const { server, run, messages, clock, handle } = await aHouse(dialect);
    for (let at: string | null = clock.now(); at !== null; at = (await run()).nextDueAt) clock.set(at);
    const sent = (await messages()).sort((one, other) => one.step - other.step);
    expect(sent.length).toBeGreaterThan(2);
    expect(new Set(sent.map(({ state }) => state))).toEqual(new Set(['SENT']));
    expect(server.messages).toHaveLength(sent.length);
    const ids = sent.map(({ id }) => `<${id}@nordlicht.example>`);
    const raws = server.messages.map(({ raw }) => raw.replaceAll(/\r\n[ \t]/g, ' '));
    const answering = raws.findIndex((raw) => raw.includes('In-Reply-To:'));
    expect(raws[answering]).toContain(`In-Reply-To: ${ids[answering - 1]}`);
    expect(raws[answering]).toMatch(new RegExp(`References: .*${ids[answering - 1]}`));
    for (const [index, raw] of raws.entries()) {
      if (!/^Subject: Re:/m.test(raw)) expect(raw).not.toContain('References:');
      else expect(raw).toContain(`In-Reply-To: ${ids[index - 1]}`);
    }
    expect(await handle.in().selectFrom('camEnrolment').select('status').execute()).toEqual([{ status: 'FINISHED' }]);
  });

  test('ends a sequence whose last message the server does not take, so that nobody stands in it for ever', async () => {
    let last = Number.POSITIVE_INFINITY;
    const taken: string[] = [];
    const onRecipient = () => {
      if (taken.length === last) throw smtpReply(554, '5.7.1 Not wanted here');
      taken.push('one more');
    };
    const { run, messages, clock, handle } = await aHouse(dialect, { smtp: { onRecipient } });
    let at = (await run()).nextDueAt;
    last = ((await messages())[0]?.stepCount ?? 0) - 1;
    for (; at !== null; at = (await run()).nextDueAt) clock.set(at);
    expect((await messages()).filter(({ state }) => state === 'FAILED').map(({ step }) => step)).toEqual([last + 1]);
    const row = await handle.in().selectFrom('camEnrolment').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'STOPPED', statusReason: 'The last message did not arrive.' });
  });

  test('tries again after 1, 5 and 30 minutes, and the fourth time leaves it; each try stands in the ledger', async () => {
    let refusals = 0;
    const house = await aHouse(dialect, {
      smtp: {
        onRecipient: () => {
          refusals += 1;
          throw smtpReply(450, '4.2.1 Mailbox busy');
        },
      },
    });
    for (const tries of [1, 2, 3]) {
      expect((await house.run()).counters).toMatchObject({ due: 1, retried: 1 });
      const left = await leftBy(house);
      expect(left).toMatchObject({ state: 'RETRY_SCHEDULED', tries: Array(tries).fill('FAILED'), mailbox: 'ACTIVE' });
      expect(left.why).toContain('4.2.1 Mailbox busy');
      expect((await house.run()).counters.due).toBe(0);
      house.clock.set(left.notBefore ?? '');
    }
    expect((await house.run()).counters).toMatchObject({ due: 1, failed: 1 });
    expect(await leftBy(house)).toMatchObject({ state: 'FAILED', tries: Array(4).fill('FAILED'), enrolment: 'ACTIVE' });
    expect(refusals).toBe(4);
    expect((await house.leads())[0]?.state).toBe('QUALIFIED');
  });

  test('that finds no server tries with one message at a time, and takes the mailbox out of use in the end', async () => {
    const gone = await startSmtpServer();
    await gone.close();
    const house = await aHouse(dialect, { people: 3, smtpPort: gone.port });
    const seen: string[][] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const { nextDueAt } = await house.run();
      seen.push((await house.messages()).map(({ state }) => state));
      house.clock.set(nextDueAt ?? house.clock.now());
    }
    expect(await leftBy(house)).toMatchObject({ mailbox: 'PAUSED' });
    expect(Math.max(...seen.map((states) => states.filter((state) => state === 'FAILED').length))).toBe(1);
    expect(await house.door.ledger.externalSends()).toBe(0);
  });

  test('is held before DATA by a stop that is committed while the server is being spoken to, and goes on afterwards', async () => {
    const late: { stop?: () => Promise<unknown> } = {};
    const house = await aHouse(dialect, { smtp: { onRecipient: async () => void (await late.stop?.()) } });
    late.stop = () => house.flags.set({ paused: true, by: 'Ada', reason: 'stop' });
    await house.run();
    expect(house.server.messages).toEqual([]);
    expect(await leftBy(house)).toMatchObject({ state: 'RETRY_SCHEDULED', tries: ['FAILED'] });
    delete late.stop;
    await house.flags.set({ paused: false, by: 'Ada', reason: 'go on' });
    await house.run();
    expect(await leftBy(house)).toMatchObject({ state: 'SENT', tries: ['FAILED', 'SENT'] });
    expect(house.server.messages).toHaveLength(1);
  });

  test('whose worker died while a message was leaving leaves it uncertain, and no later run sends it again', async () => {
    const house = await aHouse(dialect, { people: 2 });
    const { orchestrator, campaign, clock, door } = house;
    const died = new Error('the machine lost its power');
    const dying = house.open({ ...door, settleAll: () => Promise.reject(died) });
    await expect(dying.run(campaign.id, { by: 'Ada' })).resolves.toMatchObject({ run: { status: 'FAILED' } });
    expect((await house.messages()).map(({ state }) => state)).toContain('SENDING');
    clock.advance(181_000);
    await orchestrator.run(campaign.id, { by: 'Ben' });
    const [uncertain] = (await house.messages()).filter(({ state }) => state === 'UNCERTAIN');
    expect(uncertain?.reasons[0]?.text).toContain('nobody knows whether it left');
    for (let hour = 0; hour < 4; hour += 1) {
      clock.advance(hourMs);
      await orchestrator.run(campaign.id, { by: 'Ben' });
    }
    const received = house.server.messages.flatMap(({ to }) => to);
    expect([...received].sort()).toEqual(['p1@firm1.example', 'p2@firm2.example']);
  });
});

interface Fault {
  readonly manners?: RudeManners;
  readonly smtp?: SmtpServerBehaviour;
  readonly mailbox?: LiveHouseGiven['mailbox'];
}

/** [what the server does, how, state of the message, what else changed] */
const faults: readonly (readonly [string, Fault, string, string])[] = [
  ['421 at the sender', { manners: { mail: '421 4.3.2 Shutting down' } }, 'RETRY_SCHEDULED', ''],
  ['450 at the recipient', { manners: { rcpt: '450 4.2.1 Mailbox busy' } }, 'RETRY_SCHEDULED', ''],
  ['451 at DATA', { manners: { data: '451 4.7.1 Greylisted' } }, 'RETRY_SCHEDULED', ''],
  ['452 after the message: mailbox full', { manners: { end: '452 4.2.2 Mailbox full' } }, 'RETRY_SCHEDULED', ''],
  ['535 at log-in', { smtp: { login: { user: 'anna', password: 'right' } } }, 'RETRY_SCHEDULED', 'mailbox paused'],
  ['550: nobody there', { manners: { rcpt: '550 5.1.1 No such user' } }, 'FAILED', 'address suppressed'],
  ['552: mailbox full for good', { manners: { end: '552 5.2.2 Mailbox is full' } }, 'FAILED', ''],
  ['554: taken for spam', { manners: { end: '554 5.7.1 Message looks like spam' } }, 'FAILED', ''],
  ['hangs at its greeting', { manners: { greeting: 'hang' } }, 'RETRY_SCHEDULED', ''],
  ['hangs at EHLO', { manners: { ehlo: 'hang' } }, 'RETRY_SCHEDULED', ''],
  ['hangs at the sender', { manners: { mail: 'hang' } }, 'RETRY_SCHEDULED', ''],
  ['hangs at the recipient', { manners: { rcpt: 'hang' } }, 'RETRY_SCHEDULED', ''],
  ['hangs at DATA', { manners: { data: 'hang' } }, 'RETRY_SCHEDULED', ''],
  ['hangs after the message', { manners: { end: 'hang' } }, 'UNCERTAIN', ''],
  ['closes after DATA', { manners: { end: 'close' } }, 'UNCERTAIN', ''],
  ['has a certificate that nobody vouches for', { smtp: { security: 'tls' } }, 'RETRY_SCHEDULED', 'mailbox paused'],
];

/** What is written differs between these; which answer leads there is no matter of the database. */
const oneOfEach = faults.filter(([what]) => /^(?:421|535|550|closes)/.test(what));

describeEachDialect('a server that', (dialect) => {
  test.each(dialect.name === 'sqlite' ? faults : oneOfEach)('%s', async (_what, fault, state, effect) => {
    const server = fault.manners ? await startRudeServer(fault.manners) : await startSmtpServer(fault.smtp);
    open.push(server);
    const security = fault.smtp?.security ?? 'none';
    const user = fault.smtp?.login ? 'anna' : '';
    const host = server.host;
    const house = await aLiveHouse(dialect, {
      smtpPort: server.port,
      ...(JSON.stringify(fault).includes('hang') ? { timeouts: { connect: 20_000, greeting: 300, silence: 300 } } : {}),
      mailbox: {
        smtp: JSON.stringify({ host, port: server.port, security, user }),
        smtpSecret: user === '' ? null : 'wrong-71bc',
        certificate: security === 'tls' ? (await makeCertificate('localhost')).certificate : '',
      },
    });
    await house.run();
    const left = await leftBy(house);
    expect(left).toMatchObject({
      state,
      tries: [state === 'UNCERTAIN' ? 'UNCERTAIN' : 'FAILED'],
      mailbox: effect === 'mailbox paused' ? 'PAUSED' : 'ACTIVE',
      enrolment: effect === 'address suppressed' ? 'STOPPED' : 'ACTIVE',
    });
    expect(left.why).toMatch(/^[A-Z].*\.$/);
    expect(left.why).not.toContain('wrong-71bc');
    const off = await house.cam.suppression.list(null);
    expect(off.map(({ value }) => value)).toEqual(effect === 'address suppressed' ? ['p1@firm1.example'] : []);
    expect((await house.leads())[0]?.state).toBe('QUALIFIED');
  });
});
