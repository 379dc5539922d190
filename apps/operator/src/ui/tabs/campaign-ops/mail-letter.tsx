import { SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './campaign-ops.module.css';

interface MailLetterProps {
  /** What a screen reader calls it. */
  readonly label: string;
  /** From whom, to whom. */
  readonly head: ReactNode;
  /** Empty: it has none. */
  readonly subject: string;
  readonly text: string;
  /** The same as HTML, cleaned; null or missing: plain text alone. */
  readonly html?: string | null | undefined;
}

/** A message as its reader gets it; a mail with both parts shows one or the other. */
export function MailLetter({ label, head, subject, text, html = null }: MailLetterProps): ReactNode {
  const [part, setPart] = useState('html');
  return (
    <article className={classes['letter']} aria-label={label}>
      <div className={classes['letterHead']}>
        {head}
        {html === null ? null : (
          <SegmentedControl
            size="xs"
            ml="sm"
            aria-label="Part of the mail"
            value={part}
            data={[
              { value: 'html', label: 'HTML' },
              { value: 'text', label: 'Plain text' },
            ]}
            onChange={setPart}
          />
        )}
      </div>
      {subject === '' ? null : <p className={classes['letterSubject']}>{subject}</p>}
      {html !== null && part === 'html' ? (
        // Nothing in it may run, load or lead anywhere: it was cleaned, and the frame is shut as well.
        <iframe className={classes['frame']} title={`${label}, as HTML`} sandbox="" srcDoc={html} />
      ) : (
        <div className={classes['letterBody']}>{text}</div>
      )}
    </article>
  );
}
