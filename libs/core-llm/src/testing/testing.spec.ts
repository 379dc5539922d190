import { expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLlm, definePrompt } from '@aicmo/core-llm';
import * as testing from '@aicmo/core-llm/testing';
import * as z from 'zod/mini';

const { aModelServer, modelReplies, openDoor, recordingDoor, replayingDoor, scriptedLlm } = testing;
const greeting = definePrompt({
  ...{ name: 'spec-greeting', version: 1, instructions: 'Greet.', fields: ['name'], schema: null, examples: [] },
});
const colour = definePrompt({
  ...{ name: 'spec-colour', version: 1, instructions: 'Choose.', fields: ['name'], examples: [] },
  schema: z.object({ colour: z.string() }),
});
const request = { fields: { name: 'Jo' }, asker: { by: 'Ana', purpose: 'a spec' } };

test('the door for specs gives exactly these names', () => {
  expect(Object.keys(testing).sort()).toEqual([
    ...['aModelHouse', 'aModelServer', 'fakeTimers', 'llmRecordContract', 'memoryLlmRecord', 'modelReplies'],
    ...['openDoor', 'promptProblems', 'recordingDoor', 'replayingDoor', 'scriptedLlm'],
  ]);
});

test('a conversation is recorded once and replayed without a network, and no key is in its file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-conversations-'));
  const server = await aModelServer();
  const { variables } = server;
  server.next(modelReplies.says(`Your key is ${variables.OPENAI_API_KEY}, and sk-someone-elses-key-1234567890.`));
  const recorded = createLlm({ variables, door: recordingDoor(openDoor(), folder, variables.OPENAI_API_KEY) });
  await expect(recorded.generateText(greeting, { ...request, repairs: 0 })).rejects.toMatchObject({
    code: 'llm-unusable',
  });
  server.next(modelReplies.says('Good evening.'));
  await recorded.generateText(greeting, { ...request, fields: { name: 'Max' } });
  await server.close();

  const files = await readdir(folder);
  expect(files).toHaveLength(2);
  const words = (await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')))).join('');
  expect(words).not.toMatch(/4711|elses|[Aa]uthorization|Bearer/);

  const replayed = createLlm({ variables, door: replayingDoor(folder) });
  const answer = await replayed.generateText(greeting, { ...request, fields: { name: 'Max' } });
  expect(answer.value).toBe('Good evening.');
  await expect(replayed.generateText(greeting, { ...request, fields: { name: 'Eve' } })).rejects.toThrow(
    /Record it again/,
  );
  await rm(folder, { recursive: true });
});

test('a scripted model says its lines in order, holds the schema and the allow-list, and fails when they are over', async () => {
  const llm = scriptedLlm(
    ...[
      { says: 'Hello.' },
      { says: { colour: 'red' } },
      { fails: 'llm-budget' },
      { says: 'One two' },
      { says: [[1, 2]] },
    ],
    ...[{ says: { id: '1', name: 'look', args: {} } }, { says: { color: 'red' } }],
  );
  expect((await llm.generateText(greeting, request)).value).toBe('Hello.');
  expect((await llm.generateObject(colour, request)).value).toEqual({ colour: 'red' });
  await expect(llm.generateText(greeting, request)).rejects.toMatchObject({ kind: 'unavailable', code: 'llm-budget' });
  const words: string[] = [];
  for await (const word of llm.streamText(greeting, request)) words.push(word);
  expect(words).toEqual(['One ', 'two']);
  expect((await llm.embed({ asker: request.asker, texts: ['a'] })).value).toEqual([[1, 2]]);
  expect((await llm.callTools(greeting, { ...request, tools: [] })).value.calls).toMatchObject([{ name: 'look' }]);
  await expect(llm.generateObject(colour, request)).rejects.toThrow();
  await expect(llm.generateText(greeting, request)).rejects.toThrow('The script is over');
  const lead = { name: 'Jo', email: 'jo@example.com' };
  await expect(llm.generateText(greeting, { ...request, fields: lead })).rejects.toMatchObject({ code: 'llm-field' });
  expect(llm.asked.map(({ prompt }) => prompt?.name)).toContain('spec-colour');
  expect((await llm.usedToday()).tokens).toBeGreaterThan(0);
});
