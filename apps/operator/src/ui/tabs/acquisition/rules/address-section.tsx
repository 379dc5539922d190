import type { ConnectorState, EmailCheck, LeadRun } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { ConfirmAct, Figure, FigureRow, QueryState, Section } from '@aicmo/ui';
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { AddressesPage } from '../../../../contract/acquisition/enrichment.contract.ts';
import { tabHref } from '../../../components/address.ts';
import { counted, grouped } from '../../../words.ts';
import { useAddressActs, useAddresses } from './addresses.queries.ts';
import { LeadRunLine } from './lead-run-line.tsx';
import { useLeadRunActs } from './rules.queries.ts';
import classes from './rules.module.css';

/** Whether the addresses of a client are good, and what is empty and could be filled. */
export function AddressSection({ client }: { readonly client: string }): ReactNode {
  return (
    <Section title="Addresses and empty fields" note="checked without writing to anybody">
      <QueryState query={useAddresses(client)}>{(page) => <Addresses client={client} page={page} />}</QueryState>
    </Section>
  );
}

const checkNames: Readonly<Record<EmailCheck, string>> = {
  VALID: 'Take mail',
  RISKY: 'Risky',
  INVALID: 'No good',
  UNKNOWN: 'Could not be checked',
  UNCHECKED: 'Not checked yet',
};

function Addresses({ client, page }: { readonly client: string; readonly page: AddressesPage }): ReactNode {
  const acts = useAddressActs(client);
  const runActs = useLeadRunActs(client);
  const [withService, setWithService] = useState(false);
  const isOn = page.connectors.some((each) => each.isOn);
  const error = acts.check.error ?? acts.fill.error ?? acts.undoFill.error ?? runActs.goOn.error;
  const serviceFor = (does: ConnectorState['does']): boolean =>
    withService && page.connectors.some((each) => each.does === does && each.isOn);
  const line = { acts: runActs, words: endWords, doing: doingWords };
  const [check, fill] = [page.checks[0], page.fills[0]];
  return (
    <div className={classes['addresses']}>
      <FigureRow>
        {page.counts.map(({ check: state, leads }) => (
          <Figure
            key={state}
            label={checkNames[state]}
            value={leads}
            href={tabHref('acquisition', client, { check: state })}
          />
        ))}
      </FigureRow>
      {check ? <LeadRunLine key={check.id} first={check} {...line} /> : null}
      {fill ? <LeadRunLine key={fill.id} first={fill} {...line} /> : null}
      <Group gap="sm">
        <Button
          variant="default"
          loading={acts.check.isPending}
          onClick={() => acts.check.mutate(serviceFor('addresses'))}
        >
          Check all addresses
        </Button>
        <Button variant="default" loading={acts.fill.isPending} onClick={() => acts.fill.mutate(serviceFor('people'))}>
          Fill what is empty
        </Button>
        {fill && (fill.counts['fields'] ?? 0) > 0 && fill.status !== 'RUNNING' ? (
          <TakeBack fill={fill} onConfirm={() => acts.undoFill.mutateAsync(fill.id)} />
        ) : null}
        {isOn ? (
          <Checkbox
            label="Ask outside services too; each question may cost money there"
            checked={withService}
            onChange={({ currentTarget }) => setWithService(currentTarget.checked)}
          />
        ) : null}
      </Group>
      {error ? (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {toAppError(error).message}
        </Text>
      ) : null}
      <ul className={classes['services']}>
        {page.connectors.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

interface TakeBackProps {
  readonly fill: LeadRun;
  readonly onConfirm: () => unknown;
}

function TakeBack({ fill, onConfirm }: TakeBackProps): ReactNode {
  return (
    <ConfirmAct
      label="Take the filling back"
      verb="Take it back"
      button={{ variant: 'subtle' }}
      sentence={`Empties ${counted(fill.counts['fields'] ?? 0, 'field')} of ${counted(fill.changed, 'lead')} again. What somebody has changed since stays.`}
      onConfirm={onConfirm}
    />
  );
}

const doingWords = (run: LeadRun): string => (run.kind === 'CHECK' ? 'Checking addresses' : 'Filling what is empty');

function endWords({ kind, changed, counts }: LeadRun): string {
  const of = (name: string): string => grouped(counts[name] ?? 0);
  if (kind === 'CHECK')
    return `Checked: ${of('VALID')} take mail, ${of('RISKY')} risky, ${of('INVALID')} no good, ${of('UNKNOWN')} could not be checked;`;
  return `Filled ${counted(counts['fields'] ?? 0, 'field')} of ${counted(changed, 'lead')};`;
}
