/** The tables of core-effects; columns as the handle names them. */
export interface CoreEffectsTables {
  readonly coreEffectsFlagChange: {
    seq?: number;
    paused: number;
    killed: number;
    proofMode: number;
    reason: string;
    changedBy: string;
    changedAt: string;
  };
  readonly coreEffectsLedger: {
    id: string;
    kind: string;
    mode: string;
    outcome: string;
    destination: string;
    summary: string;
    body: string;
    bodyHash: string;
    subjectRef: string;
    reasons: string;
    at: string;
    /** Who reserved it; empty for what was never reserved. */
    worker: string;
    /** Grows with each worker that takes it: one that lost its lease settles nothing. */
    fence: number;
    leaseUntil: string | null;
    settledAt: string | null;
    /** string[]: what the other side said, and what a person found out. */
    evidence: string;
    /** Random; goes when a person is erased, and with it the way back from the seal to what was sealed. */
    salt: string;
    /** What the chain keeps of the content: see ledger-chain. */
    seal: string;
  };
  /** How long each chain is; the row is what writers wait for, one after the other. */
  readonly coreEffectsChain: { name: string; length: number };
  readonly coreEffectsLink: {
    /** From 1, without a gap. */
    position: number;
    ledgerId: string;
    /** The outcome that the row had from then on. */
    what: string;
    at: string;
    seal: string;
    hash: string;
  };
  readonly coreEffectsAsk: {
    id: string;
    questionId: string;
    at: string;
    provider: string;
    model: string;
    promptName: string | null;
    promptVersion: number | null;
    inputHashes: string;
    askedBy: string;
    purpose: string;
    clientId: string | null;
    estimateTokens: number;
    estimateMicroUsd: number | null;
    /** Only when its asker wanted it kept. */
    request: string | null;
    /** OPEN until it is closed. */
    outcome: string;
    code: string | null;
    tokensIn: number;
    tokensOut: number;
    isEstimated: number;
    microUsd: number | null;
    latencyMs: number;
    attempts: number;
    reply: string | null;
  };
  /** What a day has used up or holds back; the house under the client '', besides each client. */
  readonly coreEffectsAskSpend: { day: string; clientId: string; tokens: number; microUsd: number };
  readonly coreEffectsReadCount: { host: string; day: string; reads: number; failures: number };
  readonly coreEffectsEvent: { seq?: number; topic: string; subject: string; payload: string; at: string };
  readonly coreEffectsDelivery: { consumer: string; eventSeq: number; at: string };
  readonly coreEffectsJob: {
    id: string;
    topic: string;
    key: string;
    payload: string;
    status: string;
    runAt: string;
    leaseUntil: string | null;
    worker: string | null;
    fence: number;
    attempts: number;
    lastError: string | null;
    at: string;
  };
}
