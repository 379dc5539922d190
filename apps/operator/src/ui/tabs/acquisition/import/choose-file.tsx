import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ListDrop } from '../../../components/list-drop.tsx';
import classes from './import.module.css';

/** The first step of an import: which list. */
export function ChooseFile({ onChoose }: { readonly onChoose: (file: File) => void }): ReactNode {
  return (
    <ListDrop className={classes['drop']} onFile={onChoose}>
      <Text fw={600}>Drop your list here</Text>
      <Text c="dimmed">People at companies: CSV, Excel or JSON, from any tool, with whatever columns it has.</Text>
    </ListDrop>
  );
}
