import { DetailDrawer, Facts, QueryState, Section } from '@aicmo/ui';
import { use, type ReactNode } from 'react';
import { HouseContext } from '../components/house.ts';
import { useProcess, useServices } from '../tabs/diagnostics/diagnostics.queries.ts';
import { processFacts, versionFacts } from '../tabs/diagnostics/process-facts.ts';
import { ServiceList } from '../tabs/diagnostics/service-list.tsx';
import type { LayerProps } from './layers.tsx';

/** What is running, from any page: build marker, running file, working directory, services. */
export function AboutPanel({ onClose }: LayerProps): ReactNode {
  const build = use(HouseContext)?.build;
  const running = useProcess();
  const services = useServices();
  return (
    <DetailDrawer title="What is running" subtitle={build?.marker} opened onClose={onClose}>
      <QueryState query={running}>
        {(found) => <Facts items={[...processFacts(found), ...versionFacts(found, build?.version ?? '')]} />}
      </QueryState>
      <Section title="Services">
        <QueryState query={services}>{(found) => <ServiceList services={found.services} />}</QueryState>
      </Section>
    </DetailDrawer>
  );
}
