import { toAppError } from '@aicmo/core-kernel';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import classes from './monitoring.module.css';
import { useHandIn } from './monitoring.queries.ts';
import { readingWords } from './reading-words.ts';

/** Takes the document of a feed from a person, as a file or pasted: it works without any network. */
export function HandIn({ sourceId }: { readonly sourceId: string }): ReactNode {
  const [pasted, setPasted] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const handIn = useHandIn();
  const send = (document: Blob): void =>
    handIn.mutate(
      { sourceId, document },
      { onSuccess: ({ status }) => (status === 'read' ? setPasted('') : undefined) },
    );
  return (
    <Stack gap="sm">
      <Textarea
        label="The document of the feed, pasted"
        description="All of it, from its first < or { to the end."
        rows={5}
        value={pasted}
        onChange={({ currentTarget }) => setPasted(currentTarget.value)}
      />
      <Group gap="sm">
        <Button disabled={pasted.trim() === ''} loading={handIn.isPending} onClick={() => send(new Blob([pasted]))}>
          Take the pasted document
        </Button>
        <Button variant="default" onClick={() => file.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={file}
          type="file"
          className={classes['file']}
          aria-label="File of the feed"
          tabIndex={-1}
          accept=".xml,.rss,.atom,.rdf,.json,text/xml,application/xml,application/json"
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) send(chosen);
            currentTarget.value = '';
          }}
        />
      </Group>
      {handIn.data ? (
        <Text role="status" size="sm">
          {readingWords(handIn.data)}
        </Text>
      ) : null}
      {handIn.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(handIn.error).message}
        </Text>
      ) : null}
    </Stack>
  );
}
