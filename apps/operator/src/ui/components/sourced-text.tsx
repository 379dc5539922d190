import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './sourced-text.module.css';

/** Words of a phrase and where they come from, as a person calls it: "What hurts, line 1". */
export interface NamedSource {
  readonly words: string;
  readonly label: string;
}

interface SourcedTextProps {
  readonly text: string;
  readonly sources: readonly NamedSource[];
}

/** A phrase whose borrowed words are underlined; hover, touch or focus names the source of each. */
export function SourcedText({ text, sources }: SourcedTextProps): ReactNode {
  return (
    <Tooltip
      multiline
      maw={360}
      withArrow
      events={{ hover: true, focus: true, touch: true }}
      label={
        <ul className={classes['sources']}>
          {[...new Set(sources.map((source) => source.label))].map((label) => (
            <li key={label}>From: {label}</li>
          ))}
        </ul>
      }
    >
      <span tabIndex={0} className={classes['phrase']}>
        {partsOf(text, sources).map((part, index) =>
          part.isQuoted ? (
            <span key={index} className={classes['quoted']}>
              {part.text}
            </span>
          ) : (
            part.text
          ),
        )}
      </span>
    </Tooltip>
  );
}

interface Part {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The text cut where the words of its sources begin and end, which stand in it in their order. */
function partsOf(text: string, sources: readonly NamedSource[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { words } of sources) {
    const at = text.indexOf(words, from);
    if (at < 0) continue;
    parts.push({ text: text.slice(from, at), isQuoted: false }, { text: words, isQuoted: true });
    from = at + words.length;
  }
  return [...parts, { text: text.slice(from), isQuoted: false }].filter((part) => part.text !== '');
}
