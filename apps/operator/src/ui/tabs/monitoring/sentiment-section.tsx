import { toAppError } from '@aicmo/core-kernel';
import { sentimentLabels, type Mention, type Sentiment } from '@aicmo/social/contract';
import { Section } from '@aicmo/ui';
import { SegmentedControl, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { screenWord } from '../../words.ts';
import classes from './monitoring.module.css';
import { useCorrect } from './monitoring.queries.ts';
import { SentimentBadge, signed } from './sentiment-badge.tsx';

/** Why a text counts as it does, word by word, and a person's word against it. */
export function SentimentSection({ mention }: { readonly mention: Mention }): ReactNode {
  const { sentiment, correction } = mention;
  const correct = useCorrect(mention.id);
  return (
    <Section title="Sentiment" note={<SentimentBadge sentiment={sentiment} />}>
      <p className={classes['sentence']}>{sentiment.because}</p>
      <WordTable words={(correction?.computed ?? sentiment).words} />
      <div>
        <Text size="sm">{correction ? 'Corrected by a person. It is' : 'If this is wrong, it is'}</Text>
        <SegmentedControl
          aria-label="The sentiment is"
          data={sentimentLabels.map((value) => ({ value, label: screenWord(value) }))}
          value={sentiment.label}
          disabled={correct.isPending}
          onChange={(label) => correct.mutate(label as Sentiment['label'])} // one of `sentimentLabels`
        />
      </div>
      {correct.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(correct.error).message}
        </Text>
      ) : null}
    </Section>
  );
}

function WordTable({ words }: { readonly words: Sentiment['words'] }): ReactNode {
  if (words.length === 0) return null;
  return (
    <table className={classes['words']}>
      <caption>Weights from −4 to +4, from a list of rated English words</caption>
      <thead>
        <tr>
          <th scope="col">Word</th>
          <th scope="col">Alone</th>
          <th scope="col">Here</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        {words.map(({ word, base, weight, why }, index) => (
          <tr key={`${word}-${index}`}>
            <th scope="row">{word}</th>
            <td>{signed(base)}</td>
            <td>{signed(weight)}</td>
            <td>{why.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
