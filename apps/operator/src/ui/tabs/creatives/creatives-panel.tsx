import { parseInstant } from '@aicmo/core-kernel';
import { EmptyState, FailedState, Page, QueryState, RelativeTime, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ComposableStrategy, ShownSet } from '../../../contract/creatives.contract.ts';
import { tabHref, useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { ComposeAct } from './compose-act.tsx';
import { ComposeRefusal } from './compose-refusal.tsx';
import { useCompose, useDirections } from './creatives.queries.ts';
import { DirectionCard } from './direction-card.tsx';
import { DirectionDrawer } from './direction-drawer.tsx';
import classes from './creatives.module.css';

/** The directions of every client, three by three, and where each word of them comes from. */
export function CreativesPanel(): ReactNode {
  const client = useClientFilter();
  const directions = useDirections(client);
  const compose = useCompose();
  useComposeFromAddress(compose.mutate);
  const strategies = directions.data?.strategies ?? [];
  const act = <ComposeAct strategies={strategies} isComposing={compose.isPending} onCompose={compose.mutate} />;
  return (
    <Page
      title="Creatives"
      question="In which direction could each client’s work go, and where does every word come from?"
      primaryAction={directions.data?.sets.length ? act : undefined}
    >
      {compose.error ? (
        <FailedState
          title="The directions could not be composed"
          error={compose.error}
          onRetry={() => compose.mutate(compose.variables ?? '')}
        />
      ) : null}
      {compose.data?.ok === false ? (
        <ComposeRefusal strategyId={compose.variables} missing={compose.data.missing} />
      ) : null}
      {compose.data?.ok && !compose.data.isNew ? (
        <p role="status" className={classes['quiet']}>
          These directions were there already: the strategy says the same as when they were composed.
        </p>
      ) : null}
      <QueryState
        query={directions}
        isEmpty={({ sets }) => sets.length === 0}
        empty={<NoDirections strategies={strategies} act={act} />}
      >
        {({ sets }) => <Sets sets={sets} />}
      </QueryState>
    </Page>
  );
}

/** `?compose=<strategy>` asks for directions once, then leaves the address. */
function useComposeFromAddress(compose: (strategyId: string) => void): void {
  const [wanted, setWanted] = useAddressValue('compose');
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (wanted === null || asked.current === wanted) return;
    asked.current = wanted;
    compose(wanted);
    setWanted(null);
  }, [wanted, setWanted, compose]);
}

const shownAtFirst = 10;

function Sets({ sets }: { readonly sets: readonly ShownSet[] }): ReactNode {
  const [open, setOpen] = useOpenRecord();
  const [shown, setShown] = useState(shownAtFirst);
  const opened = sets
    .flatMap(({ set }) => set.directions.map((one) => ({ set, ...one })))
    .find(({ id, set }) => id === open || set.id === open);
  return (
    <>
      {sets.slice(0, shown).map(({ set, company }) => (
        <SetSection key={set.id} set={set} company={company} openId={opened?.id} onOpen={setOpen} />
      ))}
      {sets.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + shownAtFirst)}>
          Show more
        </Button>
      ) : null}
      {opened ? (
        <DirectionDrawer
          key={opened.id}
          set={opened.set}
          directionId={opened.id}
          direction={opened.direction}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

interface SetSectionProps extends ShownSet {
  readonly openId: string | undefined;
  readonly onOpen: (directionId: string) => void;
}

function SetSection({ set, company, openId, onOpen }: SetSectionProps): ReactNode {
  return (
    <Section
      title={`${company}, version ${set.source.version}`}
      note={
        <>
          composed from your strategy · <RelativeTime at={parseInstant(set.composedAt)} />
        </>
      }
    >
      <div className={classes['cards']}>
        {set.directions.map(({ id, direction }) => (
          <DirectionCard
            key={id}
            direction={direction}
            isChosen={set.chosen?.directionId === id}
            isOpen={openId === id}
            onOpen={() => onOpen(id)}
          />
        ))}
      </div>
    </Section>
  );
}

interface NoDirectionsProps {
  readonly strategies: readonly ComposableStrategy[];
  readonly act: ReactNode;
}

function NoDirections({ strategies, act }: NoDirectionsProps): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  if (strategies.length > 0) {
    return (
      <EmptyState
        title="No directions yet"
        why="Three directions are composed out of a strategy’s own words: one that starts with the problem, one with the proof, one with the change. Every phrase names its source."
        action={act}
      />
    );
  }
  return (
    <EmptyState
      title="No directions yet"
      why="Directions are composed from a strategy, and there is none here. It is drafted from a brief."
      action={<Button onClick={() => void navigate(tabHref('strategy', client))}>Open Strategy</Button>}
    />
  );
}
