import { AicmoProvider, FailedState, LoadingState, Page } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { HouseContext, useHouseQuery } from '../components/house.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ClientNotice } from './client-notice.tsx';
import { Layers, LayersProvider } from './layers.tsx';
import { MockBanner } from './mock-banner.tsx';
import { SchemaNotice } from './schema-notice.tsx';
import { SearchButton } from './search-button.tsx';
import { SideBar } from './side-bar.tsx';
import { TabPages } from './tab-pages.tsx';
import { ServerNotice } from './server-notice.tsx';
import classes from './frame.module.css';

const search = <SearchButton />;

/** Left column, banner, notices and the open tab; the layers (search, sheets, dialogs) above them. */
export function Frame(): ReactNode {
  const house = useHouseQuery();
  const navigate = useNavigate();
  return (
    <AicmoProvider mock={house.data?.demo ?? false} navigate={navigate} headingExtra={search}>
      <LayersProvider>
        <HouseContext value={house.data ?? null}>
          <a className={classes['skip']} href="#content">
            Skip to the content
          </a>
          <div className={classes['frame']}>
            <aside className={classes['side']}>
              <SideBar />
            </aside>
            <div className={classes['rest']}>
              <MockBanner />
              <main id="content" className={classes['main']} tabIndex={-1}>
                {house.data ? (
                  <>
                    <ServerNotice error={house.error} onRetry={() => void house.refetch()} />
                    <SchemaNotice />
                    <ClientNotice />
                    <TabPages />
                  </>
                ) : house.error ? (
                  <NotConnected error={house.error} onRetry={() => void house.refetch()} />
                ) : (
                  <LoadingState />
                )}
              </main>
            </div>
            <BottomBar />
          </div>
          <Layers />
        </HouseContext>
      </LayersProvider>
    </AicmoProvider>
  );
}

interface NotConnectedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of every page until the server has answered once. */
function NotConnected({ error, onRetry }: NotConnectedProps): ReactNode {
  return (
    <Page title="Not connected" question="The screens are here; the server behind them does not answer.">
      <FailedState error={error} onRetry={onRetry} />
    </Page>
  );
}
