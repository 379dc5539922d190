import type { Suppression } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { DetailDrawer, Facts, RelativeTime } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { kindWords } from './kind-words.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSuppressionActs } from './suppression.queries.ts';

interface EntryDrawerProps {
  readonly entry: Suppression | undefined;
  readonly onClose: () => void;
  readonly onSource: (source: string) => void;
}

/** One entry, and the ways off the list. */
export function EntryDrawer({ entry, onClose, onSource }: EntryDrawerProps): ReactNode {
  if (entry === undefined) return null;
  return <Entry key={entry.id} entry={entry} onClose={onClose} onSource={onSource} />;
}

function Entry({ entry, onClose, onSource }: EntryDrawerProps & { readonly entry: Suppression }): ReactNode {
  const { remove, removeSource } = useSuppressionActs();
  const [asking, setAsking] = useState<'one' | 'source' | null>(null);
  const { id, value, kind, reason, source, clientId, createdBy, createdAt } = entry;
  const isFile = source.includes('.');
  return (
    <DetailDrawer title={value} subtitle="Never contacted" opened onClose={onClose}>
      <Facts
        items={[
          { label: 'Kind', value: kindWords[kind] },
          { label: 'Why', value: reason },
          { label: 'For', value: clientId === null ? 'Every client' : 'One client' },
          { label: 'From', value: source },
          { label: 'By', value: createdBy },
          { label: 'Since', value: <RelativeTime at={parseInstant(createdAt)} /> },
        ]}
      />
      <Group gap="sm" mt="lg">
        <Button variant="default" onClick={() => setAsking('one')}>
          Take off the list…
        </Button>
        {isFile ? (
          <>
            <Button variant="default" onClick={() => onSource(source)}>
              Show all of this file
            </Button>
            <Button variant="subtle" color="red" onClick={() => setAsking('source')}>
              Take the whole file back…
            </Button>
          </>
        ) : null}
      </Group>
      {asking === 'one' ? (
        <ReasonDialog
          sentence={`${value} may be contacted again. The reason is kept; you can put the entry back at any time.`}
          verb="Take off the list"
          act={remove}
          onSubmit={(why) => remove.mutate({ id, reason: why }, { onSuccess: onClose })}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'source' ? (
        <ReasonDialog
          sentence={`Everybody who came by “${source}” may be contacted again. The reason is kept; importing the file again puts them back.`}
          verb="Take the file back"
          act={removeSource}
          onSubmit={(why) => removeSource.mutate({ client: clientId, source, reason: why }, { onSuccess: onClose })}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </DetailDrawer>
  );
}
