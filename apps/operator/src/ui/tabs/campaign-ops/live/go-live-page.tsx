import type { GoLive, GoLiveCheck } from '@aicmo/cam/contract';
import { ConfirmAct, Page, QueryState, Section } from '@aicmo/ui';
import { Alert, Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { CheckList } from './check-list.tsx';
import { useGoLive, useGoLiveActs } from './go-live.queries.ts';
import { MessageTexts } from './message-texts.tsx';

/** What has to be so before a campaign writes to real people, and the act of letting it (`?campaign=X&live=check`). */
export function GoLivePage({ campaignId }: { readonly campaignId: string }): ReactNode {
  const view = useGoLive(campaignId);
  const navigate = useNavigate();
  const client = useClientFilter();
  const back = tabHref('campaign-ops', client, { campaign: campaignId });
  return (
    <Page
      title={view.data === undefined ? 'Going live' : `Going live: ${view.data.name}`}
      question="Is everything ready to write to real people?"
      primaryAction={
        <Button variant="subtle" onClick={() => void navigate(back)}>
          Back to the campaign
        </Button>
      }
    >
      <QueryState query={view}>{(found) => <Content view={found} />}</QueryState>
    </Page>
  );
}

function Content({ view }: { readonly view: GoLive }): ReactNode {
  const { go } = useGoLiveActs(view.campaignId);
  const open = view.checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').length;
  if (view.mode === 'LIVE') return <AlreadyLive view={view} />;
  return (
    <>
      <Section title="What the software looked at" note={open === 0 ? 'nothing is open' : `${open} open`}>
        <CheckList view={view} />
      </Section>
      <MessageTexts view={view} />
      <Section title="Going live">
        <p>{view.sentence}</p>
        <div>
          <ConfirmAct
            verb="Go live"
            label="Go live…"
            sentence={view.sentence}
            button={{ variant: 'filled', disabled: !view.isReady }}
            onConfirm={() => go.mutateAsync(view.sentence)}
          />
        </div>
        {view.isReady ? null : <p>This can be done when nothing above is open.</p>}
      </Section>
    </>
  );
}

/** What decides from then on whether anything leaves. */
const afterwards: readonly GoLiveCheck['code'][] = ['campaign', 'first-messages', 'house'];

function AlreadyLive({ view }: { readonly view: GoLive }): ReactNode {
  return (
    <>
      <Alert icon={<IconSend aria-hidden="true" />} color="gray" title="This campaign is live">
        What holds single messages stands with each of them.
      </Alert>
      <Section title="What decides now">
        <CheckList view={{ ...view, checks: view.checks.filter(({ code }) => afterwards.includes(code)) }} />
      </Section>
    </>
  );
}
