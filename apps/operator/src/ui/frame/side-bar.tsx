import { IconArrowBigUp } from '@tabler/icons-react';
import { use, type ReactNode } from 'react';
import { HouseContext } from '../components/house.ts';
import { ClientSelect } from './client-select.tsx';
import { useLayers } from './layers.tsx';
import { SchemeButton } from './scheme-button.tsx';
import { TabList } from './tab-list.tsx';
import classes from './side-bar.module.css';

/** Name, client, ten tabs; below them the state that matters at all times. Also the content of the narrow menu. */
export function SideBar(): ReactNode {
  return (
    <div className={classes['bar']}>
      <div className={classes['name']}>
        <span className={classes['logo']} aria-hidden="true" />
        AICMO
      </div>
      <ClientSelect />
      <TabList />
      <State />
    </div>
  );
}

function State(): ReactNode {
  const house = use(HouseContext);
  const { show } = useLayers();
  if (house === null) return null;
  const { flags, build } = house;
  const isHeld = flags !== null && (flags.paused || flags.killed);
  return (
    <div className={classes['state']}>
      <button
        type="button"
        className={classes['hold']}
        data-held={isHeld || undefined}
        disabled={flags === null}
        onClick={() => show('hold')}
      >
        {isHeld ? 'Held · release' : 'Hold everything'}
        <kbd className={classes['key']}>
          <IconArrowBigUp size={12} aria-label="Shift" /> H
        </kbd>
      </button>
      <button type="button" className={classes['quiet']} disabled={flags === null} onClick={() => show('proof-mode')}>
        {flags === null || flags.proofMode ? (
          <span>
            Proof mode <b data-on>on</b>: nothing leaves
          </span>
        ) : (
          <span>
            Proof mode <b data-off>off</b>: live campaigns send
          </span>
        )}
      </button>
      <div className={classes['last']}>
        <button type="button" className={classes['quiet']} onClick={() => show('about')} title={build.marker}>
          {build.version}+{build.commit}
        </button>
        <SchemeButton />
      </div>
    </div>
  );
}
