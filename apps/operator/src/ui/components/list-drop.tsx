import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';

interface ListDropProps {
  readonly onFile: (file: File) => void;
  /** The look of the frame; `data-over` stands on it while a file is held above it. */
  readonly className: string | undefined;
  /** The heading and what becomes of the file. */
  readonly children: ReactNode;
}

/** A place to drop a list of leads on, and a button for those who rather choose it. */
export function ListDrop({ onFile, className, children }: ListDropProps): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (file: File | undefined): void => {
    if (file !== undefined) onFile(file);
  };
  return (
    <section
      aria-label="Drop your list here"
      className={className}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <IconFileUpload size={24} stroke={1.5} aria-hidden="true" />
      {children}
      <Button mt="sm" onClick={() => picker.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,text/csv,application/json"
        aria-label="List of leads"
        hidden
        onChange={({ currentTarget }) => take(currentTarget.files?.[0])}
      />
    </section>
  );
}
