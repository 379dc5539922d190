import { InboundKind, InboxView as View } from '@aicmo/cam/contract';
import { AppLink, EmptyState, QueryState, useMocked } from '@aicmo/ui';
import { Button, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useAddressValue, useClientFilter, useOpenRecord } from '../../../components/address.ts';
import { counted } from '../../../words.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { Conversation } from './conversation.tsx';
import { InboxFilters } from './inbox-filters.tsx';
import { InboxList } from './inbox-list.tsx';
import classes from './inbox.module.css';
import { useInboxList, type ShownInbox } from './inbox.queries.ts';
import { useInboxKeys } from './use-inbox-keys.ts';

/** What the address says is shown. */
function useShown(): ShownInbox {
  const client = useClientFilter();
  const [part] = useAddressValue('part');
  const [chosen] = useAddressValue('kind');
  const [whose] = useAddressValue('whose');
  const [search] = useAddressValue('search');
  return {
    client,
    view: View.options.find((each) => each === part) ?? 'NOW',
    kind: InboundKind.options.find((each) => each === chosen) ?? null,
    whose: whose === 'nobody' ? '' : whose,
    search: search ?? '',
  };
}

/** One inbox for all campaigns and mailboxes: who waits for an answer, the longest first, and the conversation beside it. */
export function InboxView(): ReactNode {
  const shown = useShown();
  const { list, isMore, isFetchingMore, more } = useInboxList(shown);
  const mocked = useMocked();
  const [open, setOpen] = useOpenRecord();
  const items = list.data ?? [];
  useInboxKeys(items, open, setOpen);
  return (
    <AcquisitionPage
      view="inbox"
      question="Who waits for an answer?"
      filters={<InboxFilters shown={shown} isReading={open !== null} />}
    >
      {items.length === 0 ? null : (
        <p className={classes['hint']}>
          {mocked(`${counted(items.length, 'conversation')}${isMore ? ' so far' : ''}`)} · <Kbd size="xs">j</Kbd>{' '}
          <Kbd size="xs">k</Kbd> move · <Kbd size="xs">r</Kbd> answer · <Kbd size="xs">e</Kbd> done ·{' '}
          <Kbd size="xs">s</Kbd> tomorrow · <Kbd size="xs">z</Kbd> undo
        </p>
      )}
      <div
        className={classes['columns']}
        data-open={open !== null || undefined}
        data-empty={(list.data?.length === 0 && open === null) || undefined}
      >
        <div className={classes['column']} data-part="list">
          <QueryState query={list}>
            {(rows) =>
              rows.length === 0 ? (
                <Empty shown={shown} />
              ) : (
                <>
                  <InboxList items={rows} view={shown.view} openId={open} onOpen={setOpen} />
                  {isMore ? (
                    <Button variant="default" loading={isFetchingMore} onClick={more}>
                      Show more
                    </Button>
                  ) : null}
                </>
              )
            }
          </QueryState>
        </div>
        <div className={classes['column']} data-part="thread">
          {open === null ? (
            <p className={classes['nothing']}>{items.length === 0 ? '' : 'Choose a conversation.'}</p>
          ) : (
            <Conversation key={open} inboundId={open} onMove={setOpen} items={items} />
          )}
        </div>
      </div>
    </AcquisitionPage>
  );
}

const emptyWords: Readonly<Record<View, readonly [title: string, why: string]>> = {
  NOW: [
    'Nobody waits for an answer',
    'Answers of people to your messages stand here, whoever has waited longest first.',
  ],
  LATER: ['Nothing was put off', 'A conversation that you put off stands here until it comes back.'],
  DONE: ['Nothing is done yet', 'Conversations that were answered, or needed no answer, stand here.'],
  MACHINES: ['No machine has written', 'Absences, automatic replies and messages that came back stand here.'],
};

function Empty({ shown }: { readonly shown: ShownInbox }): ReactNode {
  const [, setKind] = useAddressValue('kind');
  const [, setWhose] = useAddressValue('whose');
  const [, setSearch] = useAddressValue('search');
  const isNarrowed = shown.kind !== null || shown.whose !== null || shown.search !== '';
  if (!isNarrowed) {
    const [title, why] = emptyWords[shown.view];
    const mailboxes = tabHref('monitoring', shown.client, { view: 'system' });
    return (
      <EmptyState title={title} why={why} action={<AppLink href={mailboxes}>See which mailboxes are read</AppLink>} />
    );
  }
  const all = (): void => {
    setKind(null);
    setWhose(null);
    setSearch(null);
  };
  return (
    <EmptyState
      title="No conversation fits"
      why="Others may still stand here that you have narrowed away."
      action={<Button onClick={all}>Show all of them</Button>}
    />
  );
}
