import { parseInstant } from '@aicmo/core-kernel';
import { Facts, Page, QueryState, RelativeTime, Section } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { downloadText } from '../../components/download-text.ts';
import { useHouse } from '../../components/house.ts';
import { useLog, useProcess, useServices } from './diagnostics.queries.ts';
import { LanguageModelSection } from './language-model-section.tsx';
import { LogTable } from './log-table.tsx';
import { environmentFacts, processFacts, versionFacts } from './process-facts.ts';
import { ServiceList } from './service-list.tsx';
import classes from './diagnostics.module.css';

/** What runs here and whether each part of it is well. Changes nothing: it checks again and downloads. */
export function DiagnosticsPanel(): ReactNode {
  const services = useServices();
  const log = useLog();
  return (
    <Page
      title="Diagnostics"
      question="What is running here, and is each part of it well?"
      primaryAction={<Acts isChecking={services.isFetching} />}
    >
      <QueryState query={services}>
        {(found) => (
          <Section
            title="Services"
            note={
              <>
                checked <RelativeTime at={parseInstant(found.takenAt)} />
              </>
            }
          >
            <ServiceList services={found.services} />
          </Section>
        )}
      </QueryState>
      <WhatRuns />
      <LanguageModelSection />
      <Section title="Log of this process">
        <QueryState query={log}>{({ lines }) => <LogTable lines={lines} />}</QueryState>
      </Section>
    </Page>
  );
}

function Acts({ isChecking }: { readonly isChecking: boolean }): ReactNode {
  const queries = useQueryClient();
  const house = useHouse();
  const services = useServices();
  const running = useProcess();
  const log = useLog();
  const everything = { house, services: services.data, process: running.data, log: log.data };
  return (
    <Group gap="sm">
      <Button
        variant="default"
        onClick={() => downloadText('aicmo-diagnostics.json', JSON.stringify(everything, null, 2), 'application/json')}
      >
        Download
      </Button>
      <Button loading={isChecking} onClick={() => void queries.invalidateQueries()}>
        Check again
      </Button>
    </Group>
  );
}

function WhatRuns(): ReactNode {
  const running = useProcess();
  const { build } = useHouse();
  return (
    <QueryState query={running}>
      {(found) => (
        <div className={classes['columns']}>
          <Section title="This process">
            <Facts items={[{ label: 'Build', value: build.marker }, ...processFacts(found)]} />
          </Section>
          <HouseState />
          <Section title="Versions">
            <Facts items={versionFacts(found, build.version)} />
          </Section>
          <Section title="Environment" note="secrets are never shown">
            <Facts items={environmentFacts(found)} />
          </Section>
        </div>
      )}
    </QueryState>
  );
}

function HouseState(): ReactNode {
  const { schema, demo, paused, killed, proofMode, llm } = useHouse();
  return (
    <Section title="State">
      <Facts
        items={[
          { label: 'Schema', value: schema.text },
          { label: 'Data', value: demo ? 'Demonstration data, not production' : 'Real' },
          { label: 'Sending', value: killed ? 'Stopped' : paused ? 'Held' : 'Not held' },
          { label: 'Proof mode', value: proofMode ? 'On: nothing leaves' : 'Off: live campaigns send' },
          { label: 'Language model', value: llm.enabled ? 'On' : 'Off' },
        ]}
      />
    </Section>
  );
}
