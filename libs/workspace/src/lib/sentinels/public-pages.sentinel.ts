import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';

/** What the check looks at. */
export interface PublicPagesLook {
  /** Where people outside reach the public pages; null: there are none. */
  readonly publicUrl: string | null;
  /** How many forms take what people send. */
  readonly openForms: () => Promise<number>;
}

/** Whether the forms that are open can be reached by anybody. That the address leads here from outside is not asked. */
export const publicPagesSentinel = ({ publicUrl, openForms }: PublicPagesLook): Sentinel =>
  defineSentinel({
    id: 'workspace-public-pages',
    title: 'Pages for people outside',
    severity: 'warning',
    reasons: {
      'public-pages-off': {
        cause: 'No AICMO_PUBLIC_URL is set, and no form is open that would need it.',
        cure: 'Nothing is to be done.',
      },
      'public-pages-missed': {
        cause: 'Forms are open and no AICMO_PUBLIC_URL is set, so that nobody outside reaches them.',
        cure: 'Start the operator with AICMO_PUBLIC_URL, or close the forms.',
      },
    },
    run: async () => {
      const open = await openForms();
      const evidence = { address: publicUrl ?? 'none', openForms: open };
      if (publicUrl !== null)
        return { verdict: 'pass', summary: `The public pages are switched on under ${publicUrl}.`, evidence };
      if (open === 0) {
        const summary = 'The public pages are off, and no form is open.';
        return { verdict: 'skipped', reason: 'public-pages-off', summary, evidence };
      }
      return {
        verdict: 'fail',
        reason: 'public-pages-missed',
        summary: `${open === 1 ? '1 form is' : `${open} forms are`} open, and nobody outside reaches the public pages: AICMO_PUBLIC_URL is not set.`,
        evidence,
        remedy: {
          text: 'Start the operator with the address under which people outside reach it, or close the forms under Acquisition.',
          commands: ['AICMO_PUBLIC_URL=https://forms.example.com npm start'],
        },
      };
    },
  });
