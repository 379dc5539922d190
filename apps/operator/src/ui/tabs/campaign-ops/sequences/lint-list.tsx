import type { LintFinding, StepVariant } from '@aicmo/cam/contract';
import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './lint-list.module.css';

type Field = 'subject' | 'body' | 'html';

interface LintListProps {
  readonly findings: readonly LintFinding[];
  readonly wording: StepVariant;
  readonly onReplace?: (field: Field, text: string) => void;
}

/** What could be better in a message: what stands there, what could, and one click where the template says it so. */
export function LintList({ findings, wording, onReplace }: LintListProps): ReactNode {
  if (findings.length === 0) return null;
  return (
    <section aria-label="What could be better" className={classes['box']}>
      <h3 className={classes['title']}>What could be better</h3>
      <ul className={classes['list']}>
        {findings.map((finding) => (
          <li key={`${finding.rule} ${finding.before}`}>
            <p className={classes['text']}>{finding.text}</p>
            <p className={classes['change']}>
              <del>{finding.before}</del>
              {finding.after === null ? null : (
                <>
                  <IconArrowRight size="1em" aria-label="becomes" />
                  {finding.after === '' ? <i>nothing</i> : <ins>{finding.after}</ins>}
                </>
              )}
              <Use finding={finding} wording={wording} {...(onReplace ? { onReplace } : {})} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface UseProps extends Omit<LintListProps, 'findings'> {
  readonly finding: LintFinding;
}

/** Only where the words stand in the template as they are read: a value of a lead is not changed here. */
function Use({ finding: { before, after, isExact }, wording, onReplace }: UseProps): ReactNode {
  const field = (['subject', 'body', 'html'] as const).find((each) => wording[each]?.includes(before));
  if (!onReplace || !isExact || after === null || field === undefined) return null;
  const text = (wording[field] ?? '')
    .replace(before, () => after)
    .replaceAll(/ {2,}| +(?=[.,;:])/g, (gap) => (gap.length > 1 ? ' ' : ''));
  return (
    <Button size="compact-xs" variant="default" onClick={() => onReplace(field, text)}>
      {after === '' ? 'Leave it out' : 'Use it'}
    </Button>
  );
}
