import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { aLiveHouse } from '../../testing/a-live-house.ts';
import { reasonPlaces } from './reason-place.ts';
import { waitingReasons } from './waiting-reasons.ts';

const nowhere = 1; // nobody listens there, and nothing of these is sent
const textOf = ({ effect, text }: { readonly effect: string; readonly text: string }) => `${effect}: ${text}`;

describe('where a reason is lifted', () => {
  test('is known for each reason that the gate gives, and for no other', async () => {
    const source = await readFile(new URL('../outreach/outreach-gate.ts', import.meta.url), 'utf8');
    const given = [...source.matchAll(/by(?:Person|Time)\(\s*['`]([a-z-]+)(\$\{)?/g)].map(([, code]) => code ?? '');
    expect(given.length).toBeGreaterThan(20);
    const known = Object.keys(reasonPlaces).filter((code) => !code.startsWith('house-') && code !== 'operator-task');
    for (const code of given) expect(known.filter((each) => each === code || each.startsWith(code))).not.toEqual([]);
    for (const code of known) expect(given.filter((each) => code === each || code.startsWith(each))).not.toEqual([]);
  });

  test('messages that wait are counted by the reason that binds each, a person before time', () => {
    const time = (code: string, notBefore: string) => ({ code, text: 'x', liftedBy: 'time' as const, notBefore });
    const person = { code: 'content-missing-value', text: 'x', liftedBy: 'person' as const };
    const waiting = [
      [time('cap-mailbox', '2026-03-03T08:00:00.000Z'), time('mailbox-gap', '2026-03-03T08:00:00.000Z')],
      [time('cap-campaign', '2026-03-02T08:00:00.000Z')],
      [time('outside-window', '2026-03-02T08:00:00.000Z'), person],
      [{ ...person, code: 'house-paused' }],
    ];
    expect(waitingReasons(waiting, 'c')).toMatchObject([
      { text: '2 messages wait for room under a limit.', until: '2026-03-02T08:00:00.000Z' },
      { text: '1 message has something in its text that must not leave.', until: null },
    ]);
  });
});

describeEachDialect('why something is not sent', (dialect) => {
  test('is told of a campaign by the gate itself, each reason with the place where it is lifted', async () => {
    const house = await aLiveHouse(dialect, { smtpPort: nowhere, people: 3, approveFirst: 2, mailbox: { imap: null } });
    const { orchestrator, campaign, flags, cam, mailbox } = house;
    const why = async () => (await orchestrator.whyCampaign(campaign.id)).reasons;
    expect((await why()).map(textOf)).toEqual([
      'goes: It runs: each message is taken up when its turn and its hour come.',
    ]);
    await house.run();
    // Nothing is to come by itself, so it is not said to run.
    expect(await why()).toMatchObject([
      {
        effect: 'holds',
        text: '3 messages wait until somebody has read the first ones.',
        place: { kind: 'first-messages' },
      },
    ]);

    await flags.set({ paused: true, by: 'Ada', reason: 'Storm' });
    await cam.campaigns.move(campaign.id, 'PAUSED', 'Ada', 'Holidays.');
    const { version } = await cam.mailboxes.get(mailbox.id);
    await cam.mailboxes.pause(mailbox.id, version, 'Password changed', 'Ada');
    const held = await why();
    expect(held.map(textOf).slice(0, 3)).toEqual([
      'holds: Everything is on hold.',
      'holds: The campaign "Spring" is paused, so nothing goes out. Holidays.',
      `holds: The mailbox ${mailbox.address} is paused: Password changed.`,
    ]);
    expect(held.map(({ place }) => place?.kind).slice(0, 3)).toEqual(['house', 'campaign', 'mailboxes']);
    expect(held.filter(({ effect }) => effect === 'goes')).toEqual([]);
    await expect(orchestrator.whyCampaign('nobody')).rejects.toMatchObject({ code: 'campaign-unknown' });
  });

  test('is told of a lead by what a run would find out, and nothing of that look is kept', async () => {
    const house = await aLiveHouse(dialect, { smtpPort: nowhere, people: 2 });
    const { orchestrator, cam, campaign, clock } = house;
    const [lead] = await house.leads();
    const id = lead?.id ?? '';
    const why = () => orchestrator.whyLead(id);
    const turn = async () => house.handle.in().selectFrom('camOutreachTurn').selectAll().orderBy('mode').execute();
    const before = await turn();
    expect(await why()).toMatchObject({
      ...{ leadId: id, name: lead?.name, reasons: [] },
      ways: [{ campaignId: campaign.id, mode: 'LIVE', step: 1, state: 'goes', plannedAt: null, reasons: [] }],
    });
    expect([await turn(), await house.messages()]).toEqual([before, []]);

    clock.advance(12 * 3_600_000); // nine in the evening
    const [night] = (await why()).ways;
    expect(night).toMatchObject({ state: 'waits', plannedAt: expect.stringContaining('2026-03-03T') });
    expect(night?.reasons[0]).toMatchObject({ code: 'outside-window', place: { kind: 'campaign-settings' } });

    // What a run has planned keeps its place: neither its own place nor the look moves it.
    await house.run();
    const [planned] = (await house.messages()).filter(({ leadId }) => leadId === id);
    expect((await why()).ways[0]).toMatchObject({ state: 'waits', plannedAt: planned?.notBefore });
    expect((await why()).ways[0]?.reasons.map(({ code }) => code)).toEqual(planned?.reasons.map(({ code }) => code));

    await cam.leads.review(id, 'Same name as a client', 'Ada');
    expect((await why()).ways[0]).toMatchObject({
      ...{ state: 'blocked', plannedAt: null },
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: 'review-pending', place: { kind: 'lead', id } }),
      ]),
    });
    await cam.optOuts.record({ clientId: null, leadId: id, address: null, source: 'operator', words: '', by: 'Ada' });
    clock.advance(dayMs);
    const cancelled = (await house.messages()).find(({ leadId }) => leadId === id);
    expect(cancelled).toMatchObject({ state: 'CANCELLED', reasons: [{ code: 'sequence-over' }] });
    const out = await why();
    expect(out.ways).toMatchObject([{ state: 'over', step: null, reasons: [{ code: 'enrolment-not-active' }] }]);
    expect(out.reasons.map(({ code }) => code)).toEqual([
      ...['do-not-contact', 'suppressed-address', 'review-pending', 'no-sequence'],
    ]);
    await expect(orchestrator.whyLead('nobody')).rejects.toMatchObject({ code: 'lead-unknown' });
  });
});
