import { FilterBar, LoadingState } from '@aicmo/ui';
import { sentimentLabels, type Sentiment } from '@aicmo/social/contract';
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { screenWord } from '../../words.ts';
import { MentionList } from './mention-list.tsx';
import { ReportList } from './report-list.tsx';
import { SourceList } from './source-list.tsx';
import { useSources } from './monitoring.queries.ts';

const shows = [
  { value: 'mentions', label: 'Mentions' },
  { value: 'sources', label: 'Sources' },
  { value: 'reports', label: 'Reports' },
];

interface SignalsViewProps {
  /** The choice between the views, first in the filter bar. */
  readonly choice: ReactNode;
  readonly onAdd: () => void;
}

/** Mentions, the sources that they come from, and the reports made of them. */
export function SignalsView({ choice, onAdd }: SignalsViewProps): ReactNode {
  const client = useClientFilter();
  const [show] = useAddressValue('show');
  const [open] = useOpenRecord();
  const sources = useSources(client);
  const navigate = useNavigate();
  // A link to a record names it alone: whether it is a source is known once the sources are.
  if (show === null && open !== null && sources.isPending) return <LoadingState />;
  const isSource = sources.data?.sources.some(({ id }) => id === open) ?? false;
  const shown = show ?? (isSource ? 'sources' : 'mentions');
  return (
    <>
      <FilterBar>
        {choice}
        <SegmentedControl
          aria-label="Signals"
          data={shows}
          value={shown}
          onChange={(value) => void navigate(tabHref('monitoring', client, { show: value }))}
        />
        {shown === 'mentions' ? <MentionFilters /> : null}
      </FilterBar>
      {shown === 'sources' ? <SourceList onAdd={onAdd} /> : null}
      {shown === 'reports' ? <ReportList /> : null}
      {shown === 'mentions' ? <MentionList onAdd={onAdd} /> : null}
    </>
  );
}

/** The filter of the mentions as it stands in the address. */
export function useMentionFilter() {
  const client = useClientFilter();
  const [source] = useAddressValue('from');
  const [label] = useAddressValue('sentiment');
  const [search] = useAddressValue('search');
  const sentiment = sentimentLabels.find((known): known is Sentiment['label'] => known === label) ?? null;
  return { client, source, sentiment, search };
}

function MentionFilters(): ReactNode {
  const { client, source, sentiment, search } = useMentionFilter();
  const [, setSource] = useAddressValue('from');
  const [, setSentiment] = useAddressValue('sentiment');
  const [, setSearch] = useAddressValue('search');
  const sources = useSources(client).data?.sources ?? [];
  return (
    <>
      <Select
        aria-label="Sentiment"
        placeholder="Any sentiment"
        clearable
        data={sentimentLabels.map((value) => ({ value, label: screenWord(value) }))}
        value={sentiment}
        onChange={setSentiment}
      />
      <Select
        aria-label="Source"
        placeholder="Any source"
        clearable
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        value={source}
        onChange={setSource}
      />
      <TextInput
        aria-label="Words in the mention"
        placeholder="Words in the mention"
        type="search"
        defaultValue={search ?? ''}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
    </>
  );
}
