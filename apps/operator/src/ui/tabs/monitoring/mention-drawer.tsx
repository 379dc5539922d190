import { parseInstant } from '@aicmo/core-kernel';
import { DetailDrawer, Facts, QueryState, RelativeTime, Section } from '@aicmo/ui';
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useClients } from '../../components/clients.ts';
import classes from './monitoring.module.css';
import { useMention } from './monitoring.queries.ts';
import { SentimentSection } from './sentiment-section.tsx';

interface MentionDrawerProps {
  readonly mentionId: string;
  readonly onClose: () => void;
}

/** One mention: what was said, where, and why it counts as it does. */
export function MentionDrawer({ mentionId, onClose }: MentionDrawerProps): ReactNode {
  const query = useMention(mentionId);
  const clients = useClients().data?.clients ?? [];
  return (
    <DetailDrawer opened onClose={onClose} title={query.data?.title || 'Mention'} subtitle={query.data?.sourceName}>
      <QueryState query={query}>
        {(mention) => (
          <>
            {mention.text === '' ? null : (
              <p className={classes['said']} dir="auto">
                {mention.text}
              </p>
            )}
            <SentimentSection mention={mention} />
            <Section title="Where it stands">
              <Facts
                items={[
                  { label: 'Address', value: <Address url={mention.url} /> },
                  { label: 'Author', value: mention.author },
                  { label: 'Published', value: dated(mention.publishedAt) },
                  { label: 'Read', value: <RelativeTime at={parseInstant(mention.seenAt)} /> },
                  { label: 'Client', value: clients.find(({ id }) => id === mention.clientId)?.name },
                ]}
              />
            </Section>
          </>
        )}
      </QueryState>
    </DetailDrawer>
  );
}

const dated = (at: string | null): ReactNode =>
  at === null ? 'the source gives no readable date' : <RelativeTime at={parseInstant(at)} />;

function Address({ url }: { readonly url: string | null }): ReactNode {
  if (url === null) return 'the source gives none';
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer" className={classes['address']}>
      {url}
    </Anchor>
  );
}
