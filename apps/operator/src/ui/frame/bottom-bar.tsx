import { IconMenu2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { tabHref, useClientFilter } from '../components/address.ts';
import type { TabId } from '../../contract/tab-ids.ts';
import { tabs } from '../tabs/index.ts';
import { useLayers } from './layers.tsx';
import classes from './bottom-bar.module.css';

const shown: readonly TabId[] = ['command-center', 'campaign-ops', 'acquisition', 'monitoring'];

/** Under 900 px: the four tabs that are opened most, and the menu with everything. */
export function BottomBar(): ReactNode {
  const client = useClientFilter();
  const { show } = useLayers();
  return (
    <nav aria-label="Most used tabs" className={classes['bar']}>
      {tabs
        .filter(({ id }) => shown.includes(id))
        .map(({ id, title, icon: Icon }) => (
          <NavLink key={id} to={tabHref(id, client)} className={classes['item'] ?? ''}>
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            <span>{title.split(' ')[0]}</span>
          </NavLink>
        ))}
      <button type="button" className={classes['item']} onClick={() => show('menu')}>
        <IconMenu2 size={20} stroke={1.75} aria-hidden="true" />
        <span>Menu</span>
      </button>
    </nav>
  );
}
