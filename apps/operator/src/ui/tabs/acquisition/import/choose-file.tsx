import { Button, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import classes from './import.module.css';

/** A place to drop a list on, and a button for those who rather choose it. */
export function ChooseFile({ onChoose }: { readonly onChoose: (file: File) => void }): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const choose = (file: File | undefined): void => {
    if (file !== undefined) onChoose(file);
  };
  return (
    <section
      aria-label="Drop your list here"
      className={classes['drop']}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer.files[0]);
      }}
    >
      <IconFileUpload size={24} stroke={1.5} aria-hidden="true" />
      <Text fw={600}>Drop your list here</Text>
      <Text c="dimmed">A CSV file of people at companies, from any tool, with whatever columns it has.</Text>
      <Button onClick={() => picker.current?.click()}>Choose a file</Button>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label="List of leads"
        hidden
        onChange={({ currentTarget }) => choose(currentTarget.files?.[0])}
      />
    </section>
  );
}
