import type { MailboxDraft, MailboxPasswords } from '@aicmo/cam/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { monitoringContract } from '../../../../contract/monitoring.contract.ts';

const api = createApiClient(monitoringContract);

/** The mailboxes of one client or of all. */
export const useMailboxes = (client: string | null) =>
  useQuery({
    queryKey: ['monitoring', 'mailboxes', client],
    queryFn: ({ signal }) => api.mailboxes({ query: { client: client ?? undefined }, signal }),
  });

/** How reading of each mailbox goes. */
export const useMailboxReadings = () =>
  useQuery({
    queryKey: ['monitoring', 'mailbox-readings'],
    queryFn: ({ signal }) => api.mailboxReadings({ signal }),
    refetchInterval: 60_000,
  });

/** A mailbox as a person filled it in. */
export interface FilledMailbox {
  readonly draft: MailboxDraft;
  readonly passwords: MailboxPasswords;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** What a person does with mailboxes; the list is asked again after each, also after one that failed. */
export function useMailboxActs() {
  return {
    add: useAct((body: FilledMailbox & { readonly client: string }) => api.mailboxAdd({ body })),
    edit: useAct(({ id, ...body }: FilledMailbox & Versioned) => api.mailboxEdit({ params: { id }, body })),
    pause: useAct(({ id, ...body }: Versioned & { readonly reason: string }) =>
      api.mailboxPause({ params: { id }, body }),
    ),
    resume: useAct(({ id, version }: Versioned) => api.mailboxResume({ params: { id }, body: { version } })),
    archive: useAct(({ id, version }: Versioned) => api.mailboxArchive({ params: { id }, body: { version } })),
    test: useAct(({ id, message }: { readonly id: string; readonly message: boolean }) =>
      api.mailboxTest({ params: { id }, body: { message } }),
    ),
    domain: useAct((id: string) => api.mailboxDomain({ params: { id } })),
    makeKey: useAct(async ({ id, version }: Versioned) => {
      await api.mailboxKey({ params: { id }, body: { version } });
      return api.mailboxDomain({ params: { id } }); // the report then shows the record to publish
    }),
  };
}

function useAct<Input, Result>(act: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['monitoring', 'mailboxes'] }),
  });
}
