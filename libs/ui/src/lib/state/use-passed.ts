import { useEffect, useState } from 'react';

/** Waiting shorter than this shows nothing: a flash of grey is worse than a short wait. Milliseconds. */
export const quietMs = 300;
/** Waiting longer than this is said. Milliseconds. */
export const slowMs = 5000;

/** Whether so many milliseconds have gone by since this piece appeared. */
export function usePassed(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}
