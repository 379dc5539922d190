import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { openQuestions, type Strategy } from '@aicmo/strategy/contract';
import { AppLink, Page, QueryState, RelativeTime, StateBadge } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { InferredStrategy } from './strategy-view.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { counted, screenWord } from '../../words.ts';
import { DecisionActs } from './decision-acts.tsx';
import { LayerSection, layerAnchor } from './layer-section.tsx';
import { stateLooks } from './state-looks.tsx';
import { StrategyStory } from './strategy-story.tsx';
import { useDraft, useStrategy } from './strategy.queries.ts';
import classes from './strategy.module.css';

interface StrategyPageProps {
  readonly strategyId: string;
  /** An older version to look at; null for the newest. */
  readonly version: string | null;
}

/** The eight layers of one strategy: what follows from the brief, its sources, and what only a person can say. */
export function StrategyPage({ strategyId, version }: StrategyPageProps): ReactNode {
  const query = useStrategy(strategyId, version);
  const navigate = useNavigate();
  const client = useClientFilter();
  return (
    <Page
      title={query.data ? `Strategy of ${query.data.strategy.company}` : 'Strategy'}
      question="What follows from the brief, in its own words, and what can only you say?"
      primaryAction={
        <Group gap="sm">
          {query.data ? (
            <AppLink href={tabHref('strategy', client, { brief: query.data.strategy.briefId })}>Open its brief</AppLink>
          ) : null}
          <Button onClick={() => void navigate(tabHref('creatives', client, { compose: strategyId }))}>
            Compose directions
          </Button>
        </Group>
      }
    >
      <QueryState query={query}>{(found) => <Layers key={found.strategy.version} {...found} />}</QueryState>
    </Page>
  );
}

function Layers({ strategy, versions, newestBriefVersion, decisions }: InferredStrategy): ReactNode {
  const client = useClientFilter();
  const newest = versions[0]?.version ?? strategy.version;
  const isNewest = strategy.version === newest;
  return (
    <>
      <Summary strategy={strategy} canDecide={isNewest} />
      {isNewest ? null : (
        <div className={classes['notice']} role="status">
          You look at version {strategy.version} of {newest}; it can be read, not changed.
          <AppLink href={tabHref('strategy', client, { strategy: strategy.id })}>Open the newest</AppLink>
        </div>
      )}
      {isNewest && newestBriefVersion > strategy.briefVersion ? (
        <NewerBrief strategy={strategy} briefVersion={newestBriefVersion} />
      ) : null}
      <nav aria-label="Layers">
        <ol className={classes['layers']}>
          {strategy.layers.map((layer) => (
            <li key={layer.id}>
              <a href={`#${layerAnchor(layer.id)}`}>{layer.title}</a>{' '}
              <span className={classes['count']}>
                {layer.fields.filter((field) => field.question === null).length}/{layer.fields.length}
              </span>
            </li>
          ))}
        </ol>
      </nav>
      {strategy.layers.map((layer) => (
        <LayerSection key={layer.id} layer={layer} strategy={strategy} canAnswer={isNewest} />
      ))}
      <StrategyStory strategyId={strategy.id} versions={versions} decisions={decisions} />
    </>
  );
}

interface SummaryProps {
  readonly strategy: Strategy;
  readonly canDecide: boolean;
}

function Summary({ strategy, canDecide }: SummaryProps): ReactNode {
  const { completeness, version, state, madeAt } = strategy;
  const open = openQuestions(strategy).length;
  return (
    <Group gap="md">
      <StateBadge {...stateLooks[state]}>{screenWord(state)}</StateBadge>
      <Text c="dimmed">
        Version {version} · {completeness.answered} of {completeness.asked} answered ·{' '}
        {open === 0 ? 'nothing is open' : `${counted(open, 'question')} that only a person can answer`} ·{' '}
        <RelativeTime at={parseInstant(madeAt)} />
      </Text>
      {canDecide ? <DecisionActs strategy={strategy} /> : null}
    </Group>
  );
}

function NewerBrief({
  strategy,
  briefVersion,
}: {
  readonly strategy: Strategy;
  readonly briefVersion: number;
}): ReactNode {
  const draft = useDraft();
  const refusal = draft.data?.ok === false ? draft.data.reason : draft.error && toAppError(draft.error).message;
  return (
    <div className={classes['notice']} role="status">
      The brief is at version {briefVersion}; this strategy quotes version {strategy.briefVersion}. Your answers are
      kept when it is drafted again.
      <Button variant="default" loading={draft.isPending} onClick={() => draft.mutate(strategy.briefId)}>
        Draft again
      </Button>
      {refusal ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {refusal}
        </Text>
      ) : null}
    </div>
  );
}
