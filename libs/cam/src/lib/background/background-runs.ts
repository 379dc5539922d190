import { toAppError } from '@aicmo/core-kernel';

type Work<State> = (tell: (state: State) => void, signal: AbortSignal) => Promise<State>;

interface Run<State> {
  latest: State;
  isOver: boolean;
  changed: PromiseWithResolvers<void>;
  readonly stop: AbortController;
  done: Promise<State>;
}

/** Long work that runs in this process (imports, passes over many leads), and those who watch it. */
export interface BackgroundRuns<State> {
  has(id: string): boolean;
  /** Begins; the work's failure ends the run and is kept in its state, so nobody has to wait for it. */
  start(first: State, work: Work<State>): { readonly first: State; readonly done: Promise<State> };
  /** Undefined when it does not run here. */
  finished(id: string): Promise<State | undefined>;
  /** Now and whenever something is told, until it is over. */
  watch(id: string, signal?: AbortSignal): AsyncGenerator<State>;
  cancel(id: string): void;
  /** Whether the house closes: whoever is ended then goes on at the next start. */
  isStopping(): boolean;
  /** Cancels all and waits for them. */
  stop(): Promise<void>;
}

/** Keeps track of running work. `failed` is the state of work whose failure nobody else could write down. */
export function createBackgroundRuns<State extends { readonly id: string }>(
  failed: (latest: State, why: string) => State,
): BackgroundRuns<State> {
  const runs = new Map<string, Run<State>>();
  let isStopping = false;
  const tell = (run: Run<State>, latest: State, isOver = false): void => {
    const { changed } = run;
    Object.assign(run, { latest, isOver, changed: Promise.withResolvers<void>() });
    changed.resolve();
  };
  const follow = async (run: Run<State>, work: Work<State>): Promise<State> => {
    const last = await work((state) => tell(run, state), run.stop.signal).catch(
      // The database itself failed, so its row cannot say so; whoever watches here is told.
      (error: unknown) => failed(run.latest, toAppError(error).message),
    );
    runs.delete(last.id);
    tell(run, last, true);
    return last;
  };
  return {
    has: (id) => runs.has(id),
    start: (first, work) => {
      const changed = Promise.withResolvers<void>();
      const run: Run<State> = {
        latest: first,
        isOver: false,
        changed,
        stop: new AbortController(),
        done: Promise.resolve(first),
      };
      runs.set(first.id, run);
      run.done = follow(run, work);
      return { first, done: run.done };
    },
    finished: async (id) => runs.get(id)?.done,
    watch: async function* (id, signal) {
      const run = runs.get(id);
      const gone = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => gone.resolve(), { once: true });
      for (let seen: State | undefined; run && !signal?.aborted;) {
        if (run.latest !== seen) yield (seen = run.latest);
        else if (run.isOver) return;
        else await Promise.race([run.changed.promise, gone.promise]);
      }
    },
    cancel: (id) => runs.get(id)?.stop.abort(),
    isStopping: () => isStopping,
    stop: async () => {
      isStopping = true;
      const all = [...runs.values()];
      for (const run of all) run.stop.abort();
      await Promise.all(all.map((run) => run.done));
      isStopping = false;
    },
  };
}
