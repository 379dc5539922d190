import {
  Channel,
  MessagePreview,
  Sequence,
  SequenceEdit,
  SequenceStep,
  SequenceTrial,
  SequenceVersion,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A lead for the preview of a template. */
const PreviewLead = z.object({ id: z.string(), name: z.string(), company: z.string() });

/** Sequences, their versions and trials, and what a lead would read. */
export const campaignOpsSequencesContract = defineEndpoints({
  sequences: {
    method: 'GET',
    path: '/api/campaign-ops/sequences',
    query: z.object({ client: z.optional(z.string()), archived: z.optional(z.string()) }),
    result: z.object({ sequences: z.array(Sequence) }),
    summary: 'The built-in sequences and those of a client; archived=yes: those that were put away too',
  },
  sequence: {
    method: 'GET',
    path: '/api/campaign-ops/sequences/:sequenceId',
    result: Sequence,
    summary: 'One sequence with its messages',
  },
  createSequence: {
    method: 'POST',
    path: '/api/campaign-ops/sequences',
    body: z.object({ clientId: z.string(), name: z.string(), goal: z.string() }),
    result: Sequence,
    summary: "Make a client's own sequence, with one message to begin from",
  },
  copySequence: {
    method: 'POST',
    path: '/api/campaign-ops/sequences/:sequenceId/copies',
    body: z.object({ clientId: z.string() }),
    result: Sequence,
    summary: 'Make a copy that belongs to a client and can be changed',
  },
  editSequence: {
    method: 'POST',
    path: '/api/campaign-ops/sequences/:sequenceId',
    body: z.object({ edit: SequenceEdit }),
    result: Sequence,
    summary: 'Save a changed sequence as its next version',
  },
  archiveSequence: {
    method: 'POST',
    path: '/api/campaign-ops/sequences/:sequenceId/archived',
    body: z.object({ isArchived: z.boolean() }),
    result: Sequence,
    summary: 'Put a sequence away, or take it out again',
  },
  sequenceVersions: {
    method: 'GET',
    path: '/api/campaign-ops/sequences/:sequenceId/versions',
    result: z.object({ versions: z.array(SequenceVersion), trials: z.array(SequenceTrial) }),
    summary: 'Every saved version with who goes through it, and the trials of the newest',
  },
  sequenceVersion: {
    method: 'GET',
    path: '/api/campaign-ops/sequences/:sequenceId/versions/:version',
    result: z.object({ steps: z.array(SequenceStep) }),
    summary: 'The messages of one version as it was saved',
  },
  previewLeads: {
    method: 'GET',
    path: '/api/campaign-ops/campaigns/:campaignId/leads',
    query: z.object({ search: z.optional(z.string()) }),
    result: z.object({ leads: z.array(PreviewLead) }),
    summary: 'The best-scored leads of a campaign, or those that a search finds, to look at a message with',
  },
  previewMessage: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/previews',
    body: z.object({
      leadId: z.optional(z.string()),
      channel: z.optional(Channel),
      subject: z.string(),
      body: z.string(),
      html: z.optional(z.nullable(z.string())),
      firstSubject: z.string(),
    }),
    result: MessagePreview,
    summary: 'A message with the values of a lead, and what could be better in it; stores nothing',
  },
});
