import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, Section, Story, type StoryEntry } from '@aicmo/ui';
import type { ReactNode } from 'react';
import type { StrategyDecision } from '../../../contract/strategy.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import type { InferredStrategy } from './strategy-view.ts';

type StrategyStoryProps = Pick<InferredStrategy, 'versions' | 'decisions'> & { readonly strategyId: string };

const decided: Readonly<Record<StrategyDecision['decision'], Pick<StoryEntry, 'what' | 'tone'>>> = {
  APPROVED: { what: 'Approved', tone: 'good' },
  CHANGES_REQUESTED: { what: 'Changes asked for', tone: 'warn' },
  WITHDRAWN: { what: 'Approval taken back', tone: 'warn' },
};

/** Every version, and every decision that people made about them. */
export function StrategyStory({ strategyId, versions, decisions }: StrategyStoryProps): ReactNode {
  const client = useClientFilter();
  const made = versions.map(({ version, briefVersion, completeness, madeBy, madeAt }) => ({
    at: parseInstant(madeAt),
    who: madeBy,
    what: (
      <AppLink href={tabHref('strategy', client, { strategy: strategyId, version: String(version) })}>
        Version {version}
      </AppLink>
    ),
    why: `${completeness.answered} of ${completeness.asked} answered, from version ${briefVersion} of the brief`,
  }));
  const judged = (decisions ?? []).map(({ decision, by, why, at }) => ({
    ...decided[decision],
    ...{ at: parseInstant(at), who: by, ...(why === null ? {} : { why }) },
  }));
  return (
    <Section
      title="Versions and decisions"
      note={decisions === null ? 'decisions cannot be read right now; Diagnostics says why' : 'none is ever lost'}
    >
      <Story entries={[...made, ...judged]} />
    </Section>
  );
}
