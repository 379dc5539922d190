import { Code, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useCarriedFile } from '../../components/carried-file.tsx';
import { ListDrop } from '../../components/list-drop.tsx';
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
  const { carry } = useCarriedFile();
  const client = useClientFilter();
  const navigate = useNavigate();
  const bring = (file: File): void => {
    carry(file);
    void navigate(tabHref('acquisition', client, { import: 'new' }));
  };
  return (
    <ListDrop className={classes['door']} onFile={bring}>
      <h2 className={classes['doorTitle']}>Drop your list here</h2>
      <Text c="dimmed">
        A list of people at companies (CSV, Excel or JSON), with whatever columns it has. You see what becomes of each
        row before anything is kept, and nothing is sent.
      </Text>
    </ListDrop>
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
