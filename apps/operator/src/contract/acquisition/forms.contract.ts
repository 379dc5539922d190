import { CaptureForm, CaptureFormDraft, CaptureStatus, CaptureSubmissionPage } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** Forms on the web, and what people sent by them. */
export const formEndpoints = defineEndpoints({
  forms: {
    method: 'GET',
    path: '/api/acquisition/forms',
    query: z.object({ client: z.optional(z.string()) }),
    /** `publicUrl`: where people outside reach them; null: there are no public pages. */
    result: z.object({ forms: z.array(CaptureForm), publicUrl: z.nullable(z.string()) }),
    summary: 'The forms of a client or of all, newest first',
  },
  formCreate: {
    method: 'POST',
    path: '/api/acquisition/forms',
    body: z.object({ client: z.string(), draft: CaptureFormDraft }),
    result: CaptureForm,
    summary: 'Make a form',
  },
  formEdit: {
    method: 'POST',
    path: '/api/acquisition/forms/:id',
    body: z.object({ version: z.number(), draft: CaptureFormDraft }),
    result: CaptureForm,
    summary: 'Change a form',
  },
  formOpen: {
    method: 'POST',
    path: '/api/acquisition/forms/:id/open',
    body: z.object({ version: z.number(), isOpen: z.boolean() }),
    result: CaptureForm,
    summary: 'Open or close a form',
  },
  submissions: {
    method: 'GET',
    path: '/api/acquisition/submissions',
    query: z.object({
      ...{ client: z.optional(z.string()), form: z.optional(z.string()) },
      ...{ status: z.optional(CaptureStatus), cursor: z.optional(z.string()) },
    }),
    result: CaptureSubmissionPage,
    summary: 'What people sent, newest first',
  },
  submissionTake: {
    method: 'POST',
    path: '/api/acquisition/submissions/:id/take',
    body: z.object({ reason: z.string() }),
    result: z.object({ leadId: z.string() }),
    summary: 'Make a lead of what somebody sent and nobody confirmed',
  },
  submissionDiscard: {
    method: 'POST',
    path: '/api/acquisition/submissions/:id/discard',
    summary: 'Throw away what somebody sent',
  },
});
