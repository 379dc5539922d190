import type { PersonHeld } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, EmptyState, QueryState, RelativeTime, Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { consentWords } from '../lead-words.tsx';
import { ErasedNotice } from './erased-notice.tsx';
import { PersonActs } from './person-acts.tsx';
import { usePersonActs, usePersonHeld } from './rights.queries.ts';
import classes from './rights.module.css';

/** Everything held on one person, and the two things that they may ask for. */
export function PersonSection({ address }: { readonly address: string }): ReactNode {
  const held = usePersonHeld(address);
  const acts = usePersonActs();
  return (
    <QueryState query={held}>
      {(person) => (
        <Section title={person.address} note="over all clients">
          <div className={classes['stack']}>
            {acts.erase.data === undefined ? null : <ErasedNotice report={acts.erase.data} />}
            {person.things.length === 0 ? <Nothing person={person} /> : <Held person={person} acts={acts} />}
          </div>
        </Section>
      )}
    </QueryState>
  );
}

function Nothing({ person }: { readonly person: PersonHeld }): ReactNode {
  if (person.erasedAt === null)
    return (
      <EmptyState
        title="Nothing is held"
        why="Nobody is known by this address, profile or number. The person may be known by another one."
      />
    );
  return (
    <p className={classes['words']}>
      Erased <RelativeTime at={parseInstant(person.erasedAt)} />. Only a fingerprint is kept, by which this person is
      recognised and not taken again.
    </p>
  );
}

interface HeldProps {
  readonly person: PersonHeld;
  readonly acts: ReturnType<typeof usePersonActs>;
}

function Held({ person, acts }: HeldProps): ReactNode {
  return (
    <>
      {person.leads.length === 0 ? null : <Leads person={person} />}
      {person.suppressedBy.map((why) => (
        <p key={why} className={classes['words']}>
          Never contacted. <bdi>{why}</bdi>
        </p>
      ))}
      <div className={classes['box']} tabIndex={0} role="group" aria-label="What is held">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">What is held</th>
              <th scope="col" className={classes['number']}>
                How many
              </th>
              <th scope="col">What erasing does</th>
            </tr>
          </thead>
          <tbody>
            {person.things.map(({ title, count, fate }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td className={classes['number']}>{count}</td>
                <td>{fate}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PersonActs person={person} acts={acts} />
    </>
  );
}

function Leads({ person: { leads, knownAs } }: { readonly person: PersonHeld }): ReactNode {
  return (
    <div>
      {leads.map(({ id, name, company, clientName, state, consent }) => (
        <p key={id} className={classes['words']}>
          <AppLink href={tabHref('acquisition', null, { lead: id })}>
            <bdi>{name}</bdi>
          </AppLink>
          {company === '' ? '' : `, ${company}`} · a lead of {clientName} · {screenWord(state)} · consent:{' '}
          {consentWords[consent].toLowerCase()}
        </p>
      ))}
      <p className={classes['quiet']}>Known as {knownAs.join(', ')}</p>
    </div>
  );
}
