import { parseInstant } from '@aicmo/core-kernel';
import {
  DataTable,
  EmptyState,
  Facts,
  QueryState,
  RelativeTime,
  Section,
  StateBadge,
  type Column,
  type Tone,
} from '@aicmo/ui';
import type { ReactNode } from 'react';
import type { LanguageModelView, QuestionView } from '../../../contract/diagnostics.contract.ts';
import { dollars } from '../../components/dollars.ts';
import { useHouse } from '../../components/house.ts';
import { LlmOffNotice } from '../../components/llm-off-notice.tsx';
import { counted, grouped } from '../../words.ts';
import { useLanguageModel } from './diagnostics.queries.ts';

/** Whether the language model is on, how to switch it on, what is used of its budget, and what it was asked. */
export function LanguageModelSection(): ReactNode {
  const model = useLanguageModel();
  const { llm } = useHouse();
  return (
    <Section title="Language model" note={llm.enabled ? 'on' : 'off'}>
      <LlmOffNotice works="Everything else works: texts are composed from your own words." />
      <QueryState query={model}>
        {(found) => (
          <>
            <Facts items={modelFacts(found)} />
            <Questions questions={found.questions} />
          </>
        )}
      </QueryState>
    </Section>
  );
}

const modelFacts = ({ model, address, perDay, perClient, used }: LanguageModelView) => [
  { label: 'Model', value: model },
  { label: 'Service', value: address },
  {
    label: 'Used today',
    value: used === null ? 'not known' : `${grouped(used.tokens)} tokens, ${dollars(used.microUsd)} at known prices`,
  },
  { label: 'Budget of a day', value: limitWords(perDay) },
  { label: 'Of it for each client', value: limitWords(perClient) },
];

function limitWords({ tokens, cents }: LanguageModelView['perDay']): string {
  const some = [
    ...(tokens === null ? [] : [`${grouped(tokens)} tokens`]),
    ...(cents === null ? [] : [dollars(cents * 10_000)]),
  ];
  return some.length === 0 ? 'no limit' : some.join(', ');
}

const outcomes: Readonly<Record<QuestionView['outcome'], { readonly tone: Tone; readonly word: string }>> = {
  OPEN: { tone: 'info', word: 'under way' },
  LOST: { tone: 'warn', word: 'cut off' },
  ANSWERED: { tone: 'good', word: 'answered' },
  FAILED: { tone: 'bad', word: 'failed' },
  REFUSED: { tone: 'warn', word: 'not let out' },
  CANCELLED: { tone: 'neutral', word: 'given up' },
};

const columns: readonly Column<QuestionView>[] = [
  { id: 'at', header: 'When', width: 96, render: ({ at }) => <RelativeTime at={parseInstant(at)} /> },
  { id: 'purpose', header: 'What for', width: 260, render: ({ purpose }) => purpose, text: ({ purpose }) => purpose },
  { id: 'by', header: 'Asked by', width: 120, render: ({ by }) => by, text: ({ by }) => by },
  { id: 'model', header: 'Model', width: 140, render: ({ model }) => model, text: ({ model }) => model },
  {
    ...{ id: 'outcome', header: 'Became', width: 110 },
    render: ({ outcome }) => <StateBadge tone={outcomes[outcome].tone}>{outcomes[outcome].word}</StateBadge>,
  },
  {
    ...{ id: 'tokens', header: 'Tokens', width: 100, align: 'end' as const },
    render: ({ tokens, isEstimated }) => `${isEstimated ? 'about ' : ''}${grouped(tokens)}`,
  },
  { id: 'cost', header: 'Cost', width: 130, align: 'end', render: ({ microUsd }) => dollars(microUsd) },
];

function Questions({ questions }: { readonly questions: readonly QuestionView[] }): ReactNode {
  return (
    <DataTable
      label="Questions to the language model"
      rows={questions}
      rowId={({ id }) => id}
      columns={columns}
      summary={`${counted(questions.length, 'question')}, newest first`}
      empty={
        <EmptyState
          title="Nothing was asked yet"
          why="Each question to the language model is written down here, with who asked what for and what it cost. The words themselves are not kept."
        />
      }
    />
  );
}
