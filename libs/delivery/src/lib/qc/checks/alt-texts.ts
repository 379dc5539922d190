import type { QcRule } from '../qc-input.ts';

/** Whether somebody who cannot see a picture is told what it shows. */
export const altTexts: QcRule = {
  id: 'alt-texts',
  title: 'Every picture is described',
  severity: 'MINOR',
  run: ({ media }) => {
    if (media.length === 0) return { outcome: 'PASS', why: 'There is no picture.' };
    const silent = media.filter(({ alt }) => alt.trim() === '').length;
    if (silent === 0) return { outcome: 'PASS', why: 'Each picture has its description.' };
    return { outcome: 'FAIL', why: `${silent} of ${media.length} pictures have no description.` };
  },
};
