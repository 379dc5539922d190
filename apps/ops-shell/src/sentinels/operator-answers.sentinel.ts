import { defineSentinel, type Clock, type Sentinel, type SentinelResult } from '@aicmo/core-kernel';
import { crashInWords, readOperatorStart, type OperatorCrash } from './operator-start.ts';
import { operatorPortOf, type OperatorAnswer, type OperatorLook } from './operator.ts';

const reasons = {
  'operator-off': {
    cause: 'Nothing listens on the operator’s port: it was not started, or it has ended in good order.',
    cure: 'npm start starts it, and says what stands in the way.',
  },
  'operator-starting': {
    cause: 'The operator was started less than two minutes ago and does not answer yet.',
    cure: 'Wait a moment and look again.',
  },
  'operator-crashed': {
    cause:
      'The operator ended by itself, at its start or while it ran: an error, too little memory, or somebody killed it.',
    cure: 'Correct what its last words name, and start it again with npm start; the finding goes when it runs.',
  },
  'operator-deaf': {
    cause:
      'The process of the operator is there, and nothing listens on its port: it hangs at its start, or another program has its number by now.',
    cure: 'Look at the process, end it when it is the operator, and start it again with npm start.',
  },
  'operator-no-screens': {
    cause:
      'The operator runs from a build that is not there: it answers, and every page says that the screens are not built.',
    cure: 'npx nx build operator, then reload the page; npm start does it before it serves.',
  },
} as const;

type Result = SentinelResult<keyof typeof reasons>;

/** Whether the operator is running and has its screens. Off is no fault; one that ended by itself is. */
export const operatorAnswersSentinel = (look: OperatorLook, ask: () => Promise<OperatorAnswer>): Sentinel =>
  defineSentinel({
    id: 'operator-answers',
    title: 'Operator answers',
    severity: 'error',
    after: ['operator-port'],
    reasons,
    run: async ({ clock }) => {
      const url = `http://127.0.0.1:${operatorPortOf(look)}`;
      const answer = await ask();
      if (answer.state === 'operator') return itAnswers(look, url, answer.marker);
      if (answer.state === 'locked') {
        const evidence = { address: url, 'access token': 'asked for' };
        return { verdict: 'pass', summary: `It answers at ${url}, and asks for its access token.`, evidence };
      }
      return answer.state === 'off' ? itIsNotThere(look, url, clock) : off(url);
    },
  });

async function itAnswers(look: OperatorLook, address: string, marker: string): Promise<Result> {
  const evidence = { address, serves: marker };
  const page = await look.lookAtPort(operatorPortOf(look), '/', look.variables['AICMO_ACCESS_TOKEN']?.trim());
  if (page.state !== 'answers' || page.status !== 503) {
    return { verdict: 'pass', summary: `It answers at ${address}.`, evidence };
  }
  return {
    ...{ verdict: 'fail', reason: 'operator-no-screens', evidence: { ...evidence, 'its first page': 503 } },
    summary: `It answers at ${address}, and its screens are not built.`,
    remedy: { text: 'Build them, then reload the page.', commands: ['npx nx build operator'] },
  };
}

async function itIsNotThere(look: OperatorLook, url: string, clock: Clock): Promise<Result> {
  const start = await readOperatorStart(look, clock);
  switch (start.state) {
    case 'none':
      return off(url);
    case 'crashed':
      return crashed(start);
    case 'starting': {
      const evidence = { started: start.startedAt, process: start.pid };
      return { verdict: 'unknown', reason: 'operator-starting', summary: 'It is being started.', evidence };
    }
    case 'deaf':
      return {
        ...{ verdict: 'unknown', reason: 'operator-deaf' },
        summary: `Its process ${start.pid} is there, and nothing listens at ${url}.`,
        evidence: { started: start.startedAt, process: start.pid },
        remedy: {
          text: 'Look whether that process is the operator; end it then, and start it again.',
          commands: [`ps -fp ${start.pid}`, `kill ${start.pid}`, 'npm start'],
        },
      };
  }
}

const off = (url: string): Result => ({
  ...{ verdict: 'skipped', reason: 'operator-off', summary: `It is not running; its address would be ${url}.` },
  remedy: { text: 'Start it when it is needed.', commands: ['npm start'] },
});

function crashed(start: OperatorCrash): Result {
  const { startedAt, end } = start;
  return {
    ...{ verdict: 'fail', reason: 'operator-crashed', summary: crashInWords(start) },
    evidence: { started: startedAt, ...(end === null ? {} : { ended: end.at, 'exit status': end.status }) },
    remedy: {
      text: end === null ? 'Start it again.' : 'Correct what it said, and start it again.',
      commands: ['npm start'],
    },
  };
}
