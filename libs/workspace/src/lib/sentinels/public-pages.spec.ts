import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { publicPagesSentinel } from './public-pages.sentinel.ts';

const look = (publicUrl: string | null, forms: number) =>
  publicPagesSentinel({ publicUrl, openForms: async () => forms }).run({
    ...{ clock: fakeClock(), signal: new AbortController().signal },
  });

test('public pages that are off matter only when a form is open', async () => {
  expect(await look(null, 0)).toMatchObject({ verdict: 'skipped', reason: 'public-pages-off' });
  expect(await look(null, 2)).toMatchObject({ verdict: 'fail', summary: expect.stringContaining('2 forms are open') });
  expect(await look('https://forms.example.com', 2)).toMatchObject({ verdict: 'pass' });
});
