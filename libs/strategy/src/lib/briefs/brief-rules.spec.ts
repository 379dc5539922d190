import { describe, expect, test } from '@jest/globals';
import { BriefContent } from '../../contract/brief-content.ts';
import { briefSections } from '../../contract/brief-fields.ts';
import { aBrief } from '../../testing/a-brief.ts';
import { missingForDraft, parseBriefContent } from './brief-rules.ts';

const errorOf = (typed: unknown): { code?: string; details?: { fields?: Record<string, string> } } => {
  try {
    parseBriefContent(typed);
  } catch (error) {
    return error as never; // the matchers below look at its shape
  }
  return {};
};

describe('a brief', () => {
  test('is asked for in full: the form has every field once, each with a label and a help', () => {
    const fields = briefSections.flatMap((section) => section.fields);
    expect(fields.map((field) => field.id).sort()).toEqual(Object.keys(BriefContent.shape).sort());
    expect(fields.filter((field) => field.label === '' || field.help === '')).toEqual([]);
  });

  test('needs nothing but the name of the company to be saved', () => {
    expect(parseBriefContent({ company: '  Harbour  ' })).toMatchObject({ company: 'Harbour', pains: [], offer: '' });
    expect(errorOf({ company: ' ' })).toMatchObject({
      code: 'brief-invalid',
      details: { fields: { company: 'Write the name of the company.' } },
    });
  });

  test('names every wrong field with its own message', () => {
    const typed = { company: 'Harbour', website: 'harbour', tone: 'x'.repeat(301), pains: ['x'.repeat(301)] };
    expect(Object.keys(errorOf(typed).details?.fields ?? {}).sort()).toEqual(['pains', 'tone', 'website']);
  });

  test('drops empty lines of a list and the space around each', () => {
    expect(parseBriefContent({ company: 'H', pains: [' a ', '', '  ', 'b'] }).pains).toEqual(['a', 'b']);
  });

  test('is ready for a draft when the seven needed fields say something', () => {
    expect(missingForDraft(aBrief())).toEqual([]);
    expect(missingForDraft(aBrief({ pains: [], offer: '' })).map((field) => field.label)).toEqual([
      'What it sells',
      'What hurts',
    ]);
  });

  test.each(['TBD', 'Lorem ipsum dolor', '[insert offer]', '{{offer}}', 'n/a', '???', 'Benefit 1'])(
    'counts “%s” as nothing told',
    (offer) => {
      expect(missingForDraft(aBrief({ offer }))).toMatchObject([
        { field: 'offer', need: expect.stringMatching(/^Only a placeholder/) },
      ]);
    },
  );
});
