import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { dayMs, plusMs } from '@aicmo/core-kernel';
import { anInboundHouse } from '../../testing/an-inbound-house.ts';
import { aBounce, aMail } from '../../testing/inbound-mails.ts';

const maja = 'maja@kurier.example';

describeEachDialect('guardrails', (dialect) => {
  test('a campaign pauses by itself at 5 % bounces from 50 messages on, once, and again only by what comes after it was resumed', async () => {
    const house = await anInboundHouse(dialect);
    const ids: string[] = [];
    for (let step = 1; step <= 60; step += 1)
      ids.push(await house.sent(maja, { step, at: plusMs(house.clock.now(), step) }));
    house.clock.advance(dayMs);
    const bounce = (index: number) =>
      house.kept(aBounce({ to: maja, about: ids[index] ?? '', status: '5.1.1', says: '550 5.1.1 User unknown' }));
    // One that a server refused at its door for a dead address counts; one that was refused for another reason does not.
    const failed = (code: string) => ({
      status: 'FAILED',
      reasons: JSON.stringify([{ code, text: '', liftedBy: 'person' }]),
    });
    for (const [index, code] of [
      [10, 'dead-address'],
      [11, 'not-taken'],
    ] as const) {
      const id = ids[index]?.split('@')[0] ?? '';
      await house.write((tables) =>
        tables.updateTable('camOutreachAttempt').set(failed(code)).where('id', '=', id).execute(),
      );
    }
    await bounce(0);
    expect((await house.cam.campaigns.get(house.campaign.id)).status).toBe('ACTIVE');
    await bounce(1);
    const stopped = await house.cam.campaigns.get(house.campaign.id);
    expect(stopped.status).toBe('PAUSED');
    expect(stopped.statusReason).toBe('Paused by itself: 3 of 59 messages came back (5.1 %; the limit is 5 %).');
    expect((await house.guardrails.unseen()).map(({ kind, campaignName }) => [kind, campaignName])).toEqual([
      ['BOUNCES', 'Spring'],
    ]);
    await bounce(3);
    await house.cam.campaigns.move(house.campaign.id, 'ACTIVE', 'Olga');
    expect(await house.guardrails.unseen()).toEqual([]);
    house.clock.advance(1000);
    await house.cam.campaigns.move(house.campaign.id, 'PAUSED', 'Olga', 'On leave');
    expect(await house.guardrails.unseen()).toEqual([]); // that pause is Olga's
    await house.cam.campaigns.move(house.campaign.id, 'ACTIVE', 'Olga');
    await bounce(4);
    expect((await house.cam.campaigns.get(house.campaign.id)).status).toBe('ACTIVE');
    expect((await house.guardrails.of(house.campaign.id)).figures).toEqual({
      sends: 0,
      bounces: 0,
      complaints: 0,
      reached: 0,
    });
  });

  test('a campaign whose goal is met pauses once; its rules have bounds, and two who set them do not overwrite each other', async () => {
    const house = await anInboundHouse(dialect);
    const { settings } = await house.guardrails.of(house.campaign.id);
    const goal = { kind: 'REPLIES', target: 1 } as const;
    await expect(
      house.guardrails.set(house.campaign.id, { ...settings, bounceLimit: 0.5 }, 0, 'Olga'),
    ).rejects.toMatchObject({ code: 'guardrail-bouncelimit' });
    expect((await house.guardrails.set(house.campaign.id, { ...settings, goal }, 0, 'Olga')).version).toBe(1);
    await expect(house.guardrails.set(house.campaign.id, settings, 0, 'Ole')).rejects.toMatchObject({
      code: 'guardrail-changed',
    });
    const messageId = await house.sent(maja);
    house.clock.advance(dayMs);
    await house.kept(aMail({ headers: [`In-Reply-To: <${messageId}>`], text: 'I am interested.' }));
    expect(await house.cam.campaigns.get(house.campaign.id)).toMatchObject({
      status: 'PAUSED',
      statusReason: 'Paused by itself: The goal is met, 1 reply of 1.',
    });
    house.clock.advance(1000);
    await house.cam.campaigns.move(house.campaign.id, 'ACTIVE', 'Olga');
    expect(await house.guardrails.checkAll()).toBe(0);
    const [event] = (await house.guardrails.of(house.campaign.id)).events;
    await house.guardrails.see(event?.id ?? '', 'Olga');
    expect((await house.guardrails.of(house.campaign.id)).events).toMatchObject([{ kind: 'GOAL', seenBy: 'Olga' }]);
  });

  test('what came back before it was known to have left counts as soon as that is known', async () => {
    const house = await anInboundHouse(dialect);
    const messageId = await house.sent(maja);
    const attempts = (status: string) =>
      house.write((tables) => tables.updateTable('camOutreachAttempt').set({ status }).execute());
    await attempts('SENDING');
    await house.kept(aBounce({ to: maja, about: messageId, status: '5.1.1', says: '550 5.1.1 User unknown' }));
    expect(await house.enrolment(maja)).toMatchObject({ status: 'STOPPED' });
    await house.guardrails.checkAll();
    expect(await house.attempts(maja)).toEqual(['1 SENDING']);
    await attempts('SENT');
    await house.guardrails.checkAll();
    expect(await house.attempts(maja)).toEqual(['1 BOUNCED']);
    expect((await house.guardrails.of(house.campaign.id)).figures).toMatchObject({ sends: 1, bounces: 1 });
  });
});
