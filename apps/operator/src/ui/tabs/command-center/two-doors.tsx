import { Button, Code, Text } from '@mantine/core';
import { IconFileUpload, IconPlayerPlay } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useCarriedFile } from '../../components/carried-file.tsx';
import classes from './command-center.module.css';

/** The first screen of an empty house: bring a list, or look at a made-up agency. */
export function TwoDoors(): ReactNode {
  return (
    <div className={classes['doors']}>
      <DropDoor />
      <DemoDoor />
    </div>
  );
}

function DropDoor(): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const { carry } = useCarriedFile();
  const client = useClientFilter();
  const navigate = useNavigate();
  const bring = (file: File | undefined): void => {
    if (file === undefined) return;
    carry(file);
    void navigate(tabHref('acquisition', client, { import: 'new' }));
  };
  return (
    <section
      aria-label="Drop your list here"
      className={classes['door']}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        bring(event.dataTransfer.files[0]);
      }}
    >
      <IconFileUpload size={24} stroke={1.5} aria-hidden="true" />
      <h2 className={classes['doorTitle']}>Drop your list here</h2>
      <Text c="dimmed">
        A CSV file of people at companies, with whatever columns it has. You see what becomes of each row before
        anything is kept, and nothing is sent.
      </Text>
      <Button mt="sm" onClick={() => picker.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label="List of leads"
        hidden
        onChange={({ currentTarget }) => bring(currentTarget.files?.[0])}
      />
    </section>
  );
}

function DemoDoor(): ReactNode {
  return (
    <section aria-label="Show me the demo" className={classes['door']}>
      <IconPlayerPlay size={24} stroke={1.5} aria-hidden="true" />
      <h2 className={classes['doorTitle']}>Show me the demo</h2>
      <Text c="dimmed">
        A made-up agency with one client and a hundred leads, in a database of its own. Stop this server with Ctrl-C,
        then type:
      </Text>
      <Code className={classes['command']}>npm run demo</Code>
    </section>
  );
}
