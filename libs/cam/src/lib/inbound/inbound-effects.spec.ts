import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { dayMs, plusMs, type Instant } from '@aicmo/core-kernel';
import { anInboundHouse } from '../../testing/an-inbound-house.ts';
import { aBounce, aComplaint, aMail, type MailGiven } from '../../testing/inbound-mails.ts';
import { openRightsParts } from '../rights/open-rights.ts';
import { unsubscribeLinks } from '../suppression/unsubscribe-links.ts';
import { correctClass } from './correct-class.ts';
import { applyEffects } from './effects.ts';

const maja = 'maja@kurier.example';
const jonas = 'jonas@kurier.example';

describeEachDialect('what comes in', (dialect) => {
  test('an answer stops the sequence, moves the lead to replied and alerts a person once, however often it is received', async () => {
    const house = await anInboundHouse(dialect);
    const messageId = await house.sent(maja);
    await house.sent(maja, { step: 2, status: 'SCHEDULED' });
    await house.sent(jonas);
    house.clock.advance(dayMs);
    const raw = aMail({
      headers: [`In-Reply-To: <${messageId}>`],
      text: 'Sounds great, I am interested. Can we talk on Thursday?',
    });
    const message = await house.kept(raw);
    expect(message).toMatchObject({
      kind: 'POSITIVE',
      matchedBy: 'IN_REPLY_TO',
      leadName: 'Maja Brandt',
      state: 'NEW',
    });
    expect(message.waitsSince).not.toBeNull();
    expect(message.thread.at(-1)).toBe(message.messageId);
    expect(message.effects.map(({ what }) => what)).toEqual(['Follow-ups stopped', 'The lead has replied']);
    expect(await house.enrolment(maja)).toMatchObject({ status: 'STOPPED', statusReason: 'Answered' });
    expect(await house.enrolment(jonas)).toMatchObject({ status: 'ACTIVE' });
    expect(await house.attempts(maja)).toEqual(['1 SENT', '2 CANCELLED']);
    expect(await house.lead(maja)).toMatchObject({ state: 'REPLIED' });

    // The same bytes from another folder, and with the traces of another way: known, and nothing happens twice.
    expect(await house.receive(raw)).toEqual({ kept: false, why: 'known' });
    expect(await house.receive(`Received: from mx.example\r\n${raw}`)).toEqual({ kept: false, why: 'known' });
    expect(house.published.filter(({ topic }) => topic === 'cam-lead-replied')).toHaveLength(1);
    const { story } = await house.cam.stories.read((await house.lead(maja)).id);
    expect(story.lines.filter(({ kind }) => kind === 'message').map(({ what }) => what)).toEqual([
      'Answered and is interested',
    ]);
  });

  test('an answer is recognised by references, by a quoted message, by its sender, and by a colleague under the same subject', async () => {
    const house = await anInboundHouse(dialect);
    const messageId = await house.sent(maja);
    house.clock.advance(dayMs);
    const by = async (given: MailGiven) => {
      const result = await house.receive(aMail(given));
      return result.kept ? (await house.inbound.get(result.id)).matchedBy : result.why;
    };
    expect(await by({ headers: [`References: <old@away.example> <${messageId}>`], text: 'One' })).toBe('REFERENCES');
    expect(await by({ from: 'x@other.example', text: `Two\r\n\r\n> Message-ID: <${messageId}>\r\n> Hello` })).toBe(
      'QUOTED',
    );
    expect(await by({ subject: 'A question', text: 'Three' })).toBe('SENDER');
    expect(await by({ from: 'boss@kurier.example', subject: 'AW: Re: hello', text: 'Four' })).toBe('COMPANY');
    // Whatever else lies in the mailbox leaves no trace.
    for (const from of ['boss@kurier.example', 'news@shop.example', 'anna@nordlicht.example'])
      expect(await by({ from, subject: 'Lunch', text: 'Five' })).toBe('foreign');
    // Jonas is in the sequence and was not written to yet: what he writes by himself stops it too.
    expect(await by({ from: jonas, subject: 'Hello there', text: 'Six' })).toBe('SENDER');
    expect(await house.enrolment(jonas)).toMatchObject({ status: 'STOPPED' });
    // What Ida wrote before she was a lead is none of our business, also when the server numbers anew.
    const before = plusMs(house.clock.now(), -30 * dayMs);
    expect(await house.receive(aMail({ from: 'ida@werft.example', text: 'Old' }), before)).toEqual({
      kept: false,
      why: 'foreign',
    });
    const waiting = await house.inbound.newest({ waiting: true }, 10);
    expect(waiting.map(({ leadName, text }) => `${leadName}: ${text}`).sort()).toEqual([
      'Jonas Voss: Six',
      'Maja Brandt: Four',
    ]);
  });

  test('an absence pauses to the day of return where the person is, else seven days, and stops nothing', async () => {
    const house = await anInboundHouse(dialect);
    const messageId = await house.sent(maja);
    await house.sent(jonas);
    const headers = ['Auto-Submitted: auto-replied', `In-Reply-To: <${messageId}>`];
    const away = { subject: 'Automatic reply: Hello', headers, text: 'I am out of office until 16 March 2026.' };
    const message = await house.kept(aMail(away));
    expect(message).toMatchObject({ kind: 'OUT_OF_OFFICE', state: 'DONE', waitsSince: null });
    const { status, pausedUntil } = await house.enrolment(maja);
    // Midnight in Berlin, on the day that the classifier read.
    expect([status, pausedUntil]).toEqual(['PAUSED', `${plusDay(message.returnsOn ?? '', -1)}T23:00:00.000Z`]);
    await house.kept(aMail({ ...away, from: jonas, headers: headers.slice(0, 1), text: 'I am out of office.' }));
    expect((await house.enrolment(jonas)).pausedUntil).toBe(plusMs(house.clock.now(), 7 * dayMs));
    // A second one without a date does not make the pause shorter.
    await house.kept(aMail({ ...away, text: 'I am currently out of the office.' }));
    expect((await house.enrolment(maja)).pausedUntil).toBe(pausedUntil);
    expect(await house.lead(maja)).toMatchObject({ state: 'QUALIFIED' });
  });

  test('a dead address is never written to again by any client; what is wrong with us, or may work next time, is not its fault', async () => {
    const house = await anInboundHouse(dialect);
    const [toMaja, toJonas] = [await house.sent(maja), await house.sent(jonas)];
    const gone = { to: maja, about: toMaja, status: '5.1.1', says: '550 5.1.1 User unknown' };
    expect(await house.kept(aBounce(gone))).toMatchObject({ kind: 'BOUNCE', permanent: true, state: 'DONE' });
    expect(await house.attempts(maja)).toEqual(['1 BOUNCED']);
    expect(await house.enrolment(maja)).toMatchObject({ status: 'STOPPED' });
    const refused = {
      to: jonas,
      about: toJonas,
      status: '5.7.26',
      says: '550 5.7.26 unauthenticated email, DMARC policy',
    };
    expect((await house.kept(aBounce(refused))).bounceReason).toBe('authentication');
    expect(await house.attempts(jonas)).toEqual(['1 BOUNCED']);
    expect(await house.enrolment(jonas)).toMatchObject({ status: 'PAUSED', pausedUntil: null });
    const listed = await house.cam.suppression.list(null);
    expect(listed.map(({ value, clientId, source }) => [value, clientId, source])).toEqual([[maja, null, 'bounce']]);
    expect(await house.lead(maja)).toMatchObject({ consent: 'UNKNOWN' });
  });

  test('what is not clear does nothing but wait for a person, and nothing more goes before', async () => {
    const house = await anInboundHouse(dialect);
    const about = await house.sent(maja);
    const { id } = await house.kept(aBounce({ to: maja, about, status: '4.2.2', says: '452 4.2.2 Mailbox full' }));
    const unsure = { confidence: 0.5, permanent: 1, bounceReason: 'unknown-user' };
    const effects = await house.db.transaction(async (tx) => {
      const query = house.handle.in(tx).selectFrom('camInbound').selectAll().where('id', '=', id);
      return applyEffects(tx, house.effects, { ...(await query.executeTakeFirstOrThrow()), ...unsure }, 'AICMO');
    });
    expect(effects.told.map(({ what }) => what)).toEqual(['A person decides what it is']);
    expect(await house.attempts(maja)).toEqual(['1 SENT']);
    expect(await house.enrolment(maja)).toMatchObject({
      status: 'PAUSED',
      pausedUntil: plusMs(house.clock.now(), 7 * dayMs),
    });
    expect(await house.cam.suppression.list(null)).toEqual([]);
  });

  test('five soft bounces in a row suppress, four or an interrupted row do not', async () => {
    const house = await anInboundHouse(dialect);
    const ida = 'ida@werft.example';
    const soft = async (step: number) => {
      house.clock.advance(dayMs);
      const about = await house.sent(ida, { step });
      return house.kept(aBounce({ to: ida, about, status: '4.2.2', says: '452 4.2.2 Mailbox full' }));
    };
    for (const step of [1, 2, 3, 4]) await soft(step);
    house.clock.advance(dayMs);
    await house.sent(ida, { step: 5 }); // this one arrived
    for (const step of [6, 7, 8, 9]) expect((await soft(step)).effects.map(({ what }) => what)).toEqual(['Noted']);
    expect(await house.enrolment(ida)).toMatchObject({ status: 'ACTIVE' });
    expect((await soft(10)).effects[0]?.what).toBe('The address is never written to again');
    expect(await house.enrolment(ida)).toMatchObject({ status: 'STOPPED' });
    expect((await house.attempts(ida)).filter((each) => each.endsWith('BOUNCED'))).toEqual(['10 BOUNCED']);
  });

  test('a complaint counts only through the send that it names; a forged one leaves everything as it is', async () => {
    const house = await anInboundHouse(dialect);
    const messageId = await house.sent(maja);
    for (const forged of [aComplaint('nobody@nordlicht.example', maja), aComplaint(messageId, jonas)])
      expect(await house.kept(forged)).toMatchObject({ kind: 'COMPLAINT', matchedBy: 'NOTHING', leadId: null });
    expect(await house.attempts(maja)).toEqual(['1 SENT']);
    expect(await house.enrolment(maja)).toMatchObject({ status: 'ACTIVE' });
    expect(await house.cam.suppression.list(null)).toEqual([]);
    expect(await house.kept(`X-Way: 2\r\n${aComplaint(messageId, maja)}`.replace('<c-', '<d-'))).toMatchObject({
      kind: 'COMPLAINT',
      leadName: 'Maja Brandt',
    });
    expect(await house.attempts(maja)).toEqual(['1 COMPLAINED']);
    expect(await house.lead(maja)).toMatchObject({ consent: 'DO_NOT_CONTACT' });
  });

  test('who writes to be left alone is, by words or by the mail that the link makes, whatever stands in From', async () => {
    const house = await anInboundHouse(dialect);
    const [toMaja, toJonas] = [await house.sent(maja), await house.sent(jonas)];
    const words = { headers: [`In-Reply-To: <${toMaja}>`], text: 'Please unsubscribe me and do not contact me again.' };
    const message = await house.kept(aMail(words));
    expect(message).toMatchObject({ kind: 'UNSUBSCRIBE', state: 'DONE', outcome: 'OPTED_OUT', waitsSince: null });
    expect(await house.lead(maja)).toMatchObject({ consent: 'DO_NOT_CONTACT', state: 'QUALIFIED' });
    const secret = await openRightsParts(house.db, house.handle, house.clock).secrets.get('public-links');
    const token = unsubscribeLinks(secret, null).token(toJonas.split('@')[0] ?? '');
    const made = { from: 'private@home.example', subject: `unsubscribe ${token}`, text: '' };
    expect(await house.kept(aMail(made))).toMatchObject({
      matchedBy: 'TOKEN',
      kind: 'UNSUBSCRIBE',
      leadName: 'Jonas Voss',
    });
    expect(await house.lead(jonas)).toMatchObject({ consent: 'DO_NOT_CONTACT' });
    const listed = (await house.cam.suppression.list(null)).map(({ value }) => value);
    expect(listed.sort()).toEqual([jonas, maja]);
    // A token that nobody here made is a mail like any other.
    expect(await house.receive(aMail({ ...made, subject: `unsubscribe ${'A'.repeat(40)}` }))).toMatchObject({
      kept: false,
    });
    // An answer below which our own message is quoted, with its link, opts nobody out.
    const quoting = {
      from: 'ida@werft.example',
      subject: 'Re: Hello',
      text: `Tell me more.\r\n\r\n> unsubscribe ${token}`,
    };
    expect(await house.kept(aMail(quoting))).toMatchObject({ matchedBy: 'SENDER', leadName: 'Ida Holm' });
    expect(await house.lead('ida@werft.example')).toMatchObject({ consent: 'UNKNOWN' });
  });

  test('who says stop from an address that nobody knows is found by the page that they quote', async () => {
    const house = await anInboundHouse(dialect);
    const id = (await house.sent(maja)).split('@')[0] ?? '';
    const secret = await openRightsParts(house.db, house.handle, house.clock).secrets.get('public-links');
    const page = unsubscribeLinks(secret, 'https://forms.agency.example').page(id);
    const from = 'private@home.example';
    const answer = (text: string, quoted: string) =>
      aMail({ from, text: `${text}\r\n\r\n> Hello Maja\r\n> ${quoted}` });
    expect(await house.receive(answer('Hello there, how are you?', `${page}x`))).toMatchObject({ kept: false });
    const kept = await house.kept(answer('Please remove me from your list.', `Stop: ${page} (or answer)`));
    expect(kept).toMatchObject({ matchedBy: 'QUOTED', kind: 'UNSUBSCRIBE', leadName: 'Maja Brandt' });
    expect(await house.lead(maja)).toMatchObject({ consent: 'DO_NOT_CONTACT' });
  });

  test('a Message-ID with a character that no database takes stops nobody from reading what lies behind it', async () => {
    const house = await anInboundHouse(dialect);
    await house.sent(maja);
    house.clock.advance(dayMs);
    const strange = ['In-Reply-To: <a\0b@kurier.example>', 'References: <\0\0\0@kurier.example> <a\0b@x.example>'];
    const kept = await house.kept(aMail({ headers: strange, text: 'I am interested.' }));
    expect(kept).toMatchObject({ matchedBy: 'SENDER' });
    const bounce = aBounce({ to: maja, about: 'a\0b@away.example', status: '5.1.1', says: '550 no such user' });
    expect(await house.kept(bounce)).toMatchObject({ matchedBy: 'RECIPIENT' });
  });

  test('a class that is corrected starts no sequence again when the person wrote once more, or the lead is lost by now', async () => {
    const house = await anInboundHouse(dialect);
    const corrected = async (email: string, between: () => Promise<unknown>) => {
      const messageId = await house.sent(email);
      house.clock.advance(dayMs);
      const headers = [`In-Reply-To: <${messageId}>`];
      const { id } = await house.kept(aMail({ from: email, headers, text: 'I am interested.' }));
      expect(await house.enrolment(email)).toMatchObject({ status: 'STOPPED' });
      await between();
      await house.cam.inbox.correct(id, 'AUTO_REPLY', 'Olga');
      return (await house.enrolment(email)).status;
    };
    expect(await corrected(maja, () => house.kept(aMail({ from: maja, text: 'Call me on Friday.' })))).toBe('STOPPED');
    const loseJonas = async () => house.cam.leadActs.lose((await house.lead(jonas)).id, 'NOT_INTERESTED', '', 'Olga');
    expect(await corrected(jonas, loseJonas)).toBe('STOPPED');
    expect(await corrected('ida@werft.example', () => Promise.resolve())).toBe('ACTIVE');
  });

  test('a machine never moves a lead that was won or given up; a person corrects what it understood, and its effects follow', async () => {
    const house = await anInboundHouse(dialect);
    const messageId = await house.sent(maja);
    await house.sent(maja, { step: 2, status: 'SCHEDULED' });
    await house.cam.leads.move((await house.lead(jonas)).id, 'LOST', 'Olga', 'Budget');
    await house.kept(aMail({ from: jonas, text: 'I am interested now, let us talk.' }));
    expect(await house.lead(jonas)).toMatchObject({ state: 'LOST' });

    const message = await house.kept(
      aMail({ headers: [`In-Reply-To: <${messageId}>`], text: 'No thanks, not interested.' }),
    );
    expect(message.kind).toBe('NEGATIVE');
    expect(await house.lead(maja)).toMatchObject({ state: 'REPLIED' });
    const correct = (kind: 'OUT_OF_OFFICE' | 'POSITIVE') =>
      house.db.transaction(async (tx) => {
        const row = await house.handle
          .in(tx)
          .selectFrom('camInbound')
          .selectAll()
          .where('id', '=', message.id)
          .executeTakeFirstOrThrow();
        const change = await correctClass(tx, house.effects, row, kind, 'Olga');
        await house.handle.in(tx).updateTable('camInbound').set(change).where('id', '=', message.id).execute();
      });
    await correct('OUT_OF_OFFICE');
    expect(await house.lead(maja)).toMatchObject({ state: 'QUALIFIED' });
    expect(await house.enrolment(maja)).toMatchObject({ status: 'PAUSED' });
    expect(await house.attempts(maja)).toEqual(['1 SENT', '2 SCHEDULED']);
    await correct('POSITIVE');
    expect(await house.lead(maja)).toMatchObject({ state: 'REPLIED' });
    expect(await house.enrolment(maja)).toMatchObject({ status: 'STOPPED' });
    expect(await house.inbound.get(message.id)).toMatchObject({ kind: 'POSITIVE', machineKind: 'NEGATIVE' });
  });
});

/** `2026-03-16`, −1 → `2026-03-15`. */
const plusDay = (date: string, days: number): string =>
  plusMs(`${date}T00:00:00.000Z` as Instant, days * dayMs).slice(0, 10); // a day of the calendar
