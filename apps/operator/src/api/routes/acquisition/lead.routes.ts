import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { leadEndpoints } from '../../../contract/acquisition/lead.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Enough for a screen: the rest is one filter away. */
const messagesShown = 50;

/** One lead: what is told of it, and what a person decides, plans and writes down about it. */
export const leadHandlers = (workspace: Workspace): Handlers<typeof leadEndpoints> => ({
  lead: ({ params }) => readLead(workspace, params.leadId),
  story: async ({ params, query }) => (await workspace.cam()).stories.older(params.leadId, query.cursor),
  editLead: async ({ params, body }) => {
    const { leadActs } = await workspace.cam();
    return { offer: await leadActs.edit(params.leadId, body.edit, body.seen, by) };
  },
  move: async ({ params, body }) => (await workspace.cam()).leadActs.move(params.leadId, body.to, by),
  lose: async ({ params, body }) => (await workspace.cam()).leadActs.lose(params.leadId, body.reason, body.words, by),
  win: async ({ params, body }) => (await workspace.cam()).leadActs.win(params.leadId, body.client, by),
  neverContact: async ({ params, body }) =>
    (await workspace.cam()).leadActs.neverContact(params.leadId, body.reason, by),
  addNote: async ({ params, body }) => (await workspace.cam()).notes.addNote(params.leadId, body.text, by),
  editNote: async ({ params, body }) => (await workspace.cam()).notes.editNote(params.noteId, body.text, by),
  removeNote: async ({ params }) => (await workspace.cam()).notes.removeNote(params.noteId, by),
  addTask: async ({ params, body }) => (await workspace.cam()).leadTasks.addTask(params.leadId, body, by),
  changeTask: async ({ params, body }) => (await workspace.cam()).leadTasks.changeTask(params.taskId, body, by),
  endTask: async ({ params, body }) =>
    (await workspace.cam()).leadTasks.endTask(params.taskId, body.to, body.outcome, by),
  addAppointment: async ({ params, body }) =>
    (await workspace.cam()).appointments.addAppointment(params.leadId, body, by),
  changeAppointment: async ({ params, body }) =>
    (await workspace.cam()).appointments.changeAppointment(params.appointmentId, body, by),
  endAppointment: async ({ params, body }) =>
    (await workspace.cam()).appointments.endAppointment(params.appointmentId, body.to, body.outcome, by),
});

async function readLead(workspace: Workspace, leadId: string) {
  const { leads, messages, stories, rights, merges, enrichment } = await workspace.cam();
  const page = await stories.read(leadId);
  const written = await messages.list({ leadId }, { limit: messagesShown });
  return {
    ...{ page, messages: written.attempts, messageCount: written.total, moves: leads.movesFrom(page.lead.state) },
    consents: [...(await rights.consentHistory(leadId))],
    merges: [...(await merges.list({ leadId }))],
    filled: [...(await enrichment.filledFor(leadId))],
  };
}
