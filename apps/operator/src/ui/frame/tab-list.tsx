import { useMocked } from '@aicmo/ui';
import { use, type ReactNode } from 'react';
import { NavLink } from 'react-router';
import { tabHref, useClientFilter } from '../components/address.ts';
import { HouseContext } from '../components/house.ts';
import { tabs } from '../tabs/index.ts';
import classes from './side-bar.module.css';

/** The ten tabs, with a count only where a person is needed. */
export function TabList(): ReactNode {
  const needs = use(HouseContext)?.needsYou ?? {};
  const client = useClientFilter();
  const mocked = useMocked();
  return (
    <nav aria-label="Tabs">
      <ul className={classes['tabs']}>
        {tabs.map(({ id, title, icon: Icon }) => {
          const count = needs[id] ?? 0;
          return (
            <li key={id}>
              <NavLink to={tabHref(id, client)} className={classes['tab'] ?? ''}>
                <Icon size={16} stroke={1.75} aria-hidden="true" />
                <span className={classes['title']}>{title}</span>
                {count > 0 ? (
                  <span className={classes['count']} aria-label={`${count} need you`}>
                    {mocked(String(count))}
                  </span>
                ) : null}
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
