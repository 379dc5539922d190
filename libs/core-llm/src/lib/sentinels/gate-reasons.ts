import type { Sentinel } from '@aicmo/core-kernel';

/** What each finding about the settings of the language model means. */
export const gateReasons: Sentinel['reasons'] = {
  'llm-off': {
    cause: 'No language model is configured, or AICMO_USE_LLM switches it off.',
    cure: 'Nothing is to be done; everything else works. To switch it on, set OPENAI_API_KEY.',
  },
  'llm-key-blank': {
    cause: 'OPENAI_API_KEY is set, but blank.',
    cure: 'Give it a key, or unset it.',
  },
  'llm-key-unusable': {
    cause: 'OPENAI_API_KEY has a sign that no key has: a quotation mark of a text program, a space, a line break.',
    cure: 'Copy the key again.',
  },
  'llm-key-padded': {
    cause: 'OPENAI_API_KEY has blank space around it.',
    cure: 'It is left out; take it away where the key is set.',
  },
  'llm-address-unusable': {
    cause: 'OPENAI_BASE_URL is no web address.',
    cure: 'Write it like http://127.0.0.1:11434/v1.',
  },
  'llm-address-secret': {
    cause: 'OPENAI_BASE_URL has a user or a password in it.',
    cure: 'Put the secret into OPENAI_API_KEY.',
  },
  'llm-address-unprotected': {
    cause: 'OPENAI_BASE_URL leads over an unprotected connection to another machine, and the key with it.',
    cure: 'Use https.',
  },
  'llm-address-no-path': {
    cause: 'OPENAI_BASE_URL has no path; most services expect one such as /v1.',
    cure: 'Add the path that the service names.',
  },
  'llm-number-unusable': {
    cause: 'A limit of the language model is no whole number.',
    cure: 'Write it in digits, or unset it; its default then counts.',
  },
};
