import type { RulesVersion } from '@aicmo/cam/contract';
import { EmptyState, QueryState } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue, useClientFilter } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { useKeptDraft } from '../../../components/kept-draft.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { AddressSection } from './address-section.tsx';
import { RulesForm } from './rules-form.tsx';
import { RulesHistory } from './rules-history.tsx';
import { readTypedRules, typedFrom } from './rules-typing.ts';
import { useRules } from './rules.queries.ts';
import { ScoreRuns } from './score-runs.tsx';
import classes from './rules.module.css';

/** How the leads of one client are scored: its rules, who would move by others, and their history. */
export function RulesView(): ReactNode {
  const filter = useClientFilter();
  const clients = useClients();
  const [only] = clients.data?.clients ?? [];
  const client = filter ?? (clients.data?.clients.length === 1 ? (only?.id ?? null) : null);
  return (
    <AcquisitionPage view="rules" question="How are leads scored, and who would move if it were done otherwise?">
      {client === null ? (
        <QueryState query={clients}>{(data) => <ChooseClient clients={data.clients} />}</QueryState>
      ) : (
        <RulesOf key={client} client={client} />
      )}
    </AcquisitionPage>
  );
}

function RulesOf({ client }: { readonly client: string }): ReactNode {
  const draft = useKeptDraft(`rules.${client}`, readTypedRules);
  const take = ({ version, rules }: RulesVersion, current: RulesVersion): void => {
    const name = version === 0 ? 'the built-in rules' : `version ${version}`;
    draft.keep(typedFrom(rules, current.version, `Back to ${name}.`));
    window.scrollTo({ top: 0 });
  };
  return (
    <QueryState query={useRules(client)}>
      {(page) => (
        <div className={classes['rules']}>
          <ScoreRuns client={client} runs={page.runs} />
          <RulesForm key={page.current.version} client={client} page={page} draft={draft} />
          <AddressSection client={client} />
          <RulesHistory page={page} onTake={(version) => take(version, page.current)} />
        </div>
      )}
    </QueryState>
  );
}

interface ChooseClientProps {
  readonly clients: readonly { readonly id: string; readonly name: string }[];
}

/** Rules belong to a client: with several, one has to be named. */
function ChooseClient({ clients }: ChooseClientProps): ReactNode {
  const [, setClient] = useAddressValue('client');
  const [, setImport] = useAddressValue('import');
  if (clients.length === 0)
    return (
      <EmptyState
        title="No client yet"
        why="Scoring rules belong to a client. Import a list, and one is made on the way."
        action={<Button onClick={() => setImport('new')}>Import leads</Button>}
      />
    );
  return (
    <EmptyState
      title="Whose rules?"
      why="Each client has rules of its own. Choose one here, or at the top of the column."
      action={
        <Group gap="sm">
          {clients.slice(0, 12).map(({ id, name }) => (
            <Button key={id} variant="default" onClick={() => setClient(id)}>
              {name}
            </Button>
          ))}
        </Group>
      }
    />
  );
}
