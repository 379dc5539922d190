import { expect, test } from '@jest/globals';
import * as contract from './contract/index.ts';
import * as door from './index.ts';

test('the door of social offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'ListeningReport',
    'countPostLength',
    'createSocial',
    'generateListeningReport',
    'platformRules',
    'postProblems',
    'scoreSentiment',
    'socialMigrations',
    'socialSentinels',
  ]);
});

test('the contract of social offers exactly these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'IngestResult',
    'ListeningReport',
    'ListeningSource',
    'Mention',
    'Post',
    'PostEvent',
    'ReportGap',
    'ReportedMention',
    'Sentiment',
    'SentimentWord',
    'SourceReading',
    'countPostLength',
    'platformRules',
    'postProblems',
    'postStates',
    'sentimentLabels',
  ]);
});
