export { ControlFlagsView } from './control-flags.ts';
export { egressKinds, egressOutcomes, LedgerEntry } from './ledger-entry.ts';
