import type { Sentinel } from '@aicmo/core-kernel';

const because = (cause: string, cure: string) => ({ cause, cure });

/** What can come of a question to the model. */
export const answerReasons: Sentinel['reasons'] = {
  'llm-off': because(
    'No language model is configured, or AICMO_USE_LLM switches it off.',
    'Nothing is to be done; everything else works.',
  ),
  'llm-not-asked': because(
    'A question costs money, and nobody has said that it may be asked.',
    'npx aicmo doctor --ask-model asks one short question.',
  ),
  'llm-key-refused': because(
    'The service does not know the key, or it was revoked.',
    'Make a new key and set OPENAI_API_KEY.',
  ),
  'llm-key-unusable': because('The key has a sign that no key has.', 'Copy the key again.'),
  'llm-forbidden': because(
    'The service does not let this key do that: another region, or a right that is missing.',
    'Look at the rights of the key where it was made.',
  ),
  'llm-model-unknown': because(
    'The service has no model of this name.',
    'Set AICMO_LLM_MODEL to one that the finding names.',
  ),
  'llm-address-wrong': because('At OPENAI_BASE_URL is no model service.', 'Most servers want /v1 at its end.'),
  'llm-web-page': because(
    'A web page answered: a sign-in page of the network, or a wrong address.',
    'Sign in to the network, or correct OPENAI_BASE_URL.',
  ),
  'llm-redirect': because(
    'The service sends the question to another address; that is not followed.',
    'Set OPENAI_BASE_URL to the address itself.',
  ),
  'llm-no-quota': because('The account has no quota left.', 'Add credit on the service’s billing page.'),
  'llm-limited': because('The service takes no more requests for now.', 'Ask again when the finding says.'),
  'llm-busy': because('Too many questions are being asked at once.', 'Ask again in a moment.'),
  'llm-loading': because('A local server is still loading its model.', 'Ask again in a moment.'),
  'llm-cut-off': because(
    'The connection to the service broke in the middle of its answer.',
    'Ask again; look at the network if it stays.',
  ),
  'llm-failed': because('The service failed.', 'Ask again; nothing is wrong here.'),
  'llm-resting': because(
    'The service failed several times in a row and is left alone for a while.',
    'Ask again when the finding says.',
  ),
  'llm-timeout': because('There was no answer in time.', 'Ask again; look whether the service is overloaded.'),
  'llm-unreachable': because(
    'Nothing listens at the address, or no way leads there.',
    'Start the server, or correct OPENAI_BASE_URL.',
  ),
  'llm-budget': because(
    'The budget of today does not allow another question.',
    'Wait until midnight UTC, or set a higher budget.',
  ),
  'llm-held': because('Everything is held: nothing leaves the house.', 'Release the hold in the operator.'),
  'llm-empty-reply': because(
    'The model said nothing.',
    'Look whether it is the right model; those that think first may need more room.',
  ),
  'llm-wrong-shape': because(
    'The service answered in a shape that is none of this protocol.',
    'Correct OPENAI_BASE_URL.',
  ),
  'llm-not-installed': because('The package of the model’s client is not installed.', 'npm ci installs it.'),
};
