import { useEffect, useRef, useState } from 'react';

interface WatchedRun {
  readonly id: string;
  readonly status: string;
}

interface RunWatching<Run> {
  /** The run's events, until it has ended. */
  readonly progress: (runId: string, signal: AbortSignal) => AsyncIterable<Run>;
  /** Asks again for everything that the run may have changed. */
  readonly ended: () => unknown;
  /** Asks how the run stands, where its stream broke off. */
  readonly lost: () => unknown;
}

/** A run as it goes on, from the state that the page read first. */
export function useRunProgress<Run extends WatchedRun>(first: Run, watching: RunWatching<Run>): Run {
  const [run, setRun] = useState(first);
  const latest = useRef(watching);
  useEffect(() => {
    latest.current = watching;
  });
  const isRunning = first.status === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return undefined;
    const gone = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const event of latest.current.progress(first.id, gone.signal)) setRun(event);
      await latest.current.ended();
    };
    follow().catch(() => latest.current.lost());
    return () => gone.abort();
  }, [first.id, isRunning]);
  return run.id === first.id && isRunning ? run : first;
}
