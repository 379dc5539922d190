import { describe, expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { hourMs, type CampaignId, type ClientId, type OperatorTaskId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { OperatorTask } from '../contract/operator-task.ts';
import { aCalendarPlan } from '../testing/a-calendar-plan.ts';
import { fakeCampaigns } from '../testing/fake-campaigns.ts';
import type { OpsAnnouncement } from './announcer.ts';
import { createCampaignOps } from './campaign-ops.ts';
import { campaignOpsMigrations } from './db/migrations/index.ts';
import { campaignOpsSentinels } from './sentinels/index.ts';

const campaignId = 'campaign-1' as CampaignId;
const clientId = 'client-1' as ClientId;
const proofUrl = 'https://www.linkedin.com/posts/acme_spring-1';
const idOf = (task: OperatorTask | undefined): OperatorTaskId => (task?.id ?? 'none') as OperatorTaskId;

/** Campaign-ops on a fresh database, at Monday 2026-03-02, 10:00 UTC: the first slot of the plan is over. */
async function opened(dialect: TestDialect) {
  const db = await dialect.open([campaignOpsMigrations]);
  const clock = fakeClock();
  const announced: OpsAnnouncement[] = [];
  const ops = createCampaignOps({
    db,
    clock,
    campaigns: fakeCampaigns(),
    announce: async (_, event) => void announced.push(event),
  });
  const plan = (over = {}, version = 0) =>
    ops.calendar.save({ campaignId, plan: aCalendarPlan(over), version, by: 'Ana' });
  return { db, clock, ops, plan, announced };
}

describeEachDialect('the calendar', (dialect) => {
  test('plans the slots that are still to come, and the same plan again adds nothing', async () => {
    const { ops, plan } = await opened(dialect);
    expect(await plan()).toMatchObject({ added: 12, past: 1, kept: 0 });
    expect(await plan({}, 1)).toMatchObject({ added: 0, kept: 12, removed: 0 });
    expect(await ops.calendar.read(campaignId)).toMatchObject({ version: 1, savedBy: 'Ana' });
    const [first] = await ops.tasks.list();
    expect(first).toMatchObject({
      kind: 'POST',
      platform: 'linkedin',
      dueAt: '2026-03-04T08:00:00.000Z',
      dueness: 'later',
    });
    expect((await ops.calendar.story(campaignId)).map((event) => event.what)).toEqual(['Planned the calendar']);
  });

  test('a preview says what a save would do, and writes nothing', async () => {
    const { ops, plan } = await opened(dialect);
    const preview = await ops.calendar.preview({ campaignId, plan: aCalendarPlan() });
    expect(await ops.tasks.count()).toBe(0);
    expect(await plan()).toEqual(preview);
    expect(preview.sentences).toEqual([
      '12 slots added.',
      '1 slot of the plan would lie in the past and were not made.',
    ]);
  });

  test('a new cadence replaces only future slots that nobody touched, and says what it left alone', async () => {
    const { ops, plan, clock } = await opened(dialect);
    await plan();
    const [first, second, third] = await ops.tasks.list();
    await ops.tasks.edit({ id: idOf(second), by: 'Ana', copy: 'Hello' });
    await ops.tasks.cancel({ id: idOf(third), by: 'Ana', reason: 'The client is away.' });
    clock.set('2026-03-04T09:00:00Z'); // the first slot is over now, and overdue
    const tuesdays = [{ platform: 'linkedin', timesPerWeek: 1, weekdays: [2], localTimes: ['09:00'] }];
    const change = await plan({ cadence: tuesdays }, 1);
    expect(change).toMatchObject({
      added: 4,
      removed: 9,
      kept: 3,
      leftAlone: [{ dueAt: second?.dueAt }, { dueAt: third?.dueAt }],
    });
    const left = await ops.tasks.list();
    expect(left.map((task) => task.id)).toEqual(expect.arrayContaining([first?.id, second?.id, third?.id]));
    expect(left).toHaveLength(7);
  });

  test('another time zone moves untouched slots to the same local time', async () => {
    const { ops, plan } = await opened(dialect);
    await plan();
    expect(await plan({ timeZone: 'America/New_York' }, 1)).toMatchObject({ moved: 12, added: 1, past: 0 });
    expect((await ops.tasks.list()).map((task) => task.dueAt)).toContain('2026-03-04T14:00:00.000Z');
  });

  test('a save that edited an older version is refused, and two saves at once plan once', async () => {
    const { ops, plan } = await opened(dialect);
    const both = await Promise.allSettled([plan(), plan()]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await ops.tasks.count()).toBe(12);
    await expect(plan({ endsOn: '2026-03-20' }, 0)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'calendar-changed',
    });
    expect(await ops.tasks.count()).toBe(12);
  });

  test('a campaign that is unknown or over gets no calendar', async () => {
    const db = await dialect.open([campaignOpsMigrations]);
    const ops = createCampaignOps({ db, clock: fakeClock(), campaigns: fakeCampaigns({ isOver: true }) });
    const save = (id: string) =>
      ops.calendar.save({ campaignId: id as CampaignId, plan: aCalendarPlan(), version: 0, by: 'Ana' });
    await expect(save('nobody')).rejects.toMatchObject({ code: 'campaign-not-found' });
    await expect(save(campaignId)).rejects.toMatchObject({ code: 'calendar-campaign-over' });
  });

  test('two years of posts at once are refused before anything is written', async () => {
    const { ops, plan } = await opened(dialect);
    const cadence = (['linkedin', 'x'] as const).map((platform) => ({
      platform,
      timesPerWeek: 7,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      localTimes: ['09:00'],
    }));
    await expect(plan({ cadence, endsOn: '2027-02-28' })).rejects.toMatchObject({ code: 'calendar-too-large' });
    expect(await ops.calendar.read(campaignId)).toBeUndefined();
  });
});

describeEachDialect('tasks', (dialect) => {
  test('a post with its address as proof is done, is announced, and opens two follow-ups', async () => {
    const { ops, plan, clock, announced } = await opened(dialect);
    await plan();
    const [post] = await ops.tasks.list();
    clock.set('2026-03-04T08:05:00Z');
    const done = await ops.tasks.complete({ id: idOf(post), by: 'Ana', proofUrl, note: 'with picture' });
    expect(done).toMatchObject({ state: 'DONE', dueness: null, proof: { url: proofUrl, note: 'with picture' } });
    const followUps = await ops.tasks.list({ kinds: ['ENGAGE'] });
    expect(followUps.map((task) => [task.followsTaskId, task.dueAt])).toEqual([
      [post?.id, '2026-03-04T10:05:00.000Z'],
      [post?.id, '2026-03-05T08:05:00.000Z'],
    ]);
    expect(announced).toMatchObject([{ topic: 'campaign-ops-post-published', payload: { url: proofUrl } }]);
    const { story } = await ops.tasks.get(idOf(post));
    expect(story).toEqual([
      { at: clock.now(), who: 'Ana', what: 'Completed the task', why: `${proofUrl} · with picture` },
    ]);
  });

  test('completing twice, one after the other or at once, opens nothing twice', async () => {
    const { ops, plan } = await opened(dialect);
    await plan();
    const [post] = await ops.tasks.list();
    const complete = () => ops.tasks.complete({ id: idOf(post), by: 'Ana', proofUrl });
    const both = await Promise.allSettled([complete(), complete()]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(complete()).rejects.toMatchObject({ kind: 'conflict', code: 'task-move' });
    expect(await ops.tasks.count({ kinds: ['ENGAGE'] })).toBe(2);
  });

  test('a wrong proof is refused and leaves the task, and its follow-ups, as they were', async () => {
    const { ops, plan } = await opened(dialect);
    await plan();
    const [post] = await ops.tasks.list();
    await expect(
      ops.tasks.complete({ id: idOf(post), by: 'Ana', proofUrl: 'https://x.com/acme' }),
    ).rejects.toMatchObject({ code: 'proof-url' });
    expect((await ops.tasks.get(idOf(post))).task).toEqual(post);
    expect(await ops.tasks.count({ kinds: ['ENGAGE'] })).toBe(0);
  });

  test('a task that a person wrote down needs a sentence as proof, and is made once for its key', async () => {
    const { ops } = await opened(dialect);
    const call = {
      clientId,
      title: 'Call Bob',
      dueAt: { day: '2026-03-02', time: '12:00' },
      timeZone: 'Europe/Berlin',
      by: 'Ana',
      once: 'reply-7',
    };
    const first = await ops.tasks.add(call);
    expect(await ops.tasks.add(call)).toEqual(first);
    expect(first).toMatchObject({ kind: 'MANUAL', dueAt: '2026-03-02T11:00:00.000Z', dueness: 'due' });
    const later = { id: idOf(first), by: 'Ana', dueAt: { day: '2026-03-02', time: '17:00' } };
    expect(await ops.tasks.edit(later)).toMatchObject({ dueAt: '2026-03-02T16:00:00.000Z', title: 'Call Bob' });
    await expect(ops.tasks.complete({ id: idOf(first), by: 'Ana' })).rejects.toMatchObject({ code: 'proof-missing' });
    expect(await ops.tasks.complete({ id: idOf(first), by: 'Ana', note: 'He wants a demo.' })).toMatchObject({
      state: 'DONE',
    });
  });

  test('a blocked task keeps its reason until it is unblocked, and its story keeps it for good', async () => {
    const { ops, plan, clock } = await opened(dialect);
    await plan();
    const id = idOf((await ops.tasks.list())[0]);
    expect(await ops.tasks.block({ id, by: 'Ana', reason: 'no picture' })).toMatchObject({
      state: 'BLOCKED',
      reason: 'no picture',
    });
    clock.advance(1000);
    expect(await ops.tasks.unblock({ id, by: 'Bo', reason: 'picture is here' })).toMatchObject({
      state: 'OPEN',
      reason: '',
    });
    expect((await ops.tasks.get(id)).story.map(({ who, why }) => [who, why])).toEqual([
      ['Bo', 'picture is here'],
      ['Ana', 'no picture'],
    ]);
  });
});

describeEachDialect('what is overdue', (dialect) => {
  test('stands in one task, which follows the list and closes itself when nothing is overdue', async () => {
    const { ops, plan, clock } = await opened(dialect);
    await plan();
    expect(await ops.escalateOverdue(clientId)).toEqual({ task: null, overdue: 0 });
    clock.set('2026-03-06T10:00:00Z');
    const both = await Promise.all([ops.escalateOverdue(clientId), ops.escalateOverdue(clientId)]);
    expect(new Set(both.map(({ task }) => task?.id)).size).toBe(1);
    expect(both[0].task).toMatchObject({ title: '2 tasks are overdue', kind: 'ESCALATION', state: 'OPEN' });
    const [first, second] = await ops.tasks.list({ kinds: ['POST'] });
    await ops.tasks.complete({ id: idOf(first), by: 'Ana', proofUrl });
    expect((await ops.escalateOverdue(clientId)).task).toMatchObject({
      id: both[0].task?.id,
      title: '1 task is overdue',
    });
    await ops.tasks.miss({ id: idOf(second), by: 'Ana', reason: 'too late now' });
    expect(await ops.escalateOverdue(clientId)).toEqual({ task: null, overdue: 0 });
    expect(await ops.tasks.list({ kinds: ['ESCALATION'] })).toMatchObject([
      { state: 'CANCELLED', reason: 'Nothing is overdue any more.' },
    ]);
    clock.advance(24 * 7 * hourMs);
    expect((await ops.escalateOverdue(clientId)).task?.id).not.toBe(both[0].task?.id);
  });

  test('of another client stands in that client’s own list', async () => {
    const { ops, plan, clock } = await opened(dialect);
    await plan();
    clock.set('2026-03-06T10:00:00Z');
    expect(await ops.escalateOverdue('client-2' as ClientId)).toEqual({ task: null, overdue: 0 });
  });
});

describeEachDialect('the week', (dialect) => {
  test('counts Monday to Sunday in its own zone: planned, done, overdue, and the rows behind them', async () => {
    const { ops, plan, clock } = await opened(dialect);
    const late = [{ platform: 'linkedin', timesPerWeek: 2, weekdays: [2, 7], localTimes: ['23:30'] }];
    await plan({ cadence: late, timeZone: 'America/New_York' });
    const [tuesday, sunday] = await ops.tasks.list();
    expect(sunday?.dueAt).toBe('2026-03-09T03:30:00.000Z'); // Monday already in UTC
    await ops.tasks.complete({ id: idOf(tuesday), by: 'Ana', note: '', proofUrl });
    clock.set('2026-03-09T12:00:00Z');
    const week = await ops.weeklySummary({ campaignId, day: '2026-03-04', timeZone: 'America/New_York' });
    expect(week).toMatchObject({ from: '2026-03-02', to: '2026-03-08', total: { planned: 4, done: 1, overdue: 3 } });
    expect(week.byPlatform).toEqual([{ platform: 'linkedin', counts: { planned: 4, done: 1, overdue: 3 } }]);
    expect(week.tasks).toHaveLength(week.total.planned);
    expect(await ops.weeklySummary({ timeZone: 'UTC' })).toMatchObject({ from: '2026-03-09' });
    expect(ops.today('Pacific/Kiritimati')).toBe('2026-03-10'); // 12:00 UTC is two o’clock of the next day there
    await expect(ops.weeklySummary({ timeZone: 'Mars' })).rejects.toMatchObject({ code: 'zone-invalid' });
    await expect(ops.weeklySummary({ timeZone: 'UTC', day: 'today' })).rejects.toMatchObject({ code: 'day-invalid' });
  });
});

describeEachDialect('the check of follow-ups', (dialect) => {
  test('passes with evidence when every published post has its two, and fails when one is missing', async () => {
    const { db, clock, ops, plan } = await opened(dialect);
    await plan();
    const run = async () => campaignOpsSentinels(db)[0]?.run({ clock, signal: AbortSignal.timeout(5000) });
    await ops.tasks.complete({ id: idOf((await ops.tasks.list())[0]), by: 'Ana', proofUrl });
    expect(await run()).toMatchObject({ verdict: 'pass', evidence: { published: 1, withoutFollowUps: 0 } });
    const handle = db.handle<{ campaignOpsTask: { kind: string } }>('campaign-ops');
    await handle.in().deleteFrom('campaignOpsTask').where('kind', '=', 'ENGAGE').execute();
    expect(await run()).toMatchObject({ verdict: 'fail', remedy: { text: expect.any(String) } });
  });
});

describe('campaign-ops', () => {
  test('opens nothing by being created', () => {
    const db = { handle: () => ({}), transaction: () => Promise.reject(new Error('touched')) };
    expect(() => createCampaignOps({ db: db as never, clock: fakeClock(), campaigns: fakeCampaigns() })).not.toThrow();
  });
});
