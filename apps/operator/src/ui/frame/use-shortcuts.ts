import { useEffect, useRef } from 'react';
import { isTyping } from '../components/is-typing.ts';
import { tabs } from '../tabs/index.ts';
import type { Layer } from './layers.tsx';

const secondKeyMs = 1500;

interface Shortcuts {
  /** A layer is open: only its own keys count. */
  readonly isCovered: boolean;
  readonly onLayer: (layer: Layer) => void;
  readonly onTab: (id: string) => void;
}

/** A dialog of a panel is open: the keys are its own. */
const isModalOpen = (): boolean => document.querySelector('[aria-modal="true"]') !== null;

const press = (selector: string): boolean => {
  const found = document.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
};

const focus = (selector: string): boolean => {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
};

/** Keys that need no modifier; each says whether it did anything. */
function plainKey(key: string, { onLayer }: Shortcuts): boolean {
  switch (key) {
    case '?':
      onLayer('shortcuts');
      return true;
    case 'H':
      onLayer('hold');
      return true;
    case '/':
      return focus('[data-filter-bar] input');
    case 'e':
      return press('[data-edit]');
    case 'j':
    case 'k':
      return document.activeElement?.closest('[role="grid"]') === null && focus('main [role="grid"]');
    default:
      return false;
  }
}

/** ⌘K or Ctrl-K, `g` then a letter, `/`, `e`, `j`, `k`, `?` and ⇧H, on every page. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      const { isCovered, onLayer, onTab } = current.current;
      if (event.defaultPrevented || isCovered || isModalOpen()) return;
      const done = (): void => event.preventDefault();
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        onLayer('search');
        return done();
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const isSecond = event.timeStamp < goUntil;
      goUntil = event.key === 'g' && !isSecond ? event.timeStamp + secondKeyMs : 0;
      const tab = isSecond ? tabs.find(({ letter }) => letter === event.key) : undefined;
      if (tab) {
        onTab(tab.id);
        return done();
      }
      if (plainKey(event.key, current.current)) done();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
