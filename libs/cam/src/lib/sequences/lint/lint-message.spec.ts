import { describe, expect, test } from '@jest/globals';
import { MailLanguage } from '../../../contract/mail-language.ts';
import { defaultSequences } from '../defaults/index.ts';
import { bulkPhrases } from './bulk-phrases.data.ts';
import { lintMessage, type LintedMessage } from './lint-message.ts';

const message = (change: Partial<LintedMessage>): LintedMessage => ({
  ...{ subject: 'A question', text: 'Hello Mara,\n\nwould a call suit you?', html: null, leftOut: [], values: [] },
  ...change,
});
const found = (change: Partial<LintedMessage>) =>
  lintMessage(message(change)).map(({ rule, before, after }) => [rule, before, after]);

describe('what is said of a message before it leaves', () => {
  const long = 'A rather long question about the way in which you plan the tours of your fleet';

  test.each<[string, Partial<LintedMessage>, readonly (readonly (string | null)[])[]]>([
    ['nothing of a plain letter', {}, []],
    [
      'that its subject is too long, and where it could end',
      { subject: long },
      [['long-subject', long, 'A rather long question about the way in which you plan the']],
    ],
    ['how many words it has', { text: 'word '.repeat(201) }, [['long-text', '201 words', '200 words']]],
    [
      'which links are too many',
      { text: 'https://a.example https://b.example https://c.example/x' },
      [
        [
          'many-links',
          'https://a.example · https://b.example · https://c.example/x',
          'https://a.example · https://b.example',
        ],
      ],
    ],
    ['that it shouts', { subject: 'BUY NOW please' }, [['shouting', 'BUY NOW', 'Buy now']]],
    ['that it shouts with marks', { text: 'Really?!! Yes.' }, [['shouting', '?!!', '?']]],
    ['that a subject has an exclamation mark', { subject: 'Hello!' }, [['shouting', '!', '.']]],
    ['not that abbreviations or a firm shout', { text: 'GDPR at IKEA SVERIGE AB', values: ['IKEA SVERIGE AB'] }, []],
    ['what mass mail says', { text: 'Please act\nnow.' }, [['bulk-phrase', 'act\nnow', '']]],
    ['not that within a word', { text: 'to interact nowadays' }, []],
    [
      'which token of another tool is left',
      { text: 'Dear *|FNAME|*' },
      [['unresolved', '*|FNAME|*', '{{ lead.firstName }}']],
    ],
    ['which bracket is left', { text: 'At [Company]' }, [['unresolved', '[Company]', '{{ lead.company }}']]],
    ['what was left out of the HTML', { leftOut: ['script'] }, [['left-out', 'script', '']]],
  ])('tells %s', (_, change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  test.each(MailLanguage.options)('knows what mass mail says in %s', (language) => {
    expect(bulkPhrases[language].length).toBeGreaterThan(10);
    for (const [phrase] of bulkPhrases[language]) {
      const told = found({ text: `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)} ok` });
      expect({ phrase, rules: told.map(([rule]) => rule) }).toMatchObject({
        rules: expect.arrayContaining(['bulk-phrase']),
      });
    }
  });

  test('says nothing of the built-in sequences', () => {
    const texts = defaultSequences.flatMap(({ steps }) => steps.map(({ subject, body }) => ({ subject, text: body })));
    const told = texts.flatMap(({ subject, text }) =>
      found({ subject: subject.replaceAll(/\{.*?\}+/g, 'Fjord'), text }),
    );
    expect(told.filter(([rule]) => rule !== 'unresolved')).toEqual([]);
  });
});
