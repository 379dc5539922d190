import type { PageParts } from '../../pages/frame.ts';
import { verifyContent } from '../../pages/verify-page.ts';
import type { PageWrite, Visit } from '../visit.ts';
import { told, VerifyAnswer } from './database-answers.ts';

const frame = {
  path: '/diagnostics',
  title: 'Verify the database',
  question: 'Is every table as its migrations make it, and is nothing damaged?',
} as const;

/** Before it was asked for. */
export const verifyPage = async ({ makeForm }: Visit): Promise<PageParts> => ({
  ...frame,
  content: verifyContent(undefined, makeForm),
});

/** Only looks, but reads every page of the database: it is asked for, never done by opening a page. */
export const verifyWrite: PageWrite = {
  changesHouse: false,
  run: async ({ house, makeForm }) => {
    const answer = await house.probe({ task: 'verify', timeoutMs: 120_000 });
    return { ...frame, content: verifyContent(told(answer, VerifyAnswer), makeForm) };
  },
};
