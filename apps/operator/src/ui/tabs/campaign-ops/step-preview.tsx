import type { MessagePreview } from '@aicmo/cam/contract';
import { QueryState } from '@aicmo/ui';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { usePreview } from './campaign-ops.queries.ts';
import type { PreviewFor } from './preview-choice.tsx';
import classes from './campaign-ops.module.css';

/** How long typing must rest before the message is asked again. */
const restMs = 300;

interface StepPreviewProps {
  readonly step: { readonly subject: string; readonly body: string };
  readonly firstSubject: string;
  readonly previewFor: PreviewFor | null;
}

/** What the lead would read, with what would stop it; follows the typing. */
export function StepPreview({ step: { subject, body }, firstSubject, previewFor }: StepPreviewProps): ReactNode {
  const [text] = useDebouncedValue(JSON.stringify([subject, body, firstSubject]), restMs);
  const [s = '', b = '', f = ''] = readTexts(text);
  const query = usePreview(previewFor === null ? null : { ...previewFor, subject: s, body: b, firstSubject: f });
  if (previewFor === null) return <Text c="dimmed">Shown here as soon as there is a campaign.</Text>;
  return <QueryState query={query}>{(preview) => <Letter preview={preview} />}</QueryState>;
}

function Letter({ preview }: { readonly preview: MessagePreview }): ReactNode {
  const { leadName, subject, body, problems } = preview;
  return (
    <div>
      <article className={classes['letter']} aria-label={`As ${leadName ?? 'a lead'} would read it`}>
        <p className={classes['letterHead']}>{leadName === null ? 'With example values' : `To ${leadName}`}</p>
        <p className={classes['letterSubject']}>{subject}</p>
        <div className={classes['letterBody']}>{body}</div>
      </article>
      {problems.map((problem) => (
        <p key={problem} role="status" className={classes['problem']}>
          {problem}
        </p>
      ))}
    </div>
  );
}

/** The three texts that were joined so that they rest and change as one. */
function readTexts(joined: string): readonly string[] {
  const read: unknown = JSON.parse(joined);
  return Array.isArray(read) ? read.map(String) : [];
}
