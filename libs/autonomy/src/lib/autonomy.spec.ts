import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { invalid, type ActionId, type ClientId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { ActionView } from '../contract/action.ts';
import type { AutonomyMode, Narrowing } from '../contract/policy.ts';
import { aProposal } from '../testing/a-proposal.ts';
import { anAction } from '../testing/an-action.ts';
import { fakeFlags } from '../testing/fake-flags.ts';
import { fakeTimers } from '../testing/fake-timers.ts';
import { createAutonomy } from './autonomy.ts';
import { autonomyMigrations } from './db/migrations/index.ts';
import { waitingForAPersonSentinel } from './sentinels/waiting-for-a-person.sentinel.ts';

const clientId = 'client-1' as ClientId;
const idOf = (action: ActionView | undefined): ActionId => (action?.id ?? 'none') as ActionId;
type End = Parameters<typeof anAction>[0];

async function opened(dialect: TestDialect, end?: End) {
  const db = await dialect.open([autonomyMigrations]);
  const [clock, flags, timers] = [fakeClock(), fakeFlags(), fakeTimers()];
  const { action, calls } = anAction(end);
  const autonomy = createAutonomy({ db, clock, flags, timers, actions: [action], workersFolder: '/nowhere' });
  const setMode = async (mode: AutonomyMode, ...narrower: readonly Narrowing[]) => {
    const { version } = await autonomy.policies.read(clientId);
    return autonomy.policies.set({
      policy: { clientId, mode, narrower: [...narrower] },
      version,
      by: 'Ana',
      reason: 'We know it now.',
    });
  };
  const propose = async (over = {}) => {
    const result = await autonomy.actions.propose(aProposal(over));
    if (!result.ok) throw new Error(result.refusals[0]?.text);
    return result;
  };
  const tick = () => autonomy.engine.tick('worker-1');
  const only = async () => (await autonomy.actions.list())[0];
  return { ...autonomy, db, clock, flags, timers, calls, setMode, propose, tick, only };
}

const approve = (action: ActionView | undefined, by = 'Ana') => ({
  id: idOf(action),
  verdict: 'APPROVED' as const,
  by,
  reason: '',
});
const reject = (action: ActionView | undefined, reason = 'Not this week.') => ({
  id: idOf(action),
  verdict: 'REJECTED' as const,
  by: 'Bo',
  reason,
});

describeEachDialect('a proposal', (dialect) => {
  test('waits for a person by default, with its reason and evidence, and is made once for its key', async () => {
    const { propose, actions } = await opened(dialect);
    const both = await Promise.all([propose(), propose()]);
    expect(both.map((result) => result.isNew).sort()).toEqual([false, true]);
    expect(await actions.list()).toMatchObject([
      {
        title: 'Say hello',
        kindTitle: 'Say a word',
        state: 'AWAITING_APPROVAL',
        decision: null,
        evidence: [{ value: '0' }],
      },
    ]);
    expect(await actions.count({ states: ['AWAITING_APPROVAL'], isUndecided: true })).toBe(1);
    expect((await actions.get(idOf(both[0].action))).story).toMatchObject([{ who: 'Autonomy', what: 'Proposed' }]);
  });

  test('with a known key but another content is a conflict, and one that nothing can do is refused', async () => {
    const { propose } = await opened(dialect);
    await propose();
    await expect(propose({ input: { word: 'bye' } })).rejects.toMatchObject({ kind: 'conflict', code: 'action-key' });
    await expect(propose({ key: 'b', kind: 'fly-away' })).rejects.toMatchObject({ code: 'action-unknown' });
    await expect(propose({ key: 'c', input: { word: 7 } })).rejects.toMatchObject({ code: 'action-input' });
  });

  test('is not even made for a client, a campaign or a kind on manual', async () => {
    const { actions, setMode } = await opened(dialect);
    const refused = { ok: false, refusals: [{ code: 'mode-manual', liftedBy: 'person' }] };
    await setMode('FULL_AUTO', { campaignId: 'campaign-1', kind: null, mode: 'MANUAL' });
    expect(await actions.propose(aProposal())).toMatchObject(refused);
    await setMode('MANUAL');
    expect(await actions.propose(aProposal({ campaignId: undefined }))).toMatchObject(refused);
    expect(await actions.count()).toBe(0);
  });
});

describeEachDialect('a decision', (dialect) => {
  test('is given once: of two at the same moment one wins, the other is told who won', async () => {
    const { propose, actions, only } = await opened(dialect);
    await propose();
    const action = await only();
    const both = await Promise.allSettled([actions.decide(approve(action)), actions.decide(reject(action))]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { kind: 'conflict', code: 'action-decided' },
    });
    await expect(actions.decide(approve(action, 'Cy'))).rejects.toMatchObject({ code: 'action-decided' });
  });

  test('of no needs a reason, ends the action, and is never run', async () => {
    const { propose, actions, only, tick, calls } = await opened(dialect);
    await propose();
    await expect(actions.decide(reject(await only(), '  '))).rejects.toMatchObject({ code: 'action-reason' });
    expect(await actions.decide(reject(await only()))).toMatchObject({
      state: 'REJECTED',
      decision: { by: 'Bo', reason: 'Not this week.' },
    });
    await tick();
    expect(calls).toEqual([]);
  });

  test('of yes lets the engine run it, in the name of the person who said it', async () => {
    const { propose, actions, only, tick, calls, clock } = await opened(dialect);
    await propose();
    expect((await tick()).isIdle).toBe(true);
    expect(await actions.decide(approve(await only()))).toMatchObject({
      state: 'AWAITING_APPROVAL',
      decision: { verdict: 'APPROVED' },
    });
    clock.advance(1000);
    expect(await tick()).toMatchObject({ succeeded: 1, held: null });
    expect(calls).toEqual([{ word: 'hello', actor: 'Ana' }]);
    expect(await only()).toMatchObject({ state: 'SUCCEEDED', result: { summary: 'Done.' }, moves: [] });
    expect(await tick()).toMatchObject({ isIdle: true });
    expect(calls).toHaveLength(1);
  });
});

describeEachDialect('the policy', (dialect) => {
  test('on full auto runs what is proposed without asking, in the engine’s own name', async () => {
    const { propose, setMode, tick, calls } = await opened(dialect);
    await setMode('FULL_AUTO');
    expect((await propose()).action.state).toBe('PENDING');
    await tick();
    expect(calls).toEqual([{ word: 'hello', actor: 'Autonomy' }]);
  });

  test('that is narrowed binds what is queued already: it asks instead of running', async () => {
    const { propose, setMode, tick, calls, only } = await opened(dialect);
    await setMode('FULL_AUTO');
    await propose();
    await setMode('REVIEW_FIRST');
    expect(await tick()).toMatchObject({ asked: 1, succeeded: 0 });
    expect(await only()).toMatchObject({ state: 'AWAITING_APPROVAL', moves: ['approve', 'reject', 'cancel'] });
    expect(calls).toEqual([]);
  });

  test('is changed with a reason, on the version that was read, and its change is on the record', async () => {
    const { policies, setMode, actions } = await opened(dialect);
    expect(await policies.read(clientId)).toMatchObject({ mode: 'REVIEW_FIRST', version: 0 });
    await setMode('FULL_AUTO', { campaignId: 'c2', kind: null, mode: 'MANUAL' });
    const change = { policy: { clientId, mode: 'MANUAL' as const, narrower: [] }, by: 'Bo' };
    await expect(policies.set({ ...change, version: 0, reason: 'x' })).rejects.toMatchObject({
      code: 'policy-changed',
    });
    await expect(policies.set({ ...change, version: 1, reason: ' ' })).rejects.toMatchObject({ code: 'policy-reason' });
    expect(await policies.list()).toMatchObject([{ mode: 'FULL_AUTO', version: 1, narrower: [{ campaignId: 'c2' }] }]);
    expect(await actions.record({ clientId })).toMatchObject([
      { who: 'Ana', what: 'Set the mode to full auto with 1 exception', why: 'We know it now.' },
    ]);
  });
});

describeEachDialect('the engine', (dialect) => {
  test('writes nothing when there is nothing to do', async () => {
    const { propose, setMode, tick, db } = await opened(dialect);
    await setMode('REVIEW_FIRST');
    await propose();
    const handle = db.handle<{ autonomyEngine: object; autonomyAction: object; autonomyEvent: object }>('autonomy');
    const everything = async () =>
      Promise.all(
        (['autonomyEngine', 'autonomyAction', 'autonomyEvent'] as const).map((name) =>
          handle.in().selectFrom(name).selectAll().execute(),
        ),
      );
    const before = await everything();
    for (let pass = 0; pass < 5; pass += 1) expect(await tick()).toMatchObject({ isIdle: true });
    expect(await everything()).toEqual(before);
  });

  test('begins nothing while everything is held, says killed before paused, and goes on when released', async () => {
    const { propose, setMode, tick, flags, calls, only } = await opened(dialect);
    await setMode('FULL_AUTO');
    await propose();
    Object.assign(flags, { paused: true, killed: true });
    expect(await tick()).toMatchObject({ held: 'killed', succeeded: 0 });
    flags.killed = false;
    expect(await tick()).toMatchObject({ held: 'paused' });
    expect(await only()).toMatchObject({ state: 'PENDING' });
    flags.paused = false;
    expect(await tick()).toMatchObject({ succeeded: 1 });
    expect(calls).toHaveLength(1);
  });

  test('has at most three actions in flight, however many workers pass at once', async () => {
    let inFlight = 0;
    let most = 0;
    const { propose, setMode, engine, calls } = await opened(dialect, async () => {
      most = Math.max(most, (inFlight += 1));
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return { ok: true, summary: 'Done.' };
    });
    await setMode('FULL_AUTO');
    for (let index = 0; index < 10; index += 1) await propose({ key: `say ${index}` });
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(['one', 'two', 'three'].map((worker) => engine.tick(worker)));
    }
    expect(most).toBeLessThanOrEqual(3);
    expect(calls).toHaveLength(10);
  });

  test('tries a failure again after 5 and 10 seconds, then gives it up; a person queues it again', async () => {
    const { propose, setMode, tick, clock, actions, only, calls } = await opened(dialect, async (call) => {
      if (call <= 3) throw new Error('no answer');
      return { ok: true, summary: 'Done.' };
    });
    await setMode('FULL_AUTO');
    await propose();
    expect(await tick()).toMatchObject({ retrying: 1 });
    clock.advance(4999);
    expect(await tick()).toMatchObject({ isIdle: true });
    clock.advance(1);
    expect(await tick()).toMatchObject({ retrying: 1 });
    clock.advance(10_000);
    expect(await tick()).toMatchObject({ givenUp: 1 });
    expect(await only()).toMatchObject({ state: 'DEAD_LETTER', failures: 3, moves: ['requeue', 'cancel'] });
    expect((await only())?.lastError).toContain('no answer');
    clock.advance(3_600_000);
    expect(await tick()).toMatchObject({ isIdle: true });
    await actions.requeue({ id: idOf(await only()), by: 'Ana', reason: 'The service is back.' });
    expect(await tick()).toMatchObject({ succeeded: 1 });
    expect(calls).toHaveLength(4);
  });

  test('does not repeat what is wrong in itself', async () => {
    const { propose, setMode, tick, only } = await opened(dialect, async () => {
      throw invalid({ code: 'gone', message: 'This campaign does not send email.' });
    });
    await setMode('FULL_AUTO');
    await propose();
    await tick();
    expect(await only()).toMatchObject({
      state: 'DEAD_LETTER',
      failures: 1,
      lastError: 'This campaign does not send email.',
    });
  });

  test('asks again when time lifts a refusal, and waits for a person when it does not', async () => {
    const clockOf = fakeClock();
    const { propose, setMode, tick, only, clock } = await opened(dialect, async (call) => ({
      ok: false,
      refusals: [
        call === 1
          ? {
              code: 'outside-window',
              text: 'The window opens at 11.',
              liftedBy: 'time',
              notBefore: (clockOf.advance(3_600_000), clockOf.now()),
            }
          : { code: 'no-sender', text: 'The client has no sender.', liftedBy: 'person' },
      ],
    }));
    await setMode('FULL_AUTO');
    await propose();
    await tick();
    expect(await only()).toMatchObject({
      state: 'RETRY_SCHEDULED',
      notBefore: '2026-03-02T11:00:00.000Z',
      failures: 0,
    });
    clock.set('2026-03-02T11:00:00Z');
    await tick();
    expect(await only()).toMatchObject({ state: 'DEAD_LETTER', lastError: 'The client has no sender.' });
  });

  test('never runs again what a dead worker left, and takes the word of a person for what became of it', async () => {
    const hanging = Promise.withResolvers<never>();
    const { propose, setMode, engine, clock, only, actions, calls } = await opened(dialect, () => hanging.promise);
    await setMode('FULL_AUTO');
    await propose();
    const dead = engine.tick('worker-that-dies');
    while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(30_000); // nobody renewed the lease
    expect(await engine.tick('worker-2')).toMatchObject({ uncertain: 1, succeeded: 0 });
    expect(await only()).toMatchObject({ state: 'UNCERTAIN', moves: ['settle'] });
    clock.advance(1);
    hanging.reject(new Error('late'));
    await dead;
    expect(await only()).toMatchObject({ state: 'UNCERTAIN' });
    expect((await actions.get(idOf(await only()))).story[0]?.what).toBe(
      'Came to an end after its claim was lost: failed, will try again',
    );
    clock.advance(3_600_000);
    expect(await engine.tick('worker-2')).toMatchObject({ isIdle: true });
    const settled = await actions.settle({
      id: idOf(await only()),
      by: 'Ana',
      reason: 'The run is there.',
      wasDone: true,
    });
    expect(settled).toMatchObject({
      state: 'SUCCEEDED',
      result: { summary: 'Ana found that it was done: The run is there.' },
    });
    expect(calls).toHaveLength(1);
  });

  test('renews its claim while it works, and tells the action to stop when everything is killed', async () => {
    const working = Promise.withResolvers<void>();
    const { db, propose, setMode, engine, clock, timers, flags, calls } = await opened(
      dialect,
      async (_, { signal }) => {
        signal.addEventListener('abort', () => working.resolve());
        await working.promise;
        return { ok: true, summary: 'Stopped where it was safe.' };
      },
    );
    await setMode('FULL_AUTO');
    await propose();
    const run = engine.tick('worker-1');
    while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(20_000);
    timers.beat();
    const handle = db.handle<{ autonomyAction: { leaseUntil: string } }>('autonomy');
    const lease = () => handle.in().selectFrom('autonomyAction').select('leaseUntil').executeTakeFirst();
    while ((await lease())?.leaseUntil !== '2026-03-02T10:00:50.000Z')
      await new Promise((resolve) => setImmediate(resolve));
    clock.advance(20_000); // past the first lease, within the renewed one
    expect(await engine.tick('worker-2')).toMatchObject({ uncertain: 0 });
    flags.killed = true;
    timers.beat();
    expect(await run).toMatchObject({ succeeded: 1 });
  });

  test('passes every second while there is work, backs off to half a minute without, and stops when told', async () => {
    const { propose, setMode, engine, timers } = await opened(dialect);
    await setMode('FULL_AUTO');
    await propose();
    const enough = Promise.withResolvers<void>();
    timers.onWait(async () => {
      if (timers.waits.length >= 8) enough.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    });
    const stop = engine.start({ worker: 'w', onError: (error) => enough.reject(error) });
    await enough.promise;
    await stop();
    expect(timers.waits.slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    const passes = timers.waits.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers.waits).toHaveLength(passes);
  });
});

describeEachDialect('the check of what waits for a person', (dialect) => {
  test('passes with evidence, and fails with a remedy when something was given up', async () => {
    const { db, clock, propose, setMode, tick } = await opened(dialect, async () => ({ ok: false, refusals: [] }));
    const run = async () => waitingForAPersonSentinel(db).run({ clock, signal: AbortSignal.timeout(5000) });
    expect(await run()).toMatchObject({ verdict: 'pass', evidence: { deadLetters: 0, uncertain: 0 } });
    await setMode('FULL_AUTO');
    await propose();
    await tick();
    expect(await run()).toMatchObject({
      verdict: 'fail',
      evidence: { deadLetters: 1 },
      remedy: { text: expect.any(String) },
    });
  });
});

test('the same kind of action is registered once', () => {
  const { action } = anAction();
  const db = { handle: () => ({}) };
  expect(() =>
    createAutonomy({
      db: db as never,
      clock: fakeClock(),
      flags: fakeFlags(),
      actions: [action, action],
      workersFolder: '',
    }),
  ).toThrow('registered twice');
});
