import type { QcRule } from '../qc-input.ts';

/** Whether the platform would take the post, and take it as it is meant. */
export const platformLimits: QcRule = {
  id: 'platform-limits',
  title: 'Within what the platform takes',
  severity: 'BLOCKER',
  run: ({ platformProblems }) => {
    if (platformProblems.length === 0) return { outcome: 'PASS', why: 'The platform would take it as it is.' };
    const stops = platformProblems.some(({ effect }) => effect === 'stops');
    return { outcome: stops ? 'FAIL' : 'WARN', why: platformProblems.map(({ text }) => text).join(' ') };
  },
};
