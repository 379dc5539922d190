import type { InboundKind, InboxView } from '@aicmo/cam/contract';
import { Chip, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { grouped } from '../../../words.ts';
import { kindWords } from './inbox-words.ts';
import classes from './inbox.module.css';
import { useInboxCounts, type ShownInbox } from './inbox.queries.ts';

/** The server counts up to here. */
const mostCounted = 1000;
const many = (count: number): string => (count >= mostCounted ? `${grouped(mostCounted)} or more` : grouped(count));

const parts: readonly (readonly [view: InboxView, title: string])[] = [
  ['NOW', 'Waiting'],
  ['LATER', 'Later'],
  ['DONE', 'Done'],
  ['MACHINES', 'From machines'],
];

const typingPauseMs = 300;

interface InboxFiltersProps {
  readonly shown: ShownInbox;
  /** A conversation is open: where it takes the whole width, they are not in the way. */
  readonly isReading: boolean;
}

/** Which part of the inbox, which kind of message, whose, and a search. */
export function InboxFilters({ shown, isReading }: InboxFiltersProps): ReactNode {
  const counts = useInboxCounts(shown.client).data;
  const [, setPart] = useAddressValue('part');
  const [, setKind] = useAddressValue('kind');
  const numberOf = (view: InboxView): string => {
    const count = view === 'NOW' ? counts?.now : view === 'LATER' ? counts?.later : undefined;
    return count === undefined ? '' : ` · ${many(count)}`;
  };
  // Of more than the server counts, it knows no shares.
  const isCut = (counts?.now ?? 0) >= mostCounted;
  const kinds = (counts?.kinds ?? []).filter(() => shown.view === 'NOW');
  return (
    <div className={classes['filters']} data-reading={isReading || undefined}>
      <div className={classes['chips']} role="group" aria-label="Which part of the inbox">
        {parts.map(([view, title]) => (
          <Chip
            key={view}
            size="xs"
            variant="outline"
            checked={shown.view === view}
            onChange={() => setPart(view === 'NOW' ? null : view)}
          >
            {title}
            {numberOf(view)}
          </Chip>
        ))}
      </div>
      {kinds.length < 2 && shown.kind === null ? null : (
        <div className={classes['chips']} role="group" aria-label="Which kind of message">
          {withChosen(kinds, shown.kind).map(({ kind, count }) => (
            <Chip
              key={kind}
              size="xs"
              variant="outline"
              checked={shown.kind === kind}
              onChange={(isOn) => setKind(isOn ? kind : null)}
            >
              {kindWords[kind]}
              {isCut ? '' : ` · ${grouped(count)}`}
            </Chip>
          ))}
        </div>
      )}
      <div className={classes['narrow']}>
        <Whose shown={shown} people={counts?.people ?? []} />
        <SearchField shown={shown} />
      </div>
    </div>
  );
}

interface KindCount {
  readonly kind: InboundKind;
  readonly count: number;
}

/** The chosen one can be let go of, also when it counts nothing any more. */
const withChosen = (kinds: readonly KindCount[], chosen: InboundKind | null): readonly KindCount[] =>
  chosen === null || kinds.some(({ kind }) => kind === chosen) ? kinds : [...kinds, { kind: chosen, count: 0 }];

interface WhoseProps {
  readonly shown: ShownInbox;
  readonly people: readonly { readonly name: string; readonly count: number }[];
}

function Whose({ shown, people }: WhoseProps): ReactNode {
  const [, setWhose] = useAddressValue('whose');
  const named = people.filter(({ name }) => name !== '').map(({ name }) => name);
  if (named.length === 0 && shown.whose === null) return null;
  const chosen = shown.whose === null || shown.whose === '' || named.includes(shown.whose) ? [] : [shown.whose];
  return (
    <Select
      size="xs"
      aria-label="Whose"
      data={[
        { value: '*', label: 'Everybody’s' },
        { value: 'nobody', label: 'Nobody’s' },
        ...[...named, ...chosen].map((name) => ({ value: name, label: name })),
      ]}
      value={shown.whose === null ? '*' : shown.whose === '' ? 'nobody' : shown.whose}
      allowDeselect={false}
      onChange={(value) => setWhose(value === '*' ? null : value)}
    />
  );
}

function SearchField({ shown }: { readonly shown: ShownInbox }): ReactNode {
  const [, setSearch] = useAddressValue('search');
  const [typed, setTyped] = useState(shown.search);
  const search = useDebouncedCallback(
    (text: string) => setSearch(text.trim() === '' ? null : text.trim()),
    typingPauseMs,
  );
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label="Search the inbox"
      placeholder="Search conversations"
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value);
      }}
    />
  );
}
