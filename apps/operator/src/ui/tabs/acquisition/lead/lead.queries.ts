import type { AppointmentDraft, LeadEdit, LeadTaskDraft, LostReason, UndoOffer } from '@aicmo/cam/contract';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { WonClient } from '../../../../contract/acquisition/lead.contract.ts';
import { acquisitionApi } from '../acquisition.queries.ts';
import { useRefused, useUndoable } from '../undo/undo.queries.ts';

/** One lead with everything that is told of it. */
export type LeadRecord = Awaited<ReturnType<typeof acquisitionApi.lead>>;
type Page = LeadRecord['page'];
/** A task, an appointment of a lead. */
export type TaskOfLead = Page['tasks'][number];
export type AppointmentOfLead = Page['appointments'][number];

export const useLead = (leadId: string) =>
  useQuery({
    queryKey: ['acquisition', 'lead', leadId],
    queryFn: ({ signal }) => acquisitionApi.lead({ params: { leadId }, signal }),
  });

/** What of the story lies behind its first page; nothing is asked before somebody wants it. */
export function useOlderStory(leadId: string, from: string | null) {
  const query = useInfiniteQuery({
    queryKey: ['acquisition', 'story', leadId, from],
    queryFn: ({ pageParam, signal }) =>
      acquisitionApi.story({ params: { leadId }, query: { cursor: pageParam }, signal }),
    initialPageParam: from ?? '',
    getNextPageParam: (last) => last.next,
    enabled: false,
  });
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? [];
  const isMore = query.data === undefined ? from !== null : query.hasNextPage;
  const more = (): void => void (query.data === undefined ? query.refetch() : query.fetchNextPage());
  return { lines, isMore, more, isFetching: query.isFetching, error: query.error };
}

/** An act that can be taken back: its offer goes to the bar, and everything on screen is asked again. */
function useOffered<Input>(mutationFn: (input: Input) => Promise<UndoOffer>) {
  const onSuccess = useUndoable();
  return useMutation({ mutationFn, onSuccess });
}

/** The same for a button without a dialog: the bar says why it was refused. */
export function useOfferedAtOnce<Input>(mutationFn: (input: Input) => Promise<UndoOffer>) {
  const [onSuccess, onError] = [useUndoable(), useRefused()];
  return useMutation({ mutationFn, onSuccess, onError });
}

/** What a person decides about one lead. */
export function useLeadActs(leadId: string) {
  const params = { leadId };
  const undoable = useUndoable();
  return {
    move: useOfferedAtOnce((to: Page['lead']['state']) => acquisitionApi.move({ params, body: { to } })),
    lose: useOffered((body: { readonly reason: LostReason; readonly words: string }) =>
      acquisitionApi.lose({ params, body }),
    ),
    win: useOffered((client: WonClient) => acquisitionApi.win({ params, body: { client } })),
    never: useOffered((reason: string) => acquisitionApi.neverContact({ params, body: { reason } })),
    lookedAt: useOfferedAtOnce(() => acquisitionApi.lookedAt({ params })),
    later: useOfferedAtOnce((body: { readonly until: string; readonly timeZone: string }) =>
      acquisitionApi.later({ params, body }),
    ),
    edit: useMutation({
      mutationFn: (body: { readonly edit: LeadEdit; readonly seen: string }) =>
        acquisitionApi.editLead({ params, body }),
      onSuccess: async ({ offer }) => (offer === null ? undefined : undoable(offer)),
    }),
  };
}

/** What a person writes down and plans about one lead; with an id, the one that there is is changed. */
export function useLeadWork(leadId: string) {
  const params = { leadId };
  return {
    saveNote: useOffered(({ id, text }: { readonly id: string | null; readonly text: string }) =>
      id === null
        ? acquisitionApi.addNote({ params, body: { text } })
        : acquisitionApi.editNote({ params: { noteId: id }, body: { text } }),
    ),
    removeNote: useOfferedAtOnce((noteId: string) => acquisitionApi.removeNote({ params: { noteId } })),
    saveTask: useOffered(({ id, draft }: { readonly id: string | null; readonly draft: LeadTaskDraft }) =>
      id === null
        ? acquisitionApi.addTask({ params, body: draft })
        : acquisitionApi.changeTask({ params: { taskId: id }, body: draft }),
    ),
    endTask: useOffered(
      ({ id, ...body }: { readonly id: string; readonly to: 'DONE' | 'CANCELLED'; readonly outcome: string }) =>
        acquisitionApi.endTask({ params: { taskId: id }, body }),
    ),
    saveAppointment: useOffered(({ id, draft }: { readonly id: string | null; readonly draft: AppointmentDraft }) =>
      id === null
        ? acquisitionApi.addAppointment({ params, body: draft })
        : acquisitionApi.changeAppointment({ params: { appointmentId: id }, body: draft }),
    ),
    endAppointment: useOffered(
      ({
        id,
        ...body
      }: {
        readonly id: string;
        readonly to: 'HELD' | 'MISSED' | 'CANCELLED';
        readonly outcome: string;
      }) => acquisitionApi.endAppointment({ params: { appointmentId: id }, body }),
    ),
  };
}
