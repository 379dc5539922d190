import type { DnsRecord, Mailbox, MailDomainFinding } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime, Section, StateBadge } from '@aicmo/ui';
import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../../acquisition/lead/failure.tsx';
import { useMailboxActs } from './mailbox.queries.ts';
import { verdictLooks } from './test-steps.tsx';
import classes from './mailboxes.module.css';

/** What the domain of a mailbox says about its mail, with what to publish. */
export function DomainReport({ mailbox }: { readonly mailbox: Mailbox }): ReactNode {
  const { domain, makeKey } = useMailboxActs();
  const { id, version, report, failingSince, dkimSelector } = mailbox;
  return (
    <Section title="Is it seen as genuine?" note="SPF, DKIM and DMARC of its domain">
      {report === null ? (
        <Text size="sm">Not checked yet. Others refuse mail, or take it for junk, when these are missing.</Text>
      ) : (
        <Stack gap="md">
          {report.findings.map((finding) => (
            <Finding key={finding.what} finding={finding} />
          ))}
          <Text size="sm" c="dimmed">
            Asked <RelativeTime at={parseInstant(report.at)} />. A new record can take some hours until all see it.
          </Text>
          {failingSince === null ? null : (
            <Text size="sm" role="status">
              SPF and DMARC have both failed since <RelativeTime at={parseInstant(failingSince)} />.
            </Text>
          )}
        </Stack>
      )}
      <Group gap="sm">
        <Button variant="default" loading={domain.isPending} onClick={() => domain.mutate(id)}>
          {report === null ? 'Check the domain' : 'Check again'}
        </Button>
        {dkimSelector === null ? (
          <Button variant="default" loading={makeKey.isPending} onClick={() => makeKey.mutate({ id, version })}>
            Make a signing key
          </Button>
        ) : null}
      </Group>
      <Failure error={domain.error ?? makeKey.error} />
    </Section>
  );
}

function Finding({ finding }: { readonly finding: MailDomainFinding }): ReactNode {
  const { what, verdict, sentences, found, publish } = finding;
  const { tone, icon, word } = verdictLooks[verdict];
  return (
    <div className={classes['finding']}>
      <Group gap="sm">
        <Text fw={500}>{what}</Text>
        <StateBadge tone={tone} icon={icon}>
          {word}
        </StateBadge>
      </Group>
      {sentences.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      {found === null || publish === null ? null : (
        <>
          <Text size="sm" c="dimmed">
            It says now:
          </Text>
          <Code block className={classes['code'] ?? ''}>
            {found}
          </Code>
        </>
      )}
      {publish === null ? null : <Publish record={publish} />}
    </div>
  );
}

function Publish({ record: { name, value } }: { readonly record: DnsRecord }): ReactNode {
  return (
    <>
      <Text size="sm">Publish this text (TXT) under {name}, where the domain is looked after:</Text>
      <Code block className={classes['code'] ?? ''}>
        {value}
      </Code>
      <Group gap="sm">
        <Copy value={name} words="Copy the name" />
        <Copy value={value} words="Copy the value" />
      </Group>
    </>
  );
}

function Copy({ value, words }: { readonly value: string; readonly words: string }): ReactNode {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy}>
          {copied ? 'Copied' : words}
        </Button>
      )}
    </CopyButton>
  );
}
