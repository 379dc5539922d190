import { useCallback, useState } from 'react';

/** Something typed and not saved yet: it survives a reload and another page until it is saved or discarded. */
export interface KeptDraft<T> {
  /** Undefined when nothing is kept. */
  readonly kept: T | undefined;
  readonly keep: (value: T) => void;
  readonly forget: () => void;
}

/**
 * Keeps what is typed under `key` for this window. `read` gives undefined for what an older build may have left.
 * Where the browser keeps nothing, it is kept as long as the page is open.
 */
export function useKeptDraft<T>(key: string, read: (stored: unknown) => T | undefined): KeptDraft<T> {
  const place = `aicmo.draft.${key}`;
  const [held, setHeld] = useState<{ readonly place: string; readonly value: T | undefined }>(() => ({
    place,
    value: read(stored(place)),
  }));
  if (held.place !== place) setHeld({ place, value: read(stored(place)) });
  const keep = useCallback(
    (value: T) => {
      setHeld({ place, value });
      store(place, value);
    },
    [place],
  );
  const forget = useCallback(() => {
    setHeld({ place, value: undefined });
    store(place, undefined);
  }, [place]);
  return { kept: held.place === place ? held.value : undefined, keep, forget };
}

function stored(place: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null');
  } catch {
    return null; // no storage here, or not ours: as good as nothing kept
  }
}

function store(place: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(value));
  } catch {
    return; // a full or forbidden storage must not stop anybody from typing
  }
}
