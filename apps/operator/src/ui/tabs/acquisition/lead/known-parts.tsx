import { Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { MessageList } from '../../../components/message-list.tsx';
import { counted } from '../../../words.ts';
import { ScoreSection } from '../score-section.tsx';
import { LeadFacts } from './lead-facts.tsx';
import type { LeadRecord } from './lead.queries.ts';
import { SourcesSection } from './sources-section.tsx';

/** What is known of a lead, why it has its score, what was written to it, and where all of it came from. */
export function KnownParts({ record }: { readonly record: LeadRecord }): ReactNode {
  const { page, messages, messageCount } = record;
  return (
    <>
      <LeadFacts record={record} />
      <ScoreSection lead={page.lead} />
      {messages.length === 0 ? null : (
        <Section title="Messages" note={counted(messageCount, 'message')}>
          <MessageList messages={messages} />
        </Section>
      )}
      <SourcesSection record={record} />
    </>
  );
}
