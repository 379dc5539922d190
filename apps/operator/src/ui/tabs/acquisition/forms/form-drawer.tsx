import type { CaptureForm } from '@aicmo/cam/contract';
import { ConfirmDialog, DetailDrawer, Facts } from '@aicmo/ui';
import { Anchor, Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from '../lead/failure.tsx';
import { FormEditor } from './form-editor.tsx';
import { useFormActs } from './forms.queries.ts';
import classes from './forms.module.css';

interface FormDrawerProps {
  readonly form: CaptureForm | undefined;
  readonly publicUrl: string | null;
  readonly onClose: () => void;
}

/** One form: where it is, how it gets onto a site, and what it asks. */
export function FormDrawer({ form, publicUrl, onClose }: FormDrawerProps): ReactNode {
  return form === undefined ? null : <Opened key={form.id} form={form} publicUrl={publicUrl} onClose={onClose} />;
}

function Opened({ form, publicUrl, onClose }: FormDrawerProps & { readonly form: CaptureForm }): ReactNode {
  const { open } = useFormActs();
  const [asking, setAsking] = useState<'edit' | 'close' | null>(null);
  const { id, name, title, status, version, fields, consentText, sites } = form;
  const isOpen = status === 'OPEN';
  return (
    <DetailDrawer title={name} subtitle={isOpen ? 'Open: takes what people send' : 'Closed'} opened onClose={onClose}>
      <div className={classes['stack']}>
        {publicUrl === null ? null : <Places address={`${publicUrl}/f/${form.key}`} title={title} sites={sites} />}
        <Facts
          items={[
            { label: 'Title', value: title },
            { label: 'Asks for', value: ['Mail address', ...fields.map(({ label }) => label)].join(', ') },
            { label: 'People agree to', value: consentText },
            {
              label: 'Sites that may show it',
              value: sites.length === 0 ? 'None; it has a page of its own' : sites.join(', '),
            },
          ]}
        />
        <Failure error={open.error} />
        <Group gap="sm">
          <Button variant="default" onClick={() => setAsking('edit')}>
            Edit
          </Button>
          <Button
            variant="default"
            loading={open.isPending}
            onClick={() => (isOpen ? setAsking('close') : open.mutate({ id, version, isOpen: true }))}
          >
            {isOpen ? 'Close the form…' : 'Open it again'}
          </Button>
        </Group>
      </div>
      {asking === 'edit' ? <FormEditor client={form.clientId} form={form} onClose={() => setAsking(null)} /> : null}
      <ConfirmDialog
        opened={asking === 'close'}
        onClose={() => setAsking(null)}
        verb="Close the form"
        sentence={`“${name}” takes nothing more and its page says so; links that are under way still confirm. You can open it again.`}
        onConfirm={() => open.mutateAsync({ id, version, isOpen: false })}
      />
    </DetailDrawer>
  );
}

interface PlacesProps {
  readonly address: string;
  readonly title: string;
  readonly sites: readonly string[];
}

/** Its page, to be tried, and the lines for a site. */
function Places({ address, title, sites }: PlacesProps): ReactNode {
  const frame = `<iframe src="${address}" title="${title.replaceAll('"', '&quot;')}" width="100%" height="720" style="border:0"></iframe>`;
  return (
    <>
      <Text size="sm">
        <Anchor href={address} target="_blank" rel="noreferrer">
          Try the form on its page
        </Anchor>
        : what you send there is kept as anybody’s would be.
      </Text>
      {sites.length === 0 ? (
        <Text size="sm" c="dimmed">
          To show it inside a site, name the site under Edit.
        </Text>
      ) : (
        <>
          <Text size="sm">For the page of a site that may show it:</Text>
          <Code block className={classes['code'] ?? ''}>
            {frame}
          </Code>
          <CopyButton value={frame}>
            {({ copied, copy }) => (
              <Group>
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy these lines'}
                </Button>
              </Group>
            )}
          </CopyButton>
        </>
      )}
    </>
  );
}
