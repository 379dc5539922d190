import { parseInstant } from '@aicmo/core-kernel';
import type { LedgerEntry } from '@aicmo/core-effects/contract';
import {
  AppLink,
  DataTable,
  EmptyState,
  Facts,
  Figure,
  FigureRow,
  MarkBadge,
  QueryState,
  RelativeTime,
  Section,
  type Column,
} from '@aicmo/ui';
import { useState, type ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useHouse } from '../../components/house.ts';
import { counted, screenWord } from '../../words.ts';
import { ServiceList } from '../diagnostics/service-list.tsx';
import { MailboxSection } from './mailboxes/mailbox-section.tsx';
import { useEffects, useServices, useSources } from './monitoring.queries.ts';

/** The flags, what wanted to leave, the sources and the parts of the house: each is asked, and fails, alone. */
export function SystemView(): ReactNode {
  return (
    <>
      <Guardrails />
      <MailboxSection />
      <Effects />
      <SourceHealth />
      <Services />
    </>
  );
}

function Guardrails(): ReactNode {
  const { paused, killed, proofMode, demo } = useHouse();
  return (
    <Section title="Guardrails">
      <Facts
        items={[
          {
            label: 'Stop',
            value: killed ? 'Everything is stopped: nothing leaves and nothing is read' : 'Not stopped',
          },
          { label: 'Hold', value: paused ? 'On hold: nothing leaves' : 'Not on hold' },
          { label: 'Proof mode', value: proofMode ? 'On: everything is made ready, nothing leaves' : 'Off' },
          { label: 'Data', value: demo ? 'Made-up demonstration data' : 'Your own' },
        ]}
      />
    </Section>
  );
}

const outcomes = ['SIMULATED', 'PROOFED', 'REFUSED', 'SENT'] as const;
type Outcome = LedgerEntry['outcome'];

const effectColumns: readonly Column<LedgerEntry>[] = [
  { id: 'summary', header: 'What', width: 300, render: (row) => row.summary, text: (row) => row.summary },
  { id: 'to', header: 'To', width: 200, render: (row) => row.destination, text: (row) => row.destination },
  { id: 'outcome', header: 'Became', width: 120, render: (row) => <OutcomeMark outcome={row.outcome} /> },
  {
    id: 'why',
    header: 'Why',
    width: 220,
    render: (row) => row.reasons.join(' ') || 'as planned',
    text: (row) => row.reasons.join(' '),
  },
  { id: 'at', header: 'When', width: 110, render: (row) => <RelativeTime at={parseInstant(row.at)} /> },
];

function Effects(): ReactNode {
  const effects = useEffects();
  const [chosen, setChosen] = useState<Outcome | null>(null);
  return (
    <Section title="What wanted to leave" note="every one is written down">
      <QueryState query={effects}>
        {({ counts, externalSends, latest }) => {
          const rows = chosen === null ? latest : latest.filter(({ outcome }) => outcome === chosen);
          return (
            <>
              <FigureRow>
                <Figure label="Really left" value={externalSends} onOpen={() => setChosen('SENT')} />
                {outcomes.slice(0, 3).map((outcome) => (
                  <Figure
                    key={outcome}
                    label={screenWord(outcome)}
                    value={counts[outcome] ?? 0}
                    onOpen={() => setChosen(outcome)}
                  />
                ))}
              </FigureRow>
              <DataTable
                label="What wanted to leave"
                rows={rows}
                rowId={({ id }) => id}
                columns={effectColumns}
                summary={`${counted(rows.length, 'row')} of the latest ${latest.length}${chosen === null ? '' : ` · ${screenWord(chosen)}`}`}
                empty={
                  <EmptyState
                    title={
                      chosen === null ? 'Nothing wanted to leave yet' : `None of the latest rows: ${screenWord(chosen)}`
                    }
                    why="Every message and post that reaches the door stands here, with what became of it and why."
                  />
                }
              />
            </>
          );
        }}
      </QueryState>
    </Section>
  );
}

function OutcomeMark({ outcome }: { readonly outcome: Outcome }): ReactNode {
  if (outcome === 'SIMULATED') return <MarkBadge mark="simulated" />;
  return outcome === 'PROOFED' ? <MarkBadge mark="proof" /> : screenWord(outcome);
}

function SourceHealth(): ReactNode {
  const client = useClientFilter();
  const sources = useSources(null);
  const href = tabHref('monitoring', client, { show: 'sources' });
  return (
    <Section title="Sources">
      <QueryState query={sources}>
        {({ sources: rows }) => {
          const failed = rows.filter(({ status }) => status === 'failed');
          return (
            <>
              <FigureRow>
                <Figure label="Listened to" value={rows.length} href={href} />
                <Figure label="Failed at the last reading" value={failed.length} href={href} />
              </FigureRow>
              {failed.map(({ id, name, failure }) => (
                <p key={id}>
                  <AppLink href={tabHref('monitoring', client, { show: 'sources', open: id })}>{name}</AppLink>:{' '}
                  {failure}
                </p>
              ))}
            </>
          );
        }}
      </QueryState>
    </Section>
  );
}

function Services(): ReactNode {
  const services = useServices();
  return (
    <Section title="Services">
      <QueryState query={services}>{(taken) => <ServiceList services={taken.services} />}</QueryState>
    </Section>
  );
}
