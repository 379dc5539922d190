export { anAction } from './an-action.ts';
export { aProposal } from './a-proposal.ts';
export { fakeFlags } from './fake-flags.ts';
export { fakeTimers } from './fake-timers.ts';
