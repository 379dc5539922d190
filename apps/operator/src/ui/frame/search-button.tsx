import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLayers } from './layers.tsx';
import classes from './frame.module.css';

/** Opens the search from every page's heading. */
export function SearchButton(): ReactNode {
  const { show } = useLayers();
  return (
    <button type="button" className={classes['search']} onClick={() => show('search')}>
      <IconSearch size={16} aria-hidden="true" />
      <span className={classes['searchWords']}>Search or do anything</span>
      <kbd className={classes['key']} aria-hidden="true">
        {searchKey()}
      </kbd>
    </button>
  );
}

const searchKey = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K');
