import type { Lead, MatchPair, MergeChoices, MergeField, MergeFieldPreview } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, QueryState, RelativeTime } from '@aicmo/ui';
import { Button, Group, Radio } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { Failure } from '../lead/failure.tsx';
import { Sureness } from './match-list.tsx';
import { evidenceWords, fieldNames, kindWords } from './match-words.ts';
import { useMatchAnswers, useMergePreview } from './matches.queries.ts';
import classes from './matches.module.css';

/** Two leads side by side: what speaks for their being one person, whose values stay, and the answer. */
export function ComparePair({ pair }: { readonly pair: MatchPair }): ReactNode {
  return (
    <section className={classes['compare']} aria-label={`${pair.left.name} and ${pair.right.name}`}>
      <Reasons pair={pair} />
      {pair.kind === 'PERSON' ? <AtTwoClients pair={pair} /> : <OfOneClient pair={pair} />}
    </section>
  );
}

function Reasons({ pair }: { readonly pair: MatchPair }): ReactNode {
  const { pro, con } = evidenceWords(pair.evidence);
  return (
    <header className={classes['reasons']}>
      <h2 className={classes['ask']}>Is this one person?</h2>
      {pair.id === '' ? null : <Sureness pair={pair} />}
      <p className={classes['said']}>
        {kindWords[pair.kind] === null ? null : <>{kindWords[pair.kind]}. </>}
        {pro === '' ? null : <>{pro}.</>}
        {con === '' ? null : <span className={classes['against']}> Against it: {con.toLowerCase()}.</span>}
        {pro + con === '' && kindWords[pair.kind] === null ? 'Nothing that the search looks at speaks for it.' : null}
      </p>
    </header>
  );
}

/** The one that is further along stays unless a person says otherwise; of two that are as far, the one known first. */
const order = ['NEW', 'ENRICHED', 'QUALIFIED', 'CONTACTED', 'REPLIED', 'LOST', 'WON'];
const staysFirst = ({ left, right }: MatchPair): Lead =>
  order.indexOf(right.state) > order.indexOf(left.state) ? right : left;

function OfOneClient({ pair }: { readonly pair: MatchPair }): ReactNode {
  const [keepId, setKeepId] = useState(staysFirst(pair).id);
  const [chosen, setChosen] = useState<Readonly<Partial<Record<MergeField, string>>>>({});
  const other = keepId === pair.left.id ? pair.right : pair.left;
  const { merge, notSame } = useMatchAnswers();
  const preview = useMergePreview(keepId, other.id, !merge.isPending && !merge.isSuccess);
  const choose = (field: MergeField, leadId: string): void => setChosen({ ...chosen, [field]: leadId });
  const send = (): void => {
    const choices: MergeChoices = {};
    for (const [field, leadId] of Object.entries(chosen))
      choices[field as MergeField] = leadId === keepId ? 'kept' : 'absorbed'; // the keys are fields
    merge.mutate({ keepId, absorbId: other.id, choices });
  };
  return (
    <QueryState query={preview}>
      {({ fields, says }) => (
        <>
          <TwoLeads pair={pair} keepId={keepId} onKeep={setKeepId}>
            {fields.map((row) => (
              <FieldRow key={row.field} {...{ row, pair, keepId, chosen: chosen[row.field], choose }} />
            ))}
          </TwoLeads>
          <ul className={classes['says']} aria-label="What merging does">
            {says.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Failure error={merge.error ?? notSame.error} />
          <Group gap="sm">
            <Button loading={merge.isPending} disabled={notSame.isPending} onClick={send}>
              Merge the two
            </Button>
            <TellApart pair={pair} notSame={notSame} isBusy={merge.isPending} />
          </Group>
        </>
      )}
    </QueryState>
  );
}

interface TellApartProps {
  readonly pair: MatchPair;
  readonly notSame: ReturnType<typeof useMatchAnswers>['notSame'];
  readonly isBusy: boolean;
}

/** Nothing for a pair that was told apart already, or that nobody would suggest. */
function TellApart({ pair, notSame, isBusy }: TellApartProps): ReactNode {
  if (pair.status === 'NOT_SAME' || pair.id === '') return null;
  return (
    <Button variant="default" loading={notSame.isPending} disabled={isBusy} onClick={() => notSame.mutate(pair.id)}>
      Not the same person
    </Button>
  );
}

function AtTwoClients({ pair }: { readonly pair: MatchPair }): ReactNode {
  const { samePerson, notSame } = useMatchAnswers();
  return (
    <>
      <TwoLeads pair={pair}>
        {plainRows(pair).map(([name, left, right]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{left || '–'}</td>
            <td>{right || '–'}</td>
          </tr>
        ))}
      </TwoLeads>
      <p className={classes['said']}>
        Each client keeps its own lead. Both will say that this is one person, and nothing else changes.
      </p>
      <Failure error={samePerson.error ?? notSame.error} />
      <Group gap="sm">
        <Button
          loading={samePerson.isPending}
          onClick={() => samePerson.mutate({ leadId: pair.left.id, otherLeadId: pair.right.id })}
        >
          One person
        </Button>
        <TellApart pair={pair} notSame={notSame} isBusy={samePerson.isPending} />
      </Group>
    </>
  );
}

const plainRows = ({ left, right }: MatchPair): readonly (readonly [string, string, string])[] => [
  ['Name', left.name, right.name],
  ['Title', left.title, right.title],
  ['Company', left.company, right.company],
  ['Email', left.email, right.email],
  ['LinkedIn', left.linkedin, right.linkedin],
  ['Phone', left.phone, right.phone],
  ['Country', left.country, right.country],
];

interface TwoLeadsProps {
  readonly pair: MatchPair;
  /** Which one stays; missing: both do. */
  readonly keepId?: string;
  readonly onKeep?: (leadId: string) => void;
  readonly children: ReactNode;
}

function TwoLeads({ pair, keepId, onKeep, children }: TwoLeadsProps): ReactNode {
  const client = useClientFilter();
  const sides = [pair.left, pair.right];
  const clients = [pair.leftClient, pair.rightClient];
  return (
    <div className={classes['box']}>
      <table className={classes['two']}>
        <thead>
          <tr>
            <td />
            {sides.map((lead, index) => (
              <th key={lead.id} scope="col">
                <AppLink href={tabHref('acquisition', client, { lead: lead.id })}>
                  <bdi>{lead.name}</bdi>
                </AppLink>
                <div className={classes['about']}>
                  {pair.kind === 'PERSON' ? clients[index] : screenWord(lead.state)} · added{' '}
                  <RelativeTime at={parseInstant(lead.createdAt)} />
                </div>
                <div className={classes['about']}>
                  From <bdi>{lead.source}</bdi>
                </div>
                {onKeep ? (
                  <Radio
                    size="sm"
                    name="stays"
                    label="This lead stays"
                    checked={keepId === lead.id}
                    onChange={() => onKeep(lead.id)}
                  />
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface FieldRowProps {
  readonly row: MergeFieldPreview;
  readonly pair: MatchPair;
  readonly keepId: string;
  readonly chosen: string | undefined;
  readonly choose: (field: MergeField, leadId: string) => void;
}

/** A field of both. Where they differ, one value is chosen; where one has none, the other's is taken. */
function FieldRow({ row, pair, keepId, chosen, choose }: FieldRowProps): ReactNode {
  const { field, kept, absorbed, isConflict, takes } = row;
  if (kept === '' && absorbed === '') return null;
  const isLeftKept = pair.left.id === keepId;
  const takenId = chosen ?? (takes === 'kept' ? keepId : isLeftKept ? pair.right.id : pair.left.id);
  const sides = [
    { lead: pair.left, value: isLeftKept ? kept : absorbed },
    { lead: pair.right, value: isLeftKept ? absorbed : kept },
  ];
  return (
    <tr>
      <th scope="row">{fieldNames[field]}</th>
      {sides.map(({ lead, value }) => (
        <td key={lead.id} data-dropped={(value !== '' && isConflict && takenId !== lead.id) || undefined}>
          {value === '' ? (
            <span className={classes['about']}>–</span>
          ) : isConflict ? (
            <Radio
              size="sm"
              name={field}
              label={<bdi>{shown(field, value)}</bdi>}
              checked={takenId === lead.id}
              onChange={() => choose(field, lead.id)}
            />
          ) : (
            <bdi>{shown(field, value)}</bdi>
          )}
        </td>
      ))}
    </tr>
  );
}

const money = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const shown = (field: MergeField, value: string): string =>
  field === 'revenue' ? money.format(Number(value) / 100) : value.replace(/^https:\/\/www\.linkedin\.com\/in\//, '');
