import type { QcCheck } from '../../contract/qc.ts';

/** What the checks look at. What only another library knows is told to them. */
export interface QcInput {
  readonly text: string;
  readonly links: readonly string[];
  readonly media: readonly { readonly digest: string; readonly alt: string }[];
  /** Words that the client never wants to read. */
  readonly bannedWords: readonly string[];
  /** Sentences that have to stand in every text. */
  readonly requiredDisclaimers: readonly string[];
  /** What the platform itself would refuse (`stops`) or spoil (`weakens`), its length included. */
  readonly platformProblems: readonly { readonly text: string; readonly effect: 'stops' | 'weakens' }[];
}

/** A check: its name, how bad its failure is, and what it finds. */
export interface QcRule {
  readonly id: string;
  readonly title: string;
  readonly severity: QcCheck['severity'];
  run(input: QcInput): Finding;
}

/** What a check found. */
export interface Finding {
  readonly outcome: QcCheck['outcome'];
  readonly why: string;
  readonly found?: readonly string[];
}
